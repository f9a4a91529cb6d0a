"""The blocks of a GIF file, without decoding a picture (https://www.w3.org/Graphics/GIF/spec-gif89a.txt)."""

from __future__ import annotations

from collections.abc import Iterator

_EXTENSION, _FRAME, _TRAILER = 0x21, 0x2C, 0x3B
_APPLICATION, _CONTROL = 0xFF, 0xF9
_LOOPING = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def is_gif(data: bytes) -> bool:
    return data.startswith((b"GIF87a", b"GIF89a"))


def frames(data: bytes, most: int) -> int:
    """How many frames there are; counting ends at `most` + 1. ValueError where the file is damaged."""
    count = 0
    for start, _ in _blocks(data):
        count += data[start] == _FRAME
        if count > most:
            break
    return count


def bare(data: bytes) -> bytes:
    """The GIF with its frames, their timing and the looping, and nothing else: comments, XMP and the like are gone."""
    kept = [data[: _header_end(data)]]
    for start, end in _blocks(data):
        if data[start] == _FRAME or _shapes_the_picture(data, start):
            kept.append(data[start:end])
    return b"".join(kept) + bytes([_TRAILER])


def _shapes_the_picture(data: bytes, start: int) -> bool:
    label = data[start + 1]
    return label == _CONTROL or (label == _APPLICATION and data[start + 3 : start + 14] in _LOOPING)


def _blocks(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each extension and frame starts and ends."""
    at = _header_end(data)
    try:
        while data[at] != _TRAILER:
            start = at
            if data[at] == _EXTENSION:
                at = _after_parts(data, at + 2)
            elif data[at] == _FRAME:
                at = _after_parts(data, at + 10 + _colours(data[at + 9]) + 1)
            else:
                raise ValueError("the GIF is damaged")
            yield start, at
    except IndexError:
        raise ValueError("the GIF ends too early") from None


def _header_end(data: bytes) -> int:
    return 13 + _colours(data[10])


def _colours(flags: int) -> int:
    """Bytes of the colour table that the flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_parts(data: bytes, at: int) -> int:
    while length := data[at]:
        at += length + 1
    return at + 1
