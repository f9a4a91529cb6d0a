"""A name for saved blocks, asked when they are saved and when they are renamed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from composer.app.nesting import nest
from composer.app.pieces import beside, button, words
from composer.errors import ComposerError

_LONGEST = 80


class SavedDialog(QDialog):
    """`act` is given the name and the tick; where it says no, or raises a sentence to show, the dialog stays."""

    def __init__(
        self, heading: str, about: str, act: Callable[[str, bool], bool], parent: QWidget, *, tick: str = ""
    ) -> None:
        super().__init__(parent)
        self._act = act
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.setAccessibleDescription(about)
        self.name = QLineEdit(maxLength=_LONGEST)
        self.name.setAccessibleName("Name")
        self.tick = QCheckBox(tick)
        self.tick.setVisible(bool(tick))
        self.error = words("", "error")
        self.error.hide()
        self.done_button = button(heading, self.accept, "primary", default=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        label = words("&Name", "label", of=self.name)
        for widget in (words(heading, "title"), words(about, "muted"), label, self.name, self.error, self.tick):
            layout.addWidget(widget)
        layout.addSpacing(16)
        nest(layout, beside(None, button("Cancel", self.reject), self.done_button))
        self.setMinimumWidth(440)
        self.name.textChanged.connect(self._name_changed)
        self._name_changed()

    def open_with(self, name: str) -> None:
        """Come up with a name to take or to type over."""
        self.name.setText(name)
        self.name.selectAll()
        self.name.setFocus()
        self.open()

    def accept(self) -> None:
        name = self.name.text().strip()
        try:
            done = bool(name) and self._act(name, self.tick.isChecked())
        except ComposerError as error:
            self.error.setText(str(error))
            self.error.show()
            return
        if done:
            super().accept()

    def _name_changed(self) -> None:
        self.error.hide()
        self.done_button.setEnabled(bool(self.name.text().strip()))
