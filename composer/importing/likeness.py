"""Whether two pictures show the same: another size, form or retouch of one photograph is taken to do so."""

from __future__ import annotations

import io
import warnings
from itertools import pairwise

from PIL import Image

from composer.files.assets import SUFFIXES

_SIDE = 8
_APART = 10  # of 64 differences


def alike(one: bytes, other: bytes) -> bool:
    """Whether the pictures grow lighter and darker alike; False where one of them cannot be read."""
    first, second = _gradients(one), _gradients(other)
    if first is None or second is None:
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) <= _APART


def _gradients(data: bytes) -> list[bool] | None:
    """Of eight by eight places, whether each is lighter than the one to its right."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=tuple(SUFFIXES)) as picture:
                picture.draft("L", (_SIDE * 16, _SIDE * 16))
                small = picture.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX)
    except (OSError, ValueError, SyntaxError, EOFError):
        return None
    light = small.tobytes()
    rows = [light[row * (_SIDE + 1) : (row + 1) * (_SIDE + 1)] for row in range(_SIDE)]
    found = [left > right for row in rows for left, right in pairwise(row)]
    return found if any(found) else None  # one colour is like any other
