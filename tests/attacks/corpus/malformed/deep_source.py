# how: an expression nested so deep that the compiler gives up
# cell: added
print("CANARY @NAME@", flush=True)
for opening, closing in (("(", ")"), ("[", "]"), ("-", ""), ("not ", "")):
    try:
        compile(opening * 90 + "1" + closing * 90, "x", "eval")
    except (MemoryError, RecursionError, SyntaxError) as error:
        print(error)
