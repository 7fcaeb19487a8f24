# how: a second submission for a student who does not exist, and whose name is markup, dots and blanks
# ran: processed
import json


def hand_in(notebook, folder):
    lesson = folder.name
    for name in ("[red]", "[bold]s[link=x]", "a b", "s\u202e1", "*", "%s", "{x}", "-x", "s1;ls"):
        other = folder.parent.parent / name / lesson
        other.mkdir(parents=True)
        (other / "@LESSON@.ipynb").write_text("{}")
    (folder / "@LESSON@.ipynb").write_text(json.dumps(notebook))
