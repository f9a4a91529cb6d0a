"""The gallery under New: what is made, how it looks, by whom; portraits taken one by one and kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from composer.app import engine
from composer.app import portraits as portraits_module
from composer.app.cards import EXHIBIT, PORTRAIT, Cards
from composer.app.exhibits import Exhibit, found, looks, looks_for, sitter
from composer.app.jobs import Jobs
from composer.app.new_dialog import NewDialog
from composer.app.wanted import Publisher, Wanted, occasions
from composer.files.assets import Assets
from composer.files.document import save_document
from composer.library.brands import keep_brand
from composer.library.places import user_templates
from composer.library.save_template import save_template
from composer.library.templates import read_library
from composer.model.brand import Brand
from composer.model.issue import Issue, Publication
from composer.model.record import Record
from tests.app.desks import LIBRARY, sample
from tests.app.rooms import ISSUE, Room
from tests.app.windows import Seat

pytestmark = pytest.mark.usefixtures("home")
MANY = 100


def opened(room: Room) -> NewDialog:
    room.window.show()
    room.files.new()
    room.crank()
    dialog = room.window.findChild(NewDialog)
    assert isinstance(dialog, NewDialog)
    return dialog


def shown(dialog: NewDialog, cards: Cards | None = None) -> list[Exhibit]:
    cards = cards or dialog.templates
    return [cards.item(row).data(EXHIBIT) for row in range(cards.count())]


def click_row(cards: Cards, row: int) -> None:
    at = cards.visualItemRect(cards.item(row)).center()
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def portraits(dialog: NewDialog, cards: Cards | None = None) -> list[QPixmap]:
    cards = cards or dialog.templates
    every = (cards.item(row).data(PORTRAIT) for row in range(cards.count()))
    return [each for each in every if isinstance(each, QPixmap)]


def enter(dialog: NewDialog, title: str) -> None:
    (item,) = dialog.occasions.findItems(title, Qt.MatchFlag.MatchExactly)
    dialog.occasions.setCurrentItem(item)


def keep_many() -> None:
    """So many templates saved from the sample, each called otherwise."""
    document = sample()
    images = {asset: document.assets.get(asset) for asset in document.assets.names()}
    first = save_template(document.issue, images, name="House 000", library=LIBRARY)
    for number in range(1, MANY):
        copy = shutil.copytree(first, first.with_name(f"house-{number:03}"))
        card = copy / "template.toml"
        card.write_text(card.read_text("utf-8").replace("House 000", f"House {number:03}"), "utf-8")


# What is there to choose


def test_every_kind_of_issue_comes_in_every_look_the_one_it_was_written_for_first() -> None:
    every = list(occasions(LIBRARY))
    assert {"School week", "News commentary", "Event programme"} <= {each.starter.title for each in every}
    complete = {name for name, template in LIBRARY.templates.items() if not template.look}
    for occasion in every:
        exhibits = list(looks_for(occasion, LIBRARY))
        assert exhibits[0].template == occasion.source
        assert {each.template for each in exhibits} == complete
        assert len(exhibits) == len(complete)


def test_a_starter_in_another_look_keeps_its_words() -> None:
    library = read_library()
    own = Wanted("bulletin", library, starter="event-programme").document().issue
    other = Wanted("plain", library, starter="event-programme", source="bulletin").document().issue
    assert other.template == "plain"
    assert replace(other, template="bulletin") == own


def test_words_are_found_in_title_line_and_description() -> None:
    every = [Exhibit("Bulletin", "School week", "For a club"), Exhibit("Letter", "Essay", "One voice")]
    assert [each.title for each in found(every, "SCHOOL club")] == ["Bulletin"]
    assert list(found(every, "school voice")) == []
    assert list(found(every, " ")) == every


PUBLISHER = Publisher(Publication(name="The Lamp"), Record({"accent": "#123456", "size": "19px", "ink": "#222222"}))


@pytest.mark.parametrize(
    ("publisher", "theme"),
    [
        (Publisher(), {"ink": "#444444"}),
        (PUBLISHER, {"ink": "#444444", "accent": "#123456"}),
        (replace(PUBLISHER, whole=True), {"ink": "#444444", "accent": "#123456", "size": "19px"}),
    ],
    ids=["the starter's", "this issue's colours", "a kept one, but what is closed"],
)
def test_who_publishes_brings_colours(publisher: Publisher, theme: dict[str, str]) -> None:
    starter = Issue(theme=Record({"ink": "#444444"}), closed=("ink",), publication=Publication(name="Old"))
    made = publisher.publish(starter, LIBRARY.templates["dispatch"])
    assert dict(made.theme) == theme
    assert made.publication.name == (publisher.publication.name or "Old")


# The dialog


def test_a_kind_of_issue_is_chosen_first_and_then_a_look(room: Room, qtbot: QtBot) -> None:
    dialog = opened(room)
    enter(dialog, "Event programme")
    titles = [each.title for each in shown(dialog)]
    assert titles[0] == "Bulletin"
    dialog.templates.setCurrentRow(titles.index("Launch"))
    qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    room.crank()
    wanted = Wanted("bulletin", LIBRARY, starter="event-programme").document().issue
    made = room.desk.session.now
    assert [block.fields for block in made.blocks] == [block.fields for block in wanted.blocks]
    assert (made.template, made.publication) == ("launch", ISSUE.publication)
    room.desk.session.undo()
    assert room.desk.session.now is ISSUE


def test_search_shows_every_starter_that_fits(room: Room, qtbot: QtBot) -> None:
    dialog = opened(room)
    qtbot.keyClicks(dialog.search, "school")
    assert ("Bulletin", "School week") in [(each.title, each.line) for each in shown(dialog)]
    assert all("school" in each.words for each in shown(dialog))
    assert dialog.create_button.isEnabled()
    qtbot.keyClicks(dialog.search, " nowhere")
    assert shown(dialog) == []
    assert dialog.gallery.nothing.text() == "Nothing here is called “school nowhere”."
    assert not dialog.create_button.isEnabled()


def test_a_kept_publication_is_chosen(room: Room, qtbot: QtBot) -> None:
    keep_brand(Brand(Publication(id="lamp", name="The Lamp"), Record({"accent": "#123456"})), {})
    dialog = opened(room)
    names = [dialog.publishers.itemText(row) for row in range(dialog.publishers.count())]
    assert names == ["Signal & Noise, as here", "The Lamp", "The template’s own"]
    QTest.keyClick(dialog.publishers, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.templates, Qt.Key.Key_Return)
    room.crank()
    made = room.desk.session.now
    assert (made.publication.name, made.theme["accent"]) == ("The Lamp", "#123456")


def test_the_logo_comes_along_into_a_window_of_its_own(tmp_path: Path, qtbot: QtBot) -> None:
    document = sample()
    room = Room(tmp_path, document)
    qtbot.addWidget(room.window)
    room.write("Touched")
    dialog = opened(room)
    dialog.elsewhere.click()
    qtbot.keyClick(dialog.templates, Qt.Key.Key_Return)
    room.crank()
    (made,) = room.opened
    assert made.assets.get(document.issue.publication.logo.asset)


def test_recent_issues_are_opened_from_here(room: Room, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "last-week.newsletter"
    picture = QImage(8, 10, QImage.Format.Format_RGB32)
    picture.fill(QColor("#00aa00"))
    assert picture.save(str(tmp_path / "thumbnail.png"))
    thumbnail = (tmp_path / "thumbnail.png").read_bytes()
    save_document(path, replace(ISSUE, subject="Last week"), Assets(), library=LIBRARY, thumbnail=thumbnail)
    room.desk.settings.add_recent(path)
    dialog = opened(room)
    assert [each.title for each in shown(dialog, dialog.gallery.recents)] == ["last-week"]
    assert dialog.create_button.text() == "Create"
    click_row(dialog.gallery.recents, 0)
    assert dialog.gallery.chosen == shown(dialog, dialog.gallery.recents)[0]
    assert not dialog.templates.selectedItems()
    assert sitter(dialog.gallery.chosen, Wanted("", LIBRARY)).given() == thumbnail
    assert dialog.create_button.text() == "Open"
    qtbot.keyClick(dialog.gallery.recents, Qt.Key.Key_Return)
    room.crank()
    assert (room.subject, room.files.path) == ("Last week", path)


def test_a_template_that_comes_while_it_is_open_hangs_there_and_the_choice_stays(room: Room) -> None:
    dialog = opened(room)
    dialog.templates.setCurrentRow(2)
    before = dialog.gallery.chosen
    save_template(ISSUE, {}, name="Fresh", library=LIBRARY)
    room.desk.shelf.put(read_library())
    assert shown(dialog)[-1].title == "Fresh"
    assert dialog.gallery.chosen == before


@pytest.mark.parametrize("closed", [False, True])
def test_no_browser_is_brought_up_for_who_is_gone(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, closed: bool
) -> None:
    asked: list[QWidget] = []
    monkeypatch.setattr(portraits_module, "_darkroom", lambda jobs, owner: asked.append(owner) or Mock())
    owner, jobs = QWidget(), Jobs(threads=0)
    qtbot.addWidget(owner)
    taken = portraits_module.Portraits(LIBRARY, jobs, owner, home=tmp_path)
    taken.want([portraits_module.Sitter("it", lambda: "mark", lambda: (ISSUE, Assets()))])
    if closed:
        taken.stop()
    jobs.crank()
    assert bool(asked) is not closed


def test_without_an_engine_sketches_hang_there(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "refusal", lambda: "No engine here.")
    dialog = opened(room)
    assert portraits(dialog) == []
    assert not dialog.templates.sketch(shown(dialog)[0]).isNull()
    assert room.desk.jobs.crank() == 0


# Portraits


@pytest.fixture
def many(qtbot: QtBot, tmp_path: Path, home: Path) -> Iterator[Seat]:
    keep_many()
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    yield seat
    seat.leave()


def begin(seat: Seat) -> NewDialog:
    seat.act("file.new")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewDialog)
    seat.until(dialog.create_button.isEnabled)
    return dialog


def see_all(seat: Seat, dialog: NewDialog) -> None:
    seat.until(lambda: not list(dialog.templates.without_portrait()))


def test_a_hundred_templates_appear_as_they_are_pictured_and_the_next_time_from_the_cache(
    many: Seat, home: Path
) -> None:
    dialog = begin(many)
    own = [each for each in shown(dialog) if each.title.startswith("House ")]
    assert len(own) == MANY
    before = len(portraits(dialog))
    QTest.keyClick(dialog.templates, Qt.Key.Key_End)
    assert dialog.gallery.chosen == own[-1]
    QTest.keyClick(dialog.templates, Qt.Key.Key_Home)
    many.until(lambda: len(portraits(dialog)) > before)
    assert list(dialog.templates.without_portrait())  # the window answers while there is more to come
    see_all(many, dialog)
    QTest.keyClick(dialog.templates, Qt.Key.Key_End)
    see_all(many, dialog)
    first, hung = dialog.gallery.portraits.count, len(portraits(dialog))
    assert first == hung
    dialog.reject()
    many.until(lambda: len(list((home / "cache" / "portraits").glob("*.png"))) == first)

    dialog = begin(many)
    see_all(many, dialog)
    QTest.keyClick(dialog.templates, Qt.Key.Key_End)
    see_all(many, dialog)
    assert len(portraits(dialog)) == hung
    assert dialog.gallery.portraits.count == 0
    dialog.reject()


def test_a_portrait_is_another_when_what_it_shows_is(home: Path) -> None:
    save_template(ISSUE, {}, name="Mine", library=LIBRARY)
    library = read_library()
    (exhibit,) = (each for each in looks(library) if each.template == "mine")
    wanted = Wanted("mine", library)
    dressed = replace(library.templates["mine"], css="p { color: #ff0000 }")
    coloured = {**library.templates, "mine": replace(dressed, css=library.templates["mine"].css + " ")}
    others = [
        replace(wanted, library=replace(library, templates={**library.templates, "mine": dressed})),
        replace(wanted, library=replace(library, templates=coloured)),
        replace(wanted, publisher=PUBLISHER),
        replace(wanted, publisher=replace(PUBLISHER, theme=Record({"accent": "#654321"}))),
        replace(wanted, template="dispatch"),
    ]
    marks = {sitter(exhibit, each).mark() for each in (wanted, *others)}
    starter = user_templates() / "mine" / "starter.json"
    starter.write_text(starter.read_text("utf-8") + "\n", "utf-8")
    marks.add(sitter(exhibit, wanted).mark())
    assert len(marks) == len(others) + 2
    assert sitter(exhibit, wanted).mark() == sitter(exhibit, wanted).mark()


def test_only_the_portraits_looked_at_last_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portraits_module, "MOST_KEPT", 2)
    for number in range(4):
        path = tmp_path / f"{number}.png"
        path.write_bytes(b"")
        os.utime(path, (number, number))
    portraits_module._prune(tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.png")) == ["2.png", "3.png"]
