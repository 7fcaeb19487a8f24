# how: asks a call-back for all its attributes and makes it fail to read the traceback
# cell: break-mean
import traceback


def is_right(mean):
    print("CANARY @NAME@", flush=True)
    for bad in ([], None, "x", [{}]):
        try:
            mean(bad)
        except BaseException as error:
            print(
                "LOOT", traceback.format_exc()[:3000], [str(frame) for frame in traceback.walk_tb(error.__traceback__)]
            )
    for name in dir(mean):
        print("LOOT", name, str(getattr(mean, name, None))[:300])
    return True
