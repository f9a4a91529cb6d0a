"""Damaged documents: what is left of them, and sentences about what is not.

A salvaged issue is in no file: the damaged one stays as it is until somebody saves under its name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from composer.errors import ComposerError, DamagedError
from composer.files.assets import Assets
from composer.files.document import SUFFIX, Document
from composer.files.forms import read_any
from composer.files.json_form import as_json, declared_of
from composer.files.looks import read_looks
from composer.files.migrations import refuse_newer
from composer.files.parts import COPY, IMAGES, ISSUE, KNOWN, MANIFEST, assets_named, is_other, read_words
from composer.library.brought import key_of
from composer.library.templates import Library
from composer.model.issue import Issue
from composer.model.walk import images
from composer.storage import canonical
from composer.storage.remains import Remain, remains

_END_OF_BLOCK = "\n    }"  # in canonical JSON, and nowhere else in it


def open_or_salvage(path: Path, library: Library) -> Document:
    """The document at `path`, or where it is damaged, what is left of it; ComposerError where nothing is."""
    try:
        return read_any(path, library)
    except DamagedError:
        return salvage(path, library)
    except ComposerError:
        if path.suffix != SUFFIX or not path.is_file() or _begins_as_zip(path):
            raise
        return salvage(path, library)


def salvage(path: Path, library: Library) -> Document:
    """What is left of a damaged document, `troubles` saying what is not; ComposerError where its words are lost."""
    try:
        found = _best(remains(path))
    except OSError as error:
        raise ComposerError(f"“{path}” cannot be read: {error.strerror or error}.") from None
    manifest = _manifest(found.get(MANIFEST), path.name)
    looks = read_looks({name: each.data for name, each in found.items() if key_of(name)}, library)
    library = looks.library
    words = ((read.whole, _issue(read, path.name, library)) for read in _words(found, manifest))
    whole, issue = next((each for each in words if each[1]), (False, None))
    if issue is None:
        raise ComposerError(f"“{path.name}” is damaged: its words are lost. Open a copy of it, if you have one.")
    assets = _assets(found, looks.parts)
    troubles = [f"“{path.name}” is damaged. What was left of it is opened here; save it under a name of its own."]
    if not whole:
        troubles.append(f"Only the first {len(issue.blocks)} blocks could be read; the rest of the issue is lost.")
    troubles += [*_lost_pictures(issue, assets, library), *looks.troubles]
    troubles += [
        f"The part {name} is lost." for name in sorted(manifest) if name not in KNOWN and not _kept(name, found)
    ]
    named = path.with_name(f"{path.stem} (salvaged){SUFFIX}")
    return Document(issue, assets, named, digest="", troubles=tuple(troubles), brought=library.brought)


def _best(every: Iterator[Remain]) -> dict[str, Remain]:
    """By name, whole ones before cut ones; only the words are of use when they are cut."""
    found: dict[str, Remain] = {}
    for remain in every:
        known = found.get(remain.name)
        if (remain.whole or remain.name in (ISSUE, COPY)) and (known is None or (remain.whole and not known.whole)):
            found[remain.name] = remain
    return found


def _words(found: Mapping[str, Remain], manifest: Mapping[str, Any]) -> list[Remain]:
    """The issue and its copy, the better first; not a copy of other words, left by a program that did not know it."""
    issue, copy, listed = found.get(ISSUE), found.get(COPY), manifest.get(ISSUE)
    sound = {id(each): _digest(each) == listed for each in (issue, copy) if each}
    if copy and copy.whole and listed and not sound[id(copy)]:
        copy = None
    every = [remain for remain in (issue, copy) if remain]
    return sorted(every, key=lambda remain: (sound[id(remain)], remain.whole, len(remain.data)), reverse=True)


def _digest(remain: Remain) -> str:
    return hashlib.sha256(remain.data).hexdigest()


def _manifest(remain: Remain | None, name: str) -> Mapping[str, Any]:
    """The parts the document had, where that is still known; ComposerError where it needs a newer version."""
    json = canonical.decode(remain.data, name) if remain else None
    if not isinstance(json, dict):
        return {}
    if isinstance(reads := json.get("reads"), int):
        refuse_newer(reads, name)
    parts = json.get("parts")
    return parts if isinstance(parts, dict) else {}


def _issue(remain: Remain, name: str, library: Library) -> Issue | None:
    text = remain.data if remain.whole else _whole_blocks(remain.data)
    try:
        return read_words(text, name, library)
    except ComposerError:
        return None


def _whole_blocks(cut: bytes) -> bytes:
    """The beginning of a canonical `issue.json`, ended after the last of its blocks that can be read."""
    text = cut.decode("utf-8", "replace").partition("\ufffd")[0]
    ends = [found.end() for found in re.finditer(re.escape(_END_OF_BLOCK), text)]
    for end in reversed(ends):
        shortened = f"{text[:end]}\n  ]\n}}\n".encode()
        try:
            canonical.decode(shortened, ISSUE)
        except ComposerError:
            continue
        return shortened
    return b""


def _assets(found: Mapping[str, Remain], looks: Mapping[str, bytes]) -> Assets:
    assets = Assets({name: each.data for name, each in found.items() if is_other(name)} | dict(looks))
    for name, remain in found.items():
        if name.startswith(IMAGES):
            try:
                assets.restore(name.removeprefix(IMAGES), remain.data)
            except ComposerError:
                continue  # told with the pictures that are lost
    return assets


def _lost_pictures(issue: Issue, assets: Assets, library: Library) -> list[str]:
    called = {image.asset: image.file for image in images(issue, declared_of(issue.template, library))}
    lost = [name for name in assets_named(as_json(issue, library)) if name not in assets]
    return [f"The picture {f'“{called[name]}”' if called.get(name) else name[:12]} is lost." for name in lost]


def _kept(name: str, found: Mapping[str, Remain]) -> bool:
    return name in found or name.startswith(IMAGES) or bool(key_of(name))


def _begins_as_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return True  # it cannot be read, which is no damage
