# how: script and terminal codes in what an exercise prints
# cell: shift
def shift(text, by):
    print("CANARY @NAME@", flush=True)
    print("\x1b[31m<script>@MARK@</script>\x1b]8;;javascript:alert(1)\x07x\x1b[0m")
    return "<script>@MARK@</script>\x1b[2J"
