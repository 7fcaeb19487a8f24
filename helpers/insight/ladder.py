"""The ladder of features as an experiment: which layer knows edges, textures, curves, parts; and what depth is worth.

Each network is trained on 12,000 pictures of difficulty 1.1 with the course's recipe, then probed on other pictures.
Beside MiniAlexNet: its weights before training, the same net trained on shuffled labels, nets of fewer layers, the two
shallow nets matched in parameters and in what a unit sees, and hand-made features.
`python -m helpers.insight.ladder` measures everything stored anew, in about fifteen minutes on one idle core; it can be
interrupted and goes on where it stopped.
"""

import json
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from statistics import mean

import torch
from sklearn.decomposition import PCA
from sklearn.linear_model import RidgeClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from torch import Tensor, nn
from tqdm import tqdm

from helpers.data.pictures import Pictures, paint
from helpers.device import one_thread
from helpers.insight.concepts import CONCEPTS, GROUPS, by_group, correlations
from helpers.insight.dissection import DETECTOR, dissect
from helpers.insight.probes import best_units, probes
from helpers.insight.reasons import reasons
from helpers.models.alexnet import MiniAlexNet, conv_net
from helpers.models.edges import edge_bank
from helpers.models.hog import hog
from helpers.training.loop import train
from helpers.training.metrics import evaluate
from helpers.training.trifecta import CONTROLS

STORE = Path(__file__).with_name("ladder.json")
SEEDS = (701, 702, 703)  # drawn after groups, squares, probes and recipe were settled
LEARN, TEST, PROBE = 12_000, 3_000, 1_000  # pictures
NETS: dict[str, Callable[[], nn.Module]] = {
    "five layers": MiniAlexNet,
    "random weights": MiniAlexNet,
    "shuffled labels": MiniAlexNet,
    "three layers": partial(conv_net, 3),
    "two layers": partial(conv_net, 2),
    "one layer": partial(conv_net, 1),
    **CONTROLS,
}
HAND_MADE = {  # what is made of the pictures by hand, and what learns from that
    "edges + linear": (edge_bank, lambda: make_pipeline(StandardScaler(), RidgeClassifier())),
    "HOG + SVM": (hog, lambda: make_pipeline(PCA(80, random_state=0), SVC(cache_size=1000))),
}
DEPTHS = ("one layer", *CONTROLS, "two layers", "three layers", "five layers", *HAND_MADE)
REASONS = "reasons"


def selectivity(kind: str = "five layers", by: str = "probes") -> dict[str, Tensor]:
    """Stored: for each group of concepts, the mean AUC of its concepts: group → (seeds, layers).

    kind: a name in NETS; by: "probes" for a straight cut through a whole layer, "units" for the best single unit.
    """
    stored = [by_group(row[by]) for row in rows(kind)]
    return {group: torch.tensor([row[group] for row in stored]) for group in GROUPS}


def detectors(kind: str = "five layers") -> Tensor:
    """Stored: how many units of each layer overlap some concept by DETECTOR or more: (seeds, layers)."""
    return torch.tensor([row["detectors"] for row in rows(kind)])


def named(kind: str = "five layers") -> dict[str, Tensor]:
    """Stored: share of each layer's units whose nearest concept is of a group: group → (seeds, layers)."""
    counts = [row["named"] for row in rows(kind)]
    units = torch.tensor([list(row.values()) for row in counts]).sum(1)  # (seeds, layers)
    return {group: torch.tensor([row[group] for row in counts]) / units for group in GROUPS}


def accuracies() -> dict[str, list[float]]:
    """Stored: share of new pictures right, one number a seed, from one layer to five, and hand-made features."""
    return {kind: [row["accuracy"] for row in rows(kind)] for kind in DEPTHS}


def seconds() -> dict[str, float]:
    """Stored: CPU seconds that learning took where this was measured, the mean of the seeds, for the same names."""
    return {kind: mean(row["seconds"] for row in rows(kind)) for kind in DEPTHS}


def mixtures() -> Tensor:
    """Stored: share of cats still called cats, by eyes, ears, whiskers (0 without, 1 with): (seeds, 2, 2, 2)."""
    return torch.tensor([row["called"] for row in rows(REASONS)])


def interplay() -> dict[str, list[float]]:
    """Stored: effect on the cats' logit of each part, and of parts together beyond that; one number a seed."""
    found = [row["effects"] for row in rows(REASONS)]
    return {name: [row[name] for row in found] for name in found[0]}


