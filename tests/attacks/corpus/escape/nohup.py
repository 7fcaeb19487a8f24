# how: a shell's background job without hangup
import os

print("CANARY @NAME@", flush=True)
os.system("MARKED=@MARK@ nohup setsid sleep 300 >/dev/null 2>&1 &")
