# how: displays of megabytes of colour changes, past the limits of the student's own process
try:
    import helpers.grading.processes.shell as shell

    shell.LONGEST_TEXT = shell.LARGEST_PICTURE = 10**9
except ImportError:
    pass
from IPython.display import display

print("CANARY @NAME@", flush=True)
display({"text/plain": "\x1b[31ma" * 900_000}, raw=True)
