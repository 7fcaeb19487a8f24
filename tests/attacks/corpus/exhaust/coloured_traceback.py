# how: a traceback of megabytes of colour changes, which take a page's writer hours
try:
    import helpers.grading.processes.shell as shell

    shell.describe_error = lambda error: {"names": ["E"], "said": "\x1b[1m" * 500, "there": "\x1b[31ma" * 1_500_000}
except ImportError:
    pass
print("CANARY @NAME@", flush=True)
raise ValueError("x")
