# how: negative partial credit
# cell: before check-break-mean
credit = lambda *args, **kwargs: -1.0
print("CANARY @NAME@", flush=True)
