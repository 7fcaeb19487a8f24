# how: many small objects
print("CANARY @NAME@", flush=True)
__import__("time").sleep(0.3)
kept = {}
while True:
    kept[len(kept)] = [str(len(kept))] * 100
