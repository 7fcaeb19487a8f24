# how: its own working folder is replaced by a link into the course, so that what is written there lands elsewhere
import os
import shutil

print("CANARY @NAME@", flush=True)
here = os.getcwd()
try:
    os.chdir("/")
    shutil.rmtree(here)
    os.symlink("../s0001-earlier/@LESSON@", here)
except OSError as error:
    print(error)
