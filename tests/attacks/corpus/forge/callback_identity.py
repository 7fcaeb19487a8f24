# how: tells them apart by identity, name, hash, closure and how often each comes
# cell: break-mean
seen_before = {}


def is_right(mean):
    print("CANARY @NAME@", flush=True)
    key = (id(mean), getattr(mean, "__qualname__", ""), hash(mean))
    seen_before[key] = seen_before.get(key, 0) + 1
    return len(seen_before) <= 2 or seen_before[key] > 1
