"""What a screen reader is told, heard where it hears: on the accessibility bus of a desktop, by the real program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest

from composer.library.places import shipped
from composer.model.edits import put_field
from tests.app.desks import LIBRARY, sample
from tests.app.processes import Program, until
from tests.app.windows import Seat

if sys.platform != "linux":
    pytest.skip("the bus of Linux desktops", allow_module_level=True)

from tests.app.screen_reader import EDITABLE, FOCUSABLE, SHOWING, Heard, Reader

Promise = Callable[[str, str, object, object], None]
SAMPLE = shipped("assets") / "samples" / "signal-and-noise" / "issue.json"
HEADLINE = "Forty-one labs, one table, three empty chairs"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    reader = Reader(tmp_path_factory.mktemp("reader") / "run")
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def window(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Heard]:
    """The window as it is heard while somebody writes in a headline of the mail."""
    program = Program(tmp_path_factory.mktemp("heard") / "home", reader.environment)
    try:
        program.start([("drawn",), ("enter", "lead.headline"), ("note",), ("stay",)], SAMPLE)
        program.wait_notes(1)
        found: list[Heard] = []

        def heard() -> bool:
            try:
                found[:] = [frame for each in reader.programs() for frame in each.all("frame") if frame.inside]
            except LookupError:  # what went while it was listened to
                return False
            return bool(found) and bool(written_in(found[0]))

        until(heard)
        yield found[0]
    finally:
        program.end()


def written_in(window: Heard) -> list[Heard]:
    """The texts of the mail that can be written in now."""
    return [each for page in window.all("web document") for each in page.all("text") if each.states & EDITABLE]


def mail(window: Heard) -> Heard:
    (page,) = window.all("web document")
    return page


def test_everything_that_takes_the_keyboard_has_a_name(window: Heard, reader: Reader, promise: Promise) -> None:
    taking = [each for each in window.every() if each.states & FOCUSABLE and each.states & SHOWING]
    nameless = [each for each in taking if not each.name.strip() and not reader.labelled(each)]
    promise("P53", "shown and focusable, nameless on the accessibility bus", f"0 of {len(taking)}", len(nameless))
    assert len(taking) > 60
    assert [(each.role, each.spot) for each in nameless] == []


def test_panes_bars_and_menus_are_told_as_what_they_are(window: Heard) -> None:
    assert window.name.startswith("Signal & Noise")
    menus = window.all("menu bar")[0].inside
    assert [each.name for each in menus] == ["File", "Edit", "Block", "View", "Help"]
    assert all(item.name for menu in menus for item in menu.all("menu item"))
    for pane in ("Toolbar", "Outline and Blocks", "Canvas", "Inspector", "Status"):
        assert window.one("panel", pane).states & SHOWING, pane
    assert window.one("panel", "Toolbar").all("push button", "Export")


def test_the_outline_tells_every_block(window: Heard) -> None:
    rows = window.one("list", "Outline").all("list item")
    assert len(rows) == len(sample().issue.blocks) + 1
    assert all(row.name for row in rows)
    assert rows[3].name.startswith(f"{HEADLINE}, Article")


def test_the_inspector_s_fields_are_named_by_their_labels(window: Heard, reader: Reader) -> None:
    fields = window.one("panel", "Inspector").all("text")
    texts = {each.name: each for each in fields if each.states & SHOWING and each.states & EDITABLE}
    assert {"Kicker", "Headline", "Standfirst"} <= set(texts)
    assert reader.words(texts["Headline"]) == HEADLINE


def test_every_block_of_the_mail_is_a_group_with_its_name(window: Heard, promise: Promise) -> None:
    blocks, types = sample().issue.blocks, LIBRARY.blocks
    kinds = {types[block.type].title for block in blocks}
    groups = [each for each in mail(window).all("panel") if each.name.partition(":")[0] in kinds]
    promise("P53", "blocks of the mail that are named groups", len(blocks), len(groups))
    assert [each.name.partition(":")[0] for each in groups] == [types[block.type].title for block in blocks]
    lead = mail(window).one("panel", f"Article: {HEADLINE}")
    assert "Regrets only" in [each.name for each in lead.all("heading")]


def test_a_text_of_the_mail_is_written_in_by_its_name(window: Heard, reader: Reader) -> None:
    lead = mail(window).one("panel", f"Article: {HEADLINE}")
    (text,) = written_in(window)
    assert text in list(lead.every())
    assert text.name == "Headline"
    assert reader.words(text) == HEADLINE


def test_a_block_s_name_follows_its_words(seat: Seat) -> None:
    name = "document.querySelector('[data-block=lead]').ariaLabel"
    seat.shows(name, f"Article: {HEADLINE}")
    seat.desk.session.apply("Change headline", put_field("lead", "headline", "Forty-two"))
    seat.shows(name, "Article: Forty-two")
    seat.window.edits.insert("divider")
    seat.shows("document.querySelectorAll('[data-block]:not([role=group])').length", 0)
