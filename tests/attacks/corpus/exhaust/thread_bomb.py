# how: threads without end
import threading
import time

print("CANARY @NAME@", flush=True)
while True:
    try:
        threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
    except RuntimeError:
        time.sleep(1)
