"""The Export card: what leaves is the exporter's, byte for byte, and what must not leave does not."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

import composer.render.verify
from composer.app.export_card import ExportCard, export_again, show_export
from composer.app.handover import ADDRESS
from composer.app.preview import Preview
from composer.export.exporters import EMBED, FOLDER, Job, exporters
from composer.model.finding import Finding
from composer.model.issue import Issue
from composer.storage.atomic import write_file
from tests.app.desks import LIBRARY, Answers, desk, sample

WEB = "https://pictures.example/12"


class Window(QMainWindow):
    """What the card opens over."""

    def __init__(self, folder: Path, issue: Issue | None = None) -> None:
        super().__init__()
        document = sample()
        self.desk = desk(folder, issue or document.issue, document.assets)
        self.preview = Preview(self.desk.session, self.desk.settings)
        self.preview.choose_tool("mailchimp")
        self.ask = Answers()
        self.said: list[str] = []
        self.toast = SimpleNamespace(tell=self.said.append)

    def card(self) -> ExportCard:
        made = show_export(self.desk, self)
        self.desk.jobs.crank()
        return made

    def job(self, images: str) -> Job:
        return Job(self.desk.session.now, self.desk.assets, LIBRARY, self.preview.tool, images)

    def close_cards(self) -> None:
        for card in self.findChildren(ExportCard):
            card.close()


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Window:
    made = Window(tmp_path)
    qtbot.addWidget(made)
    made.show()
    QGuiApplication.clipboard().setText("nothing yet")
    return made


def clipboard() -> bytes:
    return QGuiApplication.clipboard().text().encode()


def press(qtbot: QtBot, button: QPushButton) -> None:
    """As a person does: with the keyboard, where the button has it."""
    assert button.isEnabled()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)


def choose_plan(card: ExportCard, kind: str) -> None:
    at = card.plans.findData(kind)
    card.plans.setCurrentIndex(at)
    card.plans.activated.emit(at)


def put_on_the_web(card: ExportCard, window: Window, qtbot: QtBot, address: str = WEB) -> None:
    choose_plan(card, ADDRESS)
    card.address.clear()
    qtbot.keyClicks(card.address, address)
    qtbot.keyClick(card.address, Qt.Key.Key_Return)
    window.desk.jobs.crank()


def test_nothing_can_be_pressed_before_the_mail_is_made(window: Window) -> None:
    card = show_export(window.desk, window)
    assert not any(row.button.isEnabled() for row in card.rows.values())
    window.desk.jobs.crank()
    assert all(row.button.isEnabled() for row in card.rows.values())


def test_copies_are_the_exporters_bytes_one_after_the_other(window: Window, qtbot: QtBot) -> None:
    card = window.card()
    put_on_the_web(card, window, qtbot)
    every, job = exporters(), window.job(WEB)
    expected = {
        "subject": job.issue.subject.encode(),
        "preheader": job.issue.preheader.encode(),
        "html": next(iter(every["html"].write(job).values())),
        "text": next(iter(every["text"].write(job).values())),
    }
    for name, data in expected.items():
        row = card.rows[name]
        assert card.focusWidget() is row.button, name
        press(qtbot, row.button)
        assert clipboard() == data, name
        assert row.about.text().startswith("Copied")
        assert not row.mark.pixmap().isNull()
    assert WEB.encode() in expected["html"]
    assert card.rows["folder"].mark.pixmap().isNull()
    assert card.rows["html"].about.text() == f"Copied {-(-len(expected['html']) // 1024)} KB"


def test_html_with_pictures_only_here_is_not_copied_without_saying_so(window: Window, qtbot: QtBot) -> None:
    card = window.card()
    press(qtbot, card.rows["html"].button)
    assert clipboard() == b"nothing yet"
    assert card.local.isVisible()
    assert "only on your computer" in card.local.words.text()
    press(qtbot, card.local.buttons[-1])
    assert clipboard() == next(iter(exporters()["html"].write(window.job(FOLDER)).values()))
    assert not card.local.isVisible()


def test_instead_an_address_can_be_given(window: Window, qtbot: QtBot) -> None:
    card = window.card()
    press(qtbot, card.rows["html"].button)
    press(qtbot, card.local.buttons[0])
    assert card.focusWidget() is card.address
    assert "https://" in card.summary.words.text()
    assert not card.rows["html"].button.isEnabled()
    put_on_the_web(card, window, qtbot)
    press(qtbot, card.rows["html"].button)
    assert WEB.encode() in clipboard()


def test_enter_in_the_address_presses_no_button(window: Window, qtbot: QtBot) -> None:
    card = window.card()
    put_on_the_web(card, window, qtbot)
    card.address.setFocus()
    qtbot.keyClick(card.address, Qt.Key.Key_Return)
    assert clipboard() == b"nothing yet"


def test_instead_it_can_be_saved_with_its_folder(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    card = window.card()
    press(qtbot, card.rows["html"].button)
    window.ask.will(tmp_path / "out" / "twelve.html")
    (tmp_path / "out").mkdir()
    press(qtbot, card.local.buttons[1])
    window.desk.jobs.crank()
    page, *pictures = exporters()["html"].write(window.job(FOLDER)).items()
    assert (tmp_path / "out" / "twelve.html").read_bytes() == page[1]
    assert pictures
    assert {name: (tmp_path / "out" / name).read_bytes() for name, _ in pictures} == dict(pictures)
    assert f"{len(pictures)} pictures" in card.rows["folder"].about.text()
    assert clipboard() == b"nothing yet"


@pytest.mark.parametrize("plan", [FOLDER, EMBED])
def test_the_mail_file_takes_its_pictures_along(window: Window, qtbot: QtBot, tmp_path: Path, plan: str) -> None:
    card = window.card()
    choose_plan(card, plan)
    window.desk.jobs.crank()
    window.ask.will(tmp_path / "twelve.eml")
    press(qtbot, card.rows["eml"].button)
    window.desk.jobs.crank()
    data = (tmp_path / "twelve.eml").read_bytes()
    assert data == next(iter(exporters()["eml"].write(window.job(EMBED)).values()))
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert any(part.get_content_maintype() == "image" for part in message.walk())


def test_what_cannot_be_written_is_told_at_its_step(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    card = window.card()
    window.ask.will(tmp_path / "nowhere" / "twelve.eml")
    press(qtbot, card.rows["eml"].button)
    window.desk.jobs.crank()
    assert "folder is not there" in card.rows["eml"].about.text()


def test_tool_and_image_plan_are_remembered_for_the_publication(window: Window, qtbot: QtBot) -> None:
    card = window.card()
    put_on_the_web(card, window, qtbot)
    at = card.tools.findData("plain")
    card.tools.setCurrentIndex(at)
    card.tools.activated.emit(at)
    window.desk.jobs.crank()
    assert window.preview.tool.name == "plain"
    card.close()
    again = window.card()
    assert (again.tools.currentData(), again.plans.currentData(), again.address.text()) == ("plain", ADDRESS, WEB)
    assert window.desk.settings.of_publication("Somebody else", "images", FOLDER) == FOLDER


def without_footer(issue: Issue) -> Issue:
    """Without what brings the link to unsubscribe."""
    return replace(issue, blocks=tuple(block for block in issue.blocks if block.type != "footer"))


@pytest.fixture
def tagless(tmp_path: Path, qtbot: QtBot) -> Window:
    issue = sample().issue
    bare = replace(issue, publication=replace(issue.publication, unsubscribe=""))
    made = Window(tmp_path, without_footer(bare))
    qtbot.addWidget(made)
    made.show()
    QGuiApplication.clipboard().setText("nothing yet")
    return made


def test_nothing_leaves_without_the_tags_the_mail_tool_needs(tagless: Window) -> None:
    card = tagless.card()
    assert "Mailchimp" in card.summary.words.text()
    assert "unsubscribe" in card.summary.words.text()
    assert not card.summary.buttons
    assert not any(row.button.isEnabled() for row in card.rows.values())
    card.handover.carry_out("html")
    assert clipboard() == b"nothing yet"


def test_nothing_leaves_that_is_not_styled_as_meant(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    differs = Finding("error", "render.differs", "This mail was not rendered as its styles say.")
    monkeypatch.setattr(composer.render.verify, "verify", lambda *given, **named: (differs,))
    card = window.card()
    assert card.summary.words.text() == differs.sentence
    assert not any(row.button.isEnabled() for row in card.rows.values())


def test_other_errors_are_shown_and_may_be_overruled(window: Window, qtbot: QtBot) -> None:
    window.desk.session.apply("Change subject", lambda issue: replace(issue, subject=""))
    card = window.card()
    assert card.handover.prepared
    assert card.handover.prepared.errors
    assert card.summary.words.text().splitlines()[0] == card.handover.prepared.errors[0].sentence
    assert not card.rows["preheader"].button.isEnabled()
    press(qtbot, card.summary.buttons[0])
    press(qtbot, card.rows["preheader"].button)
    assert clipboard() == window.desk.session.now.preheader.encode()


def test_only_the_last_choice_counts(window: Window) -> None:
    card = show_export(window.desk, window)
    choose_plan(card, ADDRESS)
    window.desk.jobs.crank()
    assert card.handover.prepared is None
    assert not card.rows["html"].button.isEnabled()


def test_escape_closes(window: Window, qtbot: QtBot) -> None:
    card = window.card()
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_closing_the_card_gives_up_what_is_being_made(window: Window) -> None:
    card = show_export(window.desk, window)
    card.close()
    QApplication.sendPostedEvents(card, QEvent.Type.DeferredDelete.value)
    assert window.desk.jobs.crank() == 1


def test_everything_has_a_name_for_those_who_hear_it(window: Window) -> None:
    card = window.card()
    assert (card.tools.accessibleName(), card.plans.accessibleName()) == ("Mail tool", "Pictures")
    assert [row.button.accessibleName() for row in card.rows.values()] == [
        "Copy Subject",
        "Copy Preview text",
        "Copy HTML",
        "Copy Plain text",
        "Save HTML with image folder",
        "Save Mail file (.eml)",
    ]


# Again


def test_export_again_opens_the_card_the_first_time(window: Window) -> None:
    export_again(window.desk, window)
    assert window.findChild(ExportCard)


def test_export_again_does_the_last_step_without_asking(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "twelve.html"
    card = window.card()
    window.ask.will(path)
    press(qtbot, card.rows["folder"].button)
    window.desk.jobs.crank()
    card.close()
    window.desk.session.apply("Change subject", lambda issue: replace(issue, subject="Another"))
    write_file(path, b"old")
    export_again(window.desk, window)
    window.desk.jobs.crank()
    assert path.read_bytes() == next(iter(exporters()["html"].write(window.job(FOLDER)).values()))
    assert "twelve.html" in window.said[-1]


def test_export_again_copies_no_local_addresses_silently(window: Window, qtbot: QtBot) -> None:
    card = window.card()
    press(qtbot, card.rows["html"].button)
    press(qtbot, card.local.buttons[-1])
    window.close_cards()
    QGuiApplication.clipboard().setText("nothing yet")
    export_again(window.desk, window)
    window.desk.jobs.crank()
    assert clipboard() == b"nothing yet"
    assert any(found.isVisible() for found in window.findChildren(ExportCard))
