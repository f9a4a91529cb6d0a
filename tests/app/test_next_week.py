"""A whole week's work in the real window, with real keys and clicks: and all of it undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from composer.app.editors.image import ImageEditor
from composer.app.export_card import ExportCard
from composer.app.handover import ADDRESS
from composer.app.new_dialog import NewDialog
from composer.app.template_dialog import TemplateDialog
from composer.export.exporters import Job, exporters
from composer.files.assets import Assets
from composer.files.document import save_document
from composer.library.places import shipped
from composer.model.finding import Finding
from composer.model.issue import Issue
from composer.model.values import Image
from tests.app.desks import LIBRARY, drop
from tests.app.windows import Seat

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WEB = "https://pictures.example/13"
PHOTO = shipped("assets") / "samples" / "signal-and-noise" / "skyline.jpg"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates saved here are nobody else's."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))


def go_to(seat: Seat, path: str) -> QWidget:
    """The widget that takes what is typed at a path of the selected thing."""
    editor = seat.window.inspector.editor(path)
    assert editor is not None, path
    editor.take_focus()
    found = QApplication.focusWidget()
    assert found is not None
    return found


def write(seat: Seat, path: str, text: str) -> None:
    QTest.keyClicks(go_to(seat, path), text)


def choose(seat: Seat, path: str, word: str) -> None:
    box = go_to(seat, path)
    assert isinstance(box, QComboBox)
    turn_to(box, word)


def turn_to(box: QComboBox, word: str) -> None:
    """By the arrow keys."""
    up = box.findData(word) < box.currentIndex()
    while box.currentData() != word:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Up if up else Qt.Key.Key_Down)
        assert box.currentIndex() != before, word


def drop_picture(seat: Seat, path: str, file: Path) -> None:
    editor = seat.window.inspector.editor(path)
    assert isinstance(editor, ImageEditor)
    assert drop(editor.well, file)
    seat.until(lambda: isinstance(editor.value, Image) and bool(editor.value.asset))


def to_check(seat: Seat) -> list[Finding]:
    """What is still to be looked at, once it is known."""
    seat.window.review.start()
    seat.until(lambda: seat.window.review.fresh)
    return [finding for finding in seat.window.review.reading.findings if finding.level != "note"]


def write_the_issue(seat: Seat) -> None:
    """Article with a credited picture, commentary, subject; what is not written this week is taken out."""
    for block in ("in-brief", "grid", "choir", "quote", "reading"):
        seat.click_row(block)
        QTest.keyClick(seat.window.outline, Qt.Key.Key_Delete)
        assert seat.issue.block(block) is None
    seat.click_row("lead")
    write(seat, "headline", "A quieter week")
    write(seat, "body", "Nothing was announced, and nobody minded.")
    drop_picture(seat, "image", PHOTO)
    write(seat, "image.alt", "A skyline at dusk")
    write(seat, "image.credits.0.name", "Ada Lind")
    write(seat, "image.credits.0.publication", "Harbour Press")
    choose(seat, "disclosure.uses", "none")
    seat.click_row("view")
    write(seat, "headline", "Rest is news")
    write(seat, "body", "Weeks like this one deserve a line.")
    choose(seat, "disclosure.uses", "none")
    seat.act("edit.issue")
    write(seat, "subject", "A quieter week")
    write(seat, "preheader", "Nothing was announced.")


def hand_over(seat: Seat) -> bytes:
    """What Copy HTML puts on the clipboard, made for Mailchimp with pictures on the web."""
    QTest.keyClick(seat.window, Qt.Key.Key_E, CONTROL | SHIFT)
    card = seat.window.findChild(ExportCard)
    assert isinstance(card, ExportCard)
    assert card.isVisible()
    turn_to(card.tools, "mailchimp")
    turn_to(card.plans, ADDRESS)
    QTest.keyClicks(card.address, WEB)
    QTest.keyClick(card.address, Qt.Key.Key_Return)
    seat.until(lambda: card.handover.prepared is not None or bool(card.handover.trouble))
    assert card.rows["html"].button.isEnabled(), card.summary.words.text()
    QTest.keyClick(card.rows["html"].button, Qt.Key.Key_Return)
    QTest.keyClick(card, Qt.Key.Key_Escape)
    return QGuiApplication.clipboard().text().encode()


def keep_as_template(seat: Seat, name: str) -> None:
    seat.act("file.save_template")
    dialog = seat.window.findChild(TemplateDialog)
    assert isinstance(dialog, TemplateDialog)
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, name)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    seat.until(lambda: not dialog.isVisible())


def begin_from(seat: Seat, title: str) -> None:
    seat.act("file.new")
    dialog = seat.window.findChild(NewDialog)
    assert isinstance(dialog, NewDialog)
    seat.until(dialog.create_button.isEnabled)
    QTest.keyClick(dialog.templates, Qt.Key.Key_End)
    assert dialog.templates.currentItem().text() == title
    QTest.keyClick(dialog.templates, Qt.Key.Key_Return)
    seat.until(lambda: seat.desk.session.history.undo_label == f"New from {title}")


def test_from_the_sample_to_next_weeks_mail_and_back(seat: Seat) -> None:
    window, start, called = seat.window, seat.issue, seat.window.windowTitle()

    window.activateWindow()
    seat.until(window.isActiveWindow)
    seat.act("file.next")
    assert seat.issue.number == 13
    assert to_check(seat)
    write_the_issue(seat)
    lead = seat.issue.block("lead")
    assert lead
    assert (lead.fields["headline"], lead.fields["image"].alt) == ("A quieter week", "A skyline at dusk")

    seat.click_row("view")
    before = seat.issue.index("view")
    QTest.keyClick(window.outline, Qt.Key.Key_Up, ALT)
    assert seat.issue.index("view") == before - 1

    written = seat.issue
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    QTest.keyClick(window, Qt.Key.Key_4, CONTROL)
    assert (window.preview.width, window.preview.condition) == ("phone", "dark")
    seat.settle()
    assert seat.issue is written

    assert to_check(seat) == []
    html = hand_over(seat)
    tool = window.preview.tools["mailchimp"]
    assert html == next(iter(exporters()["html"].write(Job(written, seat.desk.assets, LIBRARY, tool, WEB)).values()))
    assert tool.tags["unsubscribe"].encode() in html
    assert b"Image credits: Ada Lind / Harbour Press" in html

    keep_as_template(seat, "Quiet week")
    seat.answers.will("discard")
    begin_from(seat, "Quiet week")
    assert [block.type for block in seat.issue.blocks] == [block.type for block in written.blocks]
    assert seat.issue.number is None

    steps = 0
    seat.activate()
    while seat.desk.session.history.undo_label:
        QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
        steps += 1
        assert steps < 100
    assert steps > 15
    assert seat.issue is start
    assert window.windowTitle() == called
    assert not window.isWindowModified()


def test_an_issue_dropped_on_the_mail_is_opened(seat: Seat, tmp_path: Path) -> None:
    path = tmp_path / "dropped.newsletter"
    save_document(path, Issue(subject="Dropped"), Assets(), library=LIBRARY)
    target = seat.view.focusProxy()
    assert isinstance(target, QWidget)
    seat.until(target.isVisible)
    assert drop(target, path)
    seat.until(lambda: seat.issue.subject == "Dropped")
    assert seat.window.files.path == path
