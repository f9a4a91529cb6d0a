"""Theme tokens: what a template leaves to the issue, each with a way back to the template's own value."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolButton, QWidget

from composer.app.editors.choice import Choices
from composer.app.editors.colour import ColourInput
from composer.app.editors.editor import GAP, Bench, Editor, row, wrapped
from composer.app.editors.inputs import ShortInput
from composer.app.icons import icon
from composer.library.look_tokens import Token
from composer.model.colour import READABLE, contrast
from composer.model.fields import Field


@dataclass(frozen=True, slots=True)
class TokenValue:
    """What a token holds: its value in this issue, whether the issue changed it, and the colour it stands on.

    closed: the template the issue came from does not leave it to the issue.
    """

    value: str
    changed: bool
    ground: str = ""
    closed: bool = False


class TokenEditor(Editor):
    """Edits one token, as its kind asks. `reset_wanted` asks for the template's own value."""

    reset_wanted = Signal(str)

    def __init__(self, token: Token, bench: Bench, *, ground: str = "") -> None:
        super().__init__(Field(f"theme.{token.name}", "token", token.label), bench)
        self.token = token
        self._ground_label = ground
        self.own = QToolButton()
        self.own.setProperty("role", "small")
        self.own.setIcon(icon("undo", "muted"))
        self.own.setToolTip(f"Back to the template’s own: {dict(token.choices).get(token.value, token.value)}")
        self.own.setAccessibleName(f"{token.label}: back to the template’s own")
        self.own.clicked.connect(lambda: self.reset_wanted.emit(token.name))
        self.head.addWidget(self.own)
        self.contrast = wrapped("", "label")
        self.input: ColourInput | Choices | LengthInput = self._make()
        self.box.addWidget(self.input)
        self.box.addWidget(self.contrast)
        self.contrast.setVisible(bool(token.on))

    def _make(self) -> ColourInput | Choices | LengthInput:
        token = self.token
        if token.kind == "colour":
            colour = ColourInput(token.label.lower(), optional=False)
            colour.chosen.connect(self.put)
            colour.refused.connect(self.tell)
            self.set_main(colour.digits)
            return colour
        if token.kind in ("length", "number"):
            length = LengthInput(token)
            length.chosen.connect(self.put)
            length.refused.connect(self.tell)
            self.set_main(length.digits)
            length.slider.setAccessibleName(token.label)
            return length
        choices = Choices(token.choices)
        choices.activated.connect(lambda index: self.put(choices.itemData(index), "", f"Change {token.label.lower()}"))
        self.set_main(choices)
        return choices

    def refresh(self, value: TokenValue) -> None:
        self.own.setVisible(value.changed and not value.closed)
        self.input.setEnabled(not value.closed)
        self.input.setToolTip("Locked by the template" if value.closed else "")
        if isinstance(self.input, ColourInput):
            self.input.show_colour(value.value)
            self._show_contrast(value)
        elif isinstance(self.input, LengthInput):
            self.input.show_length(value.value)
        else:
            self.input.show_word(value.value)

    def _show_contrast(self, value: TokenValue) -> None:
        if not value.ground:
            return
        ratio = contrast(value.value, value.ground)
        enough = ratio >= READABLE
        words = f"Contrast {ratio:.1f} on {self._ground_label}"
        self.contrast.setText(words if enough else f"{words}: too little for text, which needs {READABLE}")
        role = "label" if enough else "over"
        if self.contrast.property("role") != role:
            self.contrast.setProperty("role", role)
            self.contrast.style().polish(self.contrast)


class Slider(QSlider):
    """A slider that leaves the wheel to the pane."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class LengthInput(QWidget):
    """A length in px, or a plain number, slid or typed within its bounds."""

    chosen = Signal(str)
    refused = Signal(str)

    def __init__(self, token: Token) -> None:
        super().__init__()
        self._token = token
        self._unit = "px" if token.kind == "length" else ""
        self.slider = Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(token.least or 0, token.most or 1000)
        self.slider.valueChanged.connect(self._slid)
        self.slider.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.slider.setVisible(token.least is not None and token.most is not None)
        self.digits = ShortInput()
        self.digits.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.digits.setFixedWidth(72)
        self.digits.typed.connect(self._typed)
        self.digits.stepped.connect(self._step)
        line = row(self, GAP)
        line.addWidget(self.slider, 1)
        line.addWidget(self.digits)
        self._showing, self._shown = False, token.value

    def show_length(self, value: str) -> None:
        """Show the value in slider and digits."""
        self._showing, self._shown = True, value
        self.slider.setValue(int(float(value.removesuffix("px"))))
        self._showing = False
        if f"{self._number()}{self._unit}" != value or not self.digits.hasFocus():
            self.digits.show_text(value)

    def _number(self) -> str:
        return self.digits.text().strip().removesuffix("px").strip()

    def _step(self, by: int) -> None:
        """One up or down from what was typed, or from the last length that held where that is no number."""
        try:
            amount = int(float(self._number()))
        except (ValueError, OverflowError):  # "64px<<", "inf"
            amount = int(float(self._shown.removesuffix("px")))
        self._typed(str(amount + by))

    def _slid(self, amount: int) -> None:
        if not self._showing:
            self.refused.emit("")
            self.chosen.emit(f"{amount}{self._unit}")

    def _typed(self, text: str) -> None:
        value = f"{text.strip().removesuffix('px').strip()}{self._unit}"
        if self._token.allows(value):
            self.refused.emit("")
            self.chosen.emit(value)
        else:
            self.refused.emit(f"A number from {self._token.least or 0} to {self._token.most or 9999}.")
