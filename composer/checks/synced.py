"""Blocks that follow saved ones and do not say what these say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from composer.checks.checked import Checked
from composer.library.templates import Library
from composer.model.finding import Finding, Place
from composer.model.issue import Issue
from composer.model.redeclared import redeclared
from composer.model.saved import SavedBlocks, original, outdated


def check(checked: Checked) -> Iterator[Finding]:
    declared = {name: found.fields for name, found in checked.types.items()}
    for each in outdated(checked.issue, followed_by(checked.issue, checked.library), declared):
        sentence = f"“{each.title}” differs from the saved one; take what is saved, update that, or stop following it."
        yield Finding("note", "saved.differs", sentence, Place(each.block), each.edit, "Take what is saved")


def followed_by(issue: Issue, library: Library) -> list[SavedBlocks]:
    """What the issue follows, each once, as its template declares the fields."""
    found = {saved.id: saved for block in issue.blocks if (saved := original(block, library.saved))}
    return [fitted(saved, issue, library) for saved in found.values()]


def fitted(saved: SavedBlocks, issue: Issue, library: Library) -> SavedBlocks:
    """Saved blocks with their values read by the fields that the issue's template declares."""
    declared = {name: known.fields for name, known in library.types_of(issue).items()}
    blocks = redeclared(library.declared, declared)(Issue(blocks=saved.blocks)).blocks
    return saved if blocks is saved.blocks else replace(saved, blocks=blocks)
