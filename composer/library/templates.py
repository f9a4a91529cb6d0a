"""Templates, each a folder: a page shell, a theme of declared tokens, a starter issue, block types of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from composer.errors import ComposerError
from composer.library.block_types import (
    BlockType,
    read_block_type,
    read_block_types,
    read_text,
    read_toml,
    refuse_unknown,
)
from composer.library.brands import read_brands, user_brands
from composer.library.places import shipped, user_templates
from composer.model.brand import Brand
from composer.model.fields import Field
from composer.model.issue import Issue
from composer.model.record import Record

_TOP = {"title", "description", "tokens", "order", "look", "starter"}
_TOKEN = {"kind", "label", "value", "group", "choices", "least", "most", "on"}
_VALID = {
    "colour": re.compile(r"#[0-9a-fA-F]{6}"),
    "font": re.compile(r"[A-Za-z0-9 ,'\-]{1,200}"),
    "length": re.compile(r"\d{1,4}px"),
    "number": re.compile(r"\d{1,4}(\.\d{1,3})?"),
    "choice": re.compile(r"[a-z0-9_-]{1,40}"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """One freedom that a template gives: a colour, font stack, length, number or choice, with its own value.

    choices: (value, label), for fonts too. least, most: bounds of a length or number. on: for a colour, the token
    of the ground it stands on, so that contrast can be shown.
    """

    name: str
    kind: str
    label: str
    value: str
    group: str = "Colours"
    choices: tuple[tuple[str, str], ...] = ()
    least: int | None = None
    most: int | None = None
    on: str = ""

    def allows(self, value: str) -> bool:
        """Whether the value is of the token's kind and within its bounds."""
        if not _VALID[self.kind].fullmatch(value):
            return False
        if self.kind in ("length", "number"):
            amount = float(value.removesuffix("px"))
            return (self.least is None or amount >= self.least) and (self.most is None or amount <= self.most)
        return self.kind != "choice" or value in dict(self.choices)

    def taken(self, value: str) -> str:
        """The value as markup gets it, its own where it does not fit; colours in small letters."""
        fitting = value if self.allows(value) else self.value
        return fitting.lower() if self.kind == "colour" else fitting


@dataclass(frozen=True, slots=True)
class Template:
    """One look. `blocks` are all block types as this template dresses them, by name.

    starter: the folder's starter issue as JSON text. own: made by the user, not shipped. look: for a template saved
    from an issue, the name of the template whose markup and style it wears (its own tokens' values on top).
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

    brands: the publications that the user keeps, by id.
    """

    templates: Mapping[str, Template]
    blocks: Mapping[str, BlockType]
    troubles: tuple[str, ...] = ()
    brands: Mapping[str, Brand] = field(default_factory=dict)

    @property
    def declared(self) -> dict[str, tuple[Field, ...]]:
        """The fields of every block type, by type."""
        return {name: block_type.fields for name, block_type in self.blocks.items()}

    def types_of(self, issue: Issue) -> Mapping[str, BlockType]:
        """The block types by which an issue is read: its template's, or all where the template is not there."""
        template = self.templates.get(issue.template)
        return template.blocks if template else self.blocks

    def template(self, name: str) -> Template:
        """The template of that name; ComposerError lists those there are."""
        if name not in self.templates:
            raise ComposerError(f"There is no template “{name[:60]}”; there are {', '.join(self.templates)}.")
        return self.templates[name]


def read_library(shipped_folder: Path | None = None, own_folder: Path | None = None) -> Library:
    """Everything below the shipped and the user's template folders, and the publications beside the latter.

    A broken one of the user's own is left out and told of.
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
    found = {path.parent.name: read_template(path.parent, blocks) for path in sorted(folder.glob("*/template.toml"))}
    for path in sorted(own.glob("*/template.toml")):
        try:
            found[path.parent.name] = _own(path.parent, blocks, found)
        except ComposerError as error:
            troubles.append(str(error))
    ordered = dict(sorted(found.items(), key=lambda item: (item[1].own, item[1].order, item[0])))
    return Library(ordered, blocks, tuple(troubles), brands)


def read_template(folder: Path, blocks: Mapping[str, BlockType]) -> Template:
    """The template in `folder`, dressing `blocks` and bringing its own."""
    path = folder / "template.toml"
    given = read_toml(path)
    refuse_unknown(given, _TOP, path)
    return Template(
        name=folder.name,
        title=str(given.get("title", folder.name.capitalize())),
        description=str(given.get("description", "")),
        tokens={name: _token(name, item, path) for name, item in given.get("tokens", {}).items()},
        page=read_text(folder / "page.html"),
        css=read_text(folder / "theme.css", missing=""),
        starter=read_text(folder / "starter.json", missing="{}"),
        folder=folder,
        blocks=_dressed(folder / "blocks", blocks),
        order=int(given.get("order", 100)),
    )


def read_own_template(folder: Path, library: Library) -> Template:
    """The template of the user's own in `folder`, whichever it is: complete, or saved from an issue."""
    return _own(folder, library.blocks, library.templates)


def _own(folder: Path, blocks: Mapping[str, BlockType], found: Mapping[str, Template]) -> Template:
    """A template of the user's: complete, or a saved one that names the look it wears."""
    given = read_toml(folder / "template.toml")
    look = str(given.get("look", ""))
    if not look:
        return replace(read_template(folder, blocks), own=True)
    if look not in found:
        raise ComposerError(f"{folder / 'template.toml'}: look: there is no template “{look}”.")
    return replace(
        found[look],
        name=folder.name,
        title=str(given.get("title", folder.name)),
        description=str(given.get("description", "")),
        starter=read_text(folder / "starter.json", missing="{}"),
        folder=folder,
        own=True,
        look=look,
    )


def _dressed(folder: Path, blocks: Mapping[str, BlockType]) -> dict[str, BlockType]:
    """Block types with this template's markup and CSS where its `blocks/<type>/` has them, and those it brings."""
    dressed = dict(blocks)
    for path in sorted(folder.glob("*")):
        if (path / "block.toml").is_file():
            dressed[path.name] = read_block_type(path)
        elif path.name in blocks:
            plain = blocks[path.name]
            markup = read_text(path / "block.html", missing=plain.markup)
            dressed[path.name] = replace(plain, markup=markup, css=read_text(path / "block.css", missing=plain.css))
    return dressed


def _token(name: str, given: Mapping[str, Any], path: Path) -> Token:
    if not isinstance(given, Mapping):
        raise ComposerError(f"{path}: tokens.{name}: expected a table with kind, label and value.")
    refuse_unknown(given, _TOKEN, path)
    kind = str(given.get("kind", ""))
    if kind not in _VALID:
        raise ComposerError(f"{path}: tokens.{name}.kind: one of {', '.join(_VALID)}.")
    choices = given.get("choices", {})
    token = Token(
        name=name,
        kind=kind,
        label=str(given.get("label", name.replace("_", " ").capitalize())),
        value=str(given.get("value", "")),
        group=str(given.get("group", "Colours" if kind == "colour" else "Layout")),
        choices=tuple((str(value), str(label)) for value, label in choices.items()),
        least=given.get("least"),
        most=given.get("most"),
        on=str(given.get("on", "")),
    )
    if not token.allows(token.value):
        raise ComposerError(f"{path}: tokens.{name}.value: “{token.value}” is not a {kind} as declared.")
    return token
