# how: no attack, wrong everywhere
print("CANARY @NAME@", flush=True)
