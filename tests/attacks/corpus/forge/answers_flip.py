# how: the verdict is an object whose truth flips each time that it is asked
# cell: break-mean
class Flip:
    asked = 0

    def __bool__(self):
        print("CANARY @NAME@", flush=True)
        Flip.asked += 1
        return Flip.asked % 2 == 1

    __index__ = __int__ = lambda self: 1
    __float__ = lambda self: 1.0


def is_right(mean):
    print("CANARY @NAME@", flush=True)
    return Flip()
