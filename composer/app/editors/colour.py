"""Colours: a swatch to choose by eye, six digits to type."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QColorDialog, QToolButton, QWidget

from composer.app.editors.editor import GAP, Bench, Editor, row
from composer.app.editors.inputs import ShortInput
from composer.app.icons import icon
from composer.app.look import colours
from composer.model.fields import Field

_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def read_colour(text: str) -> str | None:
    """What was typed as `#rrggbb`, three digits and a missing # allowed; None where it is no colour."""
    found = _HEX.fullmatch(text.strip())
    if not found:
        return None
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


class Swatch(QAbstractButton):
    """A square of the colour; a stroke across it when there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.colour = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(32, 32)

    def show_colour(self, colour: str) -> None:
        self.colour = colour
        self.setToolTip(f"Choose a colour; now {colour or 'none'}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = colours()
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setBrush(QColor(self.colour or look.field))
        painter.setPen(QPen(QColor(look.accent if self.hasFocus() else look.line), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(box, 6, 6)
        if not self.colour:
            painter.setPen(QPen(QColor(look.error), 1.5))
            painter.drawLine(box.bottomLeft(), box.topRight())
        painter.end()


class ColourInput(QWidget):
    """Swatch and digits. `chosen` tells each colour that is one, or nothing where `optional`."""

    chosen = Signal(str)
    refused = Signal(str)

    def __init__(self, name: str, *, optional: bool) -> None:
        super().__init__()
        self._name = name
        self._optional = optional
        self.swatch = Swatch()
        self.swatch.setAccessibleName(f"Choose {name}")
        self.digits = ShortInput()
        self.digits.setPlaceholderText("None" if optional else "#000000")
        self.digits.typed.connect(self._typed)
        self.swatch.clicked.connect(self._choose)
        line = row(self, GAP)
        line.addWidget(self.swatch)
        line.addWidget(self.digits, 1)
        if optional:
            self.none = QToolButton()
            self.none.setIcon(icon("close", "muted"))
            self.none.setToolTip("No colour")
            self.none.setAccessibleName(f"No {name}")
            self.none.clicked.connect(lambda: self.chosen.emit(""))
            line.addWidget(self.none)

    def show_colour(self, colour: str) -> None:
        """Show the colour, leaving digits alone that say the same."""
        self.swatch.show_colour(colour)
        if (read_colour(self.digits.text()) or "") != colour or not colour:
            self.digits.show_text(colour)

    def _typed(self, text: str) -> None:
        colour = read_colour(text)
        if colour or (self._optional and not text.strip()):
            self.refused.emit("")
            self.chosen.emit(colour or "")
        else:
            self.refused.emit(f"“{text}” is not a colour; write six digits, like #0b57d0.")

    def _choose(self) -> None:
        dialog = QColorDialog(QColor(self.swatch.colour or "#ffffff"), self.window())
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setWindowTitle(f"Choose {self._name}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda colour: self.chosen.emit(colour.name()))
        dialog.open()


class ColourEditor(Editor):
    """A colour, or none."""

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench)
        self.input = ColourInput(field.label.lower(), optional=True)
        self.input.chosen.connect(self.put)
        self.input.refused.connect(self.tell)
        self.box.addWidget(self.input)
        self.set_main(self.input.digits)

    def refresh(self, value: str) -> None:
        self.input.show_colour(value)
