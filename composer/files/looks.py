"""The looks that a document brings: let in at the gate, whoever made them, or left out with a sentence.

The issue opens all the same. Their parts stay with those that this version does not know: where the library has
nothing by their name, they are written again, for a version that can use them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from composer.errors import ComposerError
from composer.library.brought import (
    LARGEST,
    brought_by,
    is_there,
    key_of,
    knows,
    looks_in,
    package_in,
    unfolded,
    with_brought,
    with_look,
)
from composer.library.folders import Parts
from composer.library.packages import FOLDER, Package, in_package, refuse_shipped
from composer.library.templates import Library
from composer.model.issue import Issue
from composer.render.gate import refuse_unfit
from composer.storage.atomic import write_file
from composer.storage.zips import Zip, write_zip

MOST_PARTS = 500
MOST_LOOKS = 40  # of a document, block types among them: let in within a second or two


@dataclass(frozen=True, slots=True)
class Looks:
    """A library with a document's looks. parts: of all that could be read. troubles: sentences on what is not used."""

    library: Library
    parts: Mapping[str, bytes] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()


def looks_from(
    names: Iterable[str], library: Library, *, size: Callable[[str], int], read: Callable[[str], bytes]
) -> Looks:
    """The looks among a document's parts, those that its manifest lists and those that are there."""
    found: dict[str, bytes] = {}
    troubles: list[str] = []
    by_look: dict[str, list[str]] = {}
    for name in sorted({name for name in names if key_of(name)}):
        by_look.setdefault(key_of(name), []).append(name)
    for key, parts in by_look.items():
        try:
            if len(parts) > MOST_PARTS or sum(map(size, parts)) > LARGEST:
                troubles.append(f"The look “{key}” that this issue brings is not used: it is larger than any may be.")
            else:
                found |= {name: read(name) for name in parts}
        except (ComposerError, LookupError, OSError):
            troubles.append(f"The look “{key}” that this issue brings is damaged; it is not used.")
    looks = read_looks(found, library)
    return replace(looks, troubles=(*troubles, *looks.troubles))


def read_looks(parts: Mapping[str, bytes], library: Library) -> Looks:
    """The library with the looks in these parts, but for those that it has just so, and those that are refused."""
    if library.alone:
        return Looks(library, parts)
    before, troubles = library.brought, []
    weights = _weights(parts)
    if (count := sum(weights.values())) > MOST_LOOKS:
        troubles.append(f"This issue brings {count:,} looks and block types; {MOST_LOOKS} at most are used.")
    used = _used(weights)
    for key, files in looks_in({name: data for name, data in parts.items() if key_of(name) in used}).items():
        named = {f"{FOLDER}{key}/{name}": data for name, data in files.items()}
        try:
            if not is_there(key, files, library):
                known = _let_in(key, files, library)
                others = {name: data for name, data in library.brought.items() if key_of(name) != key}
                library = replace(known, brought=others | named)
        except ComposerError as error:
            troubles.append(f"The look “{key}” that this issue brings is not used: {error}")
    if before:  # some of which may build on what has come in now
        library = with_brought(library, library.brought)
    return Looks(library, parts, tuple(troubles))


def write_looks(path: Path, parts: Mapping[str, bytes]) -> None:
    """Keep looks in a file of their own, or none where there are none."""
    if not parts:
        path.unlink(missing_ok=True)
        return
    file = io.BytesIO()
    write_zip(file, sorted(parts.items()))
    write_file(path, file.getvalue())


def kept_looks(path: Path) -> dict[str, bytes]:
    """What `write_looks` kept there, as far as it can be read."""
    try:
        with path.open("rb") as file:
            archive = Zip(file, path.name)
            return {name: archive.read(name) for name in archive.names if key_of(name)}
    except (OSError, ComposerError):
        return {}


def looks_to_write(issue: Issue, library: Library, others: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of looks that the issue's document gets: what it needs, and what it had that is not there by name."""
    had = {**library.brought, **others}
    kept = {name: data for name, data in had.items() if key_of(name) and not knows(library, key_of(name))}
    return kept | brought_by(issue, library)


def _weights(parts: Iterable[str]) -> dict[str, int]:
    """How many looks and block types each look is, by its key: itself and those inside."""
    weights: dict[str, int] = {}
    for name in parts:
        if key := key_of(name):
            inside = name.removeprefix(f"{FOLDER}{key}/").endswith("/block.toml")
            weights[key] = weights.get(key, 1) + inside
    return weights


def _used(weights: Mapping[str, int]) -> frozenset[str]:
    """The looks that are `MOST_LOOKS` together at most, templates before block types."""
    used, left = set(), MOST_LOOKS
    for key in sorted(weights, key=lambda key: ("/" in key, key)):
        if weights[key] <= left:
            used.add(key)
            left -= weights[key]
    return frozenset(used)


def _let_in(key: str, files: Parts, library: Library) -> Library:
    """The library with a look.

    ComposerError unless it is a package as it should be, of no name that ships, and says what a look may say.
    """
    if sum(map(len, files.values())) > LARGEST:
        raise ComposerError("it is larger than any may be.")
    return let_in(key, package_in(key, files), files, library)


def let_in(key: str, package: Package, files: Parts, library: Library) -> Library:
    """The library with the look in these files, which are the package's, unpacked in the cache; ComposerError unless
    it is of no name that ships, and says what a look may say."""
    refuse_shipped(package, library)
    folder = unfolded(key, files)
    try:
        known = with_look(library, folder)
        if package.template:
            template = known.templates.get(package.name) or known.foundations[package.name]
            mine = (each for each in template.blocks.values() if _is_in(folder, each.folder, *each.dresses))
        else:
            template = next(each for each in known.templates.values() if not each.own)
            mine = (each for each in (known.blocks[key.rpartition("/")[2]],))
        refuse_unfit(template, mine)
        return known
    except ComposerError as error:
        raise in_package(error, folder, package.title) from None


def _is_in(home: Path, *folders: Path) -> bool:
    return any(folder.is_relative_to(home) for folder in folders)
