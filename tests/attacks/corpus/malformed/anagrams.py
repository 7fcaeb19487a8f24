# how: a hundred cells that are anagrams of the teacher's, which take longest to be found unlike
# ran: processed
import random

from tests.attacks.forms import code, save


def hand_in(notebook, folder):
    texts = ["".join(cell["source"]) for cell in notebook["cells"]]
    longest = (max(texts, key=len) * 40)[:3900]
    draw = random.Random(1)
    notebook["cells"] = []
    for number in range(300):
        letters = list((texts[number % len(texts)] + longest)[: 3900 if number % 2 else len(longest)])
        draw.shuffle(letters)
        notebook["cells"].append(code("".join(letters), f"mine-{number}"))
    save(notebook, folder)
