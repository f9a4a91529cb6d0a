"""The images of an issue: bytes named by their SHA-256, looked at before they are let in."""

from __future__ import annotations

import hashlib
import io
import threading
import warnings
from collections.abc import Mapping
from pathlib import PurePosixPath

from PIL import Image as Pillow
from PIL import ImageFile, UnidentifiedImageError

from composer.errors import ComposerError
from composer.files import gifs
from composer.model.values import Image

# What mail can show, and WebP, which leaves as JPEG or PNG. Pillow reads dozens more, each a risk.
SUFFIXES = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
LARGEST = 64 * 1024 * 1024  # bytes
_MOST_PIXELS = 50_000_000
_LONGEST_SIDE = 20_000
_MOST_FRAME_PIXELS = 200_000_000  # over all frames of an animation
_MOST_FRAMES = 5_000
_SIDEWAYS = (5, 6, 7, 8)  # values of the EXIF orientation that swap width and height
_ORIENTATION = 0x0112


class Assets:
    """Add-only and safe to use from any thread. `others` are parts of a document that this version does not know."""

    def __init__(self, others: Mapping[str, bytes] | None = None) -> None:
        self._bytes: dict[str, bytes] = {}
        self._lock = threading.Lock()
        self.others: Mapping[str, bytes] = dict(others or {})

    def add(self, data: bytes, file: str = "") -> Image:
        """Keep an image's bytes; `file` is the name it had. The Image has asset, file, width and height in pixels.

        ComposerError if it is no PNG, JPEG, GIF or WebP, is damaged, or is too large.
        """
        name, width, height = identify(data, file, decode=True)
        self._keep(name, data)
        return Image(asset=name, file=PurePosixPath(file.replace("\\", "/")).name, width=width, height=height)

    def restore(self, name: str, data: bytes) -> None:
        """Keep an image that comes out of a document under `name`; ComposerError where that is not its name."""
        if identify(data)[0] != name:
            raise ComposerError(f"The picture {name[:12]} in this issue is damaged.")
        self._keep(name, data)

    def adopt(self, other: Assets) -> None:
        """Keep all images of another collection; they have been looked at there."""
        for name in other.names():
            self._keep(name, other.get(name))

    def beside(self, others: Mapping[str, bytes]) -> Assets:
        """The same images, now and later, beside other parts of a document."""
        made = Assets(others)
        made._bytes, made._lock = self._bytes, self._lock
        return made

    def get(self, name: str) -> bytes:
        """The bytes of an asset; ComposerError where it is not kept here."""
        with self._lock:
            data = self._bytes.get(name)
        if data is None:
            raise ComposerError(f"The picture {name[:12]} is missing from this issue; put it in again.")
        return data

    def __contains__(self, name: object) -> bool:
        with self._lock:
            return name in self._bytes

    def names(self) -> tuple[str, ...]:
        """The names of all assets kept, sorted."""
        with self._lock:
            return tuple(sorted(self._bytes))

    def _keep(self, name: str, data: bytes) -> None:
        with self._lock:
            self._bytes.setdefault(name, data)


def identify(data: bytes, file: str = "", *, decode: bool = False) -> tuple[str, int, int]:
    """An image's asset name (`<sha256>.<ext>`), and its width and height in pixels as it is shown.

    Headers are read, and with `decode` the pixels too, once their number is known to be in bounds.
    """
    called = f"“{file}”" if file else "This picture"
    if len(data) > LARGEST:
        raise ComposerError(f"{called} has more than {LARGEST >> 20} MB; make it smaller first.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            with Pillow.open(io.BytesIO(data), formats=tuple(SUFFIXES)) as picture:
                _refuse_excess(picture, data, called)
                width, height = _shown_size(picture)
                suffix = SUFFIXES[picture.format or ""]
                if decode:
                    picture.draft("RGB", (1, 1))
                    picture.load()
    except UnidentifiedImageError:
        raise ComposerError(f"{called} is not a picture in PNG, JPEG, GIF or WebP; save it as one of these.") from None
    except Pillow.DecompressionBombError:
        raise ComposerError(f"{called} has too many pixels; make it smaller first.") from None
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, OverflowError) as error:
        raise ComposerError(f"{called} is damaged and cannot be read ({error}).") from None
    return f"{hashlib.sha256(data).hexdigest()}.{suffix}", width, height


def _refuse_excess(picture: ImageFile.ImageFile, data: bytes, called: str) -> None:
    width, height = picture.size
    if width * height > _MOST_PIXELS or max(width, height) > _LONGEST_SIDE:
        raise ComposerError(f"{called} is {width} x {height} pixels, more than a mail can show; make it smaller first.")
    most = min(_MOST_FRAMES, _MOST_FRAME_PIXELS // (width * height))
    count = gifs.frames(data, most) if picture.format == "GIF" else getattr(picture, "n_frames", 1)
    if count > most:
        raise ComposerError(f"{called} has too many frames for its size; shorten it or make it smaller.")


def _shown_size(picture: ImageFile.ImageFile) -> tuple[int, int]:
    """Width and height after the turn that EXIF asks for. In a PNG it is looked for ahead of the pixels only."""
    width, height = picture.size
    tells = picture.format != "PNG" or "exif" in picture.info
    sideways = tells and picture.getexif().get(_ORIENTATION) in _SIDEWAYS
    return (height, width) if sideways else (width, height)
