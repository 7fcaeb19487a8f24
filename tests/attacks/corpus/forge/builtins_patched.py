# how: isinstance, len, all and sum lie
import builtins

print("CANARY @NAME@", flush=True)
really = builtins.sum
builtins.all = lambda things: True
builtins.any = lambda things: False
builtins.sum = lambda things, *start: 3
