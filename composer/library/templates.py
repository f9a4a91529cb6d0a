"""Templates, each a folder: a page shell, a theme of declared tokens, a starter issue, block types of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from composer.errors import ComposerError
from composer.library.block_types import (
    BlockType,
    Sheets,
    check_members,
    read_block_type,
    read_block_types,
    read_text,
    read_toml,
)
from composer.library.brands import read_brands, user_brands
from composer.library.imprint import MEMBERS, Imprint, imprint_of
from composer.library.look_tokens import Token, read_tokens
from composer.library.places import shipped, user_templates
from composer.library.saved_blocks import read_saved, user_saved
from composer.model.brand import Brand
from composer.model.fields import Field
from composer.model.issue import Issue
from composer.model.record import Record
from composer.model.saved import SavedBlocks

_TOP = {
    "title": str, "description": str, "tokens": dict, "order": int, "look": str, "extends": str, "foundation": bool,
    "starter": dict, "starters": dict, **MEMBERS,
}  # fmt: skip
_STARTER = {"title": str, "description": str}
_EXTENDS = re.compile(r'^extends *= *"([^"]*)"', re.M)


@dataclass(frozen=True, slots=True)
class Starter:
    """An issue to begin with: what job it is for, and where it is, as JSON."""

    name: str
    title: str
    description: str
    file: Path


@dataclass(frozen=True, slots=True)
class Template:
    """One look. `blocks` are all block types as this template dresses them, by name.

    starter: the first starter issue as JSON text. own: made by the user, not shipped. look: for a template saved
    from an issue, the name of the template whose markup and style it wears (its own tokens' values on top). page_file:
    where the page is, where the template has it of the one that it extends; under: the sheets that `css` is added to.
    """

    name: str
    title: str
    description: str
    tokens: Mapping[str, Token]
    page: str
    css: str
    starter: str
    folder: Path
    blocks: Mapping[str, BlockType]
    own: bool = False
    look: str = ""
    order: int = 100
    starters: tuple[Starter, ...] = ()
    page_file: str = ""
    under: Sheets = ()
    foundation: bool = False
    imprint: Imprint = Imprint()

    def theme(self, changed: Record) -> Record:
        """Every token's value after the issue's changes; a value that does not fit is passed over."""
        return Record((name, token.taken(changed.get(name, token.value))) for name, token in self.tokens.items())

    @property
    def declared(self) -> dict[str, tuple[Field, ...]]:
        """The fields of every block type this template knows."""
        return {name: block_type.fields for name, block_type in self.blocks.items()}


@dataclass(frozen=True, slots=True)
class Library:
    """All templates and block types that are there, shipped and the user's own, and what could not be read and why.

    brands: the publications that the user keeps, by id. saved: the user's saved blocks, by id.
    foundations: templates that are there to be extended, and not to be chosen. brought: parts of an issue's document,
    by name, of which templates and block types here were made (`library/brought.py`). alone: none are to be.
    """

    templates: Mapping[str, Template]
    blocks: Mapping[str, BlockType]
    troubles: tuple[str, ...] = ()
    brands: Mapping[str, Brand] = field(default_factory=dict)
    foundations: Mapping[str, Template] = field(default_factory=dict)
    saved: Mapping[str, SavedBlocks] = field(default_factory=dict)
    brought: Mapping[str, bytes] = field(default_factory=dict)
    alone: bool = False

    @property
    def declared(self) -> dict[str, tuple[Field, ...]]:
        """The fields of every block type, by type."""
        return {name: block_type.fields for name, block_type in self.blocks.items()}

    def types_of(self, issue: Issue) -> Mapping[str, BlockType]:
        """The block types by which an issue is read: its template's, or all where the template is not there."""
        template = self.templates.get(issue.template)
        return template.blocks if template else self.blocks

    def ships(self, name: str) -> bool:
        """Whether a template of that name comes with the program, be it only to be extended."""
        found = self.templates.get(name) or self.foundations.get(name)
        return found is not None and not found.own

    def template(self, name: str) -> Template:
        """The template of that name; ComposerError lists those there are."""
        if name not in self.templates:
            raise ComposerError(f"There is no template “{name[:60]}”; there are {', '.join(self.templates)}.")
        return self.templates[name]


def read_library(shipped_folder: Path | None = None, own_folder: Path | None = None) -> Library:
    """Everything below the shipped and the user's template folders, and what is kept beside the latter.

    That is publications and saved blocks. A broken one of the user's own is left out and told of.
    """
    folder = shipped_folder or shipped("templates")
    own = own_folder or user_templates()
    brands, told = read_brands(own.parent / user_brands().name)
    troubles = list(told)
    blocks = read_block_types(folder / "blocks")
    for path in sorted((own / "blocks").glob("*/block.toml")):
        try:
            blocks[path.parent.name] = read_block_type(path.parent)
        except ComposerError as error:
            troubles.append(str(error))
    blocks = dict(sorted(blocks.items(), key=lambda item: (item[1].order, item[0])))
    saved, told = read_saved({name: known.fields for name, known in blocks.items()}, own.parent / user_saved().name)
    troubles += told
    found: dict[str, Template] = {}
    for path in _in_order(folder):
        found[path.name] = read_template(path, blocks, found)
    for path in _in_order(own):
        try:
            found[path.name] = _own(path, blocks, found)
        except ComposerError as error:
            troubles.append(str(error))
    chosen = in_order(template for template in found.values() if not template.foundation)
    foundations = in_order(template for template in found.values() if template.foundation)
    return Library(chosen, blocks, tuple(troubles), brands, foundations, saved)


def in_order(templates: Iterable[Template]) -> dict[str, Template]:
    """Templates by name as they are offered: those that ship before the user's own."""
    return {each.name: each for each in sorted(templates, key=lambda each: (each.own, each.order, each.name))}


def read_template(folder: Path, blocks: Mapping[str, BlockType], found: Mapping[str, Template]) -> Template:
    """The template in `folder`, dressing `blocks` and bringing its own; it may extend one of `found`."""
    path = folder / "template.toml"
    given = read_toml(path)
    check_members(given, _TOP, path)
    below = found.get(str(given.get("extends", "")))
    if "extends" in given and below is None:
        raise ComposerError(f"{path}: extends: there is no template “{given['extends']}” to build on.")
    starters = _starters(folder, given)
    inherits = below is not None and not (folder / "page.html").is_file()
    return Template(
        name=folder.name,
        title=str(given.get("title", folder.name.capitalize())),
        description=str(given.get("description", "")),
        tokens=read_tokens(given, path, below.tokens if below else {}),
        page=below.page if below and inherits else read_text(folder / "page.html"),
        css=read_text(folder / "theme.css", missing=""),
        starter=read_text(starters[0].file) if starters else "{}",
        folder=folder,
        blocks=_dressed(folder / "blocks", below.blocks if below else blocks),
        order=int(given.get("order", 100)),
        starters=starters,
        foundation=bool(given.get("foundation", False)),
        page_file=(below.page_file or str(below.folder / "page.html")) if below and inherits else "",
        under=(*below.under, (str(below.folder / "theme.css"), below.css)) if below else (),
        imprint=imprint_of(given),
    )


def read_own_template(folder: Path, library: Library) -> Template:
    """The template of the user's own in `folder`, whichever it is: complete, or saved from an issue."""
    return _own(folder, library.blocks, {**library.foundations, **library.templates})


def _in_order(home: Path) -> list[Path]:
    """The folders of templates below `home`, each behind the one that it extends."""
    paths = {path.parent.name: path for path in sorted(home.glob("*/template.toml"))}
    extended = {name: _EXTENDS.search(read_text(path, missing="")) for name, path in paths.items()}
    placed: dict[str, Path] = {}

    def place(name: str, above: tuple[str, ...]) -> None:
        below = extended[name]
        if below and below[1] in paths and below[1] not in (*above, name):
            place(below[1], (*above, name))
        placed.setdefault(name, paths[name].parent)

    for name in paths:
        place(name, ())
    return list(placed.values())


def _own(folder: Path, blocks: Mapping[str, BlockType], found: Mapping[str, Template]) -> Template:
    """A template of the user's: complete, or a saved one that names the look it wears."""
    given = read_toml(folder / "template.toml")
    check_members(given, _TOP, folder / "template.toml")
    look = str(given.get("look", ""))
    if not look:
        return replace(read_template(folder, blocks, found), own=True)
    if look not in found:
        raise ComposerError(f"{folder / 'template.toml'}: look: there is no template “{look}”.")
    starters = _starters(folder, given)
    return replace(
        found[look],
        name=folder.name,
        title=str(given.get("title", folder.name)),
        description=str(given.get("description", "")),
        starter=read_text(starters[0].file) if starters else "{}",
        starters=starters,
        folder=folder,
        own=True,
        look=look,
        imprint=imprint_of(given),
    )


def _starters(folder: Path, given: Mapping[str, Any]) -> tuple[Starter, ...]:
    """`starter.json`, and those in `starters/` that the template declares; ComposerError for one that is not there."""
    path = folder / "template.toml"
    found = []
    if (folder / "starter.json").is_file():
        found.append(_starter("", given.get("starter", {}), folder / "starter.json", path))
    for name, item in given.get("starters", {}).items():
        file = folder / "starters" / f"{name}.json"
        if not file.is_file():
            raise ComposerError(f"{path}: starters.{name}: {file} is missing.")
        found.append(_starter(name, item, file, path))
    return tuple(found)


def _starter(name: str, given: Mapping[str, Any], file: Path, path: Path) -> Starter:
    if not isinstance(given, Mapping):
        raise ComposerError(f"{path}: starters.{name}: expected a table with title and description.")
    check_members(given, _STARTER, path, f"starters.{name}." if name else "starter.")
    title = str(given.get("title") or name.replace("-", " ").capitalize() or "The template’s blocks")
    return Starter(name, title, str(given.get("description", "")), file)


def _dressed(folder: Path, blocks: Mapping[str, BlockType]) -> dict[str, BlockType]:
    """Block types with this template's markup and CSS where its `blocks/<type>/` has them, and those it brings.

    A sheet beside a markup stands alone; a sheet by itself is added to what is there.
    """
    dressed = dict(blocks)
    for path in sorted(folder.glob("*")):
        if (path / "block.toml").is_file():
            dressed[path.name] = read_block_type(path)
        elif path.name in blocks:
            dressed[path.name] = dress(blocks[path.name], path)
    return dressed


def dress(known: BlockType, folder: Path) -> BlockType:
    """A block type as the template dresses it that has `folder` for it."""
    markup, sheet = folder / "block.html", folder / "block.css"
    dressed = replace(known, markup=read_text(markup, missing=known.markup), dresses=(folder, *known.dresses))
    if not sheet.is_file():
        return dressed
    before = (known.css_file or str(known.folder / sheet.name), known.css)
    under = () if markup.is_file() else (*known.under, before)
    return replace(dressed, css=read_text(sheet), css_file=str(sheet), under=under)
