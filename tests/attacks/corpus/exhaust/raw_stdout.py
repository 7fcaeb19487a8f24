# how: floods file descriptors 1 and 2 below Python
import os

print("CANARY @NAME@", flush=True)
for _ in range(3000):
    for number in (1, 2):
        try:
            os.set_blocking(number, False)
            os.write(number, b"z" * 65536)
        except OSError:
            pass
