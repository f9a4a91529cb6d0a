"""One issue from the sample to the mail tool and back, by menus, clicks in the mail, drags and typing.

After each step stands what a person would see: in the mail, in the outline, in the title and the line at the foot.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from composer.app.editors.cards import Card
from composer.app.editors.image import ImageEditor
from composer.app.export_card import ExportCard
from composer.app.handover import ADDRESS
from composer.app.new_dialog import NewDialog
from composer.app.template_dialog import TemplateDialog
from composer.model.finding import Finding, Place
from composer.model.issue import Issue
from tests.app.walk import (
    ALT,
    CONTROL,
    LEFT,
    NONE,
    SHIFT,
    choose_in_menu,
    click,
    drag_row,
    drop,
    focus,
    mail_is_in_order,
    mail_says,
    order,
    point_at,
    press,
    rows,
    to_check,
    turn_to,
)
from tests.app.windows import Seat

HEADLINE = "Rain stopped the robot parade"
LEAD = '[data-block="lead"]'
WEB = "https://pictures.example/13"
# What is written where the list of findings leads to; a block with nothing in it is taken out instead.
WORDS = {
    "subject": "Rain, robots and a parade",
    "preheader": "Twelve machines, one street, no umbrellas.",
    "headline": "What the parade was for",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Templates saved here are nobody else's."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    yield
    QGuiApplication.clipboard().clear()


def begin_next_issue(seat: Seat) -> None:
    choose_in_menu(seat, "File", "Next Issue")
    assert seat.issue.number == 13
    assert rows(seat)[0] == "No subject yet"
    assert seat.window.windowTitle() == "Signal & Noise 13[*] - Newsletter Composer"
    assert seat.window.status.saved.text() == "Not saved yet"
    assert "Issue 13" in seat.window.toast.label.text()
    mail_says(seat, "Issue 13")


def write_the_headline(seat: Seat) -> None:
    seat.click_row("lead")
    QTest.keyClicks(focus(seat, "headline"), HEADLINE.split(" ", 1)[0])
    mail_says(seat, "Rain", LEAD)
    seat.click_row("masthead")
    seat.page(f"document.querySelector('{LEAD}').scrollIntoView({{ block: 'center', behavior: 'instant' }})")
    seat.click_in_mail(f'{LEAD} [data-edit="headline"]')
    seat.until(lambda: seat.desk.selection.place == Place("lead", "headline"))
    box = focus(seat, "headline")
    QTest.keyClick(box, Qt.Key.Key_End)
    QTest.keyClicks(box, " " + HEADLINE.split(" ", 1)[1])
    mail_says(seat, HEADLINE, LEAD)
    assert HEADLINE in rows(seat)
    assert seat.window.actions_by_name["edit.undo"].text() == "Undo Change headline"


def give_it_a_picture(seat: Seat, folder: Path) -> None:
    picture = QImage(1200, 700, QImage.Format.Format_RGB32)
    picture.fill(QColor("#335577"))
    assert picture.save(str(folder / "parade.png"))
    editor = seat.window.inspector.editor("image")
    assert isinstance(editor, ImageEditor)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder / "parade.png"))])
    drop(editor.well, mime, QPoint(9, 9))
    seat.until(lambda: bool(editor.value.asset))
    asked_for = {finding.place.field for finding in to_check(seat) if finding.place.block == "lead"}
    assert asked_for >= {"image.alt", "image.credits"}
    for path, text in (
        ("image.alt", "A grey street in the rain"),
        ("image.credits.0.name", "Ada Lens"),
        ("image.credits.0.publication", "Harbour Wire"),
    ):
        QTest.keyClicks(focus(seat, path), text)
    mail_says(seat, "Image credits: Ada Lens / Harbour Wire", LEAD)
    seat.shows(f"document.querySelector('{LEAD} img[alt=\"A grey street in the rain\"]').naturalWidth > 500")


def write_the_commentary(seat: Seat) -> None:
    seat.click_row("view")
    card = seat.window.inspector.editor("author.0")
    assert isinstance(card, Card)
    card.summary.setFocus()
    QTest.keyClick(card.summary, Qt.Key.Key_Delete)
    seat.until(lambda: not seat.window.inspector.editor("author").value)  # type: ignore[union-attr]
    adder = seat.window.inspector.editor("author").adder  # type: ignore[union-attr]
    assert isinstance(adder, QPushButton)
    click(adder)
    QTest.keyClicks(focus(seat, "author.0.name"), "Noor Vale")
    body = focus(seat, "body")
    QTest.keyClicks(body, "Dear [[first_name|reader]], nobody asked ")
    press(seat, Qt.Key.Key_B, CONTROL)
    QTest.keyClicks(body, "the rain")
    press(seat, Qt.Key.Key_B, CONTROL)
    QTest.keyClicks(body, " for its view.")
    mail_says(seat, "nobody asked the rain for its view.", '[data-block="view"]')
    mail_says(seat, "Noor Vale", '[data-block="view"]')
    strong = "[...document.querySelectorAll('[data-block=\"view\"] strong')].map(one => one.innerText)"
    seat.shows(f"{strong}.includes('the rain')")


def reorder(seat: Seat) -> None:
    before = order(seat)
    seat.click_row("view")
    press(seat, Qt.Key.Key_Up, ALT)
    assert order(seat).index("view") == before.index("view") - 1
    mail_is_in_order(seat)
    drag_row(seat, "quote", "contents")
    assert order(seat).index("quote") == order(seat).index("contents") + 1
    assert seat.window.actions_by_name["edit.undo"].text() == "Undo Move Quote"
    mail_is_in_order(seat)


def look_at_it_on_a_phone_in_the_dark(seat: Seat) -> None:
    ink = f"getComputedStyle(document.querySelector('{LEAD} [data-edit=\"headline\"]')).color"
    issue, light = seat.issue, seat.page(ink)
    click(point_at(seat, "Phone"))
    seat.shows("Math.abs(innerWidth - 390) < 3")
    click(point_at(seat, "Dark"))
    seat.until(lambda: seat.page(ink) != light)
    mail_says(seat, HEADLINE)
    click(point_at(seat, "Desktop"))
    click(point_at(seat, "Light"))
    seat.until(lambda: seat.page(ink) == light)
    assert seat.issue is issue


def put_right_what_is_found(seat: Seat) -> None:
    """Click what stands first in the list, or press Enter there, do what it asks for, until nothing is left."""
    left = to_check(seat)
    while left:
        seat.window.activateWindow()
        seat.until(seat.window.isActiveWindow)
        assert seat.window.toolbar.findings.text() == f"{len(left)} to check"
        click(seat.window.toolbar.findings)
        first = seat.window.findings.focusWidget()
        assert first is not None
        if len(left) % 2:
            click(first)
        else:
            QTest.keyClick(first, Qt.Key.Key_Return)
        assert not seat.window.findings.isVisible()
        assert seat.desk.selection.place == left[0].place
        put_right(seat, left[0])
        now = to_check(seat)
        assert len(now) < len(left), left[0].sentence
        left = now
    assert seat.window.toolbar.findings.text() == "All checked"


def put_right(seat: Seat, finding: Finding) -> None:
    if not finding.place.field:
        seat.click_row(finding.place.block)
        press(seat, Qt.Key.Key_Delete, NONE)
        assert seat.issue.block(finding.place.block) is None
        return
    box = QApplication.focusWidget()
    assert box is not None
    assert seat.window.inspector.isAncestorOf(box), finding.sentence
    if isinstance(box, QComboBox):
        turn_to(box, "No AI was used")
    else:
        QTest.keyClicks(box, WORDS[finding.place.field])


def hand_over_to_mailchimp(seat: Seat) -> None:
    click(seat.window.toolbar.export)
    card = seat.window.findChild(ExportCard)
    assert isinstance(card, ExportCard)
    turn_to(card.tools, "Mailchimp")
    turn_to(card.plans, card.plans.itemText(card.plans.findData(ADDRESS)))
    QTest.keyClicks(card.address, WEB)
    QTest.keyClick(card.address, Qt.Key.Key_Return)
    seat.until(card.rows["html"].button.isEnabled)
    for name in ("subject", "html", "text"):
        click(card.rows[name].button)
        copied = QGuiApplication.clipboard().text()
        assert "[[" not in copied
        assert card.rows[name].about.text().startswith("Copied")
        if name == "subject":
            assert copied == WORDS["subject"]
            continue
        assert HEADLINE in copied or HEADLINE.upper() in copied.upper()
        assert "Dear *|FNAME|*, nobody asked" in " ".join(copied.split())
        assert "*|UNSUB|*" in copied or seat.issue.publication.unsubscribe in copied
        assert "Ada Lens / Harbour Wire" in copied
    assert card.rows["html"].mark.pixmap().isNull() is False
    QTest.keyClick(card, Qt.Key.Key_Escape)
    seat.until(lambda: not card.isVisible())


def keep_as_template(seat: Seat) -> None:
    choose_in_menu(seat, "File", "Save as Template…")
    dialog = seat.window.findChild(TemplateDialog)
    assert isinstance(dialog, TemplateDialog)
    QTest.keyClick(dialog.name, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(dialog.name, "Parade week")
    click(dialog.empty, QPoint(8, dialog.empty.height() // 2))
    click(dialog.save_button)
    seat.until(lambda: not dialog.isVisible())
    assert "parade-week" in seat.window.toast.label.text()


def begin_from_it(seat: Seat) -> None:
    before = [block.type for block in seat.issue.blocks]
    seat.answers.will("discard")
    press(seat, Qt.Key.Key_N, CONTROL)
    dialog = seat.window.findChild(NewDialog)
    assert isinstance(dialog, NewDialog)
    seat.until(dialog.create_button.isEnabled)
    found = dialog.templates.findItems("Parade week", Qt.MatchFlag.MatchExactly)
    assert len(found) == 1
    dialog.templates.scrollToItem(found[0])
    QTest.mouseClick(dialog.templates.viewport(), LEFT, NONE, dialog.templates.visualItemRect(found[0]).center())
    click(dialog.create_button)
    seat.until(lambda: seat.desk.session.history.undo_label == "New from Parade week")
    assert [block.type for block in seat.issue.blocks] == before
    assert seat.issue.number is None
    assert HEADLINE not in rows(seat)
    seat.shows(f"!document.body.innerText.includes({HEADLINE!r})")


def press_until_nothing_is_left(seat: Seat, action: str, key: Qt.Key, held: Qt.KeyboardModifier) -> int:
    """Ctrl+Z, or Ctrl+Shift+Z, from wherever the keyboard is; how often."""
    times = 0
    while seat.window.actions_by_name[action].isEnabled():
        press(seat, key, held)
        times += 1
        assert times < 200
    return times


def undo_and_redo_it_all(seat: Seat, start: Issue) -> None:
    end, called = seat.issue, seat.window.windowTitle()
    undone = press_until_nothing_is_left(seat, "edit.undo", Qt.Key.Key_Z, CONTROL)
    assert seat.issue is start
    assert not seat.desk.session.dirty
    assert seat.window.files.path is None
    assert seat.window.windowTitle() == "Signal & Noise 12[*] - Newsletter Composer"
    mail_says(seat, "Issue 12")
    redone = press_until_nothing_is_left(seat, "edit.redo", Qt.Key.Key_Z, CONTROL | SHIFT)
    assert (redone, seat.issue) == (undone, end)
    assert seat.issue is end
    assert seat.window.windowTitle() == called
    mail_is_in_order(seat)


def test_an_issue_from_the_sample_to_a_template_of_its_own_and_back(seat: Seat, tmp_path: Path) -> None:
    start = seat.issue
    assert not seat.desk.session.dirty
    begin_next_issue(seat)
    write_the_headline(seat)
    give_it_a_picture(seat, tmp_path)
    write_the_commentary(seat)
    reorder(seat)
    look_at_it_on_a_phone_in_the_dark(seat)
    put_right_what_is_found(seat)
    hand_over_to_mailchimp(seat)
    keep_as_template(seat)
    begin_from_it(seat)
    undo_and_redo_it_all(seat, start)
    assert not seat.answers.told
