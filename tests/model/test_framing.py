"""A picture's frame: kept in the document, carried in one word, counted in pixels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.errors import FormatError
from composer.model import values_json as form
from composer.model.framing import (
    WHOLE,
    Frame,
    asset_and_frame,
    box,
    frame_of,
    framed,
    rendition,
    shown_focus,
    shown_size,
)
from composer.model.values import Image

ASSET = "ab" * 32 + ".jpg"
IMAGE = Image(asset=ASSET, file="a.jpg", width=1600, height=900)
PARTS = st.integers(0, 9000).flatmap(lambda at: st.tuples(st.just(at), st.integers(1, 10_000 - at)))
FRAMES = st.builds(
    lambda x, y, turn: Frame(x[0] / 10_000, y[0] / 10_000, x[1] / 10_000, y[1] / 10_000, turn),
    PARTS,
    PARTS,
    st.integers(0, 3),
)


@given(FRAMES)
def test_a_frame_survives_the_document_and_the_token(frame: Frame) -> None:
    picture = framed(IMAGE, frame)
    assert frame_of(picture) == frame
    assert form.image(form.write(picture), "image") == picture
    assert asset_and_frame(rendition(picture)) == (ASSET, frame)


def test_a_whole_picture_is_written_as_before() -> None:
    assert form.write(framed(IMAGE, WHOLE)) == {"asset": ASSET, "file": "a.jpg", "width": 1600, "height": 900}
    assert rendition(IMAGE) == ASSET
    assert rendition(Image()) == ""
    assert form.image({"crop": None, "turn": 0}, "image") == Image()


@pytest.mark.parametrize(
    "members",
    [
        {"crop": [0, 0, 1]},
        {"crop": [0, 0, 0, 1]},
        {"crop": [0.5, 0, 0.6, 1]},
        {"crop": [-0.1, 0, 0.6, 1]},
        {"crop": [0, 0, "1", 1]},
        {"crop": [0, 0, True, 1]},
        {"crop": "0 0 1 1"},
        {"turn": 4},
        {"turn": -1},
        {"turn": True},
        {"turn": 1.0},
        {"turn": "1"},
        {"turn": [1]},
    ],
)
def test_no_frame_is_refused_with_its_path(members: dict[str, Any]) -> None:
    with pytest.raises(FormatError, match=r"^image\.(crop|turn)"):
        form.image(members, "image")


@pytest.mark.parametrize("name", [f"{ASSET}~1-2-3", f"{ASSET}~0-0-1-1-4", "a~b~c"])
def test_what_names_no_rendition_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="names no picture"):
        asset_and_frame(name)


@pytest.mark.parametrize(
    ("frame", "size", "focus"),
    [
        (WHOLE, (1600, 900), (0.25, 0.5)),
        (Frame(0, 0, 0.5, 1), (800, 900), (0.5, 0.5)),
        (Frame(turn=1), (900, 1600), (0.5, 0.25)),
        (Frame(turn=2), (1600, 900), (0.75, 0.5)),
        (Frame(turn=3), (900, 1600), (0.5, 0.75)),
        (Frame(0.5, 0, 0.5, 0.5, 1), (450, 800), (0.0, 0.0)),
    ],
)
def test_size_and_focus_are_of_what_is_shown(frame: Frame, size: tuple[int, int], focus: tuple[float, float]) -> None:
    picture = framed(replace(IMAGE, focus=(0.25, 0.5)), frame)
    assert shown_size(picture) == size
    assert shown_focus(picture) == focus


@given(FRAMES, st.integers(1, 3000), st.integers(1, 3000))
def test_a_part_has_a_pixel_and_is_inside(frame: Frame, width: int, height: int) -> None:
    left, top, right, bottom = box(frame, width, height)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
