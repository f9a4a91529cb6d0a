"""The `.newsletter` file: a zip of the issue as canonical JSON, its images, and a manifest of SHA-256s.

    mimetype                   first and unpacked, so that the file's type is told by its first bytes
    issue.json                 the issue (`model/issue_json.py`), canonical
    manifest.json              {"format", "reads": the least format a reader must know, "parts": {name: SHA-256}}
    images/<sha256>.<ext>      unpacked
    thumbnail.png              optional, handed in by the window
    issue.copy.json            `issue.json` once more, last and so far from it: whatever destroys one leaves the other
    anything else              not known to this version: kept as it is

Times are fixed: the same issue with the same images is the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO

from composer.errors import ComposerError, DamagedError
from composer.files.assets import Assets
from composer.files.json_form import declared_of, read_json
from composer.files.migrations import migrate, refuse_newer
from composer.library.templates import Library
from composer.model.issue import FORMAT, Issue
from composer.model.issue_json import read_issue, write_issue
from composer.storage import canonical
from composer.storage.atomic import replace_file
from composer.storage.zips import Zip, write_zip

SUFFIX = ".newsletter"
MIME_TYPE = "application/vnd.newsletter-composer.issue"
# The least format that a reader must know to read what is written here without losing anything.
_READS = 1
_MIMETYPE, _ISSUE, _MANIFEST, _THUMBNAIL = "mimetype", "issue.json", "manifest.json", "thumbnail.png"
_IMAGES = "images/"
_COPY = "issue.copy.json"
_KNOWN = {_MIMETYPE, _ISSUE, _MANIFEST, _THUMBNAIL, _COPY}
_ASSET = re.compile(rb"[0-9a-f]{64}\.(?:jpg|png|gif|webp)")


@dataclass(frozen=True, slots=True)
class Document:
    """An issue as read from a file.

    digest: SHA-256 of the file's bytes, to notice that somebody else changed it. read_only: made by a newer version
    that lets this one look; save under another name. json_form: it was the JSON form, so saving needs a new name.
    troubles: sentences about what was damaged and left out.
    """

    issue: Issue
    assets: Assets
    path: Path
    digest: str
    read_only: bool = False
    json_form: bool = False
    troubles: tuple[str, ...] = ()


def read_any(path: Path, library: Library, *, pictures: Path | None = None) -> Document:
    """A document, or the JSON form with its images beside it or in the folder `pictures`; their bytes tell which."""
    with _opened(path) as file:
        start = file.read(4)
    if start[:2] == b"PK":
        return open_document(path, library)
    issue, assets = read_json(path, library, pictures=pictures)
    return Document(issue, assets, path, digest_of(path), json_form=True)


def open_document(path: Path, library: Library) -> Document:
    """The document at `path`; ComposerError where it is damaged beyond its images, unsafe, or of a newer format."""
    with _opened(path) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        parts = Zip(file, path.name)
        manifest = _read_manifest(parts, path.name)
        issue = _read_issue(parts, manifest["parts"], path.name, library)
        assets, troubles = _read_images(parts, manifest["parts"])
    return Document(issue, assets, path, digest, manifest["format"] > FORMAT, troubles=troubles)


def save_document(path: Path, issue: Issue, assets: Assets, *, library: Library, thumbnail: bytes | None = None) -> str:
    """Write the document whole, look at what was written, and put it in place; gives the file's new SHA-256.

    Images that the issue does not name are left out. ComposerError leaves the old file as it was.
    """
    parts = _parts(issue, assets, library, thumbnail)
    digests = []

    def write(file: BinaryIO) -> None:
        write_zip(file, [*parts.items(), (_COPY, parts[_ISSUE])], stored=(_MIMETYPE, _IMAGES, _THUMBNAIL))

    def verify(written: Path) -> None:
        with written.open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())
            found = Zip(file, path.name)
            expected = _read_manifest(found, path.name)["parts"]
            if any(found.digest(name) != digest for name, digest in [*expected.items(), (_COPY, expected[_ISSUE])]):
                raise ComposerError(f"“{path.name}” was not saved: the disk does not give back what was written to it.")
            _read_issue(found, expected, path.name, library)

    replace_file(path, write, verify=verify)
    return digests[-1]


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, as in `Document.digest`."""
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def assets_named(written: bytes) -> list[str]:
    """The names of all images in an issue's JSON, sorted; those in parts this version does not know, too."""
    return sorted({name.decode() for name in _ASSET.findall(written)})


