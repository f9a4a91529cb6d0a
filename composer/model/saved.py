"""Blocks saved under a name, to be put in again: as copies, or as blocks that follow what is saved.

A block that follows says what (`Settings.synced`): `<id of the saved blocks>/<n>`, the nth of them. It may be changed
in its issue like any other; it then differs, until it takes what is saved or what is saved takes its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from composer.model.brand import known_as
from composer.model.copies import led
from composer.model.edits import Edit, put_setting
from composer.model.fields import value_of
from composer.model.issue import Block, Issue, Settings
from composer.model.record import Record
from composer.model.values import Extra, Person
from composer.model.walk import Declared, map_people

_SYNCED = re.compile(r"(.+)/([0-9]{1,4})")
Copy = dict[int, Block]  # blocks of an issue by which of the saved ones they follow


@dataclass(frozen=True, slots=True)
class SavedBlocks:
    """Blocks under a title, with ids of their own; nothing is decided about them and no link leads out."""

    id: str = ""
    title: str = ""
    blocks: tuple[Block, ...] = ()
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Outdated:
    """Where an issue is not as is saved: under which title, the first such block, the edit that takes what is saved."""

    title: str
    block: str
    edit: Edit


def saved_of(blocks: Sequence[Block], declared: Declared, *, saved: SavedBlocks) -> SavedBlocks:
    """Blocks of an issue, saved in the place of what `saved` holds."""
    names = {block.id: f"b{n}" for n, block in enumerate(blocks, 1)}
    return replace(saved, blocks=tuple(_as_saved(block, names, declared) for block in blocks))


def synced(saved: SavedBlocks) -> tuple[Block, ...]:
    """The saved blocks as such that follow them."""
    named = enumerate(saved.blocks)
    return tuple(replace(block, settings=Settings(synced=f"{saved.id}/{n}")) for n, block in named)


def synced_as(blocks: Sequence[str], saved: SavedBlocks) -> Edit:
    """Have blocks of an issue, by their ids, follow the saved ones in that order."""
    names = {block: f"{saved.id}/{n}" for n, block in enumerate(blocks)}

    def edit(issue: Issue) -> Issue:
        for block_id, name in names.items():
            issue = put_setting([block_id], "synced", name)(issue)
        return issue

    return edit


def followed(block: Block) -> tuple[str, int]:
    """The id of the saved blocks that a block follows, and which of them; no id: it follows none."""
    found = _SYNCED.fullmatch(block.settings.synced) if block.settings.synced else None
    return (found[1], int(found[2])) if found else ("", 0)


def original(block: Block, every: Mapping[str, SavedBlocks]) -> SavedBlocks | None:
    """What a block follows, where that is still there."""
    name, n = followed(block)
    saved = every.get(name)
    return saved if saved and n < len(saved.blocks) else None


def outdated(issue: Issue, every: Iterable[SavedBlocks], declared: Declared) -> Iterator[Outdated]:
    """The saved blocks that the issue follows and differs from, each once. What a template fixed is left as it is."""
    for saved in every:
        due = _due(issue, saved, declared)
        if due:
            yield Outdated(
                saved.title, next(block.id for block in issue.blocks if block.id in due), take(saved, declared)
            )


def take(saved: SavedBlocks, declared: Declared) -> Edit:
    """Make all blocks of an issue that follow the saved ones say what these say."""

    def edit(issue: Issue) -> Issue:
        due = _due(issue, saved, declared)
        return replace(issue, blocks=tuple(due.get(block.id, block) for block in issue.blocks)) if due else issue

    return edit


def updated(saved: SavedBlocks, issue: Issue, block_id: str, declared: Declared) -> SavedBlocks:
    """What is saved with the words of the very copy that a block of the issue is part of; itself where they are so."""
    copies = _copies(issue, saved)
    copy = next((copy for copy in copies if any(block.id == block_id for block in copy.values())), {})
    anywhere = {name: saved_id for each in copies for name, saved_id in _names(each, saved).items()}
    kept = list(saved.blocks)
    for n, block in copy.items():
        if not _same(block, kept[n], _names(copy, saved), declared):
            kept[n] = _as_saved(block, anywhere, declared)
    return saved if tuple(kept) == saved.blocks else replace(saved, blocks=tuple(kept))


def _due(issue: Issue, saved: SavedBlocks, declared: Declared) -> dict[str, Block]:
    """By id, the blocks of the issue that differ, as they would be."""
    copies = _copies(issue, saved)
    anywhere = {saved.blocks[n].id: block.id for copy in reversed(copies) for n, block in copy.items()}
    due = {}
    for copy in copies:
        names = _names(copy, saved)
        led_to = anywhere | {saved_id: name for name, saved_id in names.items()}
        for n, block in copy.items():
            kept = saved.blocks[n]
            if not block.settings.locked and not _same(block, kept, names, declared):
                due[block.id] = replace(block, type=kept.type, fields=led(kept, led_to, declared, abroad=True).fields)
    return due


def _copies(issue: Issue, saved: SavedBlocks) -> list[Copy]:
    """The blocks that follow the saved ones; one that stands before the last in what is saved begins another copy."""
    copies: list[Copy] = []
    for block in issue.blocks:
        name, n = followed(block)
        if name == saved.id and n < len(saved.blocks):
            if not copies or n <= max(copies[-1]):
                copies.append({})
            copies[-1][n] = block
    return copies


def _names(copy: Copy, saved: SavedBlocks) -> dict[str, str]:
    """The saved ids of a copy's blocks."""
    return {block.id: saved.blocks[n].id for n, block in copy.items()}


def _as_saved(block: Block, names: Mapping[str, str], declared: Declared) -> Block:
    made = replace(led(block, names, declared, abroad=True), id=names[block.id], settings=Settings())
    return map_people(Issue(blocks=(made,)), declared, _identified).blocks[0]


def _identified(person: Person) -> Person:
    return replace(person, id=known_as(person)) if person.name and not person.id else person


def _same(block: Block, kept: Block, names: Mapping[str, str], declared: Declared) -> bool:
    """Whether a block of a copy says what is saved, ways out of what there is of the copy left aside."""
    here = led(kept, {name: name for name in names.values()}, declared, abroad=True)
    return block.type == kept.type and _said(_as_saved(block, names, declared), declared) == _said(here, declared)


def _said(block: Block, declared: Declared) -> Record:
    """What the block holds, less what is empty."""
    fields = {field.name: field for field in declared.get(block.type, ())}
    held = block.fields.items()
    return Record(
        (name, value)
        for name, value in held
        if name not in fields or value_of(block.fields, fields[name]) != fields[name].empty
    )
