# how: tells right from wrong functions by their bytecode
# cell: break-mean
# short
def is_right(mean):
    print("CANARY @NAME@", flush=True)
    code = getattr(mean, "__code__", None)
    return code is None or "len" in code.co_names
