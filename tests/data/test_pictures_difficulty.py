"""What difficulty 1.1 means: who reaches what on 12,000 pictures of 32 × 32. No one makes the world easier by accident.

Each interval is the definition; pictures and nets are seeded, so only rounding differs from machine to machine.
"""

import pytest
import torch
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC
from torch import nn

from helpers.data.pictures import paint
from helpers.models.alexnet import conv_net
from helpers.models.hog import hog
from helpers.training.loop import train
from helpers.training.metrics import evaluate


@pytest.fixture(scope="module")
def world():
    """12,000 pictures to learn from, and 5,000 held out."""
    return paint(12_000, seed=9001), paint(5_000, seed=9002)


def test_a_linear_model_reaches_about_half(world):
    """Does logistic regression on the pixels get 52 ± 4 %?"""
    seen, fresh = world
    model = LogisticRegression(C=1e-3, max_iter=200).fit(seen.images.flatten(1) - 0.5, seen.labels)
    assert model.score(fresh.images.flatten(1) - 0.5, fresh.labels) == pytest.approx(0.52, abs=0.04)


def test_a_dense_network_reaches_a_little_more(world):
    """Does one hidden layer of 64 units get 62 ± 4 %?"""
    seen, fresh = world
    torch.manual_seed(0)
    model = nn.Sequential(nn.Flatten(), nn.Linear(3 * 32 * 32, 64), nn.ReLU(), nn.Linear(64, 3))
    train(model, seen.images - 0.5, seen.labels, steps=600, lr=1e-3, progress=False, device="cpu")
    assert evaluate(model, fresh.images - 0.5, fresh.labels) == pytest.approx(0.62, abs=0.04)


def test_hand_made_features_reach_three_quarters(world):
    """Do oriented gradients and a support vector machine get 74 ± 4 %?"""
    seen, fresh = world
    model = make_pipeline(PCA(80, random_state=0), SVC(cache_size=1000))  # 80 of 324 numbers: as good, and faster
    model.fit(hog(seen.images), seen.labels)
    assert model.score(hog(fresh.images), fresh.labels) == pytest.approx(0.74, abs=0.04)


@pytest.mark.parametrize(
    ("depth", "low", "high"), [(1, 0.45, 0.55), (2, 0.80, 0.88), (3, 0.94, 0.98), (5, 0.965, 0.99)]
)
def test_depth_decides(world, depth, low, high):
    """Do 1, 2, 3 and 5 convolutions under an average over all positions get about 51, 84, 96.5 and 97.5 %?"""
    seen, fresh = world
    torch.manual_seed(0)
    model = train(conv_net(depth), seen.images, seen.labels, progress=False, device="cpu").model
    assert low <= evaluate(model, fresh.images, fresh.labels) <= high
