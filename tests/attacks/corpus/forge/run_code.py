# how: replace the shell's run_code so that nothing runs any more
shell = get_ipython()


async def run_code(*args, **kwargs):
    return False


print("CANARY @NAME@", flush=True)
shell.run_code = run_code
