"""Packages put among the user's templates: how each stands to what is there, both kept, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import tomlkit

from composer.errors import ComposerError
from composer.library.block_types import toml_tables
from composer.library.brought import is_there, looks_in, package_in, with_look
from composer.library.folders import Parts, put_in_place
from composer.library.imprint import Imprint, imprint_of, one_line
from composer.library.packages import (
    BLOCKS,
    CARD,
    PICTURE,
    Package,
    folders_of,
    gathered,
    in_package,
    refuse_shipped,
)
from composer.library.places import user_templates
from composer.library.templates import Library
from composer.storage.atomic import reason

NEW, SAME, OTHER = "new", "same", "other"
Prove = Callable[[Path, Library], object]
_TEMPLATE = "template.toml"
_CARDS = (_TEMPLATE, "block.toml")


@dataclass(frozen=True, slots=True)
class Standing:
    """One folder of a package, and whether the user has none of its name, the same, or another.

    name: below the user's templates. made, there: who made it, and what the user has.
    """

    name: str
    title: str
    parts: Parts
    how: str
    made: Imprint = Imprint()
    there: Imprint = Imprint()

    @property
    def block_type(self) -> bool:
        return self.name.startswith(f"{BLOCKS}/")

    @property
    def called(self) -> str:
        """What it is, and its title."""
        return f"the {'block type' if self.block_type else 'template'} “{self.title}”"


def all_of(package: Package) -> tuple[Package, ...]:
    """The packages that one brings, each behind what it builds on, and the package itself, the last."""
    return (*(package_in(key, parts) for key, parts in looks_in(package.brings).items()), package)


def standings(packages: Iterable[Package], library: Library, home: Path | None = None) -> tuple[Standing, ...]:
    """How each folder that the packages would make stands to what is in `home`, or the user's templates."""
    home = home or user_templates()
    return tuple(
        _standing(name, parts, library, home / name) for package in packages for name, parts in folders_of(package)
    )


def install(
    packages: Iterable[Package], library: Library, prove: Prove, *, replacing: bool = False, home: Path | None = None
) -> tuple[Path, ...]:
    """Put packages into the user's templates, each folder proved in a place apart first, by a library with those
    before it; what is there just so is left alone. Gives the folders that are new or other now.

    ComposerError where a name belongs to the program, is taken (but for `replacing`), or `prove` refuses; then
    nothing of it is there.
    """
    home, packages = home or user_templates(), tuple(packages)
    for package in packages:
        refuse_shipped(package, library)
    wanted = [each for each in standings(packages, library, home) if each.how != SAME]
    if not replacing and (taken := [each for each in wanted if each.how == OTHER]):
        raise ComposerError(f"You have {taken[0].called} already, and it differs; replace it, keep both, or leave it.")
    known = [library]

    def look_at(made: Path) -> None:
        try:
            prove(made, known[-1])
            known.append(with_look(known[-1], made))
        except ComposerError as error:
            raise in_package(error, made, _title_of(made, wanted)) from None

    try:
        put_in_place(home, {each.name: each.parts for each in wanted}, look_at)
    except OSError as error:
        raise ComposerError(f"“{packages[-1].title}” was not installed: {reason(error)}.") from error
    return tuple(home / each.name for each in wanted)


def beside(packages: Iterable[Package], library: Library, home: Path | None = None) -> tuple[Package, ...]:
    """The packages under other names wherever the user has another template of their name, so that both are kept.

    ComposerError where it is a block type that differs: issues name it.
    """
    home, packages = home or user_templates(), tuple(packages)
    taken = [each for each in standings(packages, library, home) if each.how == OTHER]
    if types := [each for each in taken if each.block_type]:
        raise ComposerError(f"Both cannot be kept: issues name {types[0].called}, and can mean but one.")
    names = {each.name: _fresh(each.name, library, home) for each in taken}
    return tuple(_renamed(each, names) for each in packages)


def _standing(name: str, parts: Parts, library: Library, folder: Path) -> Standing:
    card = next((parts[each] for each in _CARDS if each in parts), b"")
    told = toml_tables(card, name)
    title, made = one_line(told.get("title")) or PurePosixPath(name).name, imprint_of(told)
    if not folder.exists():
        return Standing(name, title, parts, NEW, made)
    same = _compared(gathered(folder, "")[0]) == _compared(parts) or is_there(name, parts, library)
    there = next((folder / each for each in _CARDS if (folder / each).is_file()), None)
    try:
        imprint = imprint_of(toml_tables(there.read_bytes(), name)) if there else Imprint()
    except (ComposerError, OSError):
        imprint = Imprint()
    return Standing(name, title, parts, SAME if same else OTHER, made, imprint)


def _compared(parts: Parts) -> dict[str, bytes]:
    """What two of a name are held against each other by: their pictures were taken at different times."""
    return {name: data for name, data in parts.items() if name not in (CARD, PICTURE)}


def _title_of(made: Path, wanted: Iterable[Standing]) -> str:
    return next((each.title for each in wanted if made.as_posix().endswith(f"/{each.name}")), made.name)


def _fresh(name: str, library: Library, home: Path) -> str:
    tried = (f"{name[:36]}-{number}" for number in range(2, 1000))
    free = (
        each
        for each in tried
        if not (home / each).exists() and each not in library.templates and each not in library.foundations
    )
    return next(free)


def _renamed(package: Package, names: Mapping[str, str]) -> Package:
    """The package called by one of these names, and building on what is called so."""
    if not package.template:
        return package
    told = tomlkit.parse(package.parts[_TEMPLATE].decode())
    for member in ("look", "extends"):
        if (below := str(told.get(member, ""))) in names:
            told[member] = names[below]
    name = names.get(package.name, package.name)
    title = f"{package.title} {name.rpartition('-')[2]}" if name != package.name else package.title
    if title != package.title:
        told["title"] = title
    parts = {**package.parts, _TEMPLATE: tomlkit.dumps(told).encode()}
    return replace(package, name=name, title=title, parts=parts)
