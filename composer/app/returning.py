"""Undo and redo in a window: back to what a step changed, and to where the person was when it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.model.finding import Place
from composer.model.history import Stand, Step

if TYPE_CHECKING:
    from composer.app.canvas import Canvas
    from composer.app.desk import Desk
    from composer.app.outline import Outline


class Returning:
    """Has each step keep which blocks were chosen and how far the mail was scrolled, and brings both back with it."""

    def __init__(self, desk: Desk, canvas: Canvas, outline: Outline) -> None:
        self._desk, self._canvas, self._outline = desk, canvas, outline
        desk.session.stand = self._stand

    def undo(self) -> None:
        """Put back what was before the newest step."""
        if step := self._desk.session.undo():
            self._go_to(step, step.left.chosen)

    def redo(self) -> None:
        """Do again what was undone last. Blocks that it puts in are chosen as when they came."""
        if step := self._desk.session.redo():
            known = {block.id for block in step.before.blocks}
            came = tuple(block.id for block in step.after.blocks if block.id not in known)
            self._go_to(step, came or step.left.chosen)

    def _stand(self) -> Stand:
        view = self._canvas.view
        return Stand(self._outline.chosen(), top=view.top if view and view.is_ready else None)

    def _go_to(self, step: Step, chosen: tuple[str, ...]) -> None:
        issue, selection = self._desk.session.now, self._desk.selection
        there = [block for block in chosen if issue.block(block)]
        place = step.place
        if place.block and issue.block(place.block) is None:
            place = Place(there[0] if there else selection.block)
        with self._canvas.back_to(step.left.top if place.block else None):
            selection.reveal(place)
        if len(there) > 1 and place.block in there:
            self._outline.choose(there)
