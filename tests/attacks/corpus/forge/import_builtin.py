# how: __import__ itself hands out a false expect
# cell: first
import builtins
import types

really = builtins.__import__


def forged(name, *args, **kwargs):
    if name.startswith("helpers"):
        return types.SimpleNamespace(**{each: lambda *a, **k: forged for each in args[2] or ()})
    return really(name, *args, **kwargs)


print("CANARY @NAME@", flush=True)
forged.shape = forged.rows_sum_to = forged.close_to = forged.equals = forged.is_true = lambda *a, **k: forged
forged.normal = forged.permutation = forged.tolist = lambda *a, **k: forged
builtins.__import__ = forged
