"""Spelling on the page of a real window, checked by the engine with a dictionary of ours: marked, corrected, learnt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from composer.app import engine
from composer.library.dictionaries import dictionaries, make_copy, own_folder, own_words
from composer.model.edits import put_issue
from tests.app.pages import CONTROL, Hands
from tests.app.windows import Seat
from tests.small_dictionary import write_pair

Key = Qt.Key
LIT = "JSON.parse(composer.report()).lit"
NOBODY = "tlh"  # a language that no system has a dictionary of
_WHERE = """(() => {{
  const walker = document.createTreeWalker(document.querySelector("[data-writing]"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {{
    const at = walker.currentNode.data.indexOf({word}), range = document.createRange();
    if (at < 0) continue;
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + {word}.length);
    const box = range.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }}
  return null;
}})()"""


class Speller(Hands):
    """Asks what the engine thinks of words."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.heard: list[tuple[str, list[str]]] = []
        self.spelling = seat.window.tools.spelling
        seat.view.asked.connect(lambda at, word, better: self.heard.append((word, better)))

    def ready(self, sentence: str) -> None:
        self.seat.until(lambda: sentence in self.spelling.sentence)

    def says(self, word: str, misspelt: bool) -> list[str]:
        """Ask for the menu on a word until the engine thinks so of it; the words it has instead. The menu stays."""
        self.seat.until(lambda: self._ask(word) == (word if misspelt else ""))
        return self.heard[-1][1]

    def menu(self) -> QMenu:
        found = QApplication.activePopupWidget()
        assert isinstance(found, QMenu)
        return found

    def close(self) -> None:
        while (found := QApplication.activePopupWidget()) is not None:
            found.close()

    def write(self, text: str) -> None:
        """Write it into the empty headline."""
        self.click("lead", "headline")
        self.press(Key.Key_A, CONTROL)
        self.press(Key.Key_Delete)
        self.has("lead", "headline", "")
        self.type(text)
        self.has("lead", "headline", text)

    def _ask(self, word: str) -> str:
        self.close()
        before = len(self.heard)
        x, y = self.seat.page(_WHERE.format(word=json.dumps(word)))
        at = QPoint(round(x * self.seat.view.zoomFactor()), round(y * self.seat.view.zoomFactor()))
        QTest.mouseClick(self.target, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
        self.seat.until(lambda: len(self.heard) > before)
        return self.heard[-1][0]


@pytest.fixture
def speller(home: Path, qtbot: QtBot, tmp_path: Path) -> Iterator[Speller]:
    write_pair(own_folder())
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    speller = Speller(seat)
    speller.ready("Spelling is checked as en-US.")
    yield speller
    speller.close()
    seat.leave()


def labels(speller: Speller) -> list[str]:
    return list(speller.seat.desk.session.history.labels())


def correct_by_keys(speller: Speller) -> None:
    """Choose the first word of the menu."""
    QTest.keyClick(speller.menu(), Key.Key_Down)
    QTest.keyClick(speller.menu(), Key.Key_Return)


def test_misspelt_words_are_corrected_and_learnt(speller: Speller) -> None:
    seat = speller.seat
    speller.write("three tabel Tarn quieties")
    assert speller.says("tabel", misspelt=True)[0] == "table"
    assert speller.menu().actions()[0].text() == "table"
    before = labels(speller)
    correct_by_keys(speller)
    speller.has("lead", "headline", "three table Tarn quieties")
    assert sorted(labels(speller)) == sorted([*before, "Correct spelling"])
    speller.says("table", misspelt=False)
    assert speller.menu() is seat.window.menus["Block"]
    speller.close()
    seat.act("edit.undo")
    speller.has("lead", "headline", "three tabel Tarn quieties")
    assert labels(speller) == before

    speller.says("tabel", misspelt=True)
    speller.close()
    heard = len(speller.heard)
    QTest.keyClick(speller.target, Key.Key_Menu)
    seat.until(lambda: len(speller.heard) > heard and QApplication.activePopupWidget() is not None)
    assert speller.heard[-1][0] == "tabel"
    correct_by_keys(speller)
    speller.has("lead", "headline", "three table Tarn quieties")

    speller.says("Tarn", misspelt=True)
    next(each for each in speller.menu().actions() if each.text() == "Add “Tarn” to Dictionary").trigger()
    assert own_words() == ["Tarn"]
    speller.says("Tarn", misspelt=False)
    speller.says("quieties", misspelt=True)
    speller.has("lead", "headline", "three table Tarn quieties")


def test_what_the_rules_make_is_right_and_looking_leaves_nothing_behind(speller: Speller) -> None:
    """The engine is made to look again by words that nobody sees; they are in no value and not copied."""
    assert speller.seat.view.contextMenuPolicy() == Qt.ContextMenuPolicy.CustomContextMenu  # never the browser's own
    copy = make_copy(dictionaries()["en_US"], engine.dictionaries())
    assert speller.seat.view.page().profile().spellCheckLanguages() == [copy]  # the engine deletes what it can't read
    speller.write("tables unquiet labs quieties")
    speller.says("quieties", misspelt=True)
    for word in ("tables", "unquiet", "labs"):
        speller.says(word, misspelt=False)
    speller.close()
    speller.press(Key.Key_End, CONTROL)
    speller.seat.page("void composer.respell(true)")
    speller.seat.shows("document.querySelector('[data-writing] composer-word') !== null")
    speller.type(" three")
    speller.has("lead", "headline", "tables unquiet labs quieties three")
    speller.seat.shows("document.querySelector('[data-writing] composer-word') !== null")
    speller.press(Key.Key_A, CONTROL)
    QApplication.clipboard().clear()
    speller.press(Key.Key_C, CONTROL)
    speller.seat.until(lambda: QApplication.clipboard().text() == "tables unquiet labs quieties three")
    speller.press(Key.Key_Delete)
    speller.has("lead", "headline", "")
    speller.type("one")
    speller.has("lead", "headline", "one")
    speller.press(Key.Key_Escape)
    speller.let_go()
    speller.seat.shows("document.querySelector('composer-word') === null")


def test_the_issues_language_decides_and_where_no_dictionary_is_it_is_said_quietly(
    speller: Speller, tmp_path: Path
) -> None:
    seat = speller.seat
    window, session, toggle = seat.window, seat.desk.session, seat.window.actions_by_name["edit.spelling"]
    speller.write("one tabel")
    speller.says("tabel", misspelt=True)
    speller.close()
    session.apply("Change language", put_issue("language", NOBODY))
    speller.ready("No dictionary for")
    assert speller.spelling.sentence == window.status.language.toolTip() == toggle.toolTip()
    assert not window.toast.isVisible()
    speller.says("tabel", misspelt=False)
    speller.close()
    for on in (False, True):  # asked for, it says so
        seat.act("edit.spelling")
        assert toggle.isChecked() is seat.desk.settings.get("spelling", not on) is on
    seat.until(lambda: window.toast.isVisible())
    assert window.toast.label.text() == speller.spelling.sentence
    assert "Add Dictionary" in speller.spelling.sentence

    seat.answers.will(write_pair(tmp_path, f"{NOBODY}_XX"))
    seat.act("edit.dictionary")
    speller.ready(f"checked as {NOBODY}-XX")
    assert "table" in speller.says("tabel", misspelt=True)
    speller.close()
    (tmp_path / "de_DE.dic").write_text("1\nWort\n")
    seat.answers.will(tmp_path / "de_DE.dic")
    seat.act("edit.dictionary")
    seat.until(lambda: bool(seat.answers.told))
    assert seat.answers.told == [
        "The dictionary was not added. de_DE.dic: de_DE.aff belongs to it, and is not beside it."
    ]
    seat.act("edit.spelling")
    speller.ready("not checked")
    speller.says("tabel", misspelt=False)


def test_a_list_at_the_caret_keeps_what_is_lit_while_the_text_is_looked_at(speller: Speller) -> None:
    seat = speller.seat
    speller.click("lead", "body")
    speller.press(Key.Key_A, CONTROL)
    speller.press(Key.Key_Delete)
    speller.has("lead", "body", "")
    speller.type("one")
    speller.press(Key.Key_Return)
    speller.type("/")
    speller.press(Key.Key_Down, times=2)
    seat.shows(LIT, "Small heading")
    words = "(document.querySelector('[data-writing] composer-word')?.textContent.length ?? 0)"
    before = seat.page(words)
    seat.page("void composer.respell(true)")
    seat.shows(f"{words} > 0 && {words} !== {before}")  # it looks anew by other words
    seat.shows(LIT, "Small heading")
    speller.press(Key.Key_Return)
    speller.type("three")
    speller.has("lead", "body", "<p>one</p><h4>three</h4>")
