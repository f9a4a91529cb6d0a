"""How an issue looks in a reader's inbox: from, subject, preheader."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer.app.editors.people import initials
from composer.app.editors.summary import paint_portrait
from composer.app.look import colours
from composer.model.issue import Issue

_TAG = re.compile(r"\[\[[a-z_]+(?:\|([^\]]*))?\]\]")
_PAD = 12
_ROUND = 32


class InboxLine(QWidget):
    """Draws an issue as a line of an inbox, cut where a narrow one cuts."""

    def __init__(self) -> None:
        super().__init__()
        self._sender = self._subject = self._preheader = self._date = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip("How the issue looks in a reader’s inbox")

    def show_issue(self, issue: Issue) -> None:
        """Draw this issue; merge tags stand as their fallback."""
        self._sender = issue.publication.name
        self._subject = _TAG.sub(lambda tag: tag[1] or "", issue.subject)
        self._preheader = _TAG.sub(lambda tag: tag[1] or "", issue.preheader)
        self._date = f"{issue.date.day} {issue.date:%b}" if issue.date else ""
        self.setAccessibleName(f"In the inbox: {self._sender}. {self._subject}. {self._preheader}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 3 * self.fontMetrics().lineSpacing() + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, line = colours(), self.fontMetrics().lineSpacing()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.setBrush(QColor(look.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        paint_portrait(painter, QRect(_PAD, _PAD + 2, _ROUND, _ROUND), None, initials(self._sender))
        left = _PAD + _ROUND + 10
        room = QRect(left, _PAD, self.width() - left - _PAD, line)
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        date_width = self.fontMetrics().horizontalAdvance(self._date) + 8 if self._date else 0
        self._write(painter, room.adjusted(0, 0, -date_width, 0), (self._sender, "Publication"), strong)
        painter.setFont(self.font())
        painter.setPen(QColor(look.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, self._date)
        self._write(painter, room.translated(0, line), (self._subject, "No subject"), self.font())
        self._write(painter, room.translated(0, 2 * line), ("", self._preheader or "No preheader"), self.font())
        painter.end()

    def _write(self, painter: QPainter, room: QRect, words: tuple[str, str], font: QFont) -> None:
        """The first words in ink, or the second, muted, in their place."""
        painter.setFont(font)
        painter.setPen(QColor(colours().ink if words[0] else colours().muted))
        text = painter.fontMetrics().elidedText(words[0] or words[1], Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QPoint(room.left(), room.top() + painter.fontMetrics().ascent()), text)
