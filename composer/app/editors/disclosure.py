"""How AI was used: not stated, declared none, or in which ways."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from composer.app.editors.choice import Choices
from composer.app.editors.editor import GAP, Bench, Editor, column
from composer.app.editors.parts import show_parts
from composer.app.nesting import nest
from composer.model.fields import Field
from composer.model.values import AI_USES, Disclosure

USES = Field("uses", "choice", "How AI was used")
NOTES = (
    Field("note", "line", "Note to readers", placeholder="Sources gathered with AI, written by hand."),
    Field("interests", "line", "Interests", placeholder="Shares, gifts, ties to those written about"),
)


class UsesEditor(Editor):
    """One of three statements; the ways of use are ticked below the third."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(USES, bench)
        self.input = Choices((("", "Not stated"), ("none", "No AI was used"), ("used", "AI was used")))
        self.input.activated.connect(self._chosen)
        self.box.addWidget(self.input)
        self.set_main(self.input)
        self.ways = QWidget()
        grid = QGridLayout(self.ways)
        grid.setContentsMargins(0, GAP // 2, 0, 0)
        grid.setVerticalSpacing(GAP // 2)
        self.boxes: dict[str, QCheckBox] = {}
        for number, (word, label) in enumerate(AI_USES):
            box = QCheckBox(label)
            box.setAccessibleName(f"AI use: {label}")
            box.clicked.connect(self._ticked)
            self.boxes[word] = box
            grid.addWidget(box, number // 2, number % 2)
        self.box.addWidget(self.ways)

    def refresh(self, value: tuple[str, ...] | None) -> None:
        self.input.show_word("" if value is None else "used" if value else "none")
        self.ways.setVisible(bool(value))
        for word, box in self.boxes.items():
            box.setChecked(word in (value or ()))

    def _chosen(self, index: int) -> None:
        chosen = self.input.itemData(index)
        uses = {"": None, "none": (), "used": self.value or (AI_USES[0][0],)}[chosen]
        self.put(uses, "", "Change disclosure")

    def _ticked(self) -> None:
        """The last way taken back leaves nothing stated: that none was used is for a person to declare."""
        uses = tuple(word for word, box in self.boxes.items() if box.isChecked())
        self.put(uses or None, "", "Change disclosure")


class DisclosureEditor(Editor):
    """The statement, a note to readers, and interests to declare."""

    large = True

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench)
        inside = column(None, GAP)
        nest(self.box, inside)
        self.uses = UsesEditor(bench)
        inside.addWidget(self.add_part("uses", self.uses))
        for part in NOTES:
            inside.addWidget(self.add_part(part.name, bench.make(part)))

    def refresh(self, value: Disclosure) -> None:
        self.uses.show_value(value.uses)
        show_parts(self, NOTES, value)
