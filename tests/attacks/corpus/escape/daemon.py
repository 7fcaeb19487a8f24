# how: a daemon, twice forked, in a session of its own
# short
import os
import subprocess
import sys

print("CANARY @NAME@", flush=True)
subprocess.Popen(
    [sys.executable, "-c", "import os,time\nif os.fork()==0:\n os.setsid()\n time.sleep(300)", "@MARK@"],
    start_new_session=True,
)
