# how: KeyboardInterrupt in every exercise
# cell: shift
def shift(text, by):
    print("CANARY @NAME@", flush=True)
    raise KeyboardInterrupt


softmax = is_right = shift
