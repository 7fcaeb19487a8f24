# how: an exercise displays HTML from within a check
# cell: shift
from IPython.display import HTML, display


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    display(HTML("<script>@MARK@</script>"))
    return text
