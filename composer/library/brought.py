"""Looks that travel inside an issue's document: what it wears and is made of that does not come with the program.

    templates/<name>/           a template as in its package, `package.json` beside the files
    templates/blocks/<name>/    a block type

Starters and pictures stay at home: they are words and pictures of other issues.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

import tomlkit

from composer.errors import ComposerError
from composer.library.block_types import BlockType, read_block_type, toml_tables
from composer.library.folders import Parts, put_in_place
from composer.library.packages import (
    BLOCKS,
    CARD,
    FOLDER,
    PICTURES,
    Package,
    card_of,
    gathered,
    is_plain_icon,
    package_of,
    refuse_shipped,
)
from composer.library.places import user_cache
from composer.library.templates import Library, Template, dress, read_own_template
from composer.model.issue import Issue
from composer.storage.atomic import reason
from composer.storage.zips import MB

LARGEST = 4 * MB  # of one look, unpacked
_TEMPLATE = "template.toml"
_STARTERS = ("starter", "starters")
_MOST_HOMES = 200


def needed(issue: Issue, library: Library) -> Iterator[str]:
    """What the issue has to bring, each behind what it builds on: `blocks/NAME` or a template's name."""
    types = library.types_of(issue)
    for name in sorted({block.type for block in issue.blocks} & set(library.blocks)):
        known = library.blocks[name]
        if _is_own(known, library) and name in types and types[name].folder == known.folder:
            yield f"{BLOCKS}/{name}"
    yield from _looks(issue.template, library, ())


def knows(library: Library, key: str) -> bool:
    """Whether the library has something by that name."""
    name = PurePosixPath(key).name
    return name in library.blocks if key != name else _template(name, library) is not None


def parts_of_look(key: str, library: Library) -> Parts:
    """The files of a look in the library, its card among them; ComposerError where it cannot travel."""
    start = f"{FOLDER}{key}/"
    if brought := {name.removeprefix(start): data for name, data in library.brought.items() if name.startswith(start)}:
        return brought
    package = _packed(key, library)
    card = card_of(package)
    package_of(package.title, {**package.parts, CARD: card})
    parts = {CARD: card, **{part.removeprefix(f"{key}/"): data for part, data in package.parts.items()}}
    if sum(map(len, parts.values())) > LARGEST:
        raise ComposerError(f"“{package.title}” has more than {LARGEST // MB} MB.")
    return parts


def brought_by(issue: Issue, library: Library) -> dict[str, bytes]:
    """The parts to be written into the issue's document; what cannot travel is left out."""
    found: dict[str, bytes] = {}
    for key in needed(issue, library):
        with contextlib.suppress(ComposerError):
            found |= {f"{FOLDER}{key}/{name}": data for name, data in sorted(parts_of_look(key, library).items())}
    return found


def staying(issue: Issue, library: Library) -> Iterator[str]:
    """A sentence for each look that the issue needs and cannot bring."""
    for key in needed(issue, library):
        try:
            refuse_shipped(package_in(key, parts_of_look(key, library)), library)
        except ComposerError as error:
            yield str(error)


def key_of(part: str) -> str:
    """Which look a part of a document belongs to: a template's name or `blocks/NAME`; nothing where to none."""
    pieces = part.split("/")[1:] if part.startswith(FOLDER) else []
    split = 2 if pieces[:1] == [BLOCKS] else 1
    return "/".join(pieces[:split]) if len(pieces) > split else ""


def looks_in(parts: Mapping[str, bytes]) -> dict[str, Parts]:
    """The files of each look among a document's parts, by `key_of`; each behind what it builds on."""
    found: dict[str, dict[str, bytes]] = {}
    for name in sorted(parts):
        if key := key_of(name):
            found.setdefault(key, {})[name.removeprefix(f"{FOLDER}{key}/")] = parts[name]
    return {key: found[key] for key in _in_order(found)}


def package_in(key: str, parts: Parts) -> Package:
    """The package that a look's files are; ComposerError says what is wrong with it."""
    name = PurePosixPath(key).name
    inside = f"{key}/" if key != name else ""
    package = package_of(name, {part if part == CARD else f"{inside}{part}": data for part, data in parts.items()})
    if (
        package.name != name
        or package.template != (not inside)
        or package.brings
        or any(not part.startswith(inside) for part in package.parts)
    ):
        raise ComposerError(f"“{name}” is damaged: its {CARD} is that of something else.")
    return package


def is_there(key: str, files: Parts, library: Library) -> bool:
    """Whether the library has that very look."""
    with contextlib.suppress(ComposerError):
        return knows(library, key) and _uncarded(parts_of_look(key, library)) == _uncarded(files)
    return False


def with_brought(library: Library, parts: Mapping[str, bytes]) -> Library:
    """The library with the looks in these parts, which were let in before, in the place of its own of their names.

    Those that the user has just so are left to the user.
    """
    if library.alone:
        return library
    brought: dict[str, bytes] = {}
    for key, files in looks_in(parts).items():
        if not _is_brought(key, library) and is_there(key, files, library):
            continue
        brought |= {f"{FOLDER}{key}/{name}": data for name, data in files.items()}
        with contextlib.suppress(ComposerError):
            library = with_look(library, unfolded(key, files))
    return replace(library, brought=brought)


