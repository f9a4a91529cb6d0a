"""A bar over the canvas that stays until it is answered: what the person should know about the file of the issue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

from composer.app.icons import icon
from composer.app.look import role
from composer.app.pieces import button


@dataclass(frozen=True, slots=True)
class News:
    """A sentence, and verbs with what each does. key: what it is about; the same news is told once."""

    key: str
    sentence: str
    verbs: tuple[tuple[str, Callable[[], object]], ...] = ()


class Notice(QFrame):
    """`dismissed` gives the key of the news that was put away unanswered."""

    dismissed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        role(self, "notice-bar")
        self._news: News | None = None
        self.buttons: list[QPushButton] = []
        self.label = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.away = QToolButton()
        self.away.setIcon(icon("close"))
        self.away.setToolTip("Put this away")
        self.away.setAccessibleName("Put this away")
        role(self.away, "quiet")
        self.away.clicked.connect(self._put_away)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self.label, 1)
        self._row.addWidget(self.away)
        self.hide()

    def tell(self, news: News | None) -> None:
        """Show news in the place of those before, or nothing any more."""
        if news == self._news:
            return
        self._news = news
        for each in self.buttons:
            self._row.removeWidget(each)
            each.deleteLater()
        self.buttons = [button(verb, act) for verb, act in news.verbs] if news else []
        for n, each in enumerate(self.buttons):
            self._row.insertWidget(1 + n, each)
        self.setVisible(news is not None)
        if news:
            self.label.setText(news.sentence)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, news.sentence))

    def _put_away(self) -> None:
        if self._news:
            key = self._news.key
            self.tell(None)
            self.dismissed.emit(key)
