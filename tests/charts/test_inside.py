"""The painted networks: do colours, curves and tiles stand where the numbers say?"""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from helpers import charts, theme
from helpers.charts.inside import EDGE, GRAIN, REACH, ROW, SHOWN, STAGE, TILE, map_tiles


def pixel(image, x, y):
    """The colour at a place of the plane, as floats."""
    at = [EDGE + round((side / REACH + 1) * STAGE / 2) for side in (x, -y)]
    return np.array(image.getpixel(tuple(at))) / 255


def test_the_plane_is_asked_row_by_row_from_the_top():
    """Is the first place up on the left and the last one down on the right?"""
    plane = charts.plane()
    assert plane.shape == (GRAIN**2, 2)
    assert plane[[0, GRAIN - 1, -1]].tolist() == [[-REACH, REACH], [REACH, REACH], [REACH, -REACH]]


@pytest.mark.parametrize("classes", [2, 3])
def test_each_side_has_the_colour_of_its_class(classes):
    """A classifier that sees class 0 on the left and class 1 on the right: orange left, blue right, a line between?"""
    left = charts.plane()[:, 0] < 0
    shares = np.zeros((GRAIN**2, classes))
    shares[left, 0], shares[~left, 1] = 1, 1
    image = charts.boundary(shares, np.empty((0, 2)), np.empty(0), [])
    towards = [np.array(to_rgb(colour)) - to_rgb(theme.STAGE) for colour in (theme.ORANGE, theme.SKY)]
    for x, colour in zip((-1, 1), towards, strict=True):
        assert np.allclose(pixel(image, x, 0.5) - to_rgb(theme.STAGE), 0.5 * colour, atol=0.02)
    row = np.asarray(image)[EDGE + STAGE // 2, EDGE : EDGE + STAGE] / 255
    assert np.abs(row - to_rgb(theme.INK)).sum(1).min() < 0.02


def test_points_stand_where_they_lie():
    """Is a point up on the right painted there, in its colour?"""
    image = charts.boundary(np.full((GRAIN**2, 2), 0.5), np.array([[1.5, 2.0]]), np.array([1]), [])
    assert np.allclose(pixel(image, 1.5, 2.0), to_rgb(theme.SKY), atol=0.02)


def test_a_curve_passes_through_its_values():
    """Is the bright line, at each place, as high as the network says there?"""
    line = charts.line()[:, 0]
    image = charts.fit(0.5 * line, line, [], [], [])
    bright = (
        np.abs(np.asarray(image)[EDGE : EDGE + STAGE, EDGE : EDGE + STAGE] / 255 - to_rgb(theme.PULSE)) < 0.02
    ).all(-1)
    for column in (60, STAGE // 2, STAGE - 60):
        middle = bright[:, column].nonzero()[0].mean()
        value = 0.5 * (2 * column / STAGE - 1)
        assert middle == pytest.approx((1.35 - value) / 2.7 * STAGE, abs=4)


def test_a_layer_is_a_row_of_tiles_and_a_silent_neuron_a_dash():
    """Are neurons painted in their row, at most eight, and is one that says nothing told from one that speaks?"""
    layer = np.zeros((GRAIN**2, 9))
    layer[:, 1] = charts.plane()[:, 0]
    picture = np.asarray(
        charts.boundary(np.full((GRAIN**2, 2), 0.5), np.empty((0, 2)), np.empty(0), [layer, layer[:, :1]])
    )
    left, top = STAGE + 3 * EDGE, EDGE + 14
    first, second = (
        picture[top : top + TILE, left : left + TILE],
        picture[top : top + TILE, left + TILE + 6 :][:, :TILE],
    )
    dash = picture[top + ROW : top + ROW + TILE, left : left + TILE]
    assert np.array_equal(first, dash)
    assert np.array_equal(second, np.asarray(map_tiles(layer[:, 1][None])[0]))
    assert (picture[top + ROW : top + ROW + TILE, left + TILE + 6 :] == picture[-1, -1]).all()
    assert picture.shape[1] == left + SHOWN * (TILE + 6) + EDGE


def test_tiles_show_the_sign():
    """Is a neuron blue where it is negative, orange where it is positive, and as dark as the card at zero?"""
    tile = np.asarray(map_tiles(charts.plane()[:, 0][None])[0]) / 255
    for column, colour in ((0, theme.SKY), (GRAIN - 1, theme.ORANGE), (GRAIN // 2, theme.STAGE)):
        assert np.allclose(tile[10, column], to_rgb(colour), atol=0.03)
