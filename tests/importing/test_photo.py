"""What files say about their pictures, wherever they say it, and that nothing hostile in them is obeyed."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from composer.importing.likeness import alike
from composer.importing.photo import described
from composer.model.values import Credit
from composer.model.values import Image as Picture
from tests.drawn import noise, picture

Promise = Callable[[str, str, object, object], None]
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:rights="http://ns.adobe.com/xap/1.0/rights/" {attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def packet(elements: str = "", attributes: str = "") -> bytes:
    return _PACKET.format(elements=elements, attributes=attributes).encode()


def listed(name: str, *items: str, kind: str = "Seq") -> str:
    rows = "".join(f'<rdf:li xml:lang="x-default">{item}</rdf:li>' for item in items)
    return f"<{name}><rdf:{kind}>{rows}</rdf:{kind}></{name}>"


def xmp(data: bytes, form: str = "JPEG") -> bytes:
    if form == "PNG":
        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", data.decode())
        return picture("PNG", pnginfo=text)
    return picture(form, xmp=data)


def iptc(**records: str) -> bytes:
    """A JPEG with IIM records in Photoshop's resource block."""
    numbers = {"creator": 80, "credit": 110, "source": 115, "rights": 116, "description": 120}
    data = b""
    for name, text in records.items():
        value = text.encode()
        data += bytes([0x1C, 2, numbers[name]]) + len(value).to_bytes(2) + value
    block = b"8BIM\x04\x04\x00\x00" + len(data).to_bytes(4) + data + b"\x00" * (len(data) % 2)
    body = b"Photoshop 3.0\x00" + block
    whole = picture()
    return whole[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2) + body + whole[2:]


def exif(**tags: str) -> bytes:
    data = Image.Exif()
    for name, text in tags.items():
        data[getattr(ExifTags.Base, name)] = text.encode()
    return picture(exif=data)