def _uncarded(parts: Parts) -> dict[str, bytes]:
    return {name: data for name, data in parts.items() if name != CARD}


def _is_own(block_type: BlockType, library: Library) -> bool:
    """Whether it is in a folder of the user's, or came with an issue."""
    here = not block_type.ships and block_type.folder.is_dir()
    return here or _is_brought(f"{BLOCKS}/{block_type.name}", library)


def _is_brought(key: str, library: Library) -> bool:
    return any(key_of(name) == key for name in library.brought)


def with_look(library: Library, folder: Path) -> Library:
    """The library with the template or the block type that is in `folder`; ComposerError where it cannot be read."""
    if (folder / "block.toml").is_file():
        return with_type(library, read_block_type(folder))
    template = read_own_template(folder, library)
    if template.foundation:
        return replace(library, foundations={**library.foundations, template.name: template})
    return replace(library, templates={**library.templates, template.name: template})


def unfolded(key: str, parts: Parts) -> Path:
    """The look's folder, made in the user's cache where it is not there as it should be."""
    sha = hashlib.sha256()
    for name, data in sorted(parts.items()):
        sha.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    home = user_cache() / "looks" / sha.hexdigest()[:32]
    files = _uncarded(parts)
    try:
        if any(not (home / key / name).is_file() or (home / key / name).read_bytes() != files[name] for name in files):
            put_in_place(home, {key: files})
            _prune(home)
    except OSError as error:
        raise ComposerError(f"“{PurePosixPath(key).name}” cannot be unpacked: {reason(error)}.") from None
    return home / key


def _looks(name: str, library: Library, above: tuple[str, ...]) -> Iterator[str]:
    template = _template(name, library)
    if template is None or not template.own or name in above:
        return
    with contextlib.suppress(ComposerError):
        card = toml_tables(parts_of_look(name, library).get(_TEMPLATE, b""), _TEMPLATE)
        below = card.get("extends") or card.get("look")
        if isinstance(below, str):
            yield from _looks(below, library, (*above, name))
    yield name


def _packed(key: str, library: Library) -> Package:
    """What would travel of a look in the user's folders."""
    name = PurePosixPath(key).name
    template = None if key != name else _template(name, library)
    title, description = name, ""
    if template:
        title, description = template.title, template.description
        found, _ = gathered(template.folder, "")
        found = {part: found[part] for part in found if part != "starter.json" and not part.startswith("starters/")}
        found[_TEMPLATE] = _without_starters(found.get(_TEMPLATE, b""))
    else:
        known = library.blocks[name]
        title, description = known.title, known.help
        found, _ = gathered(known.folder, f"{key}/")
    kept = {part: data for part, data in sorted(found.items()) if _travels(part, data)}
    return Package(name, title, description, template is not None, kept)


def _travels(part: str, data: bytes) -> bool:
    suffix = PurePosixPath(part).suffix
    return suffix not in PICTURES and (suffix != ".svg" or is_plain_icon(data.decode("utf-8", "replace")))


def _without_starters(card: bytes) -> bytes:
    given = toml_tables(card, _TEMPLATE)
    if not set(_STARTERS) & set(given):
        return card
    kept = tomlkit.parse(card.decode())
    for name in _STARTERS:
        kept.pop(name, None)
    return tomlkit.dumps(kept).encode()


def _in_order(found: Mapping[str, Parts]) -> list[str]:
    """Block types first, then each template behind the one of these that it builds on."""
    placed: list[str] = []

    def place(key: str, above: tuple[str, ...]) -> None:
        with contextlib.suppress(ComposerError):
            card = toml_tables(found[key].get(_TEMPLATE, b""), _TEMPLATE)
            below = card.get("extends") or card.get("look")
            if isinstance(below, str) and below in found and below not in (*above, key):
                place(below, (*above, key))
        if key not in placed:
            placed.append(key)

    for key in sorted(found, key=lambda key: (not key.startswith(f"{BLOCKS}/"), key)):
        place(key, ())
    return placed


def with_type(library: Library, block_type: BlockType) -> Library:
    """The library with a block type, in all of its templates but those that have one of that name of their own."""
    before = library.blocks.get(block_type.name)

    def known(template: Template) -> Template:
        there = template.blocks.get(block_type.name)
        if there and not (before and there.folder == before.folder):
            return template
        folder = template.folder / BLOCKS / block_type.name
        dressed = dress(block_type, folder) if folder.is_dir() else block_type
        return replace(template, blocks={**template.blocks, block_type.name: dressed})

    return replace(
        library,
        blocks={**library.blocks, block_type.name: block_type},
        templates={name: known(each) for name, each in library.templates.items()},
        foundations={name: known(each) for name, each in library.foundations.items()},
    )


def _template(name: str, library: Library) -> Template | None:
    return library.templates.get(name) or library.foundations.get(name)


def _prune(home: Path) -> None:
    """Let go of what was unpacked longest ago; it is made again when it is needed."""
    with contextlib.suppress(OSError):
        every = sorted(home.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in every[_MOST_HOMES:]:
            if path != home:
                shutil.rmtree(path, ignore_errors=True)
