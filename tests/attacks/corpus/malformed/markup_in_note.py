# how: a changed cell whose error is named like an end of markup, which a printed note might quote
# cell: prediction
print("CANARY @NAME@", flush=True)
raise type("[/]", (Exception,), {})
