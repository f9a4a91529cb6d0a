"""States of what is around the page: beginning, tools, the issue, before it leaves, what is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

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
from composer.library.shelf import Shelf
from composer.model.edits import put_field, put_issue
from composer.model.finding import Place
from tests.app.desks import LIBRARY, sample
from tests.app.makers import ByMouse
from tests.app.pages import ALT, CONTROL, SHIFT
from tests.app.walk import click, point_at, press
from tests.states.camera import Camera
from tests.states.on_the_page import selected
from tests.states.reach import (
    Key,
    choose,
    menu,
    modal,
    reports,
    state,
)

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
