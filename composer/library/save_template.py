"""An issue's look and blocks kept as a template of the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import tomlkit

from composer.errors import ComposerError
from composer.library.folders import put_in_place
from composer.library.imprint import with_imprint
from composer.library.places import user_templates
from composer.library.templates import Library, Template
from composer.model.fields import Field
from composer.model.issue import Block, Issue, Last
from composer.model.issue_json import slug, write_issue
from composer.model.record import Record
from composer.storage import canonical
from composer.storage.atomic import reason

_IMAGES = "images"
# Folders beside the user's templates that are no templates.
_TAKEN = frozenset({"blocks"})
_LATER = ("clear", "ask")


def save_template(
    issue: Issue,
    images: Mapping[str, bytes],
    *,
    name: str,
    library: Library,
    empty: bool = False,
    description: str = "",
    replacing: bool = False,
    folder: Path | None = None,
) -> Path:
    """Make a template called `name` of the issue; gives its folder, below `folder` or the user's templates.

    images: asset name to bytes, of which those the starter names are kept. empty: fields that an issue writes anew
    (`carry` is not `keep`) are emptied. replacing: a template of the user's with that name is replaced. ComposerError
    where the name is taken or the disk refuses.
    """
    home = folder or user_templates()
    short = slug(name)
    if not name.strip() or not name.isprintable() or short in _TAKEN:
        shown = "".join(letter for letter in name if letter.isprintable())
        raise ComposerError(f"A template cannot be called “{shown}”; choose another name.")
    if library.ships(short):
        raise ComposerError(f"“{name}” is a template that comes with the program; choose another name.")
    if (home / short).exists() and not replacing:
        raise ComposerError(f"There is a template “{name}” already; choose another name, or replace it.")
    if issue.template not in library.templates:
        raise ComposerError(
            f"The issue's look “{issue.template}” is not among your templates; keep it there first, or change the look."
        )
    look = library.template(issue.template).look or issue.template
    starter = starter_of(issue, library, empty=empty)
    written = canonical.encode(write_issue(replace(starter, template=look), library.template(look).declared))
    try:
        card = _card(name, description, look, library.templates.get(short))
        put_in_place(home, {short: _parts(written, images, card)})
    except OSError as error:
        raise ComposerError(f"The template “{name}” was not saved: {reason(error)}.") from error
    return home / short


def starter_of(issue: Issue, library: Library, *, empty: bool) -> Issue:
    """The issue as a starter: without number, label and date, and where `empty` without what an issue writes anew."""
    starter = replace(issue, number=None, label="", date=None, last=Last())
    if not empty:
        return starter
    declared = library.template(issue.template).declared
    blocks = tuple(_emptied(block, declared.get(block.type, ())) for block in issue.blocks)
    return replace(starter, subject="", preheader="", blocks=blocks)


def _emptied(block: Block, fields: tuple[Field, ...]) -> Block:
    if block.settings.locked or block.settings.synced:
        return replace(block, settings=replace(block.settings, held_over=False))
    later = {field.name for field in fields if field.carry in _LATER}
    kept = Record((name, value) for name, value in block.fields.items() if name not in later)
    return replace(block, fields=kept, settings=replace(block.settings, held_over=False))


def _card(name: str, description: str, look: str, before: Template | None) -> bytes:
    """The `template.toml`; who made it, and which version it is, stay what they were before."""
    card = tomlkit.dumps({"title": name.strip(), "description": description, "look": look}).encode()
    return with_imprint(card, before.imprint) if before else card


def _parts(starter: bytes, images: Mapping[str, bytes], card: bytes) -> dict[str, bytes]:
    named = {f"{_IMAGES}/{asset}": data for asset, data in images.items() if asset.encode() in starter}
    return {"template.toml": card, "starter.json": starter, **named}
