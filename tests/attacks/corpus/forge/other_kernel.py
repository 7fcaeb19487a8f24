# how: the kernelspec names a kernel of the student's own
# ran: processed
import json

from tests.attacks.forms import save


def hand_in(notebook, folder):
    spec = folder / "kernels" / "mine"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(
        json.dumps({"argv": ["/bin/true", "{connection_file}"], "display_name": "m", "language": "python"})
    )
    notebook["metadata"]["kernelspec"] = {"name": "mine", "display_name": "m", "language": "python"}
    save(notebook, folder)
