"""Numbers, typed or stepped with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

from composer.app.editors.editor import Bench, Editor
from composer.app.editors.inputs import ShortInput
from composer.model.fields import Field

Number = int | float | None


def read_number(text: str) -> Number | str:
    """What was typed as a number, None when empty; the text itself where it is none."""
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    for make in (int, float):
        try:
            return make(plain)
        except ValueError:
            pass
    return text


def spell_number(value: Number) -> str:
    """The number as typed."""
    return "" if value is None else str(int(value) if value == int(value) else value)


class NumberEditor(Editor):
    """A number within the declared bounds, or none. Up and Down step by one."""

    narrow = True

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench)
        self.input = ShortInput()
        self.input.setPlaceholderText(field.placeholder or "None")
        self.input.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.input.typed.connect(self._typed)
        self.input.stepped.connect(self._step)
        self.box.addWidget(self.input)
        self.set_main(self.input)

    def refresh(self, value: Number) -> None:
        if read_number(self.input.text()) != value or not self.input.text():
            self.input.show_text(spell_number(value))

    def _typed(self, text: str) -> None:
        self.tell("")
        value = read_number(text)
        least, most = self.field.least, self.field.most
        if isinstance(value, str):
            self.tell(f"“{text}” is not a number.")
        elif value is not None and least is not None and value < least:
            self.tell(f"The least is {least}.")
        elif value is not None and most is not None and value > most:
            self.tell(f"The most is {most}.")
        else:
            self.put(value)

    def _step(self, by: int) -> None:
        value = self.value if isinstance(self.value, int | float) else (self.field.least or 1) - by
        value += by
        if self.field.least is not None:
            value = max(value, self.field.least)
        if self.field.most is not None:
            value = min(value, self.field.most)
        self.tell("")
        self.input.show_text(spell_number(value))
        self.put(value)
