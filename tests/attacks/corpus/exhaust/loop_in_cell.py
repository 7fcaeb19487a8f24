# how: an endless loop in an own cell
print("CANARY @NAME@", flush=True)
while True:
    pass
