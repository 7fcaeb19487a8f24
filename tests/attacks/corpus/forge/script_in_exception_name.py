# how: an exception whose class is called <script>
# cell: shift
Named = type("</pre><script>@MARK@</script>", (Exception,), {"__module__": "<script>@MARK@</script>"})


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    raise Named("<script>@MARK@</script>")
