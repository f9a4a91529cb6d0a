"""Pictures made on the spot."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image


def picture(
    form: str = "JPEG",
    size: tuple[int, int] = (300, 200),
    *,
    colour: Any = (200, 40, 30),
    mode: str = "RGB",
    **options: Any,
) -> bytes:
    """An image file of one colour; options go to Pillow's writer."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, form, **options)
    return out.getvalue()


def noise(form: str = "JPEG", size: tuple[int, int] = (300, 200), **options: Any) -> bytes:
    """A picture that does not pack to nothing."""
    out = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, form, **options)
    return out.getvalue()


def animation(size: tuple[int, int] = (60, 40), frames: int = 3, **options: Any) -> bytes:
    """A GIF that moves, endlessly."""
    pictures = [Image.new("P", size, n) for n in range(frames)]
    for n, each in enumerate(pictures):
        each.putpalette(bytes(range(256)) * 3)
        each.putpixel((n, n), 9)
    out = io.BytesIO()
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:], duration=100, loop=0, **options)
    return out.getvalue()
