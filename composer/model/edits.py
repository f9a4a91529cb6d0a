"""Edits: functions from an issue to an issue. Each returns the same object when there is nothing to do."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from composer.model.issue import Block, Issue
from composer.model.paths import put_at

Edit = Callable[[Issue], Issue]


def new_id(taken: Collection[str] = ()) -> str:
    """A fresh block id."""
    while (made := secrets.token_hex(4)) in taken:
        pass
    return made


def both(first: Edit, second: Edit) -> Edit:
    """One edit after the other, as one."""
    return lambda issue: second(first(issue))


def put_field(block_id: str, path: str, value: Any) -> Edit:
    """Set what stands at `path` (`headline`, `image.alt`, `items.2.address`) in a block's fields."""
    return _in_block(block_id, lambda block: _replaced(block, fields=put_at(block.fields, path, value)))


def put_setting(block_ids: Collection[str], name: str, value: Any) -> Edit:
    """Set one of a block's settings, of several blocks at once."""

    def edit(issue: Issue) -> Issue:
        for block_id in block_ids:
            issue = _in_block(block_id, lambda block: _replaced(block, settings=put_at(block.settings, name, value)))(
                issue
            )
        return issue

    return edit


def put_issue(path: str, value: Any) -> Edit:
    """Set what stands at `path` (`subject`, `publication.charter.link`, `theme.accent`) in the issue itself."""

    def edit(issue: Issue) -> Issue:
        changed: Issue = put_at(issue, path, value)
        return changed

    return edit


def reset_token(token: str) -> Edit:
    """Give a theme token back the template's own value."""
    return lambda issue: replace(issue, theme=issue.theme.without(token)) if token in issue.theme else issue


def insert(blocks: Sequence[Block], index: int) -> Edit:
    """Put blocks in at `index`; ids already taken are made new."""

    def edit(issue: Issue) -> Issue:
        taken = {block.id for block in issue.blocks}
        added = []
        for block in blocks:
            fresh = replace(block, id=new_id(taken)) if not block.id or block.id in taken else block
            taken.add(fresh.id)
            added.append(fresh)
        return replace(issue, blocks=(*issue.blocks[:index], *added, *issue.blocks[index:])) if added else issue

    return edit


def remove(block_ids: Collection[str]) -> Edit:
    """Take blocks out."""

    def edit(issue: Issue) -> Issue:
        kept = tuple(block for block in issue.blocks if block.id not in block_ids)
        return issue if len(kept) == len(issue.blocks) else replace(issue, blocks=kept)

    return edit


def move(block_ids: Collection[str], index: int) -> Edit:
    """Put blocks, in their present order, before what now stands at `index`."""

    def edit(issue: Issue) -> Issue:
        moved = [block for block in issue.blocks if block.id in block_ids]
        before = [block for block in issue.blocks[:index] if block.id not in block_ids]
        after = [block for block in issue.blocks[index:] if block.id not in block_ids]
        blocks = (*before, *moved, *after)
        return issue if blocks == issue.blocks else replace(issue, blocks=blocks)

    return edit


def _in_block(block_id: str, change: Callable[[Block], Block]) -> Edit:
    def edit(issue: Issue) -> Issue:
        for index, block in enumerate(issue.blocks):
            if block.id == block_id:
                changed = change(block)
                if changed is block:
                    return issue
                return replace(issue, blocks=(*issue.blocks[:index], changed, *issue.blocks[index + 1 :]))
        return issue

    return edit


def _replaced(block: Block, **changes: Any) -> Block:
    """The block with changes; itself when each value is the one it has."""
    if all(getattr(block, name) is value for name, value in changes.items()):
        return block
    return replace(block, **changes)
