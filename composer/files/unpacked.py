"""An issue as a folder: the parts of a document (`parts.py`), unpacked, for who keeps issues under version control.

The manifest of a folder lists neither `issue.json` nor images: words are edited by hand and merged there, and an
image's name tells its bytes. So two branches hardly ever meet in it.

What is no part (a README, `.git`) is neither read nor touched. A save adds what is new, then puts `issue.json` in
place, and only after that takes away what the issue does not name any more: whenever it ends, the folder holds the old
issue whole or the new one.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from composer.errors import ComposerError
from composer.files.assets import LARGEST, Assets
from composer.files.document import LARGEST_THUMBNAIL, Document, digest_of, opened
from composer.files.looks import Looks, looks_from
from composer.files.parts import (
    IMAGES,
    ISSUE,
    KNOWN,
    MANIFEST,
    THUMBNAIL,
    Manifest,
    assets_named,
    is_asset,
    is_manifest,
    is_other,
    lost,
    parts_of,
    read_manifest,
    read_words,
    write_manifest,
)
from composer.library.templates import Library
from composer.model.issue import Issue
from composer.storage.atomic import make_folder, replace_file
from composer.storage.zips import Limits, is_safe_name

_LIMITS = Limits()


def issue_folder(path: Path) -> Path | None:
    """The issue's folder that `path` is, or whose `issue.json` or `manifest.json` it is; None where there is none."""
    folder = path.parent if path.name in (ISSUE, MANIFEST) else path
    with contextlib.suppress(OSError, ComposerError):
        if (folder / ISSUE).is_file() and (folder / MANIFEST).is_file():
            return folder if folder == path or is_manifest(_read(folder / MANIFEST)) else None
    return None


def may_hold_issue(folder: Path) -> bool:
    """Whether an issue may be put into the folder: it is not there, has nothing in it to be seen, or has an issue."""
    if issue_folder(folder):
        return True
    try:
        return all(path.name.startswith(".") for path in folder.iterdir())
    except FileNotFoundError:
        return True
    except OSError:
        return False


def open_unpacked(folder: Path, library: Library) -> Document:
    """The issue in a folder; ComposerError where it cannot be read or needs a newer version."""
    manifest = read_manifest(_read(folder / MANIFEST), folder.name)
    written = _read(folder / ISSUE)
    looks = _looks(folder, manifest, library)
    issue = read_words(written, folder.name, looks.library)
    there = {name: folder / name for name in _others(folder, manifest)}
    found = _found(folder / IMAGES)
    images = {name: folder / IMAGES / name for name in assets_named(written) if name in found}
    _refuse_excess(folder.name, [*there.values(), *images.values()])
    assets = Assets({name: _read(path) for name, path in there.items() if is_other(name)} | dict(looks.parts))
    troubles = [*lost(manifest, there), *looks.troubles]
    for name, path in images.items():
        try:
            assets.restore(name, _read(path))
        except ComposerError as error:
            troubles.append(str(error))
    troubles += [
        f"The picture {name[:12]} is missing."
        for name in assets_named(written)
        if not (folder / IMAGES / name).exists()
    ]
    digest = digest_of_unpacked(folder)
    return Document(
        issue, assets, folder, digest, manifest.format, manifest.newer,
        unpacked=True, troubles=tuple(troubles), brought=looks.library.brought,
    )  # fmt: skip


@contextlib.contextmanager
def looked_into_unpacked(folder: Path, library: Library) -> Iterator[Document]:
    """The issue in a folder, without a digest, its images left there: each is read when it is asked for."""
    manifest = read_manifest(_read(folder / MANIFEST), folder.name)
    looks = _looks(folder, manifest, library)
    issue = read_words(_read(folder / ISSUE), folder.name, looks.library)
    yield Document(issue, _InFolder(folder / IMAGES), folder, "", unpacked=True, brought=looks.library.brought)


def save_unpacked(
    folder: Path, issue: Issue, assets: Assets, *, library: Library, thumbnail: bytes | None = None
) -> str:
    """Write the issue into the folder, which is made where it is not there; gives its new digest.

    ComposerError leaves the issue that was there, and nothing beside it.
    """
    parts = parts_of(issue, assets, library)
    written = parts.pop(ISSUE)
    read_words(written, folder.name, library)
    if picture := thumbnail or _thumbnail_of(folder, written):
        parts[THUMBNAIL] = picture
    known = _known(folder)
    parts[MANIFEST] = write_manifest((name, data) for name, data in parts.items() if not name.startswith(IMAGES))
    with _Additions(folder) as additions:
        for name, data in parts.items():
            additions.put(name, data)
        additions.put(ISSUE, written)
    _take_away(folder, known - set(parts))
    return digest_of_unpacked(folder)


