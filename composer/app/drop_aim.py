"""Dropping a block type on the mail: a line shows where it would go in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from composer.app.canvas import Canvas
from composer.app.outline_model import BLOCK_TYPE


class DropAim(QObject):
    """Watches a canvas. `dropped` says which type, and the index among the blocks to put it at."""

    dropped = Signal(str, int)

    def __init__(self, canvas: Canvas, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._before = ""
        canvas.setAcceptDrops(True)
        canvas.installEventFilter(self)
        canvas.aimed.connect(self._on_aimed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent | QDragEnterEvent | QDragMoveEvent):
            if not event.mimeData().hasFormat(BLOCK_TYPE):
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._drop(event.mimeData().data(BLOCK_TYPE).toStdString())
            else:
                self._canvas.aim(event.position().toPoint())
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._canvas.aim(None)
        return False

    def _on_aimed(self, message: dict[str, Any]) -> None:
        self._before = str(message["block"])

    def _drop(self, name: str) -> None:
        self._canvas.aim(None)
        self.dropped.emit(name, self._canvas.index_of(self._before))
