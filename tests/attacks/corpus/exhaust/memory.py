# how: takes memory until there is none
print("CANARY @NAME@", flush=True)
__import__("time").sleep(0.3)
kept = []
while True:
    kept.append(bytearray(1 << 26))
