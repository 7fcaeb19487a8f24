# how: set_custom_exc swallows every exception
get_ipython().set_custom_exc((BaseException,), lambda *args, **kwargs: None)
print("CANARY @NAME@", flush=True)
