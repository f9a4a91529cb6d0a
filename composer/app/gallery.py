"""The gallery: what was worked on lately; what is made, and how it should look; each seen whole before it is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from composer.app import engine
from composer.app.actions import BY_NAME
from composer.app.cards import Cards
from composer.app.desk import Desk
from composer.app.exhibits import Exhibit, found, looks, looks_for, looks_for_all, own_looks, sitter
from composer.app.icons import icon
from composer.app.jobs import Err, Ok
from composer.app.look import role
from composer.app.miniature import miniature
from composer.app.nesting import nest
from composer.app.pieces import beside, button, words
from composer.app.portraits import Portraits
from composer.app.recents import Recents
from composer.app.thumbnails import Carried
from composer.app.viewing import Viewing, ViewingChoice
from composer.app.wanted import Publisher, Wanted, occasions
from composer.files.document import Document
from composer.files.forms import read_any
from composer.library.templates import Library

REST = 150  # ms with one card chosen before it is shown whole
_ROOM = Qt.ItemDataRole.UserRole
_ROW = 30  # pixels
_GOING_ON = 264  # pixels that the recent issues are high
Room = Callable[[], Iterable[Exhibit]]


class Gallery(QSplitter):
    """`changed`: another exhibit is chosen, or none. `activated`: it is taken at once. `install_wanted`: a package.
    `share_wanted`: a template of the user's, by its name.
    """

    changed = Signal()
    activated = Signal()
    install_wanted = Signal()
    share_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._library = desk.library
        self._publisher = Publisher.of_issue(desk)
        self._typed = ""
        self._whole: Exhibit | None = None
        self.rooms = QListWidget()
        self.rooms.setAccessibleName("What are you making?")
        self.recents = Recents("Recent issues")
        self.cards = Cards("Templates")
        self._chosen_in: Cards = self.cards
        self._lately: tuple[Exhibit, ...] = ()
        self.nothing = words("", "muted")
        self.about = words("", "muted")
        self.title = words("", "section")
        self.viewing = Viewing(desk, self._library)
        self.choice = ViewingChoice([self.viewing], self)
        self.portraits = Portraits(self._library, desk.jobs, self.viewing)
        self.carried = Carried(desk.jobs, self)
        self.larger = _larger()
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._show_whole)
        self._sketches = cache(self._sketch)
        self.cards.sketch = lambda exhibit: self._sketches(exhibit.template)
        self.install_button = _link("file.install_template", self.install_wanted.emit)
        self.share_button = _link("file.share_template", self._share)
        self._lay_out()
        self.rooms.currentItemChanged.connect(lambda now, before: self._hang())
        for cards in (self.cards, self.recents):
            cards.itemSelectionChanged.connect(partial(self._choose_in, cards))
            cards.itemActivated.connect(lambda item: self.activated.emit())
            cards.seen.connect(self._want_portraits)
        self.portraits.taken.connect(self._put_portrait)
        self.carried.found.connect(self.cards.put_meanwhile)

    # What is there

    def use(self, library: Library) -> None:
        """Show another library; what was chosen stays chosen where it is still there."""
        room, before = self.rooms.currentRow(), self.chosen
        self._library = library
        self._sketches.cache_clear()
        self.portraits.use(library)
        self.viewing.use(library)
        self._open_rooms()
        self.rooms.setCurrentRow(room if 0 <= room < self.rooms.count() else 0)
        for cards in (self.cards, self.recents):
            cards.choose(before)

    def show_template(self, name: str) -> None:
        """Choose a template as it begins, wherever it hangs."""
        self.rooms.setCurrentRow(0)
        wanted = (each for each in looks(self._library) if each.template == name)
        self.cards.choose(next(wanted, None))

    def hang_recent(self, exhibits: Iterable[Exhibit], *, first: bool) -> None:
        """Show these as worked on lately; `first`, the newest of them is chosen where there is one."""
        self._lately = tuple(exhibits)
        self._hang_recents()
        self._going_on.setVisible(bool(self._lately))
        if first and self._lately:
            self.recents.setCurrentRow(0)

    def publish_by(self, publisher: Publisher) -> None:
        """Show every look as this publisher would have it."""
        self._publisher = publisher
        self._whole = None
        self.portraits.begin_anew()
        self.cards.forget_portraits()
        self._want_portraits()
        self._rest.start()

    def search(self, typed: str) -> None:
        """Show only what all the words are said of."""
        self._typed = typed
        self._hang_recents()
        self._hang()

    @property
    def chosen(self) -> Exhibit | None:
        return self._chosen_in.chosen

    def wanted(self, exhibit: Exhibit, *, blank: bool = False, elsewhere: bool = False) -> Wanted:
        """What a new issue of an exhibit is made of."""
        return Wanted(
            exhibit.template, self._library, blank, elsewhere, exhibit.starter, exhibit.source, self._publisher
        )

    def stop(self) -> None:
        """Let go of the browser."""
        self._rest.stop()
        self.portraits.stop()
        self.viewing.stop()

    # Rooms and cards

    def _open_rooms(self) -> None:
        library = self._library
        self.rooms.blockSignals(True)
        self.rooms.clear()
        self._add_room("Any kind of issue", "Every template as it begins", self._looks)
        for each in occasions(library):
            self._add_room(each.starter.title, each.starter.description, partial(looks_for, each, library))
        if any(template.own for template in library.templates.values()):
            self._add_room("Your own templates", "What you saved or took in", lambda: own_looks(library))
        self.rooms.blockSignals(False)

    def _looks(self) -> Iterator[Exhibit]:
        return looks_for_all(self._library) if self._typed.strip() else looks(self._library)

    def _add_room(self, title: str, about: str, room: Room) -> None:
        item = QListWidgetItem(title)
        item.setData(_ROOM, room)
        item.setToolTip(about)
        item.setSizeHint(QSize(0, _ROW))
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, about)
        self.rooms.addItem(item)

    def _hang(self) -> None:
        item = self.rooms.currentItem()
        exhibits = list(found(item.data(_ROOM)(), self._typed)) if item else []
        self.nothing.setText("" if exhibits else f"Nothing here is called “{self._typed.strip()}”.")
        self.nothing.setVisible(not exhibits)
        self.carried.forget()
        self.cards.hang(exhibits)
        if not exhibits and self.recents.count():
            self.recents.setCurrentRow(0)
        self._tell_chosen()

    def _hang_recents(self) -> None:
        kept = self.recents.chosen
        self.recents.hang(found(self._lately, self._typed), choosing=False)
        self.recents.choose(kept)

    def _choose_in(self, cards: Cards) -> None:
        """What is chosen in one of the two is chosen no more in the other."""
        if cards.chosen is None and cards is not self._chosen_in:
            return
        other = self.recents if cards is self.cards else self.cards
        if cards.chosen is not None:
            self._chosen_in = cards
            other.setCurrentRow(-1)
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        exhibit = self.chosen
        self.title.setText(exhibit.title if exhibit else "")
        self.about.setText(exhibit.about if exhibit else "")
        self.share_button.setVisible(self._own(exhibit))
        self._rest.start()
        self.changed.emit()

    def _own(self, exhibit: Exhibit | None) -> bool:
        template = self._library.templates.get(exhibit.template) if exhibit and not exhibit.path else None
        return template is not None and template.own

    def _share(self) -> None:
        if self._own(self.chosen):
            self.share_wanted.emit(self.chosen.template if self.chosen else "")

    # Pictures

    def _sketch(self, template: str) -> QPixmap | None:
        known = self._library.templates.get(template)
        return miniature(known) if known else None

    def _want_portraits(self) -> None:
        if self.isVisible() and not engine.refusal():
            bare = [*self.recents.without_portrait(), *self.cards.without_portrait()]
            self.carried.want(bare, self._library)
            self.portraits.want(sitter(each, self.wanted(each)) for each in bare)

    def _put_portrait(self, sat: object, image: QImage) -> None:
        for cards in (self.cards, self.recents):
            cards.put_portrait(sat, image)

    def _show_whole(self) -> None:
        exhibit = self.chosen
        if exhibit is None or exhibit.missing or exhibit == self._whole:
            return
        self._whole = exhibit
        wanted, path, library = self.wanted(exhibit), exhibit.path, self._library

        def work() -> Document:
            return read_any(path, library) if path else wanted.document()

        def done(outcome: Ok[Document] | Err) -> None:
            if not isValid(self) or self._whole is not exhibit:
                return
            if isinstance(outcome, Ok):
                self.viewing.show_document(outcome.value)
            else:
                self.about.setText(outcome.sentence)

        self._desk.jobs.run(work, done)

    # Where things stand

    def _lay_out(self) -> None:
        role(self.rooms, "rail")
        role(self.cards, "cards")
        role(self.recents, "rail")
        self.rooms.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._going_on = _column(words("Recent issues", "label", of=self.recents), self.recents)
        self._going_on.hide()
        making = QSplitter(Qt.Orientation.Vertical)
        making.setChildrenCollapsible(False)
        making.setHandleWidth(1)
        making.addWidget(self._going_on)
        making.addWidget(_column(words("What are you making?", "label", of=self.rooms), self.rooms))
        making.setStretchFactor(1, 1)
        making.setSizes([_GOING_ON, 3 * _GOING_ON // 2])
        asked = QWidget()
        line = QHBoxLayout(asked)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(words("How should it look?", "label", of=self.cards), 1)
        for each in (self.share_button, self.install_button):
            line.addWidget(each)
        looking = _column(asked, self.nothing, self.cards)
        self.larger.toggled.connect(making.setHidden)
        self.larger.toggled.connect(looking.setHidden)
        seen = QFrame()
        layout = QVBoxLayout(seen)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        top = beside(self.choice.width, self.choice.condition, None, self.larger)
        top.setContentsMargins(16, 0, 16, 0)
        nest(layout, top)
        layout.addWidget(self.viewing, 1)
        told = QVBoxLayout()
        told.setContentsMargins(16, 0, 16, 8)
        told.setSpacing(2)
        told.addWidget(self.title)
        told.addWidget(self.about)
        nest(layout, told)
        for widget, stretch in ((making, 0), (looking, 3), (seen, 2)):
            self.addWidget(widget)
            self.setStretchFactor(self.count() - 1, stretch)
        self.setSizes([224, 560, 456])
        making.setMinimumWidth(200)
        looking.setMinimumWidth(384)
        seen.setMinimumWidth(376)


def _link(action: str, act: Callable[[], object]) -> QPushButton:
    """A quiet button for an action of the window."""
    row = BY_NAME[action]
    made = button(row.label, act, "link")
    made.setIcon(icon(row.icon, "accent"))
    return made


def _larger() -> QToolButton:
    """The switch that gives the mail all the room there is."""
    made = QToolButton()
    made.setIcon(icon("full-screen"))
    made.setCheckable(True)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName("Full size")
    made.setShortcut("F11")
    made.setToolTip("Full size (F11)")
    return made


def _column(*widgets: QWidget) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(16, 8, 8, 0)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget, 1 if isinstance(widget, QListWidget) else 0)
    return made
