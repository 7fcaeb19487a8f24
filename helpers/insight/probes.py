"""What could be read from a layer with a straight cut? Probes are fitted on some pictures and judged on others.

G. Alain, Y. Bengio: Understanding intermediate layers using linear classifier probes, 2016.
"""

from sklearn.linear_model import Ridge
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import Tensor, nn

from helpers.data.pictures import Pictures
from helpers.device import one_thread
from helpers.insight.concepts import CONCEPTS, SQUARE, features, loudest, standard, truth
from helpers.insight.maps import layers

RIDGE = 1.0  # of squares by the ten thousand: next to nothing


def probes(net: nn.Module, known: Pictures, fresh: Pictures, concepts=CONCEPTS) -> dict[str, list[float]]:
    """How well a straight cut through each layer finds each concept: concept → one AUC a layer.

    Fitted on the squares of `known` (standardised by them alone), judged on those of `fresh`, other pictures, both with
    masks. The cut is a ridge regression: for all concepts at once, and of the AUC that logistic regression has, within
    a hundredth, at a hundredth of the cost. A concept that is in none of the fresh squares, or in all, gets nan.
    """
    with one_thread():
        (seen, labels), (new, answers) = (tables(net, pictures, concepts, features) for pictures in (known, fresh))
        cuts = [make_pipeline(StandardScaler(), Ridge(RIDGE)).fit(table.numpy(), labels.numpy()) for table in seen]
        pairs = zip(cuts, new, strict=True)
        scores = [cut.predict(table.numpy()).reshape(len(table), -1) for cut, table in pairs]  # of one concept (N,)
    return {name: [auc(answers[:, c], score[:, c]) for score in scores] for c, name in enumerate(concepts)}


def best_units(net: nn.Module, known: Pictures, fresh: Pictures, concepts=CONCEPTS):
    """The single unit of each layer that finds each concept best: concept → one (unit, AUC) a layer.

    The unit is chosen on `known` (by correlation) and judged on `fresh`: the best of 64 chosen and judged on the same
    pictures would look better than it is.
    """
    with one_thread():
        (seen, labels), (new, answers) = (tables(net, pictures, concepts, loudest) for pictures in (known, fresh))
        there = standard(labels)
        chosen = [(standard(table).T @ there).argmax(0).tolist() for table in seen]
    return {
        name: [(units[c], auc(answers[:, c], table[:, units[c]])) for units, table in zip(chosen, new, strict=True)]
        for c, name in enumerate(concepts)
    }


def tables(net: nn.Module, pictures: Pictures, concepts, what) -> tuple[list[Tensor], Tensor]:
    """What each layer says of every square, one (squares, D) a layer, and what is there, (squares, C), as numbers."""
    across = pictures.images.shape[-1] // SQUARE
    return [what(maps, across) for maps in layers(net, pictures.images)], truth(pictures, concepts).float()


def auc(there: Tensor, score) -> float:
    """Area under the ROC curve: how often a square that shows it scores above one that does not."""
    return float(roc_auc_score(there, score)) if 0 < there.sum() < len(there) else float("nan")
