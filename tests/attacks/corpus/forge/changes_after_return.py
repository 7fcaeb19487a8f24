# how: a thread rewrites the memory of the answer after it was returned
# cell: softmax
import threading

import torch


def softmax(scores):
    print("CANARY @NAME@", flush=True)
    mine = torch.zeros(scores.shape).share_memory_()

    def work():
        for _ in range(20000):
            mine.copy_(scores.softmax(1) * 0)

    threading.Thread(target=work, daemon=True).start()
    return mine
