"""Three hidden layers of neurons that look at a small picture: the network that is drawn in three dimensions."""

from itertools import pairwise

from torch import Tensor, nn

SIDE, WIDTH = 24, 16  # pixels along a side; neurons in each hidden layer


class Centre(nn.Module):
    """Brightness from [0, 1] to [−1, 1]: grey is 0, so that dark speaks as loudly as bright."""

    def forward(self, images: Tensor) -> Tensor:
        """Pictures in [0, 1] → the same in [−1, 1]."""
        return 2 * images - 1


def three_layers(classes: int = 3) -> nn.Sequential:
    """Maps pictures (B, 3, 24, 24) in [0, 1] to logits (B, K), by three hidden layers of 16 neurons with ReLU."""
    sizes = [3 * SIDE * SIDE, WIDTH, WIDTH, WIDTH]
    hidden = [part for i, o in pairwise(sizes) for part in (nn.Linear(i, o), nn.ReLU())]
    return nn.Sequential(Centre(), nn.Flatten(), *hidden, nn.Linear(WIDTH, classes))
