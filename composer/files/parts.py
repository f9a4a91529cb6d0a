"""What a document is made of, as one file (`document.py`) or as a folder (`unpacked.py`).

    mimetype                   first in a file, so that its type is told by its first bytes
    issue.json                 the issue (`model/issue_json.py`), canonical
    manifest.json              {"format", "reads": the least format a reader must know, "parts": {name: SHA-256}}
    images/<sha256>.<ext>
    templates/                 looks that do not come with the program (`library/brought.py`)
    thumbnail.png              optional: how the issue looks, kept while its words are those that it shows
    issue.copy.json            `issue.json` once more, last and so far from it: whatever destroys one leaves the other
    anything else              not known to this version: kept as it is

A folder has no `issue.copy.json`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from composer.errors import ComposerError, DamagedError
from composer.files.assets import Assets
from composer.files.json_form import declared_of
from composer.files.looks import looks_to_write
from composer.files.migrations import migrate, refuse_newer
from composer.library.brought import key_of
from composer.library.templates import Library
from composer.model.issue import FORMAT, Issue
from composer.model.issue_json import read_issue, write_issue
from composer.storage import canonical

MIME_TYPE = "application/vnd.newsletter-composer.issue"
MIMETYPE, ISSUE, MANIFEST, THUMBNAIL = "mimetype", "issue.json", "manifest.json", "thumbnail.png"
COPY = "issue.copy.json"
IMAGES = "images/"
KNOWN = {MIMETYPE, ISSUE, MANIFEST, THUMBNAIL, COPY}
# The least format that a reader must know to read what is written here without losing anything.
_READS = 1
_ASSET = re.compile(rb"[0-9a-f]{64}\.(?:jpg|png|gif|webp)")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The format a document has, and the digests of its parts by name."""

    format: int
    parts: Mapping[str, str]

    @property
    def newer(self) -> bool:
        """Whether a newer version made it, which lets this one read."""
        return self.format > FORMAT


def parts_of(issue: Issue, assets: Assets, library: Library) -> dict[str, bytes]:
    """All parts but manifest and thumbnail, in order. Images that the issue does not name are left out."""
    written = canonical.encode(write_issue(issue, declared_of(issue.template, library)))
    parts = {MIMETYPE: MIME_TYPE.encode(), ISSUE: written}
    parts |= {IMAGES + name: assets.get(name) for name in assets_named(written) if name in assets}
    others = {name: data for name, data in assets.others.items() if not key_of(name)}
    others |= looks_to_write(issue, library, assets.others)
    return parts | {
        name: data for name, data in sorted(others.items()) if name not in parts and name not in (MANIFEST, THUMBNAIL)
    }


def write_manifest(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The manifest that lists these parts."""
    digests = {name: digest(name, data) for name, data in parts}
    return canonical.encode({"format": FORMAT, "reads": _READS, "parts": digests})


def read_manifest(data: bytes, name: str) -> Manifest:
    """The manifest of the document called `name`; ComposerError where it is damaged or asks for a newer version."""
    given = canonical.decode(data, f"{name}: {MANIFEST}")
    if not _is_shaped(given):
        raise DamagedError(f"“{name}” is damaged: its {MANIFEST} does not list its parts.")
    refuse_newer(given["reads"], name)
    return Manifest(given["format"], {part: digest for part, digest in given["parts"].items() if part != MANIFEST})


def is_manifest(data: bytes) -> bool:
    """Whether this is a manifest of ours, of any version."""
    try:
        return _is_shaped(canonical.decode(data, MANIFEST))
    except ComposerError:
        return False


def _is_shaped(json: Any) -> bool:
    kinds = {"format": int, "reads": int, "parts": dict}
    return isinstance(json, dict) and all(isinstance(json.get(name), kind) for name, kind in kinds.items())


def read_words(data: bytes, name: str, library: Library) -> Issue:
    """The issue in the `issue.json` of the document called `name`, whose manifest lets this version read it."""
    json: Any = canonical.decode(data, f"{name}: {ISSUE}")
    if isinstance(json, dict) and isinstance(json.get("format"), int):
        json["format"] = min(json["format"], FORMAT)
    json = migrate(json, name)
    return read_issue(json, declared_of(json.get("template"), library))


def assets_named(written: bytes) -> list[str]:
    """The names of all images in an issue's JSON, sorted; those in parts this version does not know, too."""
    return sorted({name.decode() for name in _ASSET.findall(written)})


def is_asset(name: str) -> bool:
    """Whether a file may be an image of an issue, by its name."""
    return _ASSET.fullmatch(name.encode()) is not None


def is_other(name: str) -> bool:
    """Whether a part is one that this version does not know."""
    return name not in KNOWN and not name.startswith(IMAGES) and not key_of(name)


def digest(name: str, data: bytes) -> str:
    """The SHA-256 of a part. An image's name has it already."""
    if name.startswith(IMAGES) and is_asset(name.removeprefix(IMAGES)):
        return name.removeprefix(IMAGES).partition(".")[0]
    return hashlib.sha256(data).hexdigest()


def lost(manifest: Manifest, there: Iterable[str]) -> list[str]:
    """Sentences about the parts that a manifest lists and nobody finds; of looks, `looks.py` tells."""
    gone = set(manifest.parts) - set(there) - KNOWN
    return [f"The part {name} is missing." for name in sorted(gone) if not key_of(name)]
