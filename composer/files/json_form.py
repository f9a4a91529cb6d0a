"""The JSON form of an issue, for scripts: one file, and its images beside it or in folders below."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from composer.errors import ComposerError, FormatError
from composer.files.assets import LARGEST, Assets
from composer.files.migrations import migrate
from composer.library.templates import Library
from composer.model.issue import Issue
from composer.model.issue_json import read_issue, write_issue
from composer.model.values import Image
from composer.model.walk import Declared, block_leaves, map_images, pictures
from composer.storage import canonical
from composer.storage.atomic import make_folder, write_file

_FOLDER = "images"


def declared_of(template: object, library: Library) -> Declared:
    """The block types' fields that an issue of this template is read with; the library's own where it is not there."""
    found = library.templates.get(template) if isinstance(template, str) else None
    return found.declared if found else library.declared


def read_json(
    path: Path, library: Library, *, pictures: Path | None = None, template: str = ""
) -> tuple[Issue, Assets]:
    """The issue of a JSON file, and its images. template: by whose block types it is read, the file's own left out.

    An image's `file` is looked for from the JSON's folder; where it is not there, its `asset` is looked for by name in
    `pictures`, in that folder and in the folders directly below. ComposerError where one leads outside or is not found.
    """
    data = _read(path)
    json = migrate(canonical.decode(data, path.name), path.name)
    declared = declared_of(template or json.get("template"), library)
    issue = read_issue(json, declared)
    assets = Assets()
    taken: dict[tuple[str, str], Image] = {}
    folders = _Folders(path.parent, pictures)
    for place, image in _images(issue, declared):
        if (image.file, image.asset) not in taken:
            taken[image.file, image.asset] = _taken_in(folders.find(image, place), image, place, assets)

    def taken_in(image: Image) -> Image:
        found = taken.get((image.file, image.asset))
        return replace(image, asset=found.asset, width=found.width, height=found.height) if found else image

    return map_images(issue, declared, taken_in), assets


def as_json(issue: Issue, library: Library) -> bytes:
    """The issue in the JSON form, canonical; its images by `asset`, the name `write_images` gives their files."""
    return canonical.encode(write_issue(issue, declared_of(issue.template, library)))


def write_images(folder: Path, issue: Issue, assets: Assets, library: Library) -> None:
    """Put the images that the issue names into `folder`, which is made where it is not there."""
    make_folder(folder)
    for _, image in _images(issue, declared_of(issue.template, library)):
        if image.asset:
            write_file(folder / image.asset, assets.get(image.asset))


def write_json(path: Path, issue: Issue, assets: Assets, library: Library) -> None:
    """Write the JSON form to `path`, its images into the folder `images` beside it."""
    if any(image.asset for _, image in _images(issue, declared_of(issue.template, library))):
        write_images(path.parent / _FOLDER, issue, assets, library)
    write_file(path, as_json(issue, library))


def _taken_in(path: Path, image: Image, place: str, assets: Assets) -> Image:
    try:
        return assets.add(_read(path), image.file or image.asset)
    except ComposerError as error:
        raise FormatError(f"{place}.file", str(error)) from None


def _images(issue: Issue, declared: Declared) -> Iterator[tuple[str, Image]]:
    """Every image that holds an asset or names a file, with its path in the JSON."""
    yield from ((f"publication.{name}", logo) for name, logo in issue.publication.logos.items())
    for n, block in enumerate(issue.blocks):
        for leaf in block_leaves(block, declared):
            for picture in pictures(leaf):
                yield f"blocks[{n}].fields.{picture.path}", picture.image


class _Folders:
    """Where the images of a JSON file may be."""

    def __init__(self, home: Path, pictures: Path | None) -> None:
        self._home = home
        self._pictures = pictures

    def find(self, image: Image, place: str) -> Path:
        """The image's file; FormatError at `place` where it leads outside or is nowhere."""
        if image.file:
            named = self._named(image.file, place)
            if _is_file(named):
                return named
        for candidate in self._by_asset(image.asset) if image.asset else ():
            if candidate.is_file() and self._is_inside(candidate):
                return candidate
        called = image.file or image.asset
        raise FormatError(f"{place}.file", f"there is no picture “{called[:60]}” in “{self._home}”; put it there.")

    def _named(self, file: str, place: str) -> Path:
        outside = FormatError(
            f"{place}.file", f"“{file[:60]}” leads out of the folder of the JSON file; put the picture in that folder."
        )
        if PurePosixPath(file).is_absolute() or PureWindowsPath(file).anchor or "\0" in file or "://" in file:
            raise outside
        path = self._home / file
        with contextlib.suppress(OSError, RuntimeError):
            if self._is_inside(path):
                return path
        raise outside

    def _by_asset(self, asset: str) -> Iterator[Path]:
        if self._pictures:
            yield self._pictures / asset
        yield self._home / asset
        yield from sorted(self._home.glob(f"*/{asset}"))

    def _is_inside(self, path: Path) -> bool:
        real = path.resolve()
        homes = [self._home, self._pictures] if self._pictures else [self._home]
        return any(real.is_relative_to(home.resolve()) for home in homes)


def _is_file(path: Path) -> bool:
    """Whether a file is there; a name longer than the disk allows is none."""
    with contextlib.suppress(OSError):
        return path.is_file()
    return False


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ComposerError(f"“{path}” cannot be read: {error.strerror or error}.") from None
    if len(data) > LARGEST:
        raise ComposerError(f"“{path}” has more than {LARGEST >> 20} MB, more than an issue or a picture may have.")
    return data
