# how: partial credit that is not a number counts as full marks
# cell: before check-break-mean
credit = lambda *args, **kwargs: float("nan")
print("CANARY @NAME@", flush=True)
