"""What is compiled: a template's page, or one block type as the template dresses it; texts, and where they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from composer.errors import ComposerError
from composer.language import check
from composer.library.block_types import BlockType, Sheets, read_text
from composer.library.templates import Template
from composer.render.markup import Markup, read_markup

SHELL_NAMES = frozenset({"issue", "theme", "t", "styles", "blocks"})
BLOCK_NAMES = frozenset({"issue", "theme", "t", "block"})
PARTS = 3  # parts include parts at most so deep
MOST_PARTS = 64  # in one markup, those in parts too
_INCLUDE = re.compile(r"\{%-?\s*include\s+[\"']([a-z][a-z0-9_-]*)[\"']\s*-?%\}")


@dataclass
class Source:
    """The page's shell of a template; with `block_type`, that block's markup and sheet."""

    template: Template
    block_type: BlockType | None = None

    @property
    def name(self) -> str:
        """The block type's name; nothing for the shell."""
        return self.block_type.name if self.block_type else ""

    @cached_property
    def markup_file(self) -> str:
        """Where the markup is: with the template that dresses the block, or with the type."""
        if self.block_type is None:
            return self.template.page_file or str(self.template.folder / "page.html")
        dressed = (folder / "block.html" for folder in self.block_type.dresses)
        return str(next(filter(Path.is_file, dressed), self.block_type.folder / "block.html"))

    @cached_property
    def css_file(self) -> str:
        if self.block_type is None:
            return str(self.template.folder / "theme.css")
        return self.block_type.css_file or str(self.block_type.folder / "block.css")

    @cached_property
    def text(self) -> str:
        """The markup, with the parts that it includes in their places."""
        if self.block_type is None:
            return self.template.page
        beside = self.block_type.folder
        folders = (*self.block_type.dresses, beside, beside.parent)
        return _included(self.block_type.markup, self.markup_file, folders, [])

    @property
    def sheets(self) -> Sheets:
        """Every sheet with its file, in the order in which they are added to each other."""
        holder = self.block_type or self.template
        return (*holder.under, (self.css_file, holder.css))

    @property
    def css(self) -> str:
        """All sheets as one."""
        return "\n".join(text for _, text in self.sheets)

    def markup(self) -> Markup:
        """The markup read; ComposerError for what the language does not allow or cannot be settled ahead."""
        names = BLOCK_NAMES | {each.name for each in self.block_type.fields} if self.block_type else SHELL_NAMES
        check(self.text, self.markup_file, names=names, edits=self.block_type is not None)
        return read_markup(self.text, self.markup_file)


def _included(text: str, file: str, folders: tuple[Path, ...], read: list[Path], *, level: int = 0) -> str:
    """Parts in the places of `{% include %}`, on one line each so that the lines of the whole stay what they are.

    A part stands with the template that dresses the block, beside the type's markup, or beside the types where several
    share it: in the first of `folders` that has it. read: the parts so far, one for each time; grows.
    """

    def replace(match: re.Match[str]) -> str:
        line = text.count("\n", 0, match.start()) + 1
        places = [folder / f"{match[1]}.html" for folder in folders]
        path = next((place for place in places if place.is_file()), places[0])
        if level == PARTS:
            raise ComposerError(f"{file}:{line}: parts include parts at most {PARTS} deep; write this one out.")
        if not path.is_file():
            raise ComposerError(f"{file}:{line}: there is no part “{match[1]}”; write it into {path}.")
        read.append(path)
        if len(read) > MOST_PARTS:
            raise ComposerError(f"{file}:{line}: more than {MOST_PARTS} parts are included; write some out.")
        part = read_text(path)
        check(part, str(path))
        return " ".join(_included(part, str(path), folders, read, level=level + 1).split("\n"))

    return _INCLUDE.sub(replace, text) if "include" in text else text
