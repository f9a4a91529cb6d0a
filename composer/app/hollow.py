"""Which blocks say on the page that nothing is in them yet: those that the checks found, until they are changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from composer.app.desk import Desk
from composer.model.issue import Block
from composer.session import Change


class Hollow:
    """`show` is told what each such block says, by its id, whenever that is another."""

    def __init__(self, desk: Desk, show: Callable[[Mapping[str, str]], object]) -> None:
        self._desk = desk
        self._show = show
        self._blocks: tuple[Block, ...] = ()
        desk.session.subscribe(self._on_change)

    def found(self, ids: Iterable[str]) -> None:
        """The checks read the issue as it is now, and found these blocks empty."""
        issue = self._desk.session.now
        self._put(tuple(block for name in ids if (block := issue.block(name))))

    def _on_change(self, change: Change) -> None:
        self._put(tuple(block for block in self._blocks if change.after.block(block.id) is block))

    def _put(self, blocks: tuple[Block, ...]) -> None:
        if blocks == self._blocks:
            return
        self._blocks = blocks
        types = self._desk.types
        titles = {block.id: types[block.type].title if block.type in types else block.type for block in blocks}
        self._show({name: f"{title}: nothing in it yet" for name, title in titles.items()})
