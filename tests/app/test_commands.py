"""The command palette, the sheet of shortcuts and the full screen, by the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from composer.app.actions import ACTIONS, FILLED
from composer.app.command_palette import Command, CommandPalette
from composer.app.command_row import Shown, keys_of
from composer.app.commands import Doors, commands
from composer.app.editors import prose_input
from composer.app.fuzzy import fit
from composer.app.shortcut_sheet import ShortcutSheet
from composer.library.places import shipped
from composer.model.edits import put_field
from composer.model.finding import Place
from tests.app.pages import Hands
from tests.app.windows import Seat

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("save", "Save", "Save As"),
        ("du", "Duplicate", "Undo"),
        ("ins qu", "Insert Quote", "Insert Section heading quickly"),
        ("sa", "Save As", "Versaille"),
        ("dplc", "Duplicate", "Delete"),
        ("ÜBER", "über uns", "Stürüber"),
    ],
)
def test_the_better_fit_has_the_higher_score(typed: str, better: str, worse: str) -> None:
    good, bad = fit(typed, better), fit(typed, worse)
    assert good is not None
    assert bad is None or good.score >= bad.score


def test_a_fit_says_which_letters_were_typed() -> None:
    found = fit("ins qu", "Insert Quote")
    assert found is not None
    assert found.at == {0, 1, 2, 7, 8}
    assert fit("xyz", "Insert Quote") is None
    assert fit("view zoom", "Zoom In", "View") is not None
    assert fit("", "Anything") is not None


def test_a_whole_word_beside_is_sooner_meant_than_letters_of_the_title() -> None:
    named, scattered = fit("art", "Go to Rain", "Article"), fit("art", "Go to A choir meets its double", "Links")
    assert named is not None
    assert scattered is None or named.score > scattered.score


def test_the_table_lists_the_keys_that_texts_take_in_the_page_and_in_the_inspector() -> None:
    listed = {keys for row in ACTIONS if row.name.startswith("text.") for keys in row.shortcut.split()}
    page = (shipped("assets") / "canvas" / "src" / "writing_keys.js").read_text("utf-8")
    inspector = Path(prose_input.__file__).read_text("utf-8")
    bound = {f"Ctrl+{keys.replace('-', '+')}".title() for keys in re.findall(r'"Mod-([^"]+)": (?!act|line)', page)}
    assert {keys.title() for keys in listed} - {"Ctrl+Shift+V"} == bound - {"Ctrl+Alt+3"}  # a spare one for headings
    assert listed == set(re.findall(r'"(Ctrl\+[^"]+)": ', inspector))


def test_what_the_page_says_of_keys_is_what_the_table_says() -> None:
    source = shipped("assets") / "canvas" / "src"
    bar, peek = ((source / name).read_text("utf-8") for name in ("toolbar.js", "link_peek.html"))
    said = re.findall(r'"([A-Z][^"]*)", (?:keys: )?"(Ctrl[^"]+)"', bar)
    table = {row.shortcut: row.label.casefold() for row in ACTIONS if row.typed}
    assert len(said) == 11
    for words, keys in said:
        assert table[keys] == words.casefold()
    assert set(re.findall(r"\((Ctrl[^)]+)\)", peek)) <= {*table}


@pytest.mark.parametrize(
    ("shortcut", "keys"), [("Ctrl+Shift+P", ["Ctrl", "Shift", "P"]), ("Ctrl++", ["Ctrl", "+"]), ("F1", ["F1"])]
)
def test_a_shortcut_falls_into_its_keys(shortcut: str, keys: list[str]) -> None:
    assert keys_of(shortcut) == keys


def open_palette(seat: Seat) -> CommandPalette:
    QTest.keyClick(QApplication.focusWidget() or seat.window, Qt.Key.Key_P, CONTROL | SHIFT)
    palette = seat.window.tools.palette
    assert palette.isVisible()
    assert palette.search.hasFocus()
    return palette


def titles(palette: CommandPalette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def do(seat: Seat, typed: str) -> None:
    palette = open_palette(seat)
    QTest.keyClicks(palette.search, typed)
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert not palette.isVisible()


def test_it_does_what_is_found_and_shows_it_first_the_next_time(seat: Seat) -> None:
    quote, count = seat.block("quote"), len(seat.issue.blocks)
    assert "Duplicate" not in titles(open_palette(seat))  # nothing is selected
    QTest.keyClick(seat.window.tools.palette.search, Qt.Key.Key_Escape)
    seat.click_row(quote.id)
    seat.window.outline.setFocus()
    do(seat, "dupl")
    assert len(seat.issue.blocks) == count + 1
    assert seat.window.outline.hasFocus()
    do(seat, "insert divider")
    assert seat.block("divider").id == seat.desk.selection.block
    palette = open_palette(seat)
    assert titles(palette)[:2] == ["Insert Divider", "Duplicate"]
    assert palette.list.item(1).data(Shown.KEYS) == "Ctrl+D"
    assert palette.list.item(1).data(Shown.PLACE) == "Block"


def test_arrows_go_round_and_a_headline_leads_to_its_block(seat: Seat) -> None:
    palette = open_palette(seat)
    QTest.keyClick(palette.search, Qt.Key.Key_Up)
    assert palette.list.currentRow() == palette.list.count() - 1
    QTest.keyClick(palette.search, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 0
    QTest.keyClicks(palette.search, "no such thing at all")
    assert palette.none.isVisible()
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.search.clear()
    article = seat.block("article", 1)
    QTest.keyClicks(palette.search, f"go {article.fields['headline']}")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert seat.desk.selection.block == article.id


def test_a_click_elsewhere_closes_it(seat: Seat) -> None:
    palette = open_palette(seat)
    seat.click_row(seat.block("quote").id)
    assert not palette.isVisible()
    assert seat.window.outline.hasFocus()


def test_every_action_that_can_be_done_is_offered(seat: Seat) -> None:
    seat.click_row(seat.block("quote").id)
    actions = seat.window.actions_by_name
    offered = {made.name for made in commands(Doors(seat.desk, actions, seat.window.edits.insert))}
    own = {"help.commands", *FILLED}
    assert {name for name, action in actions.items() if action.isEnabled()} - own <= offered
    assert {f"insert.{name}" for name in seat.desk.types} <= offered
    assert not {name for name, action in actions.items() if not action.isEnabled()} & offered


def test_what_was_remembered_of_another_version_does_no_harm(seat: Seat) -> None:
    seat.desk.settings.put("commands", ["gone.long.ago", 7, "file.save"])
    assert titles(open_palette(seat))[0] == "Save"


def test_a_command_is_remembered_by_its_name_alone() -> None:
    assert Command("a", "A", lambda: None) == Command("a", "A", lambda: None)


@pytest.mark.parametrize("keys", [(Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Question, CONTROL)])
def test_the_sheet_shows_every_shortcut_and_finds_one(seat: Seat, keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    QTest.keyClick(seat.window, *keys)
    seat.window.actions_by_name["help.keys"].trigger()
    (sheet,) = seat.window.findChildren(ShortcutSheet)  # asked for twice, there is one
    assert sheet is not None
    labels = {label.text(): label for label in sheet.findChildren(QLabel)}
    assert {row.title for row in ACTIONS if row.shortcut} <= set(labels)
    QTest.keyClicks(sheet.search, "zoom")
    assert labels["Zoom In"].isVisible()
    assert labels["View"].isVisible()
    assert not labels["Save"].isVisible()
    assert not labels["File"].isVisible()
    QTest.keyClick(sheet.search, Qt.Key.Key_Escape)
    seat.until(lambda: seat.window.findChild(ShortcutSheet) is None)


@pytest.mark.parametrize("back", [Qt.Key.Key_F11, Qt.Key.Key_Escape])
def test_the_full_screen_leaves_the_mail_alone_and_brings_the_rest_back(seat: Seat, back: Qt.Key) -> None:
    window = seat.window
    window.actions_by_name["view.right"].setChecked(False)
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert not window.tabs.isVisible()
    assert not window.toolbar.isVisible()
    seat.until(lambda: window.canvas.isAncestorOf(window.focusWidget()))
    QTest.keyClick(seat.view.focusProxy(), back)
    seat.until(lambda: not window.isFullScreen())
    assert window.tabs.isVisible()
    assert window.toolbar.isVisible()
    assert not window.inspector.isVisible()
    assert not window.actions_by_name["view.full"].isChecked()


def test_what_is_remembered_of_the_window_is_not_its_full_screen(seat: Seat) -> None:
    QTest.keyClick(seat.window, Qt.Key.Key_F11)
    seat.window.closeEvent(QCloseEvent())
    assert seat.desk.settings.get("pane.left", False)


def test_what_keys_do_to_a_text_is_offered_while_one_is_written_in(seat: Seat) -> None:
    assert "Bold" not in titles(open_palette(seat))
    QTest.keyClick(seat.window.tools.palette.search, Qt.Key.Key_Escape)
    article = seat.block("article")
    seat.desk.session.apply("Words", put_field(article.id, "body", "<p>rain</p>"))
    seat.desk.selection.reveal(Place(article.id, "body"))
    seat.until(lambda: isinstance(QApplication.focusWidget(), prose_input.ProseInput))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, CONTROL)
    do(seat, "bold")
    seat.until(lambda: body(seat) == "<p><strong>rain</strong></p>")
    hands = Hands(seat)
    seat.until(lambda: "<strong" in hands.html(article.id, "body"))
    hands.click(article.id, "body")
    view = seat.view.focusProxy()
    seat.until(lambda: bool(view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)))
    QTest.keyClick(view, Qt.Key.Key_A, CONTROL)
    seat.shows("getSelection().toString().trim()", "rain")
    do(seat, "heading")
    seat.until(lambda: body(seat).startswith("<h3>"))


def body(seat: Seat) -> str:
    return str(seat.block("article").fields["body"])
