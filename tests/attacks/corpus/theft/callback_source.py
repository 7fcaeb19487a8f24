# how: prints name, source, bytecode and globals of the functions it is given
# cell: break-mean
# short
import inspect


def is_right(mean):
    print("CANARY @NAME@", flush=True)
    print("LOOT", repr(mean), getattr(mean, "__code__", None), str(getattr(mean, "__globals__", {}).get("In"))[-4000:])
    try:
        print("LOOT", inspect.getsource(mean))
    except Exception as error:
        print("LOOT", error)
    return True
