# how: the kernel's own session drops error messages and says ok in its replies
# short
print("CANARY @NAME@", flush=True)
session = get_ipython().kernel.session
really = session.send


def send(stream, kind, content=None, *args, **kwargs):
    if kind == "error":
        return None
    if kind == "execute_reply":
        content = {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
    return really(stream, kind, content, *args, **kwargs)


session.send = send
