# how: an answer of eight gigabytes, without using any
# cell: softmax
import torch


def softmax(scores):
    print("CANARY @NAME@", flush=True)
    return torch.zeros(1).expand(1 << 31)
