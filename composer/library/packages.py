"""Packages: a template, or block types, as one file that travels between people.

A package is a zip of the folder as it stands in the library, and `package.json`, which says what it is. What a template
needs besides, the look that it wears and block types of its maker's, it brings below `templates/`, laid out as in a
document (`brought.py`). It comes from strangers: it is read within limits, and holds texts, pictures and plain
icons alone.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from composer.errors import ComposerError
from composer.library.block_types import toml_tables, toml_trouble
from composer.library.folders import Parts
from composer.library.imprint import Imprint, imprint_of, one_line
from composer.library.templates import Library
from composer.storage import canonical
from composer.storage.zips import MB, is_safe_name

SUFFIX = ".newsletter-template"
FORMAT = 1
CARD = "package.json"
_TEXT_LIMIT = 4 * MB
_ICON_LIMIT = 16 * 1024
_TEXTS = frozenset({".toml", ".html", ".css", ".json", ".txt", ".svg"})
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
BLOCKS = "blocks"
FOLDER = "templates/"  # of what is brought, in a document and in a package
PICTURE = "thumbnail.png"  # of a template: how a mail in it looks
_ICON = re.compile(
    r"\s*<svg(?P<top>(?:\s+[a-zA-Z:-]+=\"[^\"<>&]*\")*)\s*>"
    r"(?:\s*(?:</g>|<(?:path|rect|circle|ellipse|line|polyline|polygon|g)(?:\s+(?:d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|points"
    r"|width|height|fill|stroke|stroke-width|stroke-linecap|stroke-linejoin|fill-rule|opacity|transform)"
    r"=\"[A-Za-z0-9 .,#()+-]*\")*\s*/?>))*\s*</svg>\s*"
)
_ICON_TOP = re.compile(
    r'\s+(?:xmlns="http://www\.w3\.org/2000/svg"|(?:viewBox|width|height|fill|stroke|stroke-width|stroke-linecap|'
    r'stroke-linejoin)="[A-Za-z0-9 .#-]*")'
)


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds: a template called `name`, or block types (`template` False). parts: bytes by file name.

    brings: parts of what the template needs besides, below `templates/`.
    """

    name: str
    title: str
    description: str
    template: bool
    parts: Parts
    brings: Parts = field(default_factory=dict)

    @property
    def block_types(self) -> tuple[str, ...]:
        """The block types that it brings."""
        found = (re.fullmatch(r"blocks/([^/]+)/block\.toml", part) for part in self.parts)
        return tuple(sorted(match[1] for match in found if match))

    @property
    def imprint(self) -> Imprint:
        """Who made it, as its TOML says; of block types, the first."""
        return imprint_of(next(_declared(self)))

    @property
    def pictures(self) -> int:
        return sum(PurePosixPath(part).suffix in PICTURES and part != PICTURE for part in self.parts)

    @property
    def files(self) -> int:
        return len(self.parts) + len(self.brings)

    @property
    def size(self) -> int:
        """Bytes, unpacked."""
        return sum(map(len, (*self.parts.values(), *self.brings.values())))


def package_of(file: str, parts: Mapping[str, bytes]) -> Package:
    """The package in these parts, `package.json` among them, of the file so called; ComposerError as above."""
    if CARD not in parts:
        raise ComposerError(f"“{file}” is no package of a template; it has no {CARD}.")
    card = canonical.decode(parts[CARD], f"{file}: {CARD}")
    return _checked(file, card, {name: data for name, data in parts.items() if name != CARD})


def card_of(package: Package) -> bytes:
    """The `package.json` that says what a package is."""
    return canonical.encode({
        "format": FORMAT, "name": package.name, "title": package.title, "description": package.description,
        "template": package.template,
        "parts": {name: _digest(data) for name, data in sorted({**package.parts, **package.brings}.items())},
    })  # fmt: skip


def in_package(error: ComposerError, folder: Path, title: str) -> ComposerError:
    """What was found wrong in a package while its folder stood apart, told by package and part."""
    sentence = str(error)
    for start in (f"{folder}{os.sep}", str(folder)):
        sentence = sentence.replace(start, f"“{title}”, ")
    return ComposerError(sentence)


def is_plain_icon(svg: str) -> bool:
    """Whether an SVG is nothing but shapes: no script, style, link, text, picture or entity."""
    found = _ICON.fullmatch(svg) if len(svg) <= _ICON_LIMIT else None
    return found is not None and "url" not in svg and not _ICON_TOP.sub("", found["top"]).strip()


