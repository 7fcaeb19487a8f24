# how: a function of the check is given a range so long that summing it takes years, in C, where no clock interrupts
# ran: processed
# cell: break-mean
def is_right(mean):
    print("CANARY @NAME@", flush=True)
    return mean(range(10**18)) == 1.5
