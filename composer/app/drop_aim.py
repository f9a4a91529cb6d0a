"""Dropping blocks, or a type of block, on the mail: a line shows where they would go in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from composer.app.canvas import Canvas
from composer.app.outline_model import BLOCK_TYPE, BLOCKS

EDGE, AGAIN = 56, 40  # pixels from an edge in which the mail scrolls by itself, and every how many ms


class DropAim(QObject):
    """Watches a canvas. `dropped` says what, and the index among the blocks to put it at."""

    dropped = Signal(QMimeData, int)

    def __init__(self, canvas: Canvas, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._before = ""
        self._at = QPoint()
        self._scrolling = QTimer(self, interval=AGAIN)
        self._scrolling.timeout.connect(lambda: self._canvas.aim(self._at))
        canvas.setAcceptDrops(True)
        canvas.installEventFilter(self)
        canvas.aimed.connect(self._on_aimed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent | QDragEnterEvent | QDragMoveEvent):
            data = event.mimeData()
            if not (data.hasFormat(BLOCK_TYPE) or data.hasFormat(BLOCKS)):
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._stop()
                self.dropped.emit(data, self._canvas.index_of(self._before))
            else:
                self._aim(event.position().toPoint())
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._stop()
        return False

    def _aim(self, at: QPoint) -> None:
        """Show the line; near an edge the mail goes on scrolling while the mouse rests."""
        self._at = at
        self._canvas.aim(at)
        if min(at.y(), self._canvas.height() - at.y()) < EDGE:
            self._scrolling.start()
        else:
            self._scrolling.stop()

    def _stop(self) -> None:
        self._scrolling.stop()
        self._canvas.aim(None)

    def _on_aimed(self, message: dict[str, Any]) -> None:
        self._before = str(message["block"])