def silence(layer: int) -> dict[str, Tensor]:
    """Stored: share of each class right, before, with the eye units of a layer silenced, with as many others:

    name → (seeds, classes).
    """
    found = [row["silence"][str(layer)] for row in rows(REASONS)]
    return {name: torch.tensor([row[name] for row in found]) for name in ("before", "silenced", "control")}


def peak(curve: Tensor) -> int:
    """The layer, counted from 1, at which a curve over layers (seeds, layers), or its mean, is highest."""
    return int(curve.reshape(-1, curve.shape[-1]).mean(0).argmax()) + 1


def rows(kind: str) -> list[dict]:
    """What is stored of one kind, a row for each seed."""
    return [read()[f"{kind} {seed}"] for seed in SEEDS]


@cache
def read() -> dict:
    """Everything stored; {} where nothing is."""
    return json.loads(STORE.read_text()) if STORE.exists() else {}


@cache
def pictures(seed: int) -> dict[str, Pictures]:
    """All pictures of one seed: to learn from, to be tested on; to fit probes on, to judge them on."""
    return {
        "learn": paint(LEARN, seed=10 * seed),
        "test": paint(TEST, seed=10 * seed + 1),
        "known": paint(PROBE, seed=10 * seed + 2, masks=True),
        "fresh": paint(PROBE, seed=10 * seed + 3, masks=True),
    }


def prepared(kind: str, seed: int) -> tuple[nn.Module, float]:
    """The network of that name, ready to be looked into, and the CPU seconds that its training took."""
    world = pictures(seed)["learn"]
    torch.manual_seed(seed)
    net, labels = NETS[kind](), world.labels
    if kind == "random weights":
        return net.eval(), 0.0
    if kind == "shuffled labels":
        labels = labels[torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))]
    started = time.process_time()
    with one_thread():
        run = train(net, world.images, labels, seed=seed, device="cpu", progress=False)
    return run.model, time.process_time() - started


def measure(kind: str, seed: int) -> dict:
    """Accuracy, CPU seconds, and for each concept the AUC of probe and of best unit, layer by layer."""
    if kind in HAND_MADE:
        return by_hand(kind, seed)
    if kind == REASONS:
        return reasons(prepared("five layers", seed)[0], pictures(seed), seed=10 * seed + 4)
    net, spent = prepared(kind, seed)
    return looked_into(net, seed) | {"seconds": round(spent, 1)}


def looked_into(net: nn.Module, seed: int) -> dict:
    """What `measure` says of a network that is there already."""
    known, fresh, test = (pictures(seed)[part] for part in ("known", "fresh", "test"))
    units = best_units(net, known, fresh)
    with one_thread():
        found = [int((part.best >= DETECTOR).sum()) for part in dissect(net, fresh)]
    named = [counted(part) for part in correlations(net, fresh)]
    return {
        "accuracy": round(evaluate(net, test.images, test.labels), 4),
        "probes": {name: [round(value, 4) for value in values] for name, values in probes(net, known, fresh).items()},
        "units": {name: [round(value, 4) for _, value in pairs] for name, pairs in units.items()},
        "detectors": found,
        "named": {group: [counts[group] for counts in named] for group in GROUPS},
    }


def counted(found: Tensor) -> dict[str, int]:
    """How many units of a layer go along most with a concept of each group; found (U, C): their correlations."""
    names = [CONCEPTS[place] for place in found.argmax(1)]
    return {group: sum(name in concepts for name in names) for group, concepts in GROUPS.items()}


def by_hand(kind: str, seed: int) -> dict:
    """What features made by hand and a machine that learns from them reach, and their CPU seconds."""
    world, test = pictures(seed)["learn"], pictures(seed)["test"]
    features, machine = HAND_MADE[kind]
    started = time.process_time()
    with one_thread():
        model = machine().fit(features(world.images), world.labels)
    spent = time.process_time() - started
    return {"accuracy": round(model.score(features(test.images), test.labels), 4), "seconds": round(spent, 1)}


def jobs() -> Iterator[tuple[str, Callable[[], dict]]]:
    """Everything that is stored: its key, and what measures it."""
    for seed in SEEDS:
        for kind in (*NETS, *HAND_MADE, REASONS):
            yield f"{kind} {seed}", partial(measure, kind, seed)


def main() -> None:
    """Measure what is not stored yet, and store each result as soon as it is there: one a line."""
    todo = dict(jobs())
    kept = {key: row for key, row in read().items() if key in todo}
    for key, job in tqdm([job for job in todo.items() if job[0] not in kept], desc="ladder"):
        kept[key] = job()
        lines = [f"{json.dumps(name)}: {json.dumps(kept[name])}" for name in todo if name in kept]
        STORE.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"ladder: {len(kept)} results in {STORE.name}")


if __name__ == "__main__":
    main()
