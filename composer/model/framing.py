"""What is shown of a picture: a part of it, turned by quarters. The asset itself is never changed.

A *rendition* names an asset as it is shown, in one word that tokens and addresses can carry: the asset's own name, and
where it is cropped or turned `~` with the frame in ten-thousandths: `<sha256>.jpg~1250-0-7500-10000-1`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from composer.model.values import Image

FINE = 10_000
RENDITION = r"[0-9a-f]{64}\.[a-z]{3,4}(?:~\d{1,5}-\d{1,5}-\d{1,5}-\d{1,5}-[0-3])?"
_SPELLED = re.compile(r"([^~]*)(?:~(\d{1,5})-(\d{1,5})-(\d{1,5})-(\d{1,5})-([0-3]))?")


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of a picture, in fractions of it from the top left; and quarter turns to the right, after cropping."""

    x: float = 0.0
    y: float = 0.0
    width: float = 1.0
    height: float = 1.0
    turn: int = 0


WHOLE = Frame()
_ALL = (WHOLE.x, WHOLE.y, WHOLE.width, WHOLE.height)


def frame_of(image: Image) -> Frame:
    return Frame(*image.crop, image.turn)


def framed(image: Image, frame: Frame) -> Image:
    """The picture shown in another frame."""
    crop = (round(frame.x, 4), round(frame.y, 4), round(frame.width, 4), round(frame.height, 4))
    return replace(image, crop=crop, turn=frame.turn % 4)


def shown_whole(image: Image) -> bool:
    """Whether the picture is shown as it is, as most are."""
    return not image.turn and image.crop == _ALL


def rendition(image: Image) -> str:
    """The name of the picture as it is shown; empty where there is none."""
    if not image.asset or shown_whole(image):
        return image.asset
    parts = (round(part * FINE) for part in image.crop)
    return f"{image.asset}~{'-'.join(map(str, parts))}-{image.turn}"


def asset_and_frame(name: str) -> tuple[str, Frame]:
    """What a rendition is made of; ValueError where it is none."""
    match = _SPELLED.fullmatch(name)
    if match is None:
        raise ValueError(f"“{name[:80]}” names no picture.")
    if match[2] is None:
        return match[1], WHOLE
    x, y, width, height = (int(match[n]) / FINE for n in range(2, 6))
    return match[1], Frame(x, y, width, height, int(match[6]))


def shown_size(image: Image) -> tuple[int, int]:
    """Width and height in pixels of what is shown, before it is made smaller."""
    if shown_whole(image) or not image.width or not image.height:
        return image.width, image.height
    frame = frame_of(image)
    left, top, right, bottom = box(frame, image.width, image.height)
    width, height = right - left, bottom - top
    return (height, width) if frame.turn % 2 else (width, height)


def shown_focus(image: Image) -> tuple[float, float]:
    """Where the point that must stay visible is in what is shown; at its edge where it was cropped off."""
    if shown_whole(image):
        return round(_within(image.focus[0]), 4), round(_within(image.focus[1]), 4)
    frame = frame_of(image)
    x = _within((image.focus[0] - frame.x) / frame.width)
    y = _within((image.focus[1] - frame.y) / frame.height)
    for _ in range(frame.turn):
        x, y = 1 - y, x
    return round(x, 4), round(y, 4)


def whole_focus(image: Image, x: float, y: float) -> tuple[float, float]:
    """A point of what is shown, as a point of the whole picture: the reverse of `shown_focus`."""
    frame = frame_of(image)
    for _ in range(frame.turn):
        x, y = y, 1 - x
    return round(frame.x + x * frame.width, 4), round(frame.y + y * frame.height, 4)


def box(frame: Frame, width: int, height: int) -> tuple[int, int, int, int]:
    """The part in pixels of a picture of that size: left, top, right, bottom; one pixel at least."""
    left = min(round(frame.x * width), width - 1)
    top = min(round(frame.y * height), height - 1)
    right = min(max(round((frame.x + frame.width) * width), left + 1), width)
    bottom = min(max(round((frame.y + frame.height) * height), top + 1), height)
    return left, top, right, bottom


def _within(part: float) -> float:
    return min(1.0, max(0.0, part))
