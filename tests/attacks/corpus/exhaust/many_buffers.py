# how: a list of a million tensors as an answer
# cell: softmax
import torch


def softmax(scores):
    print("CANARY @NAME@", flush=True)
    return [torch.zeros(1)] * 1000000
