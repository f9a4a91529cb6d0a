"""Pictures as they leave: twice the size they are shown at, in a form every mail client reads, telling nothing else.

Pixels are encoded anew, so that EXIF, XMP, IPTC, comments and embedded previews are gone; colours are brought to
sRGB first, because the profile goes too.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageCms, ImageOps, ImageSequence

from composer.errors import ComposerError
from composer.files import gifs
from composer.files.assets import SUFFIXES, identify
from composer.model.framing import WHOLE, Frame, box

_DENSITY = 2
_QUALITY = 84
_TURNS = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}  # to the left


def sized(data: bytes, width_px: int, frame: Frame = WHOLE) -> bytes:
    """The picture in its frame for a place `width_px` CSS pixels wide: JPEG, PNG, or a GIF where it moves.

    Never larger than it was. The same bytes in are the same bytes out. ComposerError where it cannot be read.
    """
    identify(data)
    moves = gifs.is_gif(data) and gifs.frames(data, 1) > 1
    if moves and frame == WHOLE:
        return gifs.bare(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=tuple(SUFFIXES)) as picture:
                if moves:
                    return _moving(picture, frame)
                if picture.format == "JPEG":
                    side = round(width_px * _DENSITY / min(frame.width, frame.height))
                    picture.draft("RGB", (side, side))
                photographic = picture.format in ("JPEG", "WEBP")
                return _encoded(_fitted(_framed(_upright(picture), frame), width_px * _DENSITY), photographic)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise ComposerError(f"A picture of this issue is damaged and cannot be exported ({error}).") from None


def suffix(data: bytes) -> str:
    """`.jpg`, `.png` or `.gif`, of bytes that `sized` gave."""
    if gifs.is_gif(data):
        return ".gif"
    return ".png" if data.startswith(b"\x89PNG") else ".jpg"


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as EXIF asks, in sRGB, eight bits a channel."""
    turned = ImageOps.exif_transpose(picture)
    turned.load()
    if turned.mode.startswith("I;16"):
        turned = turned.point(lambda value: value / 256).convert("L")
    profile = turned.info.get("icc_profile")
    if profile and turned.mode in ("RGB", "RGBA", "CMYK"):
        turned = _in_srgb(turned, profile)
    if turned.mode not in ("L", "LA", "P", "RGB", "RGBA"):
        turned = turned.convert("RGBA" if turned.mode in ("PA", "La", "RGBa") else "RGB")
    return turned


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    mode = "RGB" if picture.mode == "CMYK" else picture.mode
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a profile that is itself broken says nothing
    return changed or picture


def _framed(picture: Image.Image, frame: Frame) -> Image.Image:
    if frame == WHOLE:
        return picture
    cropped = picture.crop(box(frame, *picture.size))
    return cropped.transpose(_TURNS[frame.turn]) if frame.turn else cropped


def _moving(picture: Image.Image, frame: Frame) -> bytes:
    """Every frame of a GIF that moves, cropped and turned."""
    shown = [_framed(each.convert("RGBA"), frame) for each in ImageSequence.Iterator(picture)]
    lasting = [each.info.get("duration", 100) for each in ImageSequence.Iterator(picture)]
    looping = {"loop": picture.info["loop"]} if "loop" in picture.info else {}
    out = io.BytesIO()
    shown[0].save(out, "GIF", save_all=True, append_images=shown[1:], duration=lasting, disposal=2, **looping)
    return gifs.bare(out.getvalue())


def _fitted(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    if picture.mode == "P":
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(picture: Image.Image, photographic: bool) -> bytes:
    transparent = "transparency" in picture.info or (
        picture.mode in ("LA", "RGBA") and picture.getchannel("A").getextrema() != (255, 255)
    )
    if picture.mode in ("LA", "RGBA") and not transparent:
        picture = picture.convert(picture.mode[:-1])
    picture.info = {"transparency": picture.info["transparency"]} if "transparency" in picture.info else {}
    out = io.BytesIO()
    if photographic and not transparent:
        picture.convert("L" if picture.mode == "L" else "RGB").save(
            out, "JPEG", quality=_QUALITY, optimize=True, progressive=True
        )
    else:
        picture.save(out, "PNG", optimize=True)
    return out.getvalue()
