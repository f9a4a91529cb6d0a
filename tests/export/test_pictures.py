"""Pictures leave small enough, upright, and telling nothing about who made the file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from composer.errors import ComposerError
from composer.export.pictures import sized, suffix
from composer.model.framing import Frame
from tests.drawn import animation, noise, picture

MARK = b"Zq7mark"


def opened(data: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(data))
    found.load()
    return found


@pytest.mark.parametrize(
    ("form", "mode", "out"),
    [
        ("JPEG", "RGB", "JPEG"),
        ("JPEG", "L", "JPEG"),
        ("JPEG", "CMYK", "JPEG"),
        ("PNG", "RGB", "PNG"),
        ("PNG", "RGBA", "PNG"),
        ("PNG", "P", "PNG"),
        ("PNG", "1", "PNG"),
        ("PNG", "I;16", "PNG"),
        ("PNG", "LA", "PNG"),
        ("GIF", "P", "PNG"),
        ("WEBP", "RGB", "JPEG"),
        ("WEBP", "RGBA", "PNG"),
    ],
)
def test_a_picture_is_twice_as_wide_as_shown_in_a_form_that_mail_clients_read(form: str, mode: str, out: str) -> None:
    colour = {"RGBA": (9, 9, 9, 90), "LA": (9, 90), "CMYK": (9, 9, 9, 9), "RGB": (9, 9, 9)}.get(mode, 1)
    found = opened(sized(picture(form, (1000, 500), mode=mode, colour=colour), 200))
    assert (found.format, found.size) == (out, (400, 200))
    assert found.mode in ("RGB", "RGBA", "L", "LA", "P", "1")


def test_a_picture_is_never_enlarged() -> None:
    assert opened(sized(picture("PNG", (300, 200)), 536)).size == (300, 200)


def test_the_same_picture_is_the_same_bytes() -> None:
    data = noise("JPEG", (800, 600))
    assert sized(data, 300) == sized(data, 300)


def test_a_long_thin_picture_keeps_a_pixel() -> None:
    assert opened(sized(picture("PNG", (4000, 1)), 100)).size == (200, 1)


def test_transparency_is_kept() -> None:
    found = opened(sized(picture("PNG", (400, 400), mode="RGBA", colour=(0, 0, 0, 0)), 100))
    assert found.getchannel("A").getextrema() == (0, 0)
    palette = Image.new("P", (40, 40), 3)
    palette.putpalette(bytes(range(256)) * 3)
    out = io.BytesIO()
    palette.save(out, "PNG", transparency=3)
    assert opened(sized(out.getvalue(), 100)).convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_a_picture_taken_sideways_is_turned() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    assert opened(sized(picture("JPEG", (400, 200), exif=exif), 500)).size == (200, 400)
    assert opened(sized(picture("JPEG", (1600, 200), exif=exif), 100)).size == (200, 1600)
    assert opened(sized(picture("JPEG", (1600, 800), exif=exif), 100)).size == (200, 400)


def marked() -> dict[str, bytes]:
    """Pictures with a mark in every place that a camera or an editor writes to."""
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = MARK.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSProcessingMethod] = MARK
    text = PngInfo()
    text.add_text("Author", MARK.decode())
    text.add_itxt("XML:com.adobe.xmp", MARK.decode())
    text.add(b"maRk", MARK, after_idat=True)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    jpeg = picture("JPEG", exif=exif, comment=MARK, icc_profile=profile)
    photoshop = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(MARK).to_bytes(4, "big") + MARK
    xmp = b"http://ns.adobe.com/xap/1.0/\0" + MARK
    segments = b"".join(
        bytes([0xFF, app]) + (len(body) + 2).to_bytes(2, "big") + body
        for app, body in ((0xE1, xmp), (0xED, photoshop), (0xEC, MARK))
    )
    gif = animation(comment=MARK)
    application = b"\x21\xff\x0bXMP DataXMP" + bytes([len(MARK)]) + MARK + b"\0"
    return {
        "jpeg": jpeg[:2] + segments + jpeg[2:] + MARK,
        "png": picture("PNG", pnginfo=text, exif=exif, icc_profile=profile) + MARK,
        "webp": picture("WEBP", exif=exif, xmp=MARK, icc_profile=profile),
        "gif": picture("GIF", comment=MARK),
        "moving gif": gif[:-1] + application + b";" + MARK,
    }


@pytest.mark.parametrize("frame", [Frame(), Frame(0.25, 0.25, 0.5, 0.5, 1)], ids=["whole", "framed"])
@pytest.mark.parametrize("kind", marked())
def test_nothing_about_its_maker_leaves_with_a_picture(kind: str, frame: Frame) -> None:
    data = marked()[kind]
    assert MARK in data
    out = sized(data, 100, frame)
    assert MARK not in out
    found = Image.open(io.BytesIO(out))
    assert not {"exif", "icc_profile", "comment", "xmp", "photoshop", "XML:com.adobe.xmp"} & set(found.info)
    assert not found.getexif()


def test_a_gif_that_moves_keeps_moving() -> None:
    data = animation((60, 40), 4, comment=b"x" * 600)
    found = Image.open(io.BytesIO(sized(data, 20)))
    assert (found.format, found.n_frames, found.info["loop"], found.info["duration"]) == ("GIF", 4, 0, 100)  # type: ignore[attr-defined]
    assert found.size == (60, 40)


def test_colours_of_a_wide_profile_are_brought_to_srgb() -> None:
    path = Path("/usr/share/color/icc/ghostscript/a98.icc")
    profile = path.read_bytes() if path.is_file() else ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    data = picture("PNG", colour=(0, 200, 0), icc_profile=profile)
    assert opened(sized(data, 500)).convert("RGB").getpixel((0, 0)) != (0, 200, 0) or not path.is_file()


def test_a_broken_profile_does_no_harm() -> None:
    assert opened(sized(picture("JPEG", icc_profile=b"not a profile" * 20), 500)).size == (300, 200)


@pytest.mark.parametrize("data", [b"", b"<svg/>", noise("JPEG")[:3000], noise("PNG")[:3000], animation()[:60]])
def test_a_damaged_picture_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ComposerError):
        sized(data, 100)


def test_suffixes_are_of_the_bytes() -> None:
    forms = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".jpg", "GIF": ".png"}
    assert {form: suffix(sized(picture(form), 50)) for form in forms} == forms
    assert suffix(sized(animation(), 50)) == ".gif"


# A picture of four colours: red, green above blue, white.
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def quarters(form: str = "PNG", size: tuple[int, int] = (400, 200), **options: object) -> bytes:
    whole, (width, height) = Image.new("RGB", size, RED), size
    for colour, at in ((GREEN, (width // 2, 0)), (BLUE, (0, height // 2)), (WHITE, (width // 2, height // 2))):
        whole.paste(colour, (*at, at[0] + width // 2, at[1] + height // 2))
    out = io.BytesIO()
    whole.save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def corners(picture: Image.Image) -> list[tuple[int, ...]]:
    """The colours in the four corners, as near as JPEG leaves them: left to right, top to bottom."""
    shown = picture.convert("RGB")
    right, low = shown.width - 1, shown.height - 1
    found = [shown.getpixel(at) for at in ((0, 0), (right, 0), (0, low), (right, low))]
    return [tuple(255 if part > 128 else 0 for part in colour) for colour in found]  # type: ignore[union-attr]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize(
    ("frame", "size", "colours"),
    [
        (Frame(), (400, 200), [RED, GREEN, BLUE, WHITE]),
        (Frame(0, 0, 0.5, 0.5), (200, 100), [RED] * 4),
        (Frame(0.5, 0, 0.5, 1), (200, 200), [GREEN, GREEN, WHITE, WHITE]),
        (Frame(turn=1), (200, 400), [BLUE, RED, WHITE, GREEN]),
        (Frame(turn=2), (400, 200), [WHITE, BLUE, GREEN, RED]),
        (Frame(turn=3), (200, 400), [GREEN, WHITE, RED, BLUE]),
        (Frame(0.5, 0, 0.5, 1, 1), (200, 200), [WHITE, GREEN, WHITE, GREEN]),
    ],
)
def test_what_leaves_is_cropped_then_turned(
    form: str, frame: Frame, size: tuple[int, int], colours: list[tuple[int, int, int]]
) -> None:
    found = opened(sized(quarters(form), 536, frame))
    assert (found.size, corners(found)) == (size, colours)


def test_a_part_is_of_the_picture_as_its_camera_turned_it() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # shown a quarter to the right: blue, red above white, green
    found = opened(sized(quarters("JPEG", exif=exif), 536, Frame(0, 0, 0.5, 0.5)))
    assert (found.size, corners(found)) == ((100, 200), [BLUE] * 4)


def test_a_small_part_of_a_large_photograph_keeps_its_pixels() -> None:
    assert opened(sized(noise("JPEG", (3000, 2000)), 268, Frame(0.4, 0.4, 0.2, 0.2))).size == (536, 357)


def test_a_picture_that_moves_is_cropped_in_every_frame() -> None:
    whole = animation((60, 40), 3)
    found = sized(whole, 200, Frame(0, 0, 0.5, 0.5, 1))
    with Image.open(io.BytesIO(found)) as moving:
        assert (moving.format, moving.size, moving.n_frames, moving.info["loop"]) == ("GIF", (20, 30), 3, 0)
        assert moving.info["duration"] == 100
    assert found == sized(whole, 200, Frame(0, 0, 0.5, 0.5, 1))
