# how: functions of the check are given lists of a million numbers, texts of megabytes and numbers of a million digits
# cell: break-mean
def is_right(mean):
    print("CANARY @NAME@", flush=True)
    for values in ([1.0] * 900_000, ["x" * 10**7], [1 << 4_000_000] * 20, [[1.0] * 10] * 90_000, [(1.0,) * 9] * 90_000):
        try:
            mean(values)
        except Exception:
            continue
    return True
