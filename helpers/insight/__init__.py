"""What a trained network sees: maps, concepts, probes, feature pictures; each measured beside a control."""

from helpers.insight.concepts import CONCEPTS, GROUPS, by_group, correlations, truth
from helpers.insight.dissection import Dissection, dissect
from helpers.insight.examples import Examples, seen_by, top_examples
from helpers.insight.features import feature_pictures
from helpers.insight.maps import crop, layers, upsample, window
from helpers.insight.probes import best_units, probes
from helpers.insight.repaint import cats, confounded, conjunction, effects, repainted
from helpers.insight.silence import answers, fall, silenced

__all__ = [
    "CONCEPTS", "GROUPS", "Dissection", "Examples", "answers", "best_units", "by_group", "cats", "confounded",
    "conjunction", "correlations", "crop", "dissect", "effects", "fall", "feature_pictures", "layers", "probes",
    "repainted", "seen_by", "silenced", "top_examples", "truth", "upsample", "window",
]  # fmt: skip
