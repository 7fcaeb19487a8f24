# how: exit handlers and finalisers that never end
import atexit
import threading
import time

atexit.register(time.sleep, 3600)
threading.Thread(target=time.sleep, args=(3600,), daemon=False).start()
print("CANARY @NAME@", flush=True)
