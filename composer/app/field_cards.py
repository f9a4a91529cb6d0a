"""What is no text, edited where it stands on the page: a card opens there, made from what the field declares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication

from composer.app.canvas import Canvas
from composer.app.desk import Desk
from composer.app.field_card import FieldCard
from composer.app.preview import Preview
from composer.model.fields import Field
from composer.model.finding import Place
from composer.model.issue import Block
from composer.render.marks import stands


class FieldCards(QObject):
    """Hears what is wanted of a canvas, and opens one card at a time: of a field, or of all that the page has no
    place for."""

    def __init__(self, desk: Desk, canvas: Canvas, preview: Preview, tell: Callable[[str], object]) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._preview, self._tell = desk, canvas, preview, tell
        self._asked = Place()  # which place the page was asked for
        self.card: FieldCard | None = None
        canvas.heard.connect(self._hear)
        canvas.acted.connect(lambda act, at: self.open_details() if act == "details" else None)

    def open(self, place: Place) -> None:
        """Open the card of a field, as soon as the page has told where it stands; of a block's details without one."""
        self._desk.selection.select(place)
        block, view = self._desk.session.now.block(place.block), self._canvas.view
        if block and view and block.printed and not self._preview.text:
            self._asked = place
            view.call("locateCard", place.block, place.field)
        elif block:
            top = self._canvas.mapToGlobal(QPoint(self._canvas.width() // 2, 0))
            self._show(place, QRect(top, QSize(1, 1)))

    def open_details(self) -> None:
        """Open the card of what the selected block says that stands nowhere on the page."""
        if self._desk.session.now.block(self._desk.selection.block):
            self.open(Place(self._desk.selection.block))

    def holds(self, place: Place) -> bool:
        """Whether a place is in the card that is open; the caret goes there."""
        card = self.card
        there = (
            card is not None
            and place.block == card.block
            and any(field.name == place.field.partition(".")[0] for field in card.fields)
        )
        if there and card is not None:
            card.enter(place.field)
        return there

    def _hear(self, message: dict[str, Any]) -> None:
        place = Place(str(message.get("block", "")), str(message.get("field", "")))
        if message["what"] == "card":
            self.open(place)
        elif message["what"] == "located" and place == self._asked:
            self._asked = Place()
            self._show(place, self._on_screen(message))

    def _show(self, place: Place, box: QRect) -> None:
        block = self._desk.session.now.block(place.block)
        known = self._desk.types.get(block.type) if block else None
        if block is None or known is None or QApplication.activeModalWidget() is not None:
            return
        name = place.field.partition(".")[0]
        fields = (
            tuple(field for field in known.fields if field.name == name) if name else self._unseen(block, known.fields)
        )
        if not fields:
            self._tell("All that this block says is on the page.")
            return
        if self.card is not None:
            self.card.end(back=False)
        card = FieldCard(self._desk, block.id, fields, self._canvas.window(), title="" if name else known.title)
        card.closed.connect(partial(self._on_closed, place))
        self.card = card
        card.open_beside(box, place.field or fields[0].name, over=self._canvas)

    def _unseen(self, block: Block, fields: Sequence[Field]) -> tuple[Field, ...]:
        """The fields of a block that nothing on the page stands for."""
        if not block.printed:
            return tuple(fields)
        html = self._desk.renderer.open_fragment(self._desk.session.now, block, tool=self._preview.tool)
        return tuple(field for field in fields if not stands(field.name, html))

    def _on_closed(self, place: Place, back: bool) -> None:
        self.card = None
        if back:
            self._canvas.focus()
            if self._canvas.view:
                self._canvas.view.call("holdCard", place.block, place.field)

    def _on_screen(self, message: dict[str, Any]) -> QRect:
        """Where something in the page is that gave its box."""
        view = self._canvas.view
        assert view is not None
        size = QSize(*(round(message[side] * view.zoomFactor()) for side in ("width", "height")))
        return QRect(self._canvas.point(message), size)