def gathered(folder: Path, prefix: str) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """A folder's files by name, those a package may hold; and the names of the others."""
    parts, left = {}, []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = f"{prefix}{path.relative_to(folder).as_posix()}"
        if path.is_symlink() or not is_safe_name(name) or path.suffix not in _TEXTS | PICTURES or name == CARD:
            left.append(name)
        else:
            parts[name] = path.read_bytes()
    return parts, tuple(left)


def _checked(file: str, card: object, parts: Mapping[str, bytes]) -> Package:
    if not isinstance(card, dict):
        raise ComposerError(f"“{file}” is damaged: its {CARD} does not say what it is.")
    if card.get("format") != FORMAT:
        raise ComposerError(f"“{file}” was made by a newer version of Newsletter Composer; update to install it.")
    name, digests = card.get("name"), card.get("parts")
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name == BLOCKS or not isinstance(digests, dict):
        raise ComposerError(f"“{file}” is damaged: its {CARD} does not say what it is.")
    if {part: _digest(data) for part, data in parts.items()} != digests:
        raise ComposerError(f"“{file}” is damaged: its parts are not those that {CARD} lists; fetch it again.")
    for part, data in parts.items():
        refuse_part(file, part, data)
    brings = {part: data for part, data in parts.items() if part.startswith(FOLDER)}
    parts = {part: data for part, data in parts.items() if part not in brings}
    package = Package(name, name, "", "template.toml" in parts, parts, brings)
    strays = [part for part in parts if not package.template and not re.match(r"blocks/[a-z][a-z0-9_-]{0,39}/", part)]
    if strays or not (package.template or (package.block_types and not brings)):
        raise ComposerError(f"“{file}” holds neither a template nor block types.")
    return _titled(package)


def _titled(package: Package) -> Package:
    """The package called as what is in it calls itself, whatever its card says."""
    told = list(_declared(package))
    titles = [one_line(each.get("title")) for each in told]
    about = "description" if package.template else "help"
    title = ", ".join(filter(None, titles)) or package.name
    return replace(package, title=title, description=one_line(told[0].get(about)))


def _declared(package: Package) -> Iterator[Mapping[str, Any]]:
    """What the template, or each block type, says of itself."""
    cards = [f"{BLOCKS}/{name}/block.toml" for name in package.block_types]
    for card in ["template.toml"] if package.template else cards:
        yield toml_tables(package.parts[card], card)


def refuse_part(file: str, name: str, data: bytes) -> None:
    """ComposerError for a part that no template needs. Pictures are looked at where they are taken in."""
    suffix = PurePosixPath(name).suffix
    if suffix in PICTURES:
        return
    if suffix not in _TEXTS:
        raise ComposerError(f"“{file}” holds {name}, which is neither a text nor a picture; it was not opened.")
    if len(data) > _TEXT_LIMIT:
        raise ComposerError(f"“{file}” holds {name}, a text of more than {_TEXT_LIMIT // MB} MB; it was not opened.")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise ComposerError(f"“{file}” holds {name}, which is not written in UTF-8; it was not opened.") from None
    if suffix == ".toml" and (trouble := toml_trouble(data)):
        raise ComposerError(f"“{file}” holds {name}, which has {trouble}; it was not opened.")
    if suffix == ".svg" and not is_plain_icon(text):
        raise ComposerError(f"“{file}” holds {name}, an icon that is more than shapes; it was not opened.")


def refuse_shipped(package: Package, library: Library) -> None:
    """What comes with the program keeps its meaning: a stranger's article would change everybody's."""
    for name in _claimed(package):
        _refuse_shipped(name, package, library)


def _claimed(package: Package) -> Iterator[str]:
    if package.template:
        yield package.name
    yield from package.block_types


def _refuse_shipped(name: str, package: Package, library: Library) -> None:
    block_type = library.blocks.get(name)
    if package.template and name == package.name and library.ships(name):
        raise ComposerError(f"“{name}” is a template that comes with the program; have its maker rename it.")
    if name in package.block_types and block_type is not None and block_type.ships:
        raise ComposerError(
            f"“{package.title}” brings a block type “{name}”, which comes with the program; have its maker rename it."
        )


def folders_of(package: Package) -> Iterator[tuple[str, Parts]]:
    """Each folder that a package makes, by its name below the user's templates, with its parts."""
    if package.template:
        yield package.name, package.parts
        return
    for name in package.block_types:
        start = f"{BLOCKS}/{name}/"
        yield (
            f"{BLOCKS}/{name}",
            {part.removeprefix(start): data for part, data in package.parts.items() if part.startswith(start)},
        )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
