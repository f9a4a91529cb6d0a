"""The plain-text version of the mail, to be read."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from composer.app.look import role

_WIDE, _DOWN = 760, 40  # pixels: of the paper, and from the upper edge to it


class PlainView(QPlainTextEdit):
    """Lays a text out only where it is looked at: a long one takes a while."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent, self._text = parent, ""
        self.setReadOnly(True)
        self.setAccessibleName("Plain text version")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        role(self, "plain")

    def put(self, text: str, *, shown: bool) -> None:
        """Show a text, now or when it is next looked at; the scroll stays."""
        self._text = text
        if shown and text != self.toPlainText():
            at = self.verticalScrollBar().value()
            self.setPlainText(text)
            self.verticalScrollBar().setValue(at)

    def lie_in(self, area: QRect, zoom: float) -> None:
        """Lie in the middle of an area as the mail's paper does, down to its lower edge."""
        width = min(area.width(), round(_WIDE * zoom))
        self.setGeometry(area.x() + (area.width() - width) // 2, area.y() + _DOWN, width, area.height() - _DOWN)

    def show_at(self, zoom: float, *, shown: bool) -> None:
        """Be there or not, in letters of this zoom."""
        self.put(self._text, shown=shown)
        self.setVisible(shown)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(max(1.0, max(self._parent.font().pointSizeF(), 10.0) * zoom))
        self.setFont(font)