WIRE = packet(
    listed("dc:creator", "Jane Doe")
    + listed("dc:description", "Cranes stand idle in Rotterdam on Friday.", kind="Alt")
    + listed("dc:rights", "© 2023 Jane Doe / Reuters", kind="Alt")
    + listed("core:AltTextAccessibility", "Four red cranes", kind="Alt")
    + f"<ext:DigitalSourceType>{_SOURCE}digitalCapture</ext:DigitalSourceType>",
    'photoshop:Credit="Reuters" photoshop:Source="Reuters Connect"',
)
WHOLE = Picture(
    alt="Four red cranes",
    caption="Cranes stand idle in Rotterdam on Friday.",
    credits=(Credit("photographer", "Jane Doe", "Reuters"),),
    made="photo",
)
CASES: dict[str, tuple[bytes, Picture]] = {
    "a wire's photograph": (xmp(WIRE), WHOLE),
    "in a PNG": (xmp(WIRE, "PNG"), WHOLE),
    "in a WebP": (xmp(WIRE, "WEBP"), WHOLE),
    "made with AI": (
        xmp(packet(f'<ext:DigitalSourceType rdf:resource="{_SOURCE}trainedAlgorithmicMedia"/>')),
        Picture(made="ai-made"),
    ),
    "edited with AI, told as an attribute": (
        xmp(packet(attributes=f'ext:DigitalSourceType="{_SOURCE}compositeWithTrainedAlgorithmicMedia"')),
        Picture(made="ai-edited"),
    ),
    "an illustration": (
        xmp(packet(listed("dc:creator", "Ana Roe"), f'ext:DigitalSourceType="{_SOURCE}digitalCreation"')),
        Picture(credits=(Credit("", "Ana Roe"),), made="illustration"),
    ),
    "under a licence": (
        xmp(packet(listed("dc:creator", "Ana Roe"), 'rights:WebStatement="https://creativecommons.org/licenses/by-sa/4.0/"')),
        Picture(credits=(Credit("photographer", "Ana Roe", "", "CC BY-SA 4.0"),)),
    ),
    "two makers": (
        xmp(packet(listed("dc:creator", "Ana Roe", "Jane Doe"))),
        Picture(credits=(Credit("photographer", "Ana Roe, Jane Doe"),)),
    ),
    "credit with name and paper": (
        xmp(packet(listed("dc:creator", "Jane Doe"), 'photoshop:Credit="Jane Doe/The Paper"')),
        Picture(credits=(Credit("photographer", "Jane Doe", "The Paper"),)),
    ),
    "IIM": (
        iptc(creator="Jána Dohová", credit="AFP via Getty Images", description="A port"),
        Picture(alt="A port", credits=(Credit("photographer", "Jána Dohová", "AFP / Getty Images"),)),
    ),
    "IIM, source alone": (iptc(source="ANP"), Picture(credits=(Credit("", "", "ANP"),))),
    "EXIF": (
        exif(Artist="Jane Doe", Copyright="2023 The Paper", ImageDescription="A port at dusk"),
        Picture(alt="A port at dusk", credits=(Credit("photographer", "Jane Doe"),)),
    ),
    "rights alone": (
        exif(Copyright="© 2023 Jane Doe / Reuters"),
        Picture(credits=(Credit("photographer", "Jane Doe", "Reuters"),)),
    ),
    "what cameras write": (exif(ImageDescription="OLYMPUS DIGITAL CAMERA", Artist="unknown"), Picture()),
    "a file's name": (exif(ImageDescription="IMG_1234.JPG"), Picture()),
    "nothing": (picture(), Picture()),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_file_says(name: str) -> None:
    data, expected = CASES[name]
    assert described(Picture(), data) == expected


def test_a_long_description_is_cut_at_a_sentence() -> None:
    data = iptc(description="Cranes stand idle in the port of Rotterdam on Friday morning. " + "They waited. " * 60)
    alt = described(Picture(), data).alt
    assert 200 < len(alt) <= 300
    assert alt.endswith("waited.")


_ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
_LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12)
)
HOSTILE: dict[str, bytes] = {
    "a file by an entity": _ENTITY.encode() + packet(listed("dc:creator", "&e;")),
    "a billion laughs": (_LAUGHS + "]>").encode() + packet(listed("dc:creator", "&m;")),
    "not well formed": packet("<dc:creator>"),
    "deep": b"<a>" * 100_000,
    "no text at all": b"\xff\xfe\x00\x01" * 50,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_metadata_says_nothing(name: str, promise: Promise) -> None:
    body = b"http://ns.adobe.com/xap/1.0/\x00" + HOSTILE[name][:60_000]
    whole = picture()
    data = whole[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body + whole[2:]
    assert described(Picture(), data) == Picture()
    promise("P37", f"metadata, {name}", "says nothing", "says nothing")


@pytest.mark.parametrize("data", [b"", b"GIF89a", picture()[:40], iptc(creator="x" * 30)[:60]])
def test_a_damaged_file_says_nothing(data: bytes) -> None:
    assert described(Picture(), data) == Picture()


def test_control_characters_do_not_come_in() -> None:
    assert described(Picture(), iptc(creator="Ja\x1b[31mne\nDoe\u202e")).credits[0].name.startswith("Ja[31mne Doe")


def drawing(shift: int = 0, size: tuple[int, int] = (400, 300), form: str = "PNG", **options: Any) -> bytes:
    """Some shapes, in another size or form on demand."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    draw, (width, height) = ImageDraw.Draw(image), size
    for n in range(6):
        left = (n * 67 + shift) % 90 * width // 100
        draw.rectangle((left, n * height // 6, left + width // 8, (n + 1) * height // 6), (30 * n, 255 - 40 * n, 90))
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    "other", [drawing(size=(800, 600)), drawing(form="JPEG", quality=40), drawing(size=(200, 150))]
)
def test_another_size_or_form_is_alike(other: bytes) -> None:
    assert alike(drawing(), other)


@pytest.mark.parametrize("other", [drawing(shift=41), noise("PNG", (400, 300)), picture("PNG"), b"broken"])
def test_another_picture_is_not(other: bytes) -> None:
    assert not alike(drawing(), other)
    assert not alike(picture("PNG"), picture("PNG", (20, 10)))
