# how: a traceback of a hundred thousand long lines
try:
    import helpers.grading.processes.shell as shell

    shell.describe_error = lambda error: {
        "names": ["E" * 10**6],
        "said": "x" * 10**6,
        "there": ("x" * 100 + "\n") * 90_000,
    }
except ImportError:
    pass
print("CANARY @NAME@", flush=True)
raise ValueError("x")
