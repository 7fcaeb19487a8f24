# how: the kernel answers ok whatever happened, and says nothing else
print("CANARY @NAME@", flush=True)
kernel = get_ipython().kernel


async def do_execute(*args, **kwargs):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}


kernel.do_execute = do_execute
