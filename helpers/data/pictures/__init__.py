"""The picture world: cats, dogs and cars painted from signed distances, with a mask for every part.

`traits` says what can differ, `strokes` holds shapes without pixels, `creature`, `car` and `scenery` draw with them,
`canvas`, `masks` and `render` turn strokes into pixels. Difficulty is one number; what 1.1 means is held by a test.
"""

from helpers.data.pictures.masks import MASKS
from helpers.data.pictures.render import Pictures, paint, render
from helpers.data.pictures.traits import CLASSES, Traits, sample

__all__ = ["CLASSES", "MASKS", "Pictures", "Traits", "paint", "render", "sample"]
