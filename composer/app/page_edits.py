"""What is written on the page: which text, what it needs for that, and what was typed as steps of the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from composer.app.actions import ACTIONS
from composer.app.address_cards import AddressCards, linked, lone_address
from composer.app.desk import Desk
from composer.app.editors.inserts import ADDRESS_TAGS, NO_ADDRESS, TEXT_TAGS, linkable, spelled_out
from composer.app.field_edits import edit_block
from composer.app.form_words import lowered
from composer.app.offered import offered
from composer.app.outside import follow
from composer.app.pasting import credit, sentence, uncredited
from composer.errors import ComposerError
from composer.importing.paste import Pasted, pasted
from composer.library.mail_tools import MailTool
from composer.library.words import read_words
from composer.model import prose
from composer.model.edits import Edit, both
from composer.model.finding import Place
from composer.model.history import Caret
from composer.model.issue import Block, Issue
from composer.model.locks import FIXED_WORDS
from composer.model.walk import Leaf, leaves
from composer.session import Change

Call = Callable[..., None]
# Keys of a text on the page. What else the window knows, such as Ctrl+S, it keeps while somebody writes.
_KEYS = frozenset(
    "Ctrl+Z Ctrl+Shift+Z Ctrl+Y Ctrl+A Ctrl+C Ctrl+X Ctrl+V Ctrl+Alt+3".split()
    + [row.shortcut for row in ACTIONS if row.name.startswith("text.")]
)


def of_texts(event: QKeyEvent) -> bool:
    """Whether a key means something to a text that is written in: a letter, one that moves or deletes, bold."""
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier | Qt.KeyboardModifier.AltModifier
    if not event.modifiers() & control:
        return bool(event.text()) or event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
    moved = ("MoveTo", "Select", "Delete")
    names = [key for key in QKeySequence.StandardKey if key.name.startswith(moved)]
    return QKeySequence(event.keyCombination()).toString() in _KEYS or any(event.matches(name) for name in names)


def takes_out(event: QKeyEvent) -> bool:
    """Whether a key is Delete or cuts: the page knows whether that is meant for the block or for a field of it."""
    alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return (event.key() == Qt.Key.Key_Delete and alone) or event.matches(QKeySequence.StandardKey.Cut)


class PageEdits(QObject):
    """Answers what the page tells of its texts, such as `typed`, and tells it what changed elsewhere in one.

    The page numbers what it tells; what it is told says up to which number that was known, so that nothing newer is
    overwritten. told: a sentence for the person. Its parent ends it: who hears a signal lives as long as its sender.
    """

    told = Signal(str)
    made = Signal()  # a card, of an address that was pasted

    def __init__(self, desk: Desk, tool: Callable[[], MailTool], call: Call, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tool = tool
        self._call = call
        self._place: Place | None = None
        self._value = ""  # as the page has it, through the gate
        self._seen = 0
        self._slot = -1
        self.applying = False  # what the page told is being put into the issue
        self._rider: Edit | None = None  # what goes along with what is being pasted
        self.cards = AddressCards(desk)
        self._becomes = False  # whether what is being pasted is to become a card
        self._held = False  # whether keys wait for the text of a card that was made
        # Where undo last led, what stood there before, and the selection that it had.
        self._undone: tuple[Place, str, Caret | None] | None = None
        self._was: tuple[Place, str] | None = None  # the same, once the caret is to go to what differs
        self._acts = {
            "enter": self._enter,
            "fixed": self._refuse,
            "typed": self._typed,
            "paste": self._paste,
            "link": self._link,
            "follow": self._lead,
            "left": self._left,
        }
        desk.session.subscribe(self._follow)

    @property
    def place(self) -> Place | None:
        """The text that is being written in."""
        return self._place

    def hear(self, message: Mapping[str, Any]) -> bool:
        """Take a message of the page's; False where it is none of a text that is written in."""
        act = self._acts.get(message["what"])
        if act is not None:
            act(message, Place(str(message.get("block", "")), str(message.get("field", ""))))
        return act is not None

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key is left to the page while it has the keyboard."""
        return of_texts(event) if self._place else takes_out(event)

    def writable(self, place: Place) -> bool:
        """Whether a place is a text that can be written in on the page."""
        issue, block = self._desk.session.now, self._desk.session.now.block(place.block)
        if block is None or not block.printed or block.settings.locked or self._leaf(place) is None:
            return False
        return f' data-edit="{place.field}"' in self._desk.renderer.open_fragment(issue, block, tool=self._tool())

    def write(self, place: Place) -> None:
        """Put the caret into a text on the page; after undo where it was, or where that changed it."""
        if place == self._place:
            return
        undone = self._undone if self._undone and self._undone[0] == place else None
        caret = undone[2] if undone else None
        self._was = undone[:2] if undone and not caret else None
        self._call("write", place.block, place.field, {"caret": caret} if caret else "change" if undone else "end")

    def forget(self) -> None:
        """The page is another: nothing is written in, and no keys wait."""
        self._place, self._becomes, self._held = None, False, False

    def _enter(self, message: Mapping[str, Any], place: Place) -> None:
        block, leaf = self._desk.session.now.block(place.block), self._leaf(place)
        if block is None or leaf is None:
            self._call("leave")
            return
        if block.settings.locked:
            self._refuse(message, place)
            return
        self._place, self._value, self._seen, self._slot = place, leaf.value, 0, int(message["slot"])
        self._desk.selection.select(place)
        was = {"was": self._was[1]} if self._was and self._was[0] == place else {}
        self._was = None
        self._call("edit", {**self._needs(block, leaf), **was})
        self._let_go()

    def _refuse(self, message: Mapping[str, Any], place: Place) -> None:
        """Say why there is nothing to write in a block that was clicked."""
        self._call("leave")
        self._desk.selection.select(Place(place.block))
        self.told.emit(FIXED_WORDS)

    def _styles(self, leaf: Leaf) -> dict[str, str]:
        """The styles of the prose that is written in, by place."""
        issue = self._desk.session.now
        block = issue.block(self._place.block) if self._place else None
        if block is None or leaf.field.kind != "prose":
            return {}
        return dict(self._desk.renderer.prose_table(issue, block, self._slot, tool=self._tool()))

    def _needs(self, block: Block, leaf: Leaf) -> dict[str, Any]:
        """All that the page wants to know of a text to have it written in."""
        desk, issue, field = self._desk, self._desk.session.now, leaf.field
        is_prose = field.kind == "prose"
        return {
            "block": block.id,
            "field": leaf.path,
            "kind": field.kind,
            "value": leaf.value,
            "label": field.label,
            "ghost": (field.placeholder if is_prose else "") or field.label,
            "styles": self._styles(leaf),
            "quotes": read_words(issue.language)["quotes"].split("|"),
            "tags": dict(TEXT_TAGS),
            "addresses": dict(ADDRESS_TAGS),
            "stories": [[name, title] for name, title in linkable(issue, desk.library, block.id)],
            "blocks": [
                *([each.name, each.title] for each in sorted(desk.types.values(), key=lambda each: each.order)),
                *([name, saved.title] for name, saved in offered(desk.library).items()),
            ],
        }

    def _typed(self, message: Mapping[str, Any], place: Place) -> None:
        self._take(message, place)
        if self._becomes and message["step"] == "Paste":
            self._make_card(place)

    def _take(self, message: Mapping[str, Any], place: Place) -> None:
        block, leaf = self._desk.session.now.block(place.block), self._leaf(place)
        known = self._desk.types.get(block.type) if block else None
        if block is None or known is None or leaf is None:
            return
        if place == self._place:
            self._seen = int(message["seq"])
        step = str(message["step"])
        try:
            edit = edit_block(block, known.fields, place.field, message["value"])
            edit, self._rider = (both(edit, self._rider), None) if self._rider and step else (edit, self._rider)
        except ComposerError as error:
            self.told.emit(getattr(error, "sentence", str(error)))
            self._show(leaf.value, caret=False)
            return
        key = "" if step else f"{place.block}.{place.field}#{message['group']}"
        session, self.applying = self._desk.session, True
        try:
            label, (was, then) = step or f"Change {lowered(leaf.field.label)}", message["carets"]
            carets = (was[0], was[1]), (then[0], then[1])
            done = session.apply(label, edit, place=place, merge_key=key, carets=carets)
        finally:
            self.applying = False
        if (now := self._leaf(place)) is None or place != self._place:
            return
        if not done and edit(session.now) is not session.now:
            self._show(now.value, caret=False)  # it was refused: the page has what the issue has not
        else:
            self._value = now.value

    def _make_card(self, place: Place) -> None:
        """Make a card of the address that was pasted; keys go on waiting until its text is there."""
        made = self.cards.make(place)
        self._becomes, self._held = False, True
        if made is not None:
            self._desk.selection.begin(made)
            self.made.emit()
        if made is None or made == self._place or not self.writable(made):
            self._let_go()

    def _let_go(self) -> None:
        """Have keys go on that wait for a card."""
        if self._becomes or self._held:
            self._becomes, self._held = False, False
            self._call("resume")

    def _paste(self, message: Mapping[str, Any], place: Place) -> None:
        leaf = self._leaf(place)
        if leaf is not None and place == self._place:
            self._put_in(message, place, leaf)
        if not self._becomes:
            self._call("resume")

    def _put_in(self, message: Mapping[str, Any], place: Place, leaf: Leaf) -> None:
        text, html = str(message["text"]), str(message["html"])
        given: dict[str, Any] = {"block": place.block, "field": place.field}
        address = spelled_out(text)
        if message["selected"] and "://" in address and prose.address_allowed(address):
            self._call("paste", {**given, "link": address})
            return
        is_prose, lone = leaf.field.kind == "prose", "" if message["plain"] else lone_address(text)
        picture = uncredited(self._desk, place.block) if is_prose else ""
        try:
            found = Pasted(linked(lone)) if lone else pasted(html, text, credit_wanted=bool(picture))
        except ComposerError as error:
            self.told.emit(str(error))
            return
        self._rider = credit(self._desk, place.block, picture, found.credit) if found.credit and found.prose else None
        value = found.prose if is_prose else " ".join(prose.plain(found.prose).split())
        if value:  # what is selected stays where nothing comes in its place
            self._becomes = bool(lone) and self.cards.fits(place)
            self._call("paste", {**given, "value": value})
        if said := sentence(found):
            self.told.emit(said)

    def _link(self, message: Mapping[str, Any], place: Place) -> None:
        address = spelled_out(str(message["address"]))
        self._call("link", {"address": address} if prose.address_allowed(address) else {"trouble": NO_ADDRESS})

    def _lead(self, message: Mapping[str, Any], place: Place) -> None:
        if said := follow(str(message["address"]), self._desk.selection):
            self.told.emit(said)

    def _left(self, message: Mapping[str, Any], place: Place) -> None:
        if place == self._place:
            self._place = None
            self._desk.session.seal()
            if self._becomes:
                self._let_go()

    def _follow(self, change: Change) -> None:
        """Tell the page what its text is now, where that came about elsewhere."""
        if change.by in ("undo", "redo") and change.place != self._place:
            before = self._leaf(change.place, change.before)
            known = before is not None and isinstance(before.value, str)
            self._undone = (change.place, before.value, change.caret) if before and known else None
        elif change.by != "saved":
            self._undone = None
        if self._place is None or self.applying:
            return
        leaf = self._leaf(self._place)
        if leaf is None or change.by == "open" or change.before.template != change.after.template:
            self._call("leave")
            return
        if change.before.theme is not change.after.theme or change.before.language != change.after.language:
            self._call("wear", self._styles(leaf))
        if leaf.value != self._value:
            there = change.caret if change.place == self._place else None
            self._show(leaf.value, caret=there or change.by in ("undo", "redo"))

    def _show(self, value: str, *, caret: Caret | bool) -> None:
        if self._place is not None:
            self._value = value
            given = {"block": self._place.block, "field": self._place.field}
            self._call("value", {**given, "value": value, "seen": self._seen, "caret": caret})

    def _leaf(self, place: Place, issue: Issue | None = None) -> Leaf | None:
        """The line or prose at a place."""
        block = (issue or self._desk.session.now).block(place.block)
        known = self._desk.types.get(block.type) if block else None
        found = leaves(known.fields, block.fields) if block and known else iter(())
        return next((leaf for leaf in found if leaf.path == place.field and leaf.field.kind in ("line", "prose")), None)
