"""What the checks say, in a panel below the toolbar; a click goes to the field, a fix is one step of the session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from composer.app.desk import Desk
from composer.app.icons import icon
from composer.app.look import role
from composer.app.nesting import nest
from composer.app.pieces import beside
from composer.model.finding import Finding

_LEVELS = {
    "error": ("error", "error", "Must be put right"),
    "warning": ("warning", "warning", "Worth a look"),
    "note": ("info", "muted", "Good to know"),
}
WIDTH, HIGHEST = 400, 480
_BELOW = 30  # pixels: what puts it right stands below the words, not below their mark
_EDGES = 28  # pixels above, between and below title and list


def summary(findings: tuple[Finding, ...] | None) -> tuple[str, str]:
    """What the button says, and its level: `2 to check`, `warning`. Notes ask for nothing; None: not known yet."""
    if findings is None:
        return "Checking…", "muted"
    count = sum(finding.level != "note" for finding in findings)
    if not count:
        return "All checked", "good"
    level = "error" if any(finding.level == "error" for finding in findings) else "warning"
    return f"{count} to check", level


class FindingsPanel(QFrame):
    """A popup; arrows move in it, Enter goes to the place, Esc closes."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        role(self, "sheet")
        self._desk = desk
        self._rows: list[QPushButton] = []
        self.setAccessibleName("Findings")
        self._title = QLabel()
        role(self._title, "section")
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(8, 0, 8, 8)
        self._list.setSpacing(2)
        role(inside, "pane")
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setWidget(inside)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 12, 1, 8)
        self._title.setContentsMargins(16, 0, 16, 0)
        layout.addWidget(self._title)
        layout.addWidget(self._scroll)

    def show_findings(self, findings: tuple[Finding, ...] | None) -> None:
        """Fill the panel; None: not known yet."""
        while item := self._list.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._rows = []
        nothing = "Checking…" if findings is None else "Nothing to put right: this issue is ready to leave."
        self._title.setText("Before it leaves" if findings else nothing)
        for finding in findings or ():
            self._list.addWidget(self._row(finding))
        self._list.addStretch(1)

    def open_below(self, anchor: QWidget) -> None:
        """Show the panel under a button, inside its window."""
        self._scroll.setVisible(bool(self._rows))
        self.ensurePolished()
        wanted = self._list.heightForWidth(WIDTH - 2) + self._title.sizeHint().height() + _EDGES
        self.setFixedSize(WIDTH, min(wanted, HIGHEST) if self._rows else 48)
        corner = anchor.mapToGlobal(QPoint(anchor.width() - WIDTH, anchor.height() + 6))
        window = QRect(anchor.window().mapToGlobal(QPoint(0, 0)), anchor.window().size())
        corner.setX(max(window.left() + 8, corner.x()))
        self.move(corner)
        self.show()
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _row(self, finding: Finding) -> QWidget:
        glyph, colour, level = _LEVELS[finding.level]
        row = _Row(finding.sentence, lambda: self._go(finding))
        row.setAccessibleName(f"{level}: {finding.sentence}")
        row.mark.setPixmap(icon(glyph, colour).pixmap(18, 18))
        self._rows.append(row)
        if finding.fix is None:
            return row
        both = QWidget()
        lines = QVBoxLayout(both)
        lines.setContentsMargins(0, 0, 0, 4)
        lines.setSpacing(0)
        fix = QPushButton(finding.fix_label or "Fix")
        role(fix, "link")
        fix.clicked.connect(lambda: self._fix(finding))
        lines.addWidget(row)
        below = beside(fix, None)
        below.setContentsMargins(_BELOW, 0, 0, 0)
        nest(lines, below)
        return both

    def _go(self, finding: Finding) -> None:
        self.hide()
        self._desk.selection.reveal(finding.place, insist=True)

    def _fix(self, finding: Finding) -> None:
        self.hide()
        if finding.fix:
            self._desk.session.apply(finding.fix_label or "Fix", finding.fix, place=finding.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        pressed = self.focusWidget()
        if event.key() in steps and self._rows:
            at = next((n for n, row in enumerate(self._rows) if row.hasFocus()), -1)
            self._rows[(at + steps[Qt.Key(event.key())]) % len(self._rows)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(pressed, QPushButton):
            pressed.click()
        else:
            super().keyPressEvent(event)


class _Row(QPushButton):
    """A button of a wrapped sentence with a mark before it."""

    def __init__(self, sentence: str, act: Callable[[], None]) -> None:
        super().__init__()
        role(self, "row")
        self.clicked.connect(act)
        self.mark = QLabel()
        self.mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        text = QLabel(sentence, wordWrap=True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 8, 8, 8)
        line.setSpacing(10)
        line.addWidget(self.mark)
        line.addWidget(text, 1)
        for label in (self.mark, text):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 64, self._text.heightForWidth(WIDTH - 104) + 18)
