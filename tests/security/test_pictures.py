"""Pictures that would fill memory are refused in a sentence; what leaves tells nothing of its maker."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from composer.export.pictures import sized
from composer.model.framing import WHOLE, Frame
from tests.drawn import animation, noise, picture
from tests.security.weighed import MB, posix, weigh

PART = Frame(0.1, 0.1, 0.5, 0.5, turn=1)
Promise = Callable[[str, str, object, object], None]


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))


def png(width: int, height: int, *before: bytes, rows: int = 1, mode: int = 2, frames: int = 0) -> bytes:
    """A PNG that says it is so large, with a few rows of pixels and other chunks before them."""
    header = chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, mode, 0, 0, 0))
    moving = chunk(b"acTL", struct.pack(">LL", frames, 0)) if frames else b""
    row = 1 + width * (3 if mode == 2 else 1)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * row * rows if width < 10_000 else b"\0" * 99, 1))
    return b"\x89PNG\r\n\x1a\n" + header + moving + b"".join(before) + pixels + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    """A JPEG with another size written into its frame header."""
    data = noise("JPEG", (64, 64))
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def gif(width: int, height: int, frames: int = 1) -> bytes:
    """A GIF with another screen, its last frame repeated."""
    data = animation((40, 30), 2)
    start = data.rindex(b"\x21\xf9")
    return data[:6] + struct.pack("<HH", width, height) + data[10:start] + data[start:-1] * frames + b";"


def webp(width: int, height: int, frames: int = 0) -> bytes:
    """An extended WebP with a canvas of that size."""
    flags = 0x02 if frames else 0
    size = struct.pack("<L", width - 1)[:3] + struct.pack("<L", height - 1)[:3]
    still = picture("WEBP", (16, 16))[12:]
    place = bytes(6) + struct.pack("<L", 15)[:3] * 2 + struct.pack("<L", 10)[:3] + b"\0"
    body = b"VP8X" + struct.pack("<L", 10) + bytes([flags, 0, 0, 0]) + size
    if frames:
        one = place + still
        body += b"ANIM" + struct.pack("<LLH", 6, 0, 0) + (b"ANMF" + struct.pack("<L", len(one)) + one) * frames
    else:
        body += still
    return b"RIFF" + struct.pack("<L", len(body) + 4) + b"WEBP" + body


def text_bomb(kind: bytes) -> bytes:
    """A chunk whose text unpacks to 200 MB."""
    packer = zlib.compressobj()
    packed = b"".join(packer.compress(b"x" * MB) for _ in range(200)) + packer.flush()
    between = {b"zTXt": b"a\0\0", b"iCCP": b"a\0\0", b"iTXt": b"a\0\1\0\0\0"}[kind]
    return chunk(kind, between + packed)


BOMBS: dict[str, Callable[[], bytes]] = {
    "png of 3.6 billion pixels": lambda: png(60_000, 60_000),
    "png of 90 million": lambda: png(10_000, 9_000),
    "png of two billion wide": lambda: png(2**31 - 1, 1),
    "png of two billion high": lambda: png(1, 2**31 - 1),
    "png of 51 million": lambda: png(7_200, 7_100),
    "png of 72 million that are there": lambda: png(8_000, 9_000, rows=9_000, mode=0),
    "png that moves a million times": lambda: png(2_000, 2_000, frames=1_000_000),
    "png with a text of 200 MB": lambda: png(4, 4, text_bomb(b"zTXt"), rows=4),
    "png with an international text of 200 MB": lambda: png(4, 4, text_bomb(b"iTXt"), rows=4),
    "png with many texts": lambda: png(4, 4, *[chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * MB))] * 100, rows=4),
    "jpeg of 4 billion pixels": lambda: jpeg(65_500, 65_500),
    "jpeg of 100 million": lambda: jpeg(10_000, 10_000),
    "jpeg as long as it can be": lambda: jpeg(65_500, 1),
    "gif of 4 billion pixels": lambda: gif(65_535, 65_535),
    "gif of 300 large frames": lambda: gif(1_000, 1_000, 300),
    "gif of 100,000 small frames": lambda: gif(40, 30, 100_000),
    "gif of two frames of 144 million": lambda: gif(12_000, 12_000, 2),
    "webp of 268 million pixels": lambda: webp(16_383, 16_383),
    "webp of 70 trillion": lambda: webp(2**24, 2**22),
    "webp that moves, of 81 million": lambda: webp(9_000, 9_000, 20),
    "webp of 20,000 frames": lambda: webp(16, 16, 20_000),
    "tiff": lambda: picture("TIFF", (9, 9)),
    "postscript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99999 99999\n",
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" width="99999" height="99999"><script/></svg>',
    "svgz": lambda: b"\x1f\x8b" + bytes(99),
    "icon": lambda: picture("ICO", (16, 16)),
    "jpeg 2000": lambda: b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(99),
}


@posix
def test_bombs_are_refused_in_a_sentence_within_a_second_and_little_memory(tmp_path: Path, promise: Promise) -> None:
    costs = weigh("picture", {kind: make() for kind, make in BOMBS.items()}, tmp_path)
    taken = [kind for kind, cost in costs.items() if not cost.refused]
    slowest, most = max(cost.seconds for cost in costs.values()), max(cost.memory for cost in costs.values())
    seen = f"{len(costs) - len(taken)} of {len(costs)}, {slowest:.2f} s, {most // MB} MB"
    promise("P29", "image bombs refused", f"{len(costs)} of {len(costs)}, 1 s, 64 MB", seen)
    assert taken == []
    assert slowest < 1
    assert most < 64 * MB
    control = weigh("careless picture", {"real": BOMBS["png of 72 million that are there"]()}, tmp_path)
    assert control["real"].memory > 64 * MB


@pytest.mark.filterwarnings("ignore")
def test_without_our_limits_pillow_would_take_them() -> None:
    for kind in ("png of 51 million", "gif of 300 large frames", "webp of 20,000 frames", "tiff", "icon"):
        with Image.open(io.BytesIO(BOMBS[kind]())) as found:
            assert isinstance(found, ImageFile.ImageFile)


def written() -> dict[str, bytes]:
    """Pictures of many writers, with a mark in each place where Pillow puts what it is given."""
    exif = Image.Exif()
    for tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298, 0x9C9B):
        exif[tag] = "Zq7mark"
    exif.get_ifd(0x8769)[0xA431] = "Zq7mark"
    exif.get_ifd(0x8825)[0x001B] = b"Zq7mark"
    found = {}
    for mode in ("RGB", "L", "CMYK"):
        for options in ({"progressive": True}, {"quality": 30}, {"subsampling": 0}, {}):
            colour = {"RGB": (9, 99, 199), "L": 99, "CMYK": (9, 9, 9, 9)}[mode]
            found[f"jpeg {mode} {options}"] = picture(
                "JPEG", (90, 60), mode=mode, colour=colour, exif=exif, comment=b"Zq7mark", **options
            )
    for mode in ("RGB", "RGBA", "L", "LA", "P", "1"):
        colour = {"RGB": (9, 9, 9), "RGBA": (9, 9, 9, 9), "LA": (9, 9)}.get(mode, 1)
        found[f"png {mode}"] = picture("PNG", (90, 60), mode=mode, colour=colour, exif=exif)
    for options in ({"lossless": True}, {"quality": 40}, {"method": 0}):
        found[f"webp {options}"] = picture("WEBP", (90, 60), exif=exif, xmp=b"Zq7mark", **options)
    for frames in (2, 5, 9):
        found[f"gif of {frames}"] = animation((90, 60), frames, comment=b"Zq7mark")
    found["gif"] = picture("GIF", (90, 60), mode="P", colour=1, comment=b"Zq7mark")
    for form in ("PNG", "JPEG", "WEBP"):
        found[f"profile in {form}"] = picture(form, (90, 60), icc_profile=b"Zq7mark" * 40)
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "Zq7mark")
    text.add_itxt("XML:com.adobe.xmp", "Zq7mark")
    found["png texts"] = picture("PNG", (90, 60), pnginfo=text)
    found["gif of 4 with XMP"] = animation((90, 60), 4)[:-1] + b"\x21\xff\x0bXMP DataXMP\x07Zq7mark\x00;"
    found["jpeg with XMP"] = picture("JPEG", (90, 60), xmp=b"http://ns.adobe.com/xap/1.0/\x00Zq7mark")
    found["after the end of a jpeg"] = picture("JPEG", (90, 60)) + b"Zq7mark"
    found["after the end of a png"] = picture("PNG", (90, 60)) + b"Zq7mark"
    for number, place in enumerate((2, 20)):  # before and after the first segment
        segment = b"\xff\xed" + struct.pack(">H", 40) + b"Photoshop 3.0\x008BIM\x04\x04\0\0Zq7mark".ljust(38, b"\0")
        data = picture("JPEG", (90, 60))
        found[f"iptc {number}"] = data[:place] + segment + data[place:]
    return found


def test_no_mark_leaves_with_a_picture(promise: Promise) -> None:
    found = {name: data for name, data in written().items() if b"Zq7mark" in data or b"Z\0q\0007" in data}
    assert len(found) >= 30
    leaving = []
    for name, data in found.items():
        sent = [sized(data, width, frame) for width in (40, 200) for frame in (WHOLE, PART)]
        if any(mark in each for each in sent for mark in (b"Zq7mark", b"Exif", b"Z\0q\0007")):
            leaving.append(name)
    seen = f"{len(leaving)} of {len(found)}"
    promise("P31", "exported pictures that keep a planted mark", f"0 of {len(found)}", seen)
    assert leaving == []
