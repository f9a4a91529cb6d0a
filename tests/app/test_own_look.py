"""A look and block types worked on beside the open window: what is saved shows, what is wrong is told with its file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer.app import engine
from composer.app.library_watch import LibraryWatch
from composer.app.two_lines import LINE, SPOT
from composer.library.places import user_templates
from composer.model.edits import insert, put_field, put_issue
from composer.model.finding import Place
from composer.model.issue import Block
from composer.model.record import Record
from composer.model.values import Raw
from tests.app.windows import Seat
from tests.looks import whole_look
from tests.own_block_type import NAME, keep_type


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    yield seat
    seat.leave()


@pytest.fixture
def watch(seat: Seat) -> Iterator[LibraryWatch]:
    user_templates().mkdir(parents=True)
    watch = LibraryWatch(seat.desk.shelf, seat.desk.jobs)
    yield watch
    watch.deleteLater()


def wear(seat: Seat) -> Path:
    """The window's issue in a look of somebody's own."""
    folder = whole_look(user_templates() / "mine")
    seat.until(lambda: "mine" in seat.desk.library.templates)
    seat.desk.session.apply("Wear", put_issue("template", "mine"))
    seat.settle()
    return folder


def colour_of(seat: Seat, selector: str) -> str:
    return str(seat.page(f"getComputedStyle(document.querySelector('{selector}')).color"))


def test_a_saved_sheet_shows_in_the_open_window(seat: Seat, watch: LibraryWatch) -> None:
    folder = wear(seat)
    headline = '[data-block="lead"] h2'
    assert colour_of(seat, headline) != "rgb(0, 128, 0)"
    seat.page("scrollTo(0, 300)")
    sheet = folder / "theme.css"
    sheet.write_text(sheet.read_text("utf-8").replace("h2 { margin", "h2 { color: #008000; margin", 1), "utf-8")
    seat.until(lambda: colour_of(seat, headline) == "rgb(0, 128, 0)")
    assert seat.page("scrollY") == 300
    assert seat.issue.template == "mine"


def test_what_is_wrong_is_told_and_mended(seat: Seat, watch: LibraryWatch) -> None:
    folder = wear(seat)
    heard: list[str] = []
    watch.told.connect(heard.append)
    card = folder / "template.toml"
    whole = card.read_text("utf-8")
    card.write_text(whole.replace("kind = ", "kind ", 1), "utf-8")
    seat.until(lambda: bool(heard))
    assert str(card) in heard[0]
    assert "line" in heard[0]
    bar = seat.window.notice
    seat.until(bar.isVisible)
    assert bar.label.text() == heard[0]
    assert [each.text() for each in bar.buttons] == ["Open My Templates"]
    assert "mine" in seat.desk.library.templates  # as it was, and so is the page
    assert not seat.window.canvas._notice.isVisible()
    card.write_text(whole, "utf-8")
    seat.until(lambda: heard[-1] == "")
    assert not bar.isVisible()
    seat.settle()


def test_markup_that_is_refused_is_told_over_the_mail(seat: Seat, watch: LibraryWatch) -> None:
    folder = wear(seat)
    page = folder / "page.html"
    whole = page.read_text("utf-8")
    page.write_text(whole.replace("{{ blocks }}", "{{ blocks }}{{ blocks() }}"), "utf-8")
    notice = seat.window.canvas._notice
    seat.until(notice.isVisible)
    assert "page.html:" in notice._label.text()
    page.write_text(whole, "utf-8")
    seat.until(lambda: not notice.isVisible())


def test_a_block_type_that_comes_is_in_the_palette_and_reads_what_was_kept(seat: Seat, watch: LibraryWatch) -> None:
    palette = seat.window.palette_pane.list
    seat.desk.session.apply("Insert", insert([Block("w", NAME)], 2))
    seat.desk.session.apply("Write", put_field("w", "place", Raw('"Eastquay"')))
    assert NAME not in [palette.item(row).data(SPOT) for row in range(palette.count())]
    folder = keep_type()
    seat.until(lambda: NAME in [palette.item(row).data(SPOT) for row in range(palette.count())])
    block = seat.issue.block("w")
    assert block is not None
    assert block.fields["place"] == "Eastquay"
    seat.shows("document.querySelector('[data-block=\"w\"] h2').innerText", "Eastquay")
    declared = folder / "block.toml"
    declared.write_text(declared.read_text("utf-8").replace("[fields.place]", "[fields.town]"), "utf-8")
    seat.until(lambda: "town" in [field.name for field in seat.desk.library.blocks[NAME].fields])
    block = seat.issue.block("w")
    assert block is not None
    assert block.fields["place"] == Raw('"Eastquay"')
    assert seat.window.undo() is None
    assert seat.window.undo() is None
    assert seat.issue.block("w") is None
    assert not seat.desk.session.dirty or seat.window.files.path is None


def test_a_look_with_a_block_type_of_its_own_is_worked_in_the_window(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(engine, "refusal", lambda: "No engine here.")  # none is needed
    seat = Seat(qtbot, tmp_path)
    folder, palette = whole_look(user_templates() / "mine"), seat.window.palette_pane.list
    watch = LibraryWatch(seat.desk.shelf, seat.desk.jobs)
    watch.read()
    seat.until(lambda: "mine" in seat.desk.library.templates)
    seat.desk.session.apply("Wear", put_issue("template", "mine"))

    def offered() -> list[str]:
        return [palette.item(row).data(SPOT) for row in range(palette.count())]

    keep_type(folder / "blocks" / NAME)
    seat.until(lambda: NAME in offered())
    seat.desk.session.apply("Insert", insert([Block("w", NAME, Record({"place": "Eastquay"}))], 0))
    row = seat.window.outline.model().index(1, 0)
    assert row.data() == "Eastquay"
    assert row.data(LINE) == "Weather report"
    seat.desk.selection.select(Place("w"))
    assert seat.window.inspector.subline.text() == "A place and its outlook."
    declared = folder / "blocks" / NAME / "block.toml"
    whole = declared.read_text("utf-8")
    declared.write_text(whole.replace("kind = ", "kind ", 1), "utf-8")
    seat.until(seat.window.notice.isVisible)
    assert row.data() == "Eastquay"
    declared.write_text(whole, "utf-8")
    seat.until(lambda: not seat.window.notice.isVisible())
    seat.desk.session.apply("Wear", put_issue("template", "dispatch"))
    assert NAME not in offered()
    seat.window.undo()
    assert NAME in offered()
    watch.deleteLater()
    seat.leave()
