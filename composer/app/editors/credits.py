"""Credits: who made a thing, where it comes from, under which licence."""

from __future__ import annotations

from dataclasses import replace

from composer.app.editors.cards import Card, ListEditor
from composer.app.editors.editor import GAP, Bench, Editor, column
from composer.app.editors.parts import CREDIT, CREDIT_PAIRS, add_parts, show_parts
from composer.app.nesting import nest
from composer.model.fields import Field
from composer.model.values import CREDIT_ROLES, Credit

_NOBODY = Credit()


class CreditEditor(Editor):
    """One credit, its parts open."""

    large = True

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench)
        inside = column(None, GAP)
        nest(self.box, inside)
        add_parts(self, CREDIT, inside, CREDIT_PAIRS)

    def refresh(self, value: Credit) -> None:
        show_parts(self, CREDIT, value)


class CreditCard(Card):
    """One credit among several. Alone and `flat`, its parts stand open without a frame around them."""

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(replace(field, fields=CREDIT), bench)
        self.pairs = CREDIT_PAIRS

    def describe(self, value: Credit) -> tuple[str, str]:
        role = dict(CREDIT_ROLES).get(value.role, "")
        if value.none_needed:
            return "No credit needed", ""
        words = " / ".join(part for part in (value.name, value.publication) if part)
        return words or "New credit", role


class CreditsEditor(ListEditor):
    """Several credits."""

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench, one="credit")

    def make_card(self, number: int) -> Card:
        return CreditCard(Field(str(number), "credit", "Credit"), self.bench)

    def fresh(self) -> Credit:
        return Credit()


class PictureCredits(CreditsEditor):
    """The credits of a picture: one stands open from the start, even before anything is written in it."""

    def refresh(self, value: tuple[Credit, ...]) -> None:
        super().refresh(value or (_NOBODY,))
        alone = len(self.cards) == 1
        for card in self.cards:
            card.stays_open = alone
            card.summary.setVisible(not alone)
            card.menu_button.setVisible(not alone)
            role = "" if alone else "card"
            if card.frame.property("role") != role:
                card.frame.setProperty("role", role)
                card.frame.style().polish(card.frame)
                card.inside.setContentsMargins(*((0, 0, 0, 0) if alone else (GAP, 2, 4, 2)))
        if alone:
            self.cards[0].unfold()
        self.add_button.setVisible(bool(value))

    def take_focus(self) -> None:
        self.cards[0].at("name", unfold=True).take_focus()
