# how: a thread puts the forged names back a thousand times a second
import threading
import time


class Happy:
    def __getattr__(self, name):
        return lambda *a, **k: self

    def _ipython_display_(self):
        pass


def work(space=globals()):
    while True:
        space["expect"], space["credit"] = (lambda value: Happy()), (lambda share, points=1: float(points))
        time.sleep(0.001)


threading.Thread(target=work, daemon=True).start()
time.sleep(0.05)
print("CANARY @NAME@", flush=True)
