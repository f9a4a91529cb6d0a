"""What can be done with blocks: each one step of the session, named for the menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from composer.app.address_cards import MADE, AddressCards
from composer.app.desk import Desk
from composer.library.block_types import BlockType
from composer.model.copies import copied
from composer.model.edits import insert, move, new_id, put_setting, remove
from composer.model.finding import Place
from composer.model.groups import moves_with, neighbour
from composer.model.issue import Block, Issue
from composer.model.saved import SavedBlocks, synced
from composer.render.contents import title_of

FRAME = "Frame"  # the group of the block types that open and close a mail


class Chosen(Protocol):
    """The blocks that an action is meant for: where they are chosen."""

    def chosen(self) -> Sequence[str]: ...

    def choose(self, ids: Sequence[str]) -> None: ...


class BlockEdits:
    """Acts on the blocks that `chosen` has. `told` is called with a sentence that a toast shows."""

    def __init__(self, desk: Desk, chosen: Chosen, told: Callable[[str], None]) -> None:
        self._desk = desk
        self._of = chosen
        self._told = told

    def insert(self, name: str, index: int | None = None) -> None:
        """Put a new block of a type at `index`, or below what is selected, and go to its headline or first field."""
        issue, block_type = self._issue, self._types[name]
        made = Block(new_id({block.id for block in issue.blocks}), name)
        at = self._below(block_type.group) if index is None else index
        if not self._desk.session.apply(f"Insert {block_type.title}", insert([made], at), place=Place(made.id)):
            return
        first = (
            block_type.with_role("headline") or block_type.with_role("section") or next(iter(block_type.fields), None)
        )
        self._desk.selection.begin(Place(made.id, first.name if first else ""))

    def insert_saved(self, saved: SavedBlocks, index: int | None, *, following: bool) -> None:
        """Put copies of saved blocks in at `index`, or below what is selected; or such as follow what is saved."""
        known = self._types.get(saved.blocks[0].type)
        at = self._below(known.group if known else "") if index is None else index
        blocks = synced(saved) if following else saved.blocks
        self._put_copies("Insert", blocks, at, abroad=True, named=f"“{saved.title}”")

    def paste(self, blocks: Sequence[Block], index: int | None, *, abroad: bool) -> None:
        """Put copies of blocks before the one at `index`, or below the chosen ones, and select them."""
        present = self._present()
        at = index if index is not None else self._issue.index(present[-1]) + 1 if present else self._below("")
        self._put_copies("Paste", blocks, at, abroad=abroad)

    def paste_address(self, address: str) -> None:
        """Put a web address in below the chosen blocks as a link, make a card of it, and go to its headline."""
        present, cards = self._present(), AddressCards(self._desk)
        made = cards.put_in(address, self._issue.index(present[-1]) + 1 if present else self._below(""))
        if made is not None:
            self._desk.selection.begin(made)
            self._told(MADE)

    def duplicate(self) -> None:
        """Put a copy of the chosen blocks below the last of them."""
        ids = self._present()
        if ids:
            blocks = [block for block in self._issue.blocks if block.id in ids]
            self._put_copies("Duplicate", blocks, self._issue.index(ids[-1]) + 1)

    def delete(self, verb: str = "Delete") -> None:
        """Take the chosen blocks out, and say so in a toast with Undo."""
        ids = self._present()
        if not ids:
            return
        named, title = self._named(ids), self._titled(ids)
        if self._desk.session.apply(f"{verb} {named}", remove(ids), place=Place(ids[0])):
            self._told(f"{verb} {title}" if verb == "Cut" else f"Deleted {title}")

    def move_by(self, steps: int) -> None:
        """Move the chosen blocks up (-1) or down (1), past their neighbours with all that goes along with these."""
        ids = self._moving(self._present())
        index = neighbour(self._issue, ids, self._types, up=steps < 0) if ids else None
        if index is not None:
            self._move(ids, index)

    def move_to(self, ids: Sequence[str], index: int) -> None:
        """Put blocks, with all that goes along, before what stands at `index`."""
        self._move(self._moving([block.id for block in self._issue.blocks if block.id in ids]), index)

    def hide(self) -> None:
        """Hide the chosen blocks, or show them when all are hidden."""
        self._toggle("hidden", "Hide", "Show")

    def hold_over(self) -> None:
        """Keep the chosen blocks for the next issue, or take them into this one when all are held over."""
        self._toggle("held_over", "Hold over", "Take in")

    def step(self, steps: int) -> None:
        """Select the next (1) or previous (-1) block; before the first stands the issue."""
        ids = ["", *(block.id for block in self._issue.blocks)]
        now = self._desk.selection.block
        at = ids.index(now) if now in ids else 0
        self._desk.selection.select(Place(ids[min(max(at + steps, 0), len(ids) - 1)]))

    def chosen(self) -> list[str]:
        """Ids of the blocks that an action is meant for, in the order of the issue."""
        return self._present()

    def _put_copies(
        self, verb: str, blocks: Sequence[Block], at: int, *, abroad: bool = False, named: str = ""
    ) -> None:
        issue = self._issue
        declared = {name: known.fields for name, known in self._types.items()}
        copies = copied(blocks, {block.id for block in issue.blocks}, declared, abroad=abroad)
        if not copies:
            return
        known = self._types.get(copies[0].type)
        named = named or (f"{len(copies)} blocks" if len(copies) > 1 else known.title if known else "block")
        if self._desk.session.apply(f"{verb} {named}", insert(copies, at), place=Place(copies[0].id)):
            self._desk.selection.reveal(Place(copies[0].id))
            self._of.choose([block.id for block in copies])

    def _toggle(self, setting: str, do: str, undo: str) -> None:
        ids = self._present()
        blocks = [block for block in self._issue.blocks if block.id in ids]
        value = not all(getattr(block.settings, setting) for block in blocks)
        if ids:
            label = f"{do if value else undo} {self._named(ids)}"
            self._desk.session.apply(label, put_setting(ids, setting, value), place=Place(ids[0]))

    def _move(self, ids: Sequence[str], index: int) -> None:
        label = f"Move {self._named(ids[:1])}" if ids else ""
        if ids and self._desk.session.apply(label, move(ids, index), place=Place(ids[0])):
            self._desk.selection.reveal(Place(ids[0]))

    def _moving(self, ids: Sequence[str]) -> list[str]:
        along = {other for block in ids for other in moves_with(self._issue, block, self._types)}
        return [block.id for block in self._issue.blocks if block.id in along]

    def _below(self, group: str) -> int:
        """The index below the selected block; with the issue selected, at the end but above its closing frame."""
        issue, block = self._issue, self._desk.selection.block
        if issue.block(block):
            return issue.index(block) + 1
        at = len(issue.blocks)
        while group != FRAME and at and (last := self._types.get(issue.blocks[at - 1].type)) and last.group == FRAME:
            at -= 1
        return at

    def _present(self) -> list[str]:
        wanted = set(self._of.chosen())
        return [block.id for block in self._issue.blocks if block.id in wanted]

    def _named(self, ids: Sequence[str]) -> str:
        """The type of one block, or how many there are."""
        block = self._issue.block(ids[0])
        known = self._types.get(block.type) if block else None
        return f"{len(ids)} blocks" if len(ids) > 1 else known.title if known else "block"

    def _titled(self, ids: Sequence[str]) -> str:
        block = self._issue.block(ids[0])
        if len(ids) > 1 or block is None:
            return f"{len(ids)} blocks"
        title = title_of(block, self._types.get(block.type))
        return f"“{title if len(title) < 48 else title[:46].rstrip() + '…'}”"

    @property
    def _issue(self) -> Issue:
        return self._desk.session.now

    @property
    def _types(self) -> Mapping[str, BlockType]:
        return self._desk.types


def follow(desk: Desk, before: Issue, after: Issue) -> None:
    """Keep the selection on something that is there: what took the place of a block that is gone."""
    gone = desk.selection.block
    if not gone or after.block(gone):
        return
    if before.block(gone) is None or not after.blocks:
        desk.selection.select(Place())
        return
    desk.selection.select(Place(after.blocks[min(before.index(gone), len(after.blocks) - 1)].id))
