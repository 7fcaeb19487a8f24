# how: the course's seed in the environment
import os

print("CANARY @NAME@", flush=True)
print("LOOT", dict(os.environ))
