"""Says above a form what of a block its template locks, and leads to where that is decided."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from composer.app.icons import icon
from composer.app.look import role
from composer.app.nesting import nest
from composer.app.pieces import beside, button, words
from composer.model.issue import Block
from composer.model.locks import is_locked

LOCKED = "Locked by the template"
_SAYS = {
    "locked": "What it says stays as it is.",
    "fixed": "It stays where it stands.",
    "needed": "It is neither deleted nor hidden.",
    "single": "There is no second one of it.",
}


class LockNote(QFrame):
    """Shown for a block of which something is locked. `change_wanted`: to where it is decided what is."""

    change_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        role(self, "locked")
        mark = QLabel()
        mark.setPixmap(icon("lock", "muted").pixmap(16, 16))
        self.heading, self.says = words(LOCKED, "section"), words("", "muted")
        self.change = button("Change What Is Locked…", self.change_wanted.emit, "link")
        self.change.setToolTip("Save a template of your own with other ticks; this issue can follow it")
        told = QVBoxLayout()
        told.setSpacing(2)
        for each in (self.heading, self.says):
            told.addWidget(each)
        leading = beside(self.change, None)
        leading.setContentsMargins(-6, 0, 0, 0)  # its words stand below the others
        nest(told, leading)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 10, 12, 8)
        line.setSpacing(8)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        nest(line, told, 1)
        self.hide()

    def show_block(self, block: Block | None) -> None:
        """Say what is locked of a block, or nothing."""
        locked = block is not None and is_locked(block.settings)
        if block is not None and locked:
            said = " ".join(sentence for name, sentence in _SAYS.items() if getattr(block.settings, name))
            self.says.setText(said)
            self.setAccessibleName(f"{LOCKED}. {said}")
        self.setVisible(locked)