def digest_of_unpacked(folder: Path) -> str:
    """One digest of all that belongs to the issue, as in `Document.digest`. Of images, whose names tell, the names."""
    manifest = read_manifest(_read(folder / MANIFEST), folder.name)
    sha = hashlib.sha256()
    for name in (ISSUE, MANIFEST, *_others(folder, manifest)):
        sha.update(f"{name} {digest_of(folder / name)}\n".encode())
    for name in sorted(_found(folder / IMAGES)):
        sha.update(f"{name}\n".encode())
    return sha.hexdigest()


def _thumbnail_of(folder: Path, written: bytes) -> bytes:
    """The picture in the folder, where its words are these."""
    with contextlib.suppress(ComposerError):
        listed = THUMBNAIL in read_manifest(_read(folder / MANIFEST), folder.name).parts
        if listed and _is_inside(folder / THUMBNAIL, folder) and _read(folder / ISSUE) == written:
            picture = _read(folder / THUMBNAIL)
            return picture if len(picture) <= LARGEST_THUMBNAIL else b""
    return b""


class _Additions:
    """Parts put into a folder one after the other; taken back, all of them, when one of them cannot be."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before: list[tuple[Path, bytes | None]] = []
        self._made: list[Path] = []

    def put(self, name: str, data: bytes) -> None:
        path = self._folder / name
        if not _is_inside(path, self._folder):
            raise ComposerError(
                f"“{name}” in “{self._folder.name}” leads to another folder; nothing was written there."
            )
        before = _read(path) if path.is_file() else None
        if before == data:
            return
        self._make(path.parent)
        # Of images, what is there under the name is damaged, and no loss.
        self._before.append((path, None if name.startswith(IMAGES) else before))
        _put(path, data)

    def _make(self, folder: Path) -> None:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        self._made += missing
        make_folder(folder)

    def __enter__(self) -> _Additions:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            return
        for path, before in reversed(self._before):
            with contextlib.suppress(OSError, ComposerError):
                if before is None:
                    path.unlink(missing_ok=True)
                else:
                    _put(path, before)
        for made in sorted(self._made, key=lambda made: len(made.parts), reverse=True):
            with contextlib.suppress(OSError):
                made.rmdir()


def _put(path: Path, data: bytes) -> None:
    def write(file: BinaryIO) -> None:
        file.write(data)

    def verify(found: Path) -> None:
        if digest_of(found) != hashlib.sha256(data).hexdigest():
            raise ComposerError(f"“{path.name}” was not saved: the disk does not give back what was written to it.")

    replace_file(path, write, verify=verify)


def _take_away(folder: Path, names: set[str]) -> None:
    """What stays because it cannot be taken away does no harm: nothing names it, and the next save tries again."""
    for name in names:
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _known(folder: Path) -> set[str]:
    """The parts that are in a folder now, its issue and manifest left out."""
    known = {IMAGES + name for name in _found(folder / IMAGES)}
    with contextlib.suppress(ComposerError):
        manifest = read_manifest(_read(folder / MANIFEST), folder.name)
        known |= {THUMBNAIL} & set(manifest.parts) | set(_others(folder, manifest))
    return known


def _others(folder: Path, manifest: Manifest) -> list[str]:
    """The parts this version does not know that the manifest lists and the folder has; nothing that leads outside."""
    mine = [name for name in sorted(manifest.parts) if is_safe_name(name) and name not in KNOWN]
    there = [name for name in mine if (folder / name).is_file() and _is_inside(folder / name, folder)]
    return [name for name in there if not name.startswith(IMAGES)][: _LIMITS.members]


def _looks(folder: Path, manifest: Manifest, library: Library) -> Looks:
    """The looks that the manifest lists; a part that leads outside is none."""
    there = set(_others(folder, manifest))

    def size(name: str) -> int:
        return (folder / name).stat().st_size if name in there else 0

    def read(name: str) -> bytes:
        if name not in there:
            raise FileNotFoundError(name)
        return _read(folder / name)

    return looks_from(manifest.parts, library, size=size, read=read)


def _refuse_excess(name: str, paths: Iterable[Path]) -> None:
    if sum(path.stat().st_size for path in paths) > _LIMITS.total:
        raise ComposerError(f"“{name}” has more than {_LIMITS.total >> 20} MB of parts; it was not opened.")


def _found(images: Path) -> set[str]:
    with contextlib.suppress(OSError):
        return {path.name for path in images.iterdir() if is_asset(path.name) and path.is_file()}
    return set()


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _read(path: Path) -> bytes:
    with opened(path) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ComposerError(f"“{path}” has more than {LARGEST >> 20} MB, more than a part of an issue may have.")
    return data


class _InFolder(Assets):
    """The images of a folder, read as they are asked for."""

    def __init__(self, images: Path) -> None:
        super().__init__()
        self._images = images

    def get(self, name: str) -> bytes:
        return _read(self._images / name)

    def __contains__(self, name: object) -> bool:
        return str(name) in _found(self._images)

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(_found(self._images)))
