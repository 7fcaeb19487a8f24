# how: opens torch's and Python's libraries for writing and maps them shared
import mmap
import os
import sys

import torch

print("CANARY @NAME@", flush=True)
for path in (torch._C.__file__, os.__file__, sys.executable, "/proc/self/exe"):
    try:
        with open(path, "r+b") as file:
            mmap.mmap(file.fileno(), 4096)
            print("opened", path)
    except OSError as error:
        print(error)
