"""What a picture's file says about the picture: who made it, for whom, how, and what is to be seen.

XMP is asked first, then IPTC-IIM, then EXIF (https://iptc.org/std/photometadata/specification/). Nothing of it leaves
with the mail: pictures are encoded anew. What cannot be read says nothing.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree
from PIL import ExifTags, IptcImagePlugin
from PIL import Image as Pillow

from composer.files.assets import SUFFIXES
from composer.importing.credit_line import credit_of
from composer.model.values import MADE, Credit, Image
from composer.model.values_json import line

_MOST_XMP = 1024 * 1024  # bytes
_LONGEST = {"alt": 300, "caption": 600, "name": 120, "publication": 120}
_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "rights": "http://ns.adobe.com/xap/1.0/rights/",
    "cc": "http://creativecommons.org/ns#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
# Terms of https://cv.iptc.org/newscodes/digitalsourcetype/ and the word of ours that each stands for.
_MADE = {
    **{term: word for word, _, term in MADE},
    "computationalCapture": "photo",
    "negativeFilm": "photo",
    "positiveFilm": "photo",
    "print": "photo",
    "minorHumanEdits": "photo",
    "humanEdits": "photo",
    "digitalArt": "illustration",
    "dataDrivenMedia": "illustration",
    "algorithmicMedia": "illustration",
    "compositeSynthetic": "ai-edited",
}
_LICENSED = re.compile(r"creativecommons\.org/(licenses/([a-z-]+)/(\d\.\d)|publicdomain/(zero|mark))")
_SAYS_NOTHING = re.compile(
    r"olympus digital camera|sony dsc|samsung csc|digital camera|minolta digital camera|kodak \w+ digital still camera"
    r"|exif[_ ]jpeg[_ ]picture|dcim\\?.*|screenshot|created with \w+.*|untitled|default|unknown|none|n/a|image|-+"
    r"|[\w-]+\.(?:jpe?g|png|gif|webp|tiff?)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said about a picture, each in words as they stand there; empty: nothing."""

    creator: str = ""
    credit: str = ""
    source: str = ""
    rights: str = ""
    licence: str = ""
    description: str = ""
    alt: str = ""
    made: str = ""

    def over(self, other: Said) -> Said:
        """With what another source says where this one is silent."""
        silent = {name: getattr(other, name) for name in self.__slots__ if not getattr(self, name)}
        return replace(self, **silent)


def described(image: Image, data: bytes) -> Image:
    """The picture with what its file says about it, for the person to look over."""
    said = said_in(data)
    alt = said.alt or said.description
    caption = said.description if said.alt and said.description != said.alt else ""
    credit = _credit(said)
    return replace(
        image,
        alt=_cut(alt, "alt"),
        caption=_cut(caption, "caption"),
        credits=(credit,) if credit else (),
        made=said.made,
    )


def said_in(data: bytes) -> Said:
    """What the metadata of an image file says."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(io.BytesIO(data), formats=tuple(SUFFIXES)) as picture:
                xmp = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
                exif = _of_exif(picture.getexif())
                iptc = _of_iptc(IptcImagePlugin.getiptcinfo(picture) or {})
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, EOFError, struct.error):
        return Said()
    return _of_xmp(xmp.encode() if isinstance(xmp, str) else xmp).over(iptc).over(exif)


def _credit(said: Said) -> Credit | None:
    """A person named by the file, and the paper or agency in its credit line, or in what stands for one."""
    lined = credit_of(said.credit, surely=True) if said.credit else None
    lined = lined or (credit_of(said.rights) if said.rights and not said.creator else None) or Credit()
    name = said.creator or lined.name
    publication = lined.publication or (lined.name if lined.name.lower() != name.lower() else "") or said.source
    if publication.lower() == name.lower():
        publication = ""
    if not name and not publication:
        return None
    role = "photographer" if name and said.made in ("", "photo") else ""
    return Credit(role, _cut(name, "name"), _cut(publication, "publication"), said.licence or lined.licence)


def _of_xmp(data: bytes) -> Said:
    if not data or len(data) > _MOST_XMP or b"<!" in data.replace(b"<!--", b""):
        return Said()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.strip(b"\x00 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return Said()
    web = _xmp(root, "rights", "WebStatement") or _xmp(root, "cc", "license") or _xmp(root, "rights", "UsageTerms")
    return Said(
        creator=_xmp(root, "dc", "creator"),
        credit=_xmp(root, "photoshop", "Credit"),
        source=_xmp(root, "photoshop", "Source"),
        rights=_xmp(root, "dc", "rights"),
        licence=_licence(web),
        description=_xmp(root, "dc", "description"),
        alt=_xmp(root, "core", "AltTextAccessibility"),
        made=_MADE.get(_xmp(root, "ext", "DigitalSourceType").rstrip("/").rpartition("/")[2], ""),
    )


def _xmp(root: Any, prefix: str, name: str) -> str:
    """A property: an attribute, a text, or a list, of which texts in several languages are told once."""
    full, resource = f"{{{_NAMES[prefix]}}}{name}", f"{{{_NAMES['rdf']}}}resource"
    for described in root.iter(f"{{{_NAMES['rdf']}}}Description"):
        if described.get(full):
            return _told(described.get(full))
        found = described.find(full)
        if found is None:
            continue
        if found.get(resource):
            return _told(found.get(resource))
        items = [_told(item.text) for item in found.iter(f"{{{_NAMES['rdf']}}}li")]
        several = found.find(f"{{{_NAMES['rdf']}}}Alt") is None
        return (", ".join(filter(None, items)) if several else items[0]) if items else _told(found.text)
    return ""


def _of_iptc(found: Mapping[Any, Any]) -> Said:
    """The records of IIM, by https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf."""

    def told(number: int) -> str:
        value = found.get((2, number))
        values = value if isinstance(value, list) else [value] if value else []
        return ", ".join(filter(None, (_told(each) for each in values)))

    return Said(creator=told(80), credit=told(110), source=told(115), rights=told(116), description=told(120))


def _of_exif(exif: Pillow.Exif) -> Said:
    def told(tag: ExifTags.Base) -> str:
        value = exif.get(tag)
        return _told(value.encode("latin-1", "replace") if isinstance(value, str) else value)  # read as Latin-1

    artist = told(ExifTags.Base.Artist).replace(";", ", ")
    return Said(artist, rights=told(ExifTags.Base.Copyright), description=told(ExifTags.Base.ImageDescription))


def _told(value: Any) -> str:
    """Words as one line; empty where they are what a camera writes by itself."""
    if isinstance(value, bytes):
        try:
            value = value.decode()
        except UnicodeDecodeError:
            value = value.decode("cp1252", "replace")
    text = " ".join(line(str(value or ""), "").replace("\ufffd", "").split())
    return "" if _SAYS_NOTHING.fullmatch(text) else text


def _licence(address: str) -> str:
    match = _LICENSED.search(address.lower())
    if match is None:
        return ""
    if match[2]:
        return f"CC {match[2].upper()} {match[3]}"
    return "CC0" if match[4] == "zero" else "Public domain"


def _cut(text: str, name: str) -> str:
    """No more than fits the place, ended at a sentence or a word."""
    most = _LONGEST[name]
    if len(text) <= most:
        return text
    head = text[:most]
    end = max(head.rfind(". "), head.rfind("! "), head.rfind("? "))
    return head[: end + 1] if end > most // 3 else head.rpartition(" ")[0] + "…"
