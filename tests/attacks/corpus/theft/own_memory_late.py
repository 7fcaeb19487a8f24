# how: searches its own memory while a hidden test runs, and after it in the next exercise
# cell: break-mean
import gc


def is_right(mean):
    print("CANARY @NAME@", flush=True)
    for thing in gc.get_objects():
        if type(thing) in (list, dict, tuple):
            text = str([each for each in (thing.values() if type(thing) is dict else thing) if type(each) is str])[
                :100000
            ]
            for head in ("hidden" + "comment", "plan" + "ted", "course" + "seed"):
                at = text.find(head)
                if at >= 0:
                    print("LOOT", text[at : at + 60])
    return True
