"""Pictures are looked at before they are let in."""

from __future__ import annotations

import hashlib
import io
import struct
import threading
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from composer.errors import ComposerError
from composer.files.assets import Assets
from tests.drawn import animation, noise, picture


@pytest.mark.parametrize(("form", "suffix"), [("JPEG", "jpg"), ("PNG", "png"), ("GIF", "gif"), ("WEBP", "webp")])
def test_a_picture_is_named_by_its_bytes_and_measured(form: str, suffix: str) -> None:
    data = picture(form)
    assets = Assets()
    image = assets.add(data, "C:\\Users\\me\\photo.x")
    assert image.asset == f"{hashlib.sha256(data).hexdigest()}.{suffix}"
    assert (image.file, image.width, image.height) == ("photo.x", 300, 200)
    assert assets.get(image.asset) == data
    assert image.asset in assets
    assert assets.names() == (image.asset,)


def test_a_picture_taken_sideways_is_measured_as_it_is_shown() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Assets().add(picture("JPEG", (300, 200), exif=exif))
    assert (image.width, image.height) == (200, 300)


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(ComposerError, match="missing"):
        Assets().get("0" * 64 + ".png")


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is of that size, and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def many_frames(size: tuple[int, int], count: int) -> bytes:
    """A GIF whose one small frame is repeated."""
    one = animation(size, 2)
    start = one.rindex(b"\x21\xf9")
    return one[:start] + one[start:-1] * count + b";"


UNFIT = {
    "empty": b"",
    "text": b"GIF89a but not really",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "tiff": picture("TIFF"),
    "bmp": picture("BMP"),
    "cut off": noise("JPEG")[:2000],
    "png cut off": noise("PNG")[:2000],
    "more pixels than it can have": png_of(10_000, 9_000),
    "far too many pixels": png_of(100_000, 100_000),
    "longer than any screen": png_of(30_000, 1),
    "a gif of a thousand large frames": many_frames((1000, 1000), 300),
    "a gif of very many frames": many_frames((60, 40), 6000),
    "gif cut off": animation()[:-20],
}


@pytest.mark.parametrize("kind", UNFIT)
def test_what_is_no_fit_picture_is_refused_in_a_sentence(kind: str) -> None:
    assets = Assets()
    with pytest.raises(ComposerError, match=r"“a\.png” .*\.$"):
        assets.add(UNFIT[kind], "a.png")
    assert assets.names() == ()


def test_svg_is_no_picture_under_any_name(promise: Callable[[str, str, object, object], None]) -> None:
    assets = Assets()
    for name in ("a.svg", "a.svgz", "a.png", "a.jpg", "a"):
        with pytest.raises(ComposerError):
            assets.add(UNFIT["svg"], name)
    promise("P30", "drawings in SVG that are taken as pictures", 0, len(assets.names()))
    assert assets.names() == ()


def test_what_comes_out_of_a_document_must_have_its_name() -> None:
    assets = Assets()
    with pytest.raises(ComposerError, match="damaged"):
        assets.restore("0" * 64 + ".jpg", picture())
    assert assets.names() == ()


def test_many_threads_may_add_at_once() -> None:
    assets = Assets()
    pictures = [picture("PNG", (8, 8), colour=(n, 0, 0)) for n in range(40)]
    threads = [
        threading.Thread(target=lambda part=part: [assets.add(each) for each in part]) for part in (pictures,) * 4
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(assets.names()) == 40


def test_only_known_decoders_are_asked() -> None:
    with pytest.raises(ComposerError):
        Assets().add(b"icns\x00\x00\x01\x00" + b"\0" * 240)
    assert Image.open(io.BytesIO(picture("PPM"))).format == "PPM"
    with pytest.raises(ComposerError):
        Assets().add(picture("PPM"))
