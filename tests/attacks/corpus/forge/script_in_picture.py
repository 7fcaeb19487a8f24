# how: a picture whose bytes are no base64 but end the page's attribute and begin a script
from IPython.display import display

print("CANARY @NAME@", flush=True)
for text in ('"><script>@MARK@</script>', "x' onerror='@MARK@", "<script>@MARK@</script>"):
    display({"image/png": text, "text/plain": text}, raw=True, metadata={"image/png": {"alt": text, "width": text}})
