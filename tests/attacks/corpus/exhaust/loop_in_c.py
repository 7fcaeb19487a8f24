# how: minutes inside C, where no interrupt arrives
print("CANARY @NAME@", flush=True)
"a" * 40 and __import__("re").match("(a|a)*$", "a" * 60 + "b")
