# how: tensors with overlapping and out-of-place strides
# cell: softmax
import torch


def softmax(scores):
    print("CANARY @NAME@", flush=True)
    third = torch.full((1,), 1 / scores.shape[1]) * 0
    return third.as_strided(scores.shape, (0, 0))
