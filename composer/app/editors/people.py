"""Persons: a byline, a commentator, a speaker, each a card with a portrait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QPushButton

from composer.app.editors.cards import Card, ListEditor
from composer.app.editors.editor import Bench, Editor
from composer.app.editors.parts import PERSON
from composer.app.editors.summary import PORTRAIT
from composer.app.editors.thumbnails import thumbnail
from composer.app.icons import icon
from composer.app.pieces import as_written
from composer.checks.corrections import brand_for
from composer.files.json_form import declared_of
from composer.model.fields import Field
from composer.model.framing import rendition
from composer.model.issue import Issue
from composer.model.values import Person
from composer.model.walk import Declared, block_leaves
from composer.model.walk import people as people_of


def people_in(issue: Issue, declared: Declared) -> list[Person]:
    """Everybody named in the issue, once each, in the order of the blocks; the fullest record of each."""
    found: dict[str, Person] = {}
    for block in issue.blocks:
        for leaf in block_leaves(block, declared):
            for _, person in people_of(leaf):
                known = found.get(person.name)
                if person.name and (known is None or (person.picture.asset and not known.picture.asset)):
                    found[person.name] = person
    return list(found.values())


def initials(name: str) -> str:
    """First letters of the first and the last name."""
    words = name.split()
    return "".join(word[0].upper() for word in ([words[0], words[-1]] if len(words) > 1 else words))


def offer_people(menu: QMenu, bench: Bench, chosen: Callable[[Person], None], apart: tuple[str, ...]) -> None:
    """Offer those of this issue and those its publication keeps, but the ones `apart`, and somebody new."""
    desk = bench.desk
    here = people_in(desk.session.now, declared_of(desk.session.now.template, desk.library))
    brand = brand_for(desk.session.now, desk.library)
    names = {person.name for person in here}
    kept = [person for person in brand.people if person.name not in names] if brand else []
    for person in (*here, *kept):
        if person.name not in apart:
            words = f"{person.name} · {person.role}" if person.role else person.name
            action = menu.addAction(icon("person", "muted"), as_written(words))
            action.triggered.connect(lambda checked=False, person=person: chosen(person))
    if not menu.isEmpty():
        menu.addSeparator()
    menu.addAction(icon("plus", "muted"), "Somebody new").triggered.connect(lambda: chosen(Person()))


class PersonCard(Card):
    """One person: portrait, name, role."""

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(replace(field, fields=PERSON), bench, portrait=True, boxed=False)
        self._shown = ""

    def describe(self, value: Person) -> tuple[str, str]:
        return value.name or "New person", value.role

    def refresh(self, value: Person) -> None:
        super().refresh(value)
        self.summary.show_words(*self.describe(value), initials(value.name))
        if rendition(value.picture) != self._shown:
            self._shown = rendition(value.picture)
            self.summary.show_picture(None)
            if self._shown:
                thumbnail(self.bench.desk, self._shown, PORTRAIT * 2, self.summary, show=self.summary.show_picture)


class PeopleEditor(ListEditor):
    """Several persons, in order."""

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench, one="person")
        self.menu: QMenu | None = None

    def make_card(self, number: int) -> Card:
        return PersonCard(Field(str(number), "person", "Person"), self.bench)

    def fresh(self) -> Person:
        return Person()

    def adding(self) -> None:
        if not self._offer():
            self.take(Person())

    def begin(self) -> None:
        self.take_focus()
        QTimer.singleShot(0, self, self._offer)  # once the button has its place

    def _offer(self) -> bool:
        """Open the list of those who are known, below the button; False where nobody is."""
        there = tuple(person.name for person in self.value)
        self.menu = QMenu(self)
        offer_people(self.menu, self.bench, self.take, there)
        known = len(self.menu.actions()) > 1
        if known:
            self.menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))
        return known

    def take(self, person: Person) -> None:
        """Put a person at the end; somebody new opens to be written."""
        if person.name:
            self.put((*self.value, person), "", "Add person")
        else:
            self.add(person)


class PersonEditor(Editor):
    """One person, or nobody yet."""

    large = True

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench)
        self.card = PersonCard(Field("", "person", field.label), bench)
        self.card.edited.connect(self.edited)
        self.card.unfolded.connect(self.unfolded)
        self.card.removed.connect(lambda: self.put(Person(), "", f"Remove {field.label.lower()}"))
        self.choose = QPushButton("Add person")
        self.choose.setProperty("role", "link")
        self.choose.setIcon(icon("plus", "accent"))
        self.choose.clicked.connect(self._choose)
        self.adder = self.choose
        self.box.addWidget(self.card)
        self.box.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_main(self.choose)
        self.parts = self.card.parts
        self._new = False

    def refresh(self, value: Person) -> None:
        there = self._new or value != Person()
        self.card.setVisible(there)
        self.choose.setVisible(not there)
        self.card.show_value(value)
        self.set_main(self.card.summary if there else self.choose)

    def part(self, name: str, unfold: bool) -> Editor | None:
        return self.card.part(name, unfold)

    def reset(self) -> None:
        self._new = False
        super().reset()
        self.card.reset()

    def begin(self) -> None:
        self.take_focus()
        QTimer.singleShot(0, self, self._offer)  # once the button has its place

    def _choose(self) -> None:
        if not self._offer():
            self._take(Person())

    def _offer(self) -> bool:
        """Open the list of those who are known, below the button; False where nobody is."""
        menu = QMenu(self)
        offer_people(menu, self.bench, self._take, ())
        known = len(menu.actions()) > 1
        if known:
            menu.popup(self.choose.mapToGlobal(QPoint(0, self.choose.height())))
        return known

    def _take(self, person: Person) -> None:
        if person.name:
            self.put(person, "", "Choose person")
            return
        self._new = True
        self.refresh(self.value)
        self.card.unfold()
        self.card.at("name").take_focus()
