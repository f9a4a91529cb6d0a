"""The forms an issue may have on disk: one file, a folder, or the JSON form, which can only be read."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from composer.files.assets import Assets
from composer.files.document import (
    LARGEST_THUMBNAIL,
    Document,
    digest_of,
    looked_into,
    open_document,
    opened,
    read_thumbnail,
    save_document,
)
from composer.files.json_form import declared_of, read_json
from composer.files.parts import IMAGES, ISSUE, MANIFEST, THUMBNAIL
from composer.files.unpacked import (
    digest_of_unpacked,
    issue_folder,
    looked_into_unpacked,
    open_unpacked,
    save_unpacked,
)
from composer.library.templates import Library
from composer.model.issue import Issue
from composer.model.issue_json import read_issue, write_issue

Stamp = tuple[int, ...]


def read_any(path: Path, library: Library, *, pictures: Path | None = None) -> Document:
    """A document, a folder or a file that stands for it, or the JSON form with its images beside it or in `pictures`.

    What is in the file tells which.
    """
    if folder := issue_folder(path):
        return open_unpacked(folder, library)
    with opened(path) as file:
        start = file.read(4)
    if start[:2] == b"PK":
        return open_document(path, library)
    issue, assets = read_json(path, library, pictures=pictures)
    return Document(issue, assets, path, digest_of(path), json_form=True)


def home_of(path: Path) -> Path:
    """What `path` opens: the issue's folder where it is a file in one, else itself."""
    return issue_folder(path) or path


def open_saved(path: Path, library: Library) -> Document:
    """The document or folder that an issue was saved to."""
    return open_unpacked(path, library) if path.is_dir() else open_document(path, library)


def thumbnail_of(path: Path) -> bytes:
    """The picture that an issue's file or folder carries of it, or nothing; cheap, for the rest is not read."""
    if not path.is_dir():
        return read_thumbnail(path)
    beside = path / THUMBNAIL
    return beside.read_bytes() if beside.is_file() and beside.stat().st_size <= LARGEST_THUMBNAIL else b""


def look_into(path: Path, library: Library) -> AbstractContextManager[Document]:
    """What an issue was saved to, its images left there: each is read when it is asked for."""
    return looked_into_unpacked(path, library) if path.is_dir() else looked_into(path, library)


def save_as(path: Path, issue: Issue, assets: Assets, *, library: Library, unpacked: bool) -> str:
    """Save the issue as a document or as a folder; gives its digest. ComposerError leaves what was there."""
    save = save_unpacked if unpacked else save_document
    return save(path, issue, assets, library=library)


def as_saved(issue: Issue, library: Library) -> Issue:
    """The issue as it would be read again once it is saved."""
    declared = declared_of(issue.template, library)
    return read_issue(write_issue(issue, declared), declared)


def digest_of_saved(path: Path) -> str:
    """The digest that a document or folder has now, as in `Document.digest`."""
    return digest_of_unpacked(path) if path.is_dir() else digest_of(path)


def stamp_of(path: Path) -> Stamp | None:
    """What the disk tells of a document or folder without reading it; another stamp may mean other content.

    None where there is no such thing.
    """
    try:
        if not path.is_dir():
            return _stamp(path)
        images = _stamp(path / IMAGES) if (path / IMAGES).is_dir() else ()
        return _stamp(path / ISSUE) + _stamp(path / MANIFEST) + images
    except OSError:
        return None


def _stamp(path: Path) -> Stamp:
    """Size, times of change of content and of anything at all, number on the disk."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
