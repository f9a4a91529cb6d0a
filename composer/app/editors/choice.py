"""One of a few words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from composer.app.editors.editor import Bench, Editor
from composer.model.fields import Field


class Choices(QComboBox):
    """A list to choose from; the wheel scrolls the pane, not the choice, unless it has the focus."""

    def __init__(self, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(3)
        for word, label in choices:
            self.addItem(label, word)

    def show_word(self, word: str) -> None:
        """Show the word; one that is not among the choices is shown as it is."""
        index = self.findData(word)
        if index < 0:
            self.addItem(word, word)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceEditor(Editor):
    """A choice of declared words; an empty one reads "Not stated" where nothing is declared for it."""

    narrow = True

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench)
        choices = field.choices
        if field.default is None and "" not in dict(choices):
            choices = (("", "Not stated"), *choices)
        self.input = Choices(choices)
        self.input.activated.connect(lambda index: self.put(self.input.itemData(index)))
        self.box.addWidget(self.input)
        self.set_main(self.input)

    def refresh(self, value: str) -> None:
        self.input.show_word(value)
