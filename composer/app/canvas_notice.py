"""What stands in the middle of the canvas while there is no page to show."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from composer.app.look import role


class CanvasNotice(QFrame):
    """A sentence in the middle of the canvas while there is no page, or something is wrong with it."""

    def __init__(self, parent: QWidget, sentence: str) -> None:
        super().__init__(parent)
        self._label = QLabel(sentence, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.again = QPushButton("Try again")
        self.again.hide()
        role(self._label, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(self._label)
        layout.addWidget(self.again, 0, Qt.AlignmentFlag.AlignCenter)

    def tell(self, sentence: str, *, again: bool) -> None:
        role(self, "card")  # it may stand on the page
        self._label.setText(sentence)
        self.again.setVisible(again)
        self.show()
        self.resize(self.width(), self.heightForWidth(self.width()))
