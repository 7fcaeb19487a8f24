# how: sparse files of a terabyte
print("CANARY @NAME@", flush=True)
for folder in ("/tmp", "."):
    try:
        with open(f"{folder}/sparse-@MARK@", "wb") as file:
            file.truncate(1 << 40)
    except OSError as error:
        print(error)
