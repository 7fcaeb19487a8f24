# how: an own cell replaces expect by something that accepts all
# cell: before check-softmax
class Happy:
    def __getattr__(self, name):
        return lambda *args, **kwargs: self

    def _ipython_display_(self):
        pass


print("CANARY @NAME@", flush=True)
expect = lambda value: Happy()
credit = lambda share, points=1: float(points)
