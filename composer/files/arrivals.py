"""A package looked through before anything of it is used: let in as a document's looks are, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.looks import MOST_LOOKS, let_in
from composer.files.starter import starter_issue
from composer.library.block_types import BlockType
from composer.library.installing import OTHER, SAME, Standing, all_of, standings
from composer.library.package_files import read_package
from composer.library.packages import Package, folders_of
from composer.library.templates import Library, Template
from composer.model.issue import Block, Issue
from composer.model.record import Record


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came in a package, and how it stands to what is there.

    packages: those that it brings, each behind what it builds on, and itself, the last. library: the user's with all of
    it, to be looked at and proved by, never to be kept.
    """

    packages: tuple[Package, ...]
    standings: tuple[Standing, ...]
    before: Library
    library: Library

    @property
    def package(self) -> Package:
        return self.packages[-1]

    @property
    def template(self) -> Template | None:
        """The template that it is, if it is one."""
        name = self.package.name if self.package.template else ""
        return self.library.templates.get(name) or self.library.foundations.get(name)

    @property
    def types(self) -> tuple[BlockType, ...]:
        """The block types that it has or brings."""
        inside = self.template.blocks if self.template else self.library.blocks
        names = dict.fromkeys(name for each in self.packages for name in each.block_types)
        return tuple(inside[name] for name in names if name in inside)

    @property
    def taken(self) -> tuple[Standing, ...]:
        """What the user has otherwise under the same name."""
        return tuple(each for each in self.standings if each.how == OTHER)

    @property
    def nothing_new(self) -> bool:
        """Whether the user has all of it just so."""
        return all(each.how == SAME for each in self.standings)

    def specimen(self) -> tuple[Issue, Assets]:
        """An issue to see it by: what the template begins with, or the examples of the block types."""
        template = self.template
        if template and template.starters and template.name in self.library.templates:
            return starter_issue(template.name, self.library)
        wearing = template if template and template.name in self.library.templates else None
        look = wearing or next(each for each in self.library.templates.values() if not each.own)
        shown = self.types or (look.blocks.values() if wearing else ())
        blocks = tuple(block for each in shown for block in _examples(each))
        return Issue(subject=self.package.title, template=look.name, blocks=blocks), Assets()


def look_through(file: Path, library: Library) -> Arrival:
    """Read a package and let it in for a look; ComposerError says why it is refused."""
    packages = all_of(read_package(file))
    if (count := sum(each.template + len(each.block_types) for each in packages)) > MOST_LOOKS:
        raise ComposerError(f"“{file.name}” holds {count} templates and block types; {MOST_LOOKS} at most are let in.")
    known = library
    for package in packages:
        for key, parts in folders_of(package):
            known = let_in(key, package, parts, known)
    return Arrival(packages, standings(packages, library), library, known)


def _examples(block_type: BlockType) -> Iterator[Block]:
    records = block_type.examples() or {"empty": Record()}
    for name, fields in records.items():
        yield Block(f"{block_type.name}-{name}", block_type.name, fields)
