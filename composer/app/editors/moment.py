"""Dates and times of day, typed or taken from a calendar, or none."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton

from composer.app.editors.editor import Bench, Editor, column, row
from composer.app.editors.inputs import ShortInput
from composer.app.icons import icon
from composer.app.look import colours
from composer.app.nesting import nest
from composer.errors import ComposerError
from composer.model import values_json as form
from composer.model.fields import Field


class MomentEditor(Editor):
    """A date or time as text, the forms of people's own language understood, with a button to empty it."""

    example = ""

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench)
        self.input = ShortInput()
        self.input.setPlaceholderText(field.placeholder or f"None, or {self.example}")
        self.input.typed.connect(self._typed)
        self.input.editingFinished.connect(self._finish)
        self.line = row(None, 0)
        self.line.addWidget(self.input, 1)
        self.none = self.button("close", "None")
        self.none.clicked.connect(lambda: self._typed(""))
        nest(self.box, self.line)
        self.set_main(self.input)

    def button(self, name: str, words: str) -> QToolButton:
        """A button beside the text."""
        made = QToolButton()
        made.setIcon(icon(name, "muted"))
        made.setToolTip(words)
        made.setAccessibleName(f"{words}: {self.field.label}")
        self.line.addWidget(made)
        return made

    def refresh(self, value: date | time | None) -> None:
        self.none.setVisible(value is not None)
        if not self.input.hasFocus() or self._read(self.input.text()) != value:
            self.input.show_text(self._spell(value))

    def _typed(self, text: str) -> None:
        self.tell("")
        value = self._read(text)
        if isinstance(value, ComposerError):
            if len(text) >= len(self.example):
                self.tell(f"“{text.strip()}” is no {self.field.kind}; write it like {self.example}.")
        elif value == self.value:
            self.input.show_text(text)
        else:
            self.put(value)

    def _finish(self) -> None:
        value = self._read(self.input.text())
        if isinstance(value, ComposerError):
            self._typed(self.input.text().ljust(len(self.example)))
        elif self.input.text() != self._spell(value):
            self.input.show_text(self._spell(value))

    def _read(self, text: str) -> date | time | ComposerError | None:
        raise NotImplementedError

    def _spell(self, value: date | time | None) -> str:
        raise NotImplementedError


class DateEditor(MomentEditor):
    """A day, with a calendar."""

    example = "2023-12-08"

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench)
        self.open = self.button("calendar", "Calendar")
        self.open.clicked.connect(self._open)
        self.popup: Calendar | None = None

    def _read(self, text: str) -> date | ComposerError | None:
        plain = text.strip()
        try:
            return form.day(plain, "")
        except ComposerError as error:
            for style in (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat):
                if (day := QLocale().toDate(plain, style)).isValid():
                    return _as_date(day)
            for order in ("d MMM yyyy", "d MMMM yyyy", "ddd d MMM yyyy", "d.M.yyyy"):
                if (day := QLocale().toDate(plain, order)).isValid():
                    return _as_date(day)
            return error

    def _spell(self, value: date | time | None) -> str:
        if not isinstance(value, date):
            return ""
        return QLocale().toString(QDate(value.year, value.month, value.day), "ddd d MMM yyyy")

    def _open(self) -> None:
        day = self.value if isinstance(self.value, date) else date.today()
        self.popup = Calendar(QDate(day.year, day.month, day.day))
        self.popup.calendar.activated.connect(self._chosen)
        self.popup.calendar.clicked.connect(self._chosen)
        self.popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        at = self.open.mapToGlobal(QPoint(self.open.width() - self.popup.sizeHint().width(), self.open.height() + 4))
        self.popup.move(at)
        self.popup.show()
        self.popup.calendar.setFocus()

    def _chosen(self, day: QDate) -> None:
        if self.popup is not None:
            self.popup.close()
            self.popup = None
            self.tell("")
            self.put(_as_date(day))
            self.input.setFocus()


class Calendar(QFrame):
    """A month to choose a day from, over everything until one is chosen or Escape is pressed."""

    def __init__(self, day: QDate) -> None:
        super().__init__(None, Qt.WindowType.Popup)
        self.setProperty("role", "sheet")
        self.calendar = QCalendarWidget()
        self.calendar.setSelectedDate(day)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName("Calendar")
        plain = QTextCharFormat()
        plain.setForeground(QColor(colours().ink))
        for day_of_week in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day_of_week, plain)
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(colours().muted))
        self.calendar.setHeaderTextFormat(quiet)
        column(self, 0).addWidget(self.calendar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class TimeEditor(MomentEditor):
    """A time of day to the minute."""

    narrow = True

    example = "18:30"

    def _read(self, text: str) -> time | ComposerError | None:
        plain = text.strip().replace(".", ":")
        try:
            return form.clock(plain if ":" in plain or not plain else f"{plain}:", "")
        except ComposerError as error:
            return error

    def _spell(self, value: date | time | None) -> str:
        return value.isoformat("minutes") if isinstance(value, time) else ""


def _as_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
