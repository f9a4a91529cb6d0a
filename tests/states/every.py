"""The states of the window, and what hands do to get there. Each ends where what is pictured is on the screen."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QWidget

from composer.app.ask import Ask
from composer.app.cards import PORTRAIT, Cards
from composer.app.change_look import ChangeLook
from composer.app.export_card import ExportCard
from composer.app.jobs import Jobs
from composer.app.new_dialog import NewDialog
from composer.app.recovery import Recovery
from composer.app.shortcut_sheet import ShortcutSheet
from composer.app.template_dialog import TemplateDialog
from composer.app.versions_window import VersionsWindow
from composer.files.document import open_document, save_document
from composer.files.journal import Origin, new_journal
from composer.library.dictionaries import own_folder
from composer.library.places import shipped
from composer.library.shelf import Shelf
from composer.model.edits import put_field, put_issue
from composer.model.finding import Place
from tests.app.desks import LIBRARY, sample
from tests.app.makers import ByMouse, file_data
from tests.app.pages import ALT, CONTROL, LEFT, NONE, SHIFT, double_click
from tests.app.test_spelling import Speller
from tests.app.walk import click, point_at, press
from tests.small_dictionary import write_pair
from tests.states.camera import Camera

Key = Qt.Key
COPY = Qt.DropAction.CopyAction
PHOTO = shipped("assets") / "samples" / "signal-and-noise" / "alliance.jpg"
LEAD = '[data-block="lead"]'
STATES: dict[str, Callable[[Camera], object]] = {}


def state(reach: Callable[[Camera], object]) -> Callable[[Camera], object]:
    """Have a state pictured under the name of what reaches it."""
    STATES[reach.__name__.replace("_", "-")] = reach
    return reach


def reports(at: Camera, name: str, value: object) -> None:
    """Wait until the page says so of itself."""
    at.seat.shows(f"JSON.parse(composer.report()).{name}", value)


def shown(at: Camera, name: str) -> None:
    """Wait until a box lies over the page."""
    at.seat.shows(f"JSON.parse(composer.report()).shown.includes({json.dumps(name)})")


def modal(at: Camera, kind: type[QDialog]) -> QDialog:
    """The dialog that is open now."""
    at.seat.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def has_keyboard(at: Camera, card: Callable[[], QWidget | None]) -> None:
    """Wait until a card is there and the keyboard in it."""

    def there() -> bool:
        found, focused = card(), QApplication.focusWidget()
        return found is not None and found.isVisible() and focused is not None and found.isAncestorOf(focused)

    at.seat.until(there)


def menu(at: Camera) -> QMenu:
    at.seat.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def on_page(at: Camera, selector: str) -> QPoint:
    """The middle of something of the mail, brought to the middle of the page, in the browser view."""
    at.seat.shows(f"!!document.querySelector({json.dumps(selector)})")
    at.seat.page(f"void document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
    return at.seat.point_in_mail(selector)


def point(at: Camera, where: QPoint) -> None:
    """Move the mouse over the page, from its corner: from where it is already it would not move."""
    QTest.mouseMove(at.target, QPoint(3, 3))
    QTest.mouseMove(at.target, where)


# Beginning


@state
def start(at: Camera) -> None:
    """After the second start: issues worked on lately, and the templates."""
    for name in ("Signal and Noise 12", "Signal and Noise 11", "The Lamp, winter"):
        at.seat.answers.will(at.folder / f"{name}.newsletter")
        at.seat.act("file.save_as")
        at.seat.until(lambda name=name: at.seat.desk.session.dirty is False and at.seat.window.files.path is not None)  # type: ignore[misc]
        at.seat.desk.session.apply("Change number", put_issue("number", 11))
    at.seat.desk.session.undo()
    at.seat.window.files.start()
    hung(at, modal(at, NewDialog))


@state
def gallery(at: Camera) -> None:
    at.press(Key.Key_N, CONTROL)
    hung(at, modal(at, NewDialog))


def hung(at: Camera, dialog: QDialog) -> None:
    """Wait until every card in view has its picture."""

    def every() -> bool:
        for cards in dialog.findChildren(Cards):
            area = cards.viewport().rect()
            items = [cards.item(row) for row in range(cards.count())]
            seen = [item for item in items if cards.visualItemRect(item).intersects(area)]
            if cards.isVisible() and any(item.data(PORTRAIT) is None for item in seen):
                return False
        return True

    at.seat.until(every)


@state
def empty(at: Camera) -> None:
    ByMouse(at.seat).begin()
    reports(at, "empty", True)


# Blocks


@state
def selected(at: Camera) -> None:
    at.click("lead", "headline")
    at.press(Key.Key_Escape)
    at.let_go()
    reports(at, "block", "lead")


@state
def hovered(at: Camera) -> None:
    point(at, on_page(at, '[data-block="quote"]'))
    at.seat.until(lambda: at.seat.page("JSON.parse(composer.report()).hovered") != "")


@state
def several_selected(at: Camera) -> None:
    first, second = (block.id for block in at.seat.issue.blocks[1:3])
    at.seat.click_row(first)
    reports(at, "block", first)
    QTest.mouseClick(at.target, LEFT, CONTROL, on_page(at, f'[data-block="{second}"] [data-edit="headline"]'))
    at.seat.until(lambda: set(at.seat.window.outline.chosen()) == {first, second})


@state
def insert(at: Camera) -> None:
    """The list of blocks at the plus below the selected one."""
    selected(at)
    at.press(Key.Key_Slash)
    at.seat.until(lambda: at.seat.window.tools.arranging.types.isVisible())


@state
def block_menu(at: Camera) -> None:
    where = on_page(at, '[data-block="quote"]')
    QTest.mouseClick(at.target, LEFT, NONE, where)
    QTest.mouseClick(at.target, Qt.MouseButton.RightButton, NONE, where)
    menu(at)


@state
def rows(at: Camera) -> None:
    """One of several in a block, with its buttons."""
    point(at, on_page(at, "[data-row]"))
    shown(at, "row")


@state
def drop_line(at: Camera) -> None:
    """A block held between two others."""
    selected(at)
    drag(at, at.seat.window.tools.clipboard.data(["lead"]), '[data-block="quote"]', 4)
    shown(at, "line")


@state
def drop_on_picture(at: Camera) -> None:
    """A file held over a picture that it would replace."""
    drag(at, file_data(PHOTO), f'{LEAD} img[alt^="Seen"]', 60)
    shown(at, "drop")


def drag(at: Camera, mime: QMimeData, selector: str, down: int) -> None:
    """Hold something over the mail, so many pixels below the edge of what is there."""
    where = on_page(at, selector)
    top = at.seat.page(f"document.querySelector({json.dumps(selector)}).getBoundingClientRect().top")
    place = at.seat.view.pos() + QPoint(where.x(), round(top * at.seat.view.zoomFactor()) + down)
    for event in (QDragEnterEvent(place, COPY, mime, LEFT, NONE), QDragMoveEvent(place, COPY, mime, LEFT, NONE)):
        QApplication.sendEvent(at.seat.window.canvas, event)
        assert event.isAccepted()


# Writing


@state
def typing(at: Camera) -> None:
    at.empty("lead", "headline")
    at.type("Forty-one labs, one table, three")
    at.has("lead", "headline", "Forty-one labs, one table, three")


@state
def open_fields(at: Camera) -> None:
    """A block without words: where its texts and all else would stand."""
    maker = ByMouse(at.seat)
    maker.begin()
    block = maker.insert("article")
    reports(at, "block", block)
    at.seat.shows("document.querySelectorAll('[data-ghost]').length > 3")


@state
def toolbar(at: Camera) -> None:
    words(at)
    shown(at, "bar")


def words(at: Camera) -> None:
    """Some words of a text, selected; the mouse is elsewhere."""
    at.click("lead", "body")
    point(at, QPoint(2, 2))
    at.press(Key.Key_Home, CONTROL)
    at.press(Key.Key_Down, times=2)
    at.press(Key.Key_Home)
    at.press(Key.Key_Right, CONTROL)
    at.press(Key.Key_Right, times=2)
    at.press(Key.Key_Right, CONTROL | SHIFT, times=2)
    at.seat.until(lambda: len(at.seat.page("getSelection().toString()")) > 8)


@state
def link(at: Camera) -> None:
    words(at)
    at.press(Key.Key_K, CONTROL)
    at.seat.shows("document.activeElement.nodeName", "COMPOSER-FRAMES")
    at.type("https://lantern-compact.example/text")
    shown(at, "card link")


@state
def link_peek(at: Camera) -> None:
    address = "https://paperknife.example/tests"
    words(at)
    at.press(Key.Key_K, CONTROL)
    at.seat.shows("document.activeElement.nodeName", "COMPOSER-FRAMES")
    at.type(address)
    at.press(Key.Key_Return)
    at.written("lead", "body")
    at.seat.click_in_mail(f'[data-writing] a[href="{address}"]')
    reports(at, "link", address)
    shown(at, "card peek")


@state
def slash(at: Camera) -> None:
    below(at)
    at.type("/")
    shown(at, "card picker")


@state
def merge_tags(at: Camera) -> None:
    below(at)
    at.type("Dear [[")
    shown(at, "card picker")


def below(at: Camera) -> None:
    """A new line at the end of a text."""
    at.click("lead", "standfirst")
    at.click("lead", "body")
    at.press(Key.Key_End, CONTROL)
    at.press(Key.Key_Return)


@state
def spelling(at: Camera) -> None:
    """Words that the dictionary does not know, and what is offered for one of them."""
    write_pair(own_folder())
    speller = Speller(at.seat)
    speller.spelling.refresh()
    speller.ready("Spelling is checked as en-US.")
    speller.write("three tabel quieties, one empti chair")
    speller.says("tabel", misspelt=True)
    menu(at)


# Fields in cards


@state
def people(at: Camera) -> None:
    at.click_card("lead", "byline")
    card_open(at)


@state
def links(at: Camera) -> None:
    at.click_card("lead", "sources")
    card_open(at)


@state
def use_of_ai(at: Camera) -> None:
    at.click_card("lead", "disclosure")
    card_open(at)


@state
def details(at: Camera) -> None:
    selected(at)
    at.press(Key.Key_D, CONTROL | SHIFT)
    card_open(at)


def card_open(at: Camera) -> None:
    has_keyboard(at, lambda: at.seat.window.cards.card)


# Pictures


@state
def picture(at: Camera) -> None:
    """One that came by a drop and is asked about."""
    canvas, mime = at.seat.window.canvas, file_data(PHOTO)
    selector = '[data-block="quote"]'
    drag(at, mime, selector, 4)
    where = on_page(at, selector)
    top = at.seat.page(f"document.querySelector({json.dumps(selector)}).getBoundingClientRect().top")
    place = at.seat.view.pos() + QPoint(where.x(), round(top * at.seat.view.zoomFactor()) + 4)
    QApplication.sendEvent(canvas, QDropEvent(QPointF(place), COPY, mime, LEFT, NONE))
    has_keyboard(at, lambda: at.seat.window.pictures.card)


@state
def crop(at: Camera) -> None:
    double_click(at.target, on_page(at, f'{LEAD} img[alt^="Seen"]'))
    at.seat.until(lambda: at.seat.window.pictures.crop_dialog is not None)
    dialog = at.seat.window.pictures.crop_dialog
    assert dialog is not None
    at.seat.until(dialog.isVisible)
    dialog.shapes["1:1"].trigger()


# Tools


@state
def commands(at: Camera) -> None:
    selected(at)
    at.press(Key.Key_P, CONTROL | SHIFT)
    palette = at.seat.window.tools.palette
    at.seat.until(palette.search.hasFocus)
    QTest.keyClicks(palette.search, "ins")


@state
def find(at: Camera) -> None:
    look_for(at, Key.Key_F)


@state
def replace(at: Camera) -> None:
    look_for(at, Key.Key_H)


def look_for(at: Camera, key: Key) -> None:
    at.press(key, CONTROL)
    bar = at.seat.window.tools.find_bar
    at.seat.until(bar.words.hasFocus)
    QTest.keyClicks(bar.words, "compact")
    at.seat.shows("(CSS.highlights.get('found')?.size ?? 0) > 0")


@state
def shortcuts(at: Camera) -> None:
    at.press(Key.Key_F1)
    at.seat.until(lambda: any(each.isVisible() for each in at.seat.window.findChildren(ShortcutSheet)))


@state
def file_menu(at: Camera) -> None:
    press(at.seat, Key.Key_F, ALT)
    menu(at)


@state
def blocks(at: Camera) -> None:
    """The block types in the left pane."""
    at.press(Key.Key_A, CONTROL | SHIFT)
    at.seat.until(at.seat.window.palette_pane.search.hasFocus)


# The issue


@state
def issue(at: Camera) -> None:
    at.press(Key.Key_I, CONTROL | SHIFT)
    at.seat.until(lambda: at.seat.desk.selection.place == Place("", "subject"))


@state
def publication(at: Camera) -> None:
    """What is said of who publishes, and the menu of those that are kept."""
    issue(at)
    at.seat.window.inspector.focus_field("publication.name")
    press(at.seat, Key.Key_F, ALT)
    shown_menu = menu(at)
    for _ in shown_menu.actions():
        QTest.keyClick(shown_menu, Key.Key_Down)
        if shown_menu.activeAction() is not None and shown_menu.activeAction().text() == "Publication":
            break
    QTest.keyClick(shown_menu, Key.Key_Right)
    at.seat.until(lambda: QApplication.activePopupWidget() is not shown_menu)


@state
def theme(at: Camera) -> None:
    issue(at)
    at.seat.window.inspector.focus_field("theme.accent")
    at.seat.until(lambda: at.seat.window.inspector.isAncestorOf(QApplication.focusWidget() or at.seat.window))


@state
def change_look(at: Camera) -> None:
    press(at.seat, Key.Key_F, ALT)
    choose(at, "Change Look…")
    dialog = modal(at, ChangeLook)
    assert isinstance(dialog, ChangeLook)
    QTest.keyClick(dialog.templates, Key.Key_Down)
    for viewing in (dialog.before, dialog.after):
        at.seat.until(lambda viewing=viewing: viewing.canvas.view is not None and viewing.canvas.view.is_ready)  # type: ignore[misc]


@state
def save_template(at: Camera) -> None:
    press(at.seat, Key.Key_F, ALT)
    choose(at, "Save as Template…")
    modal(at, TemplateDialog)


def choose(at: Camera, label: str) -> None:
    """Go down an open menu to an entry, and take it."""
    shown = menu(at)
    for _ in shown.actions():
        QTest.keyClick(shown, Key.Key_Down)
        if shown.activeAction() is not None and shown.activeAction().text() == label:
            break
    QTest.keyClick(shown, Key.Key_Return)


# Before it leaves


@state
def review(at: Camera) -> None:
    ByMouse(at.seat).begin()
    for name in ("masthead", "article", "image"):
        ByMouse(at.seat).insert(name)
    at.seat.settle()
    click(at.seat.window.toolbar.findings)
    at.seat.until(at.seat.window.findings.isVisible)


@state
def export(at: Camera) -> None:
    at.press(Key.Key_E, CONTROL | SHIFT)
    card = modal(at, ExportCard)
    assert isinstance(card, ExportCard)
    at.seat.until(card.rows["html"].button.isEnabled)


@state
def phone(at: Camera) -> None:
    click(point_at(at.seat, "Phone"))
    at.seat.shows("Math.abs(innerWidth - 390) < 3")


@state
def dark_mail(at: Camera) -> None:
    click(point_at(at.seat, "Dark"))
    reports(at, "dark", True)


@state
def images_off(at: Camera) -> None:
    at.press(Key.Key_5, CONTROL)
    at.seat.until(lambda: at.seat.window.preview.condition == "images-off")


@state
def plain_text(at: Camera) -> None:
    at.press(Key.Key_6, CONTROL)
    at.seat.until(lambda: at.seat.window.preview.text)


@state
def full_screen(at: Camera) -> None:
    at.press(Key.Key_F11)
    at.seat.until(lambda: not at.seat.window.toolbar.isVisible())
    at.click("lead", "standfirst")


# What is kept


@state
def versions(at: Camera) -> None:
    at.seat.answers.will(at.folder / "Signal and Noise 12.newsletter")
    at.press(Key.Key_S, CONTROL)
    at.seat.until(lambda: at.seat.window.files.path is not None)
    at.click("lead", "headline")
    at.type("A first: ")
    at.seat.until(lambda: at.seat.desk.session.dirty)
    at.press(Key.Key_S, CONTROL)
    at.seat.until(lambda: not at.seat.desk.session.dirty)
    at.seat.act("file.versions")
    dialog = modal(at, VersionsWindow)
    assert isinstance(dialog, VersionsWindow)
    at.seat.until(lambda: dialog.canvas.view is not None and dialog.canvas.view.is_ready)


@state
def undo_offer(at: Camera) -> None:
    at.seat.click_row("quote")
    at.press(Key.Key_Delete)
    at.seat.until(at.seat.window.toast.isVisible)


@state
def changed_elsewhere(at: Camera) -> None:
    """The bar over the mail, after somebody else saved the file."""
    path = at.folder / "Signal and Noise 12.newsletter"
    at.seat.answers.will(path)
    at.press(Key.Key_S, CONTROL)
    at.seat.until(lambda: at.seat.window.files.path is not None)
    document = open_document(path, LIBRARY)
    save_document(path, put_issue("subject", "Another")(document.issue), document.assets, library=LIBRARY)
    at.seat.window.files._elsewhere.look()
    at.seat.until(at.seat.window.notice.isVisible)


@state
def save_changes(at: Camera) -> None:
    at.click("lead", "headline")
    at.type("A first: ")
    at.seat.until(lambda: at.seat.desk.session.dirty)
    asked(at, lambda: Ask(at.seat.window).save_changes("Signal & Noise 12"))


@state
def recovery(at: Camera) -> None:
    """What a crash left is offered, its differences shown."""
    path = at.folder / "Signal and Noise 12.newsletter"
    document = sample()
    digest = save_document(path, document.issue, document.assets, library=LIBRARY)
    made = put_field("lead", "headline", "Forty-one labs agree")(put_issue("subject", "Who signed")(document.issue))
    journal = new_journal()
    journal.record(made, document.assets, Origin(path.stem, path, digest), LIBRARY)
    journal.leave()
    offer = Recovery(Shelf(LIBRARY), Jobs(threads=0))
    asked(at, lambda: offer.offer(Ask(at.seat.window), lambda *given: at.seat.window), first="Show Differences")


def asked(at: Camera, ask: Callable[[], object], *, first: str = "") -> None:
    """Take the picture while a question is open that holds up everything else; `first`, what is answered before it."""
    pressed = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isVisible() or at.taken:
            return
        if first and not pressed:
            pressed.append(first)
            next(each for each in dialog.findChildren(QPushButton) if each.text() == first).click()
            return
        timer.stop()
        at.take()
        assert isinstance(dialog, QDialog)
        dialog.reject()

    timer = QTimer(interval=50)
    timer.timeout.connect(look)
    timer.start()
    ask()
    assert at.taken is not None
