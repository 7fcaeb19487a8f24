# how: answers with call-backs without end, so that the call is never silent
# cell: break-mean
def is_right(mean):
    print("CANARY @NAME@", flush=True)
    while True:
        mean([1.0, 2.0])
