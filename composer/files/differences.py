"""What differs between two issues, in sentences for the person who is to choose one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from composer.library.block_types import BlockType
from composer.library.templates import Library
from composer.model.changes import changes
from composer.model.fields import value_of
from composer.model.issue import Block, Issue
from composer.render.contents import title_of

_LONGEST = 60  # characters of a title


def differences(before: Issue, after: Issue, library: Library) -> tuple[str, ...]:
    """What `after` has that `before` has not, block by block, then in the issue itself."""
    after = sharing(before, after)
    found = changes(before, after)
    lines = []
    for block in after.blocks:
        if block.id in found.added:
            lines.append(f"New: {_named(block, library)}")
        elif block.id in found.changed:
            old = next(each for each in before.blocks if each.id == block.id)
            what = ", ".join(_changed(old, block, library.blocks.get(block.type))) or "kept parts"
            lines.append(f"Changed: {_named(block, library)} ({what})")
    lines += [f"Gone: {_named(block, library)}" for block in before.blocks if block.id in found.removed]
    lines += ["Another order of blocks"] if found.moved else []
    lines += [f"Issue: {', '.join(name.replace('extra', 'kept parts') for name in found.own)}"] if found.own else []
    return tuple(lines)


def sharing(before: Issue, after: Issue) -> Issue:
    """`after`, with what equals `before` being the very objects of `before`."""
    old = {block.id: block for block in before.blocks}
    blocks = tuple(old[block.id] if old.get(block.id) == block else block for block in after.blocks)
    own = {
        field.name: getattr(before, field.name)
        for field in fields(Issue)
        if field.name != "blocks" and getattr(before, field.name) == getattr(after, field.name)
    }
    same = len(blocks) == len(before.blocks) and all(
        new is kept for new, kept in zip(blocks, before.blocks, strict=True)
    )
    shared = replace(after, **own, blocks=before.blocks if same else blocks)
    return before if shared == before else shared


def _named(block: Block, library: Library) -> str:
    known = library.blocks.get(block.type)
    kind = known.title if known else block.type
    title = " ".join(title_of(block, known).split())
    short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
    return kind if title == kind else f"{kind} “{short}”"


def _changed(before: Block, after: Block, known: BlockType | None) -> Iterator[str]:
    """The labels of the fields that hold something else."""
    for field in known.fields if known else ():
        if value_of(before.fields, field) != value_of(after.fields, field):
            yield field.label.lower()
    if before.settings != after.settings:
        yield "hidden or held over"
