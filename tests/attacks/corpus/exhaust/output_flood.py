# how: a million lines and a line of two hundred megabytes
print("CANARY @NAME@", flush=True)
for number in range(1000000):
    print(number, "x" * 80)
print("y" * (2 * 10**8))
