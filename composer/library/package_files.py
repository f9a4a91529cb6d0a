"""A package as a file: a template of one's own, with all that it needs, or block types packed, and read again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from composer.errors import ComposerError
from composer.library.brought import key_of, needed, parts_of_look
from composer.library.packages import (
    BLOCKS,
    CARD,
    FOLDER,
    PICTURE,
    Package,
    card_of,
    gathered,
    package_of,
    refuse_part,
)
from composer.library.templates import Library, Template
from composer.model.issue import Block, Issue
from composer.storage import canonical
from composer.storage.atomic import reason, write_file
from composer.storage.zips import MB, Limits, Zip, write_zip

LIMITS = Limits(members=500, member=16 * MB, total=64 * MB)
_MIMETYPE = ("mimetype", b"application/vnd.newsletter-composer.template+zip")


def package_of_template(template: Template, library: Library) -> tuple[Package, tuple[str, ...]]:
    """A template's folder, and what it needs besides, as a package; with the names of files that are not taken along.

    ComposerError where something that it needs cannot travel.
    """
    found, left = gathered(template.folder, "")
    parts = {name: data for name, data in found.items() if not key_of(name)}
    brings = {
        f"{FOLDER}{key}/{name}": data
        for key in companions(template, library)
        for name, data in sorted(parts_of_look(key, library).items())
    }
    without = (*left, *(name for name in found if name not in parts))
    return Package(template.name, template.title, template.description, True, parts, brings), without


def package_of_types(names: tuple[str, ...], library: Library) -> tuple[Package, tuple[str, ...]]:
    """Block types as a package, called as the first of them; with the names of files that are not taken along."""
    parts: dict[str, bytes] = {}
    left: tuple[str, ...] = ()
    for name in names:
        found, without = gathered(library.blocks[name].folder, f"{BLOCKS}/{name}/")
        parts |= found
        left += without
    title = ", ".join(library.blocks[name].title for name in names)
    return Package(names[0], title, library.blocks[names[0]].help, False, parts), left


def companions(template: Template, library: Library) -> tuple[str, ...]:
    """What a template of one's own needs besides itself, each behind what it builds on: looks and block types.

    By `key_of`: the look that it wears or extends, and what its starters are made of.
    """
    dressed = (path.name for path in sorted((template.folder / BLOCKS).glob("*")))
    types = [*_types_in_starters(template), *(name for name in dressed if name in library.blocks)]
    blocks = tuple(Block(str(number), name) for number, name in enumerate(dict.fromkeys(types)))
    wearing = Issue(template=template.look or template.name, blocks=blocks)
    return tuple(key for key in needed(wearing, library) if key != template.name)


def write_package(package: Package, out: Path) -> None:
    """Write a package; ComposerError for a part that none may have."""
    for name, data in package.parts.items():
        refuse_part(out.name, name, data)
    file = io.BytesIO()
    members = [*package.parts.items(), *package.brings.items()]
    write_zip(file, [_MIMETYPE, (CARD, card_of(package)), *members], stored=(_MIMETYPE[0], PICTURE))
    write_file(out, file.getvalue())


def pack_template(template: Template, library: Library, out: Path) -> tuple[str, ...]:
    """Write a template with all that it needs as a package; gives the names of files that are not taken along."""
    package, left = package_of_template(template, library)
    write_package(package, out)
    return left


def pack_block_types(names: tuple[str, ...], library: Library, out: Path) -> tuple[str, ...]:
    """Write block types as a package; gives the names of files that are not taken along."""
    package, left = package_of_types(names, library)
    write_package(package, out)
    return left


def read_package(path: Path) -> Package:
    """A package, all of it looked at but not proved; ComposerError says what is wrong with it. Nothing is written."""
    try:
        with path.open("rb") as file:
            archive = Zip(file, path.name, LIMITS)
            parts = {name: archive.read(name) for name in archive.names}
    except OSError as error:
        raise ComposerError(f"“{path.name}” cannot be read: {reason(error)}.") from None
    parts.pop(_MIMETYPE[0], None)
    return package_of(path.name, parts)


def _types_in_starters(template: Template) -> Iterator[str]:
    """The block types that stand in its starters; of one that cannot be read, none."""
    for starter in template.starters:
        try:
            told: Any = canonical.decode(starter.file.read_bytes(), starter.file.name)
            yield from (str(block["type"]) for block in told["blocks"])
        except (OSError, ComposerError, LookupError, TypeError):
            continue
