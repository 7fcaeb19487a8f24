# how: keeps each function of a check and asks the earlier ones again while later ones are judged, also from threads
# cell: break-mean
import threading

kept, answers = [], []


def ask(mean):
    try:
        answers.append(mean([1.0, 2.0]))
    except BaseException as error:
        answers.append(error)


def is_right(mean):
    print("CANARY @NAME@", flush=True)
    kept.append(mean)
    threads = [threading.Thread(target=ask, args=(each,), daemon=True) for each in kept * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(1)
    return [each for each in answers if each != 1.5]
