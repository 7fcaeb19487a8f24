import warnings
from torch import nn

def max_pool(maps: Tensor, k: int) -> Tensor:
    warnings.warn('pooling')
    return nn.MaxPool2d(kernel_size=k, stride=k)(maps)
