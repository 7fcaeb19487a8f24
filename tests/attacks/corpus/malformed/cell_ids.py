# how: cell ids that repeat, are empty, are paths or half a megabyte long
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    for number, each in enumerate(notebook["cells"]):
        each["id"] = ["same", "", "../../x", "<script>@MARK@</script>", "y" * 500000][number % 5]
    save(notebook, folder)
