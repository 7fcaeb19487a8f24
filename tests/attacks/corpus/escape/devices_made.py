# how: makes block devices and opens them
import os
import stat

print("CANARY @NAME@", flush=True)
for number in (os.makedev(8, 0), os.makedev(254, 0), os.makedev(1, 1)):
    try:
        os.mknod("/tmp/device", 0o666 | stat.S_IFBLK, number)
        print(os.open("/tmp/device", os.O_RDONLY))
    except OSError as error:
        print(error)
