"""Two who make an issue in the mail itself: one by a mouse and keys, one by keys alone. Neither works in the form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QMenu, QPushButton, QWidget

from composer.app.arranging import is_written_in
from composer.app.editors.editor import Editor
from composer.app.field_card import FieldCard
from composer.app.new_dialog import NewDialog
from composer.app.picture_card import PictureCard
from composer.app.two_lines import SPOT
from tests.app.pages import CONTROL, NONE, SHIFT, Hands, double_click
from tests.app.walk import drop_in_mail
from tests.app.windows import Seat

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


class Maker(Protocol):
    """How somebody works who makes an issue."""

    hands: Hands

    def begin(self) -> None:
        """Begin a blank issue in the first template there is."""

    def insert(self, name: str) -> str:
        """Put a block of a type in below what is selected; its id."""

    def go(self, block: str, field: str) -> None:
        """Write at the end of a text of the selected block."""

    def select(self, block: str, word: str) -> None:
        """Select a word of the text that is written in: the one before the caret."""

    def bring(self, block: str, picture: Path) -> None:
        """Bring a picture from elsewhere into the selected block."""

    def tell(self, card: PictureCard | FieldCard, path: str, words: str) -> None:
        """Write in a line of a card, further down than the last."""

    def close(self, card: PictureCard | FieldCard) -> None:
        """Be done with the card."""

    def card(self, block: str, field: str) -> FieldCard:
        """Open the card of what stands in the selected block for a field that is no text."""

    def add(self, card: FieldCard) -> None:
        """Add one to the list in a card that was empty; the caret is then in its first line."""

    def take(self, card: FieldCard, name: str) -> None:
        """Take somebody whom the card offers."""

    def choose(self, card: FieldCard, path: str, word: str) -> None:
        """Choose a word of a list in the card, further down than where the caret is."""


def active(seat: Seat, window: QWidget) -> None:
    window.activateWindow()
    seat.until(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    assert widget.isVisible()
    assert widget.isEnabled()
    QTest.mouseClick(widget, LEFT, NONE, at or widget.rect().center())


def editor_in(card: PictureCard | FieldCard, path: str) -> Editor:
    """The editor of a card that stands for a path."""
    found = card.editors[path] if isinstance(card, PictureCard) else card.form.at(path)
    assert isinstance(found, Editor)
    return found


def adder_in(card: FieldCard) -> QPushButton:
    """The button of a card that adds one."""
    button = editor_in(card, card.fields[0].name).adder
    assert button is not None
    return button


def choices_in(card: FieldCard, path: str) -> QComboBox:
    """The list to choose from in a card that stands for a path."""
    (box,) = editor_in(card, path).findChildren(QComboBox)
    assert isinstance(box, QComboBox)
    return box


def file_data(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def new_dialog(seat: Seat) -> NewDialog:
    """Once it can be answered."""
    dialog = seat.window.findChild(NewDialog)
    assert isinstance(dialog, NewDialog)
    seat.until(dialog.create_button.isEnabled)
    active(seat, dialog)
    return dialog


class ByKeys:
    """Keys alone, from the first to the last."""

    def __init__(self, seat: Seat) -> None:
        self.seat, self.hands = seat, Hands(seat)

    def begin(self) -> None:
        active(self.seat, self.seat.window)
        self.hands.press(Key.Key_N, CONTROL)
        dialog = new_dialog(self.seat)
        tabs = 0
        while not dialog.starter.hasFocus():
            self.hands.press(Key.Key_Tab)
            tabs += 1
            assert tabs < 30
        self.hands.press(Key.Key_Right)
        assert dialog.blank.isChecked()
        self.hands.press(Key.Key_Return)
        self.seat.until(lambda: not self.seat.issue.blocks)
        self.seat.settle()
        active(self.seat, self.seat.window)

    def insert(self, name: str) -> str:
        """By the list of commands; out of a text with something in it by a slash on a new line."""
        before = {block.id for block in self.seat.issue.blocks}
        title = self.seat.desk.types[name].title
        if self.seat.window.canvas.edits.place is not None:
            self.hands.press(Key.Key_End, CONTROL)
            self.hands.press(Key.Key_Return)
            self.hands.type(f"/{title.lower()}")
            self.hands.press(Key.Key_Return)
        else:
            self.to_the_mail()
            self.hands.press(Key.Key_P, SHIFT | CONTROL)
            palette = self.seat.window.tools.palette
            assert palette.search.hasFocus()
            QTest.keyClicks(palette.search, f"Insert {title}")
            self.hands.press(Key.Key_Return)
        self.seat.until(lambda: self.seat.desk.selection.block not in {"", *before})
        return self.seat.desk.selection.block

    def to_the_mail(self) -> None:
        """Pane by pane, until the mail has the keyboard."""
        panes = 0
        while not self.hands.target.hasFocus():
            self.hands.press(Key.Key_F6, SHIFT)
            panes += 1
            assert panes < 4

    def go(self, block: str, field: str) -> None:
        self.reach(block, field)
        self.hands.press(Key.Key_End, CONTROL)

    def reach(self, block: str, field: str) -> None:
        """From where the caret is, or from the block by Enter; then Tab after Tab, round what comes before it."""
        edits, order = self.seat.window.canvas.edits, self.stops(block)
        now = edits.place.field if edits.place else self.seat.page("JSON.parse(composer.report()).card")
        if not now:
            self.seat.shows("JSON.parse(composer.report()).block", block)
            self.hands.press(Key.Key_Return)
            now = next(iter(order))
            self.there(block, now, order)
        fields = list(order)
        start, wanted = fields.index(now), fields.index(field)
        for at in range(start + 1, wanted + 1):
            self.hands.press(Key.Key_Tab)
            self.there(block, fields[at], order)
        for at in range(start - 1, wanted - 1, -1):
            self.hands.press(Key.Key_Tab, SHIFT)
            self.there(block, fields[at], order)

    def there(self, block: str, field: str, order: dict[str, bool]) -> None:
        """Wait until a text is written in, or the keyboard is at what stands for a field that is none."""
        if order[field]:
            self.hands.written(block, field)
        else:
            self.hands.held(block, field)

    def stops(self, block: str) -> dict[str, bool]:
        """What Tab comes to in a block, in this order; whether it is a text."""
        selector = json.dumps(":is([data-edit], [data-card])")
        inside = f"[...document.querySelectorAll('[data-block=\"{block}\"] ' + {selector})]"
        self.seat.shows(f"{inside}.length > 0")
        found = self.seat.page(
            f"{inside}.map(each => [each.dataset.edit ?? each.dataset.card, 'edit' in each.dataset])"
        )
        return dict(found)

    def card(self, block: str, field: str) -> FieldCard:
        self.reach(block, field)
        self.hands.press(Key.Key_Return)
        return self.opened(block, field)

    def opened(self, block: str, field: str) -> FieldCard:
        """The card of a field, once it has the keyboard."""
        cards = self.seat.window.cards

        def there() -> bool:
            card, focused = cards.card, QApplication.focusWidget()
            shown = card is not None and card.isVisible() and (card.block, card.fields[0].name) == (block, field)
            return shown and card is not None and focused is not None and card.isAncestorOf(focused)

        self.seat.until(there)
        assert cards.card is not None
        return cards.card

    def add(self, card: FieldCard) -> None:
        assert adder_in(card).hasFocus()
        self.hands.press(Key.Key_Return)
        self.added(card)

    def added(self, card: FieldCard) -> None:
        """Wait until the caret is in what was added."""
        name = f"{card.fields[0].name}.0"
        self.seat.until(lambda: editor_in(card, name).isAncestorOf(QApplication.focusWidget() or card))

    def menu(self, card: FieldCard) -> QMenu:
        """The list of those whom the card offers."""
        self.seat.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def take(self, card: FieldCard, name: str) -> None:
        menu = self.menu(card)
        downs = 0
        while (action := menu.activeAction()) is None or not action.text().startswith(name):
            QTest.keyClick(menu, Key.Key_Down)
            downs += 1
            assert downs < 20, name
        QTest.keyClick(menu, Key.Key_Return)
        self.seat.until(lambda: QApplication.activePopupWidget() is None)

    def choose(self, card: FieldCard, path: str, word: str) -> None:
        box, downs = choices_in(card, path), 0
        self.tab_to(card, path)
        while box.currentData() != word:
            self.hands.press(Key.Key_Down)
            downs += 1
            assert downs < 20, word

    def select(self, block: str, word: str) -> None:
        """The word before the caret."""
        self.hands.press(Key.Key_Left, CONTROL | SHIFT)

    def bring(self, block: str, picture: Path) -> None:
        self.hands.press(Key.Key_Escape)
        self.seat.until(lambda: not is_written_in(self.seat.window.canvas))
        QGuiApplication.clipboard().setMimeData(file_data(picture))
        self.hands.press(Key.Key_V, CONTROL)

    def tell(self, card: PictureCard | FieldCard, path: str, words: str) -> None:
        self.tab_to(card, path)
        self.hands_in_card(words)

    def tab_to(self, card: PictureCard | FieldCard, path: str) -> None:
        tabs = 0
        while (focused := QApplication.focusWidget()) is None or not editor_in(card, path).isAncestorOf(focused):
            self.hands.press(Key.Key_Tab)
            tabs += 1
            assert tabs < 10, path

    def hands_in_card(self, words: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, words)

    def close(self, card: PictureCard | FieldCard) -> None:
        self.hands.press(Key.Key_Escape)


class ByMouse(ByKeys):
    """A mouse wherever there is something to point at; what is written is typed."""

    def begin(self) -> None:
        active(self.seat, self.seat.window)
        bar, menu = self.seat.window.menuBar(), self.seat.window.menus["File"]
        click(bar, bar.actionGeometry(menu.menuAction()).center())
        self.seat.until(menu.isVisible)
        click(menu, menu.actionGeometry(self.seat.window.actions_by_name["file.new"]).center())
        dialog = new_dialog(self.seat)
        click(dialog.blank, QPoint(8, dialog.blank.height() // 2))
        click(dialog.create_button)
        self.seat.until(lambda: not self.seat.issue.blocks)
        self.seat.settle()
        active(self.seat, self.seat.window)
        every = self.seat.window.tabs.findChildren(QAbstractButton)
        click(next(button for button in every if button.text() == "Blocks"))

    def insert(self, name: str) -> str:
        """By a click on its type in the left pane."""
        before = {block.id for block in self.seat.issue.blocks}
        types = self.seat.window.palette_pane.list
        item = next(types.item(row) for row in range(types.count()) if types.item(row).data(SPOT) == name)
        types.scrollToItem(item)
        click(types.viewport(), types.visualItemRect(item).center())
        self.seat.until(lambda: self.seat.desk.selection.block not in {"", *before})
        return self.seat.desk.selection.block

    def go(self, block: str, field: str) -> None:
        self.seat.shows(f"!!document.querySelector({json.dumps(self.hands.selector(block, field))})")
        self.hands.click(block, field)
        self.hands.press(Key.Key_End, CONTROL)

    def select(self, block: str, word: str) -> None:
        """By a double click on it."""
        x, y = self.seat.page(
            "(() => { const walk = document.createTreeWalker(document.querySelector('[data-writing]'), 4);"
            f" while (walk.nextNode()) {{ const at = walk.currentNode.data.indexOf({json.dumps(word)});"
            " if (at < 0) continue;"
            " const range = document.createRange(); range.setStart(walk.currentNode, at);"
            f" range.setEnd(walk.currentNode, at + {len(word)}); const box = range.getBoundingClientRect();"
            " return [box.left + box.width / 2, box.top + box.height / 2]; } })()"
        )
        zoom = self.seat.view.zoomFactor()
        at = QPoint(round(x * zoom), round(y * zoom))
        double_click(self.hands.target, at)
        self.seat.shows("getSelection().toString().trim()", word)

    def bring(self, block: str, picture: Path) -> None:
        """Dropped on the block."""
        selector = json.dumps(f'[data-block="{block}"]')
        self.seat.page(f"void document.querySelector({selector}).scrollIntoView({{block: 'center'}})")
        box = self.seat.page(
            f"(() => {{ const box = document.querySelector({selector}).getBoundingClientRect();"
            " return [box.left + box.width / 2, box.top + box.height / 2]; })()"
        )
        at = QPoint(*(round(side * self.seat.view.zoomFactor()) for side in box))
        assert drop_in_mail(self.seat, file_data(picture), at)

    def tell(self, card: PictureCard | FieldCard, path: str, words: str) -> None:
        box = editor_in(card, path).label.buddy()
        click(box)
        assert box.hasFocus()
        self.hands_in_card(words)

    def close(self, card: PictureCard | FieldCard) -> None:
        click(card.done)

    def card(self, block: str, field: str) -> FieldCard:
        """By a click on what stands for it."""
        self.hands.click_card(block, field)
        return self.opened(block, field)

    def add(self, card: FieldCard) -> None:
        click(adder_in(card))
        self.added(card)

    def take(self, card: FieldCard, name: str) -> None:
        menu = self.menu(card)
        action = next(each for each in menu.actions() if each.text().startswith(name))
        click(menu, menu.actionGeometry(action).center())
        self.seat.until(lambda: QApplication.activePopupWidget() is None)