def _parts(issue: Issue, assets: Assets, library: Library, thumbnail: bytes | None) -> dict[str, bytes]:
    written = canonical.encode(write_issue(issue, declared_of(issue.template, library)))
    named = assets_named(written)
    parts = {_MIMETYPE: MIME_TYPE.encode(), _ISSUE: written, _MANIFEST: b""}
    parts |= {_IMAGES + name: assets.get(name) for name in named if name in assets}
    parts |= {_THUMBNAIL: thumbnail} if thumbnail else {}
    parts |= {name: data for name, data in sorted(assets.others.items()) if name not in parts}
    digests = {name: _digest(name, data) for name, data in parts.items() if name != _MANIFEST}
    parts[_MANIFEST] = canonical.encode({"format": FORMAT, "reads": _READS, "parts": digests})
    return parts


def _digest(name: str, data: bytes) -> str:
    """An image's name has it already."""
    if name.startswith(_IMAGES) and _ASSET.fullmatch(name.removeprefix(_IMAGES).encode()):
        return name.removeprefix(_IMAGES).partition(".")[0]
    return hashlib.sha256(data).hexdigest()


def _read_manifest(parts: Zip, name: str) -> Mapping[str, Any]:
    """format, reads and parts of the manifest, each of its kind."""
    if not {_ISSUE, _MANIFEST} <= set(parts.names):
        raise ComposerError(f"“{name}” is not an issue of Newsletter Composer.")
    json = canonical.decode(parts.read(_MANIFEST), f"{name}: {_MANIFEST}")
    given = json if isinstance(json, dict) else {}
    made, reads, digests = given.get("format"), given.get("reads"), given.get("parts")
    if not isinstance(made, int) or not isinstance(reads, int) or not isinstance(digests, dict):
        raise DamagedError(f"“{name}” is damaged: its {_MANIFEST} does not list its parts.")
    refuse_newer(reads, name)
    return {"format": made, "parts": {part: digest for part, digest in digests.items() if part != _MANIFEST}}


def _read_issue(parts: Zip, digests: Mapping[str, str], name: str, library: Library) -> Issue:
    data = parts.read(_ISSUE)
    if hashlib.sha256(data).hexdigest() != digests.get(_ISSUE):
        raise DamagedError(f"“{name}” is damaged: its {_ISSUE} is not what was saved.")
    json = canonical.decode(data, f"{name}: {_ISSUE}")
    if isinstance(json, dict) and isinstance(json.get("format"), int):
        json["format"] = min(json["format"], FORMAT)  # the manifest has said that this version may read it
    json = migrate(json, name)
    return read_issue(json, declared_of(json.get("template"), library))


def _read_images(parts: Zip, digests: Mapping[str, str]) -> tuple[Assets, tuple[str, ...]]:
    """The images, and the parts this version does not know; sentences about those that are damaged or gone."""
    others = {name: parts.read(name) for name in parts.names if name not in _KNOWN and not name.startswith(_IMAGES)}
    assets = Assets(others)
    troubles = [
        f"The part {name} is missing from the file." for name in sorted(set(digests) - set(parts.names) - _KNOWN)
    ]
    for name in parts.names:
        if name.startswith(_IMAGES):
            try:
                assets.restore(name.removeprefix(_IMAGES), parts.read(name))
            except ComposerError as error:
                troubles.append(str(error))
    return assets, tuple(troubles)


def _opened(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise ComposerError(f"There is no file “{path}”.") from None
    except IsADirectoryError:
        raise ComposerError(f"“{path}” is a folder; name the file in it.") from None
    except OSError as error:
        raise ComposerError(f"“{path}” cannot be read: {error.strerror or error}.") from None
