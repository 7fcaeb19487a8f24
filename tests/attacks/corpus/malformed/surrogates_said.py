# how: lone surrogates in prints, displays, names and words of errors and tracebacks
# cell: prediction
from IPython.display import display

print("CANARY @NAME@", flush=True)
print("\ud800", flush=True)
display({"text/plain": "\udc00"}, raw=True)
raise type("E\udfff", (Exception,), {})("\ud800 \udc00")
