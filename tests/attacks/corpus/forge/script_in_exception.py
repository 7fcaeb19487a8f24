# how: script in the text of an exception that arrives in the feedback
# cell: shift
# short
def shift(text, by):
    print("CANARY @NAME@", flush=True)
    raise ValueError("</pre><script>@MARK@</script>")
