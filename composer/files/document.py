"""The `.newsletter` file: a zip of the parts of an issue (`parts.py`), its images and `mimetype` not packed.

Times are fixed: the same issue with the same images is the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from composer.errors import ComposerError, DamagedError
from composer.files.assets import Assets
from composer.files.looks import Looks, looks_from
from composer.files.parts import (
    COPY,
    IMAGES,
    ISSUE,
    MANIFEST,
    MIMETYPE,
    THUMBNAIL,
    Manifest,
    is_other,
    lost,
    parts_of,
    read_manifest,
    read_words,
    write_manifest,
)
from composer.library.templates import Library
from composer.model.issue import FORMAT, Issue
from composer.storage.atomic import replace_file
from composer.storage.zips import Zip, write_zip

SUFFIX = ".newsletter"
LARGEST_THUMBNAIL = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Document:
    """An issue as read from a file or a folder.

    digest: SHA-256 of the file's bytes, to notice that somebody else changed it. format: the one it was written in.
    read_only: that is newer, but lets this version look; save under another name. json_form: it was the JSON form, so
    saving needs a new name. unpacked: it is a folder. troubles: sentences about what was damaged and left out.
    brought: the parts of the looks that it brings and that are in use (`looks.py`).
    """

    issue: Issue
    assets: Assets
    path: Path
    digest: str
    format: int = FORMAT
    read_only: bool = False
    json_form: bool = False
    unpacked: bool = False
    troubles: tuple[str, ...] = ()
    brought: Mapping[str, bytes] = field(default_factory=dict)


def open_document(path: Path, library: Library) -> Document:
    """The document at `path`; ComposerError where it is damaged beyond its images, unsafe, or of a newer format."""
    with opened(path) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        parts, manifest, looks, issue = _read(file, path.name, library)
        assets, troubles = _read_images(parts, manifest)
    assets.others = {**assets.others, **looks.parts}
    return Document(
        issue, assets, path, digest, manifest.format, manifest.newer,
        troubles=(*troubles, *looks.troubles), brought=looks.library.brought,
    )  # fmt: skip


@contextlib.contextmanager
def looked_into(path: Path, library: Library) -> Iterator[Document]:
    """The document at `path`, without a digest, its images left in the file: each is read when it is asked for."""
    with opened(path) as file:
        parts, _, looks, issue = _read(file, path.name, library)
        yield Document(issue, _InFile(parts), path, "", brought=looks.library.brought)


def save_document(path: Path, issue: Issue, assets: Assets, *, library: Library, thumbnail: bytes | None = None) -> str:
    """Write the document whole, look at what was written, and put it in place; gives the file's new SHA-256.

    Images that the issue does not name are left out, and so is a picture of the whole that shows another issue: without
    a new one, that of the file stays while its words are the same. ComposerError leaves the old file as it was.
    """
    parts = parts_of(issue, assets, library)
    if picture := thumbnail or _thumbnail_of(path, parts[ISSUE]):
        parts[THUMBNAIL] = picture
    listed = {MIMETYPE: parts[MIMETYPE], ISSUE: parts[ISSUE], MANIFEST: write_manifest(parts.items())} | parts
    digests = []

    def write(file: BinaryIO) -> None:
        write_zip(file, [*listed.items(), (COPY, parts[ISSUE])], stored=(MIMETYPE, IMAGES, THUMBNAIL))

    def verify(written: Path) -> None:
        with written.open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())
            found, manifest, _, _ = _read(file, path.name, library)
            expected = [*manifest.parts.items(), (COPY, manifest.parts[ISSUE])]
            if any(found.digest(name) != digest for name, digest in expected):
                raise ComposerError(f"“{path.name}” was not saved: the disk does not give back what was written to it.")

    replace_file(path, write, verify=verify)
    return digests[-1]


def read_thumbnail(path: Path) -> bytes:
    """The picture that a document carries of itself, or nothing; the rest of it is not read."""
    with opened(path) as file:
        if file.read(2) != b"PK":
            return b""
        parts = Zip(file, path.name)
        small = THUMBNAIL in parts.names and parts.size(THUMBNAIL) <= LARGEST_THUMBNAIL
        return parts.read(THUMBNAIL) if small else b""


def _thumbnail_of(path: Path, written: bytes) -> bytes:
    """The picture in the document at `path`, where its words are these."""
    with contextlib.suppress(OSError, ComposerError), path.open("rb") as file:
        parts = Zip(file, path.name)
        if MANIFEST in parts.names:
            same = (
                read_manifest(parts.read(MANIFEST), path.name).parts.get(ISSUE) == hashlib.sha256(written).hexdigest()
            )
            return read_thumbnail(path) if same else b""
    return b""


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, as in `Document.digest`."""
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def opened(path: Path) -> BufferedReader:
    """The file, to be read; ComposerError where it cannot be."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise ComposerError(f"There is no file “{path}”.") from None
    except IsADirectoryError:
        raise ComposerError(f"“{path}” is a folder; name the file in it.") from None
    except OSError as error:
        raise ComposerError(f"“{path}” cannot be read: {error.strerror or error}.") from None


def _read(file: BinaryIO, name: str, library: Library) -> tuple[Zip, Manifest, Looks, Issue]:
    parts = Zip(file, name)
    if not {ISSUE, MANIFEST} <= set(parts.names):
        raise ComposerError(f"“{name}” is not an issue of Newsletter Composer.")
    manifest = read_manifest(parts.read(MANIFEST), name)
    data = parts.read(ISSUE)
    if hashlib.sha256(data).hexdigest() != manifest.parts.get(ISSUE):
        raise DamagedError(f"“{name}” is damaged: its {ISSUE} is not what was saved.")
    looks = looks_from((*manifest.parts, *parts.names), library, size=parts.size, read=parts.read)
    return parts, manifest, looks, read_words(data, name, looks.library)


def _read_images(parts: Zip, manifest: Manifest) -> tuple[Assets, tuple[str, ...]]:
    """The images, and the parts this version does not know; sentences about those that are damaged or gone."""
    others = {name: parts.read(name) for name in parts.names if is_other(name)}
    assets = Assets(others)
    troubles = lost(manifest, parts.names)
    for name in parts.names:
        if name.startswith(IMAGES):
            try:
                assets.restore(name.removeprefix(IMAGES), parts.read(name))
            except ComposerError as error:
                troubles.append(str(error))
    return assets, tuple(troubles)


class _InFile(Assets):
    """The images of an open document, read as they are asked for."""

    def __init__(self, parts: Zip) -> None:
        super().__init__()
        self._parts = parts

    def get(self, name: str) -> bytes:
        return self._parts.read(IMAGES + name)

    def __contains__(self, name: object) -> bool:
        return IMAGES + str(name) in self._parts.names

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(name.removeprefix(IMAGES) for name in self._parts.names if name.startswith(IMAGES)))
