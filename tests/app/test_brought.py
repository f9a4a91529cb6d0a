"""An issue that brings a look of its maker's: it wears it here, the bar tells, and a click keeps it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer.app import portraits
from composer.app.brought import KEEP, REPLACE_MINE, USE_MINE, BroughtLooks
from composer.app.drawing import Drawing
from composer.app.exhibits import lately, sitter
from composer.app.new_dialog import NewDialog
from composer.app.wanted import Wanted
from composer.files.assets import Assets
from composer.files.document import open_document, save_document
from composer.library.brought import key_of
from composer.library.mail_tools import mail_tool
from composer.library.places import user_templates
from composer.library.templates import read_library
from composer.model.issue import Block, Issue
from composer.model.record import Record
from composer.render.page import Renderer
from tests.app.desks import LIBRARY, Answers, desk, sample
from tests.app.pages import asked
from tests.app.starts import Start
from tests.app.windows import Seat
from tests.files.test_looks import altered, swap
from tests.looks import whole_look
from tests.own_block_type import NAME, keep_type

GREEN, RED = "rgb(0, 128, 0)", "rgb(255, 0, 0)"


def coloured(folder: Path, colour: str) -> Path:
    sheet = whole_look(folder) / "theme.css"
    text = sheet.read_text("utf-8")
    assert "h2 { margin" in text
    sheet.write_text(text.replace("h2 { margin", f"h2 {{ color: {colour}; margin", 1), "utf-8")
    return folder


@pytest.fixture
def issue() -> Issue:
    weather = Block("w", NAME, Record({"place": "Eastquay"}))
    return Issue(subject="Brought", template="mine", blocks=(weather,))


@pytest.fixture
def brought(issue: Issue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document whose look and block type are not in the profile that the test works in."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "maker"))
    keep_type()
    coloured(user_templates() / "mine", "#008000")
    path = tmp_path / "brought.newsletter"
    save_document(path, issue, Assets(), library=read_library())
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    return path


@pytest.fixture
def seat(brought: Path, qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    yield seat
    seat.leave()


def open_here(seat: Seat, path: Path) -> None:
    seat.window.files.open(path)
    seat.until(lambda: seat.window.files.path == path)
    seat.settle()


def press(seat: Seat, verb: str) -> None:
    found = [each for each in seat.window.notice.buttons if each.text() == verb]
    assert len(found) == 1, verb
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def shows_place(seat: Seat, colour: str) -> None:
    seat.shows("document.querySelector('[data-block=\"w\"] h2')?.innerText", "Eastquay")
    seat.shows("getComputedStyle(document.querySelector('[data-block=\"w\"] h2')).color", colour)


def test_it_wears_what_it_brings_and_keeps_it_by_a_click(seat: Seat, brought: Path) -> None:
    open_here(seat, brought)
    shows_place(seat, GREEN)
    notice = seat.window.notice
    assert notice.isVisible()
    named = "he block type “Weather report” and the look “Foundation”"
    assert notice.label.text() == f"T{named} came with this issue and are not among your templates."
    assert not user_templates().exists()
    press(seat, KEEP)
    assert not notice.isVisible()  # it is looked through: there is nothing to be pressed twice
    seat.until(lambda: seat.desk.shelf.brought == {})
    assert not notice.isVisible()
    assert seat.window.toast.label.text() == f"T{named} are among your templates now."
    assert {"mine"} == {path.parent.name for path in user_templates().glob("*/template.toml")}
    assert read_library().templates["mine"].own
    assert NAME in read_library().blocks
    shows_place(seat, GREEN)
    assert seat.desk.shelf.brought == {}
    before = brought.read_bytes()
    seat.act("file.save")
    seat.until(lambda: seat.window.files.saved_at is not None)
    assert brought.read_bytes() == before


def test_where_mine_is_another_the_issue_has_its_own_until_i_say_so(seat: Seat, brought: Path) -> None:
    coloured(user_templates() / "mine", "#ff0000")
    keep_type()
    seat.desk.shelf.put(read_library())
    open_here(seat, brought)
    shows_place(seat, GREEN)
    assert [each.text() for each in seat.window.notice.buttons] == [USE_MINE, REPLACE_MINE]
    assert "the look “Foundation”" in seat.window.notice.label.text()
    press(seat, USE_MINE)
    shows_place(seat, RED)
    assert not seat.window.notice.isVisible()
    seat.act("file.save")
    seat.until(lambda: seat.window.files.saved_at is not None)
    assert open_document(brought, read_library()).brought == {}
    assert {key_of(name) for name in open_document(brought, LIBRARY).brought} == {"mine", f"blocks/{NAME}"}


def test_a_hostile_look_is_told_once_and_the_words_are_there(seat: Seat, brought: Path, issue: Issue) -> None:
    altered(brought, swap("mine/page.html", b"{{ blocks }}", b"{{ blocks }}<script>"))
    seat.window.files.open(brought)
    seat.until(lambda: bool(seat.answers.told))
    assert "page.html" in seat.answers.told[0]
    assert seat.issue == issue
    notice = seat.window.notice
    assert notice.isVisible()
    QTest.mouseClick(notice.away, Qt.MouseButton.LeftButton)
    seat.window.files._elsewhere.look()
    seat.desk.jobs.crank()
    assert not notice.isVisible()


def test_mine_is_replaced_where_that_is_agreed(issue: Issue, brought: Path, tmp_path: Path, qtbot: QtBot) -> None:
    sheet = coloured(user_templates() / "mine", "#ff0000") / "theme.css"
    made, answers, parent = desk(tmp_path, issue, library=read_library()), Answers(), QObject()
    made.shelf.bring(open_document(brought, made.library).brought)
    looks = BroughtLooks(made, answers, parent)
    assert looks.news is not None
    for agreed in (False, True):
        answers.will(agreed)
        dict(looks.news.verbs)[REPLACE_MINE]()
        made.jobs.crank()
        assert ("#008000" in sheet.read_text("utf-8")) is agreed
    assert answers.asked == ["Replace your look “Foundation”?"] * 2
    assert answers.told == []
    assert {key_of(name) for name in made.shelf.brought} == {f"blocks/{NAME}"}
    assert [verb for verb, _ in looks.news.verbs] == [KEEP]


def test_a_recent_issue_is_pictured_in_the_look_that_it_brings(brought: Path, tmp_path: Path) -> None:
    exhibit = next(iter(lately([brought])))
    sitting = sitter(exhibit, Wanted("dispatch", LIBRARY))
    empty = Drawing(Issue(), LIBRARY, mail_tool("plain"))
    page = portraits._set(sitting, tmp_path, empty, Renderer(LIBRARY)).page
    assert "Eastquay" in page
    assert "color:#008000" in page.replace(" ", "")


def test_a_recent_issue_is_seen_whole_in_the_look_that_it_brings_and_nothing_else_is(seat: Seat, brought: Path) -> None:
    seat.desk.settings.add_recent(brought)
    seat.window.files.start()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewDialog)
    viewing, gallery = dialog.gallery.viewing, dialog.gallery
    heading = "document.querySelector('[data-block=\"w\"] h2')"
    colour = f"{heading} && getComputedStyle({heading}).color"

    def shows(expression: str, value: object) -> bool:
        view = viewing.canvas.view
        return view is not None and view.is_ready and asked(seat, view, expression) == value

    for _ in range(2):
        gallery.recents.setCurrentRow(0)
        seat.until(lambda: viewing.issue.subject == "Brought")
        seat.until(lambda: shows(colour, GREEN))
        gallery.cards.setCurrentRow(0)
        seat.until(lambda: viewing.issue.template != "mine")
        seat.until(lambda: shows(f"{heading} === null && !!document.querySelector('[data-block]')", True))
        assert "mine" not in viewing._desk.library.templates
    viewing.show_document(open_document(brought, LIBRARY))
    viewing.show_document(sample())  # before the page of the other is made, which can be made no more
    seat.until(lambda: shows(f"!!document.querySelector('[data-block=\"{sample().issue.blocks[-1].id}\"]')", True))
    dialog.reject()


def test_one_windows_look_is_not_anothers(brought: Path, qtbot: QtBot, tmp_path: Path) -> None:
    start = Start(tmp_path)
    first = start.app.open_document(open_document(brought, LIBRARY))
    second = start.app.open_document(replace(open_document(brought, LIBRARY), path=Path("Untitled"), brought={}))
    assert "mine" in first.desk.library.templates
    assert "mine" not in second.desk.library.templates
    assert "mine" not in start.app.shelf.library.templates
    whole_look(user_templates() / "other")
    first.desk.shelf.put(read_library())
    assert {"mine", "other"} <= set(first.desk.library.templates)
    assert "other" in second.desk.library.templates
    shutil.rmtree(user_templates())
    start.leave()
