# how: an audit hook prints every text that is compiled
import sys


def hook(event, arguments):
    if event == "compile" and arguments[0]:
        print("LOOT", str(arguments[0])[:5000])


print("CANARY @NAME@", flush=True)
sys.addaudithook(hook)
