"""What is selected: one thing, in all three panes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from composer.model.finding import Place


class Selection(QObject):
    """A place in the issue; `Place()` is the issue itself. `reveal` asks panes to scroll there and focus the field."""

    changed = Signal(Place)
    revealed = Signal(Place)

    def __init__(self) -> None:
        super().__init__()
        self._place = Place()

    @property
    def place(self) -> Place:
        return self._place

    @property
    def block(self) -> str:
        """The selected block's id, or nothing when the issue itself is selected."""
        return self._place.block

    def select(self, place: Place) -> None:
        """Select a place; readers are told when it is another."""
        if place != self._place:
            self._place = place
            self.changed.emit(place)

    def reveal(self, place: Place) -> None:
        """Select a place, and bring its block and field before the eyes."""
        self.select(place)
        self.revealed.emit(place)
