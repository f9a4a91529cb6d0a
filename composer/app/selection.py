"""What is selected: one thing, in all three panes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from composer.model.finding import Place


class Selection(QObject):
    """A place in the issue; `Place()` is the issue itself.

    revealed: panes shall scroll there. wanted: the form shall take the keyboard to the field; not where the page does,
    which `on_page` is asked before: of a text or, by a place without a field, of a block. insisted: the form shall be
    there for it, also where it was put away.
    """

    changed = Signal(Place)
    revealed = Signal(Place)
    wanted = Signal(Place)
    insisted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._place = Place()
        self.on_page: Callable[[Place], bool] = lambda place: False

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

    def reveal(self, place: Place, *, insist: bool = False) -> None:
        """Select a place, bring its block and field before the eyes, and the keyboard to the field.

        insist: somebody asked for this very field, so the form comes back for it.
        """
        self.select(place)
        self.revealed.emit(place)
        if place.field and not self.on_page(place):
            if insist:
                self.insisted.emit()
            self.wanted.emit(place)

    def begin(self, place: Place) -> None:
        """Reveal what was just put in; a page that had the keyboard keeps it, on the block where no text is begun."""
        self.select(place)
        self.revealed.emit(place)
        if place.field and not (self.on_page(place) or self.on_page(Place(place.block))):
            self.wanted.emit(place)
