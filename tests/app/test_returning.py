"""Undo and redo take back to where one was: the selection in a text, the blocks that were chosen, the scroll."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.exceptions import TimeoutError as WaitedTooLong

from composer.model.edits import put_field
from composer.model.finding import Place
from composer.model.history import Stand
from tests.app.pages import CONTROL, SHIFT, Hands
from tests.app.windows import Seat

Key = Qt.Key
HEADLINE = "Forty-one labs, one table, three empty chairs"
# What stands before the selection of the text that is written in, and what is selected.
SELECTED = """(() => {
  const { anchorNode, focusNode } = getSelection(), slot = document.querySelector("[data-writing]");
  if (!slot?.contains(anchorNode) || !slot.contains(focusNode)) return null;
  const range = getSelection().getRangeAt(0), before = document.createRange();
  before.setStart(slot, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return [before.toString(), range.toString()];
})()"""


def selects(hands: Hands, before: str, selected: str = "") -> None:
    try:
        hands.seat.shows(SELECTED, [before, selected])
    except WaitedTooLong:
        raise AssertionError(f"{hands.seat.page(SELECTED)}, not {[before, selected]}") from None


def go_to(hands: Hands, letters: int) -> None:
    """Put the caret behind so many letters."""
    hands.press(Key.Key_Home, CONTROL)
    hands.press(Key.Key_Right, times=letters)


def test_undo_and_redo_put_the_caret_where_it_was(hands: Hands) -> None:
    hands.click("lead", "headline")
    go_to(hands, 5)
    hands.type("XYZ")
    hands.has("lead", "headline", f"FortyXYZ{HEADLINE[5:]}")
    hands.press(Key.Key_Home, CONTROL)
    hands.press(Key.Key_Z, CONTROL)
    hands.has("lead", "headline", HEADLINE)
    selects(hands, "Forty")
    hands.press(Key.Key_End, CONTROL)
    hands.press(Key.Key_Y, CONTROL)
    hands.has("lead", "headline", f"FortyXYZ{HEADLINE[5:]}")
    selects(hands, "FortyXYZ")


def test_undo_selects_again_what_was_typed_over(hands: Hands) -> None:
    hands.click("lead", "headline")
    go_to(hands, 6)
    hands.press(Key.Key_Right, SHIFT, times=3)
    hands.type("sixty")
    hands.has("lead", "headline", f"Forty-sixty{HEADLINE[9:]}")
    hands.press(Key.Key_Z, CONTROL)
    hands.has("lead", "headline", HEADLINE)
    selects(hands, "Forty-", "one")
    hands.press(Key.Key_Delete)
    hands.has("lead", "headline", f"Forty-{HEADLINE[9:]}")


def test_undo_in_prose_brings_back_the_selection_that_was_made_bold(hands: Hands) -> None:
    hands.empty("lead", "body")
    hands.type("one two")
    hands.press(Key.Key_Return)
    hands.type("three")
    hands.has("lead", "body", "<p>one two</p><p>three</p>")
    hands.press(Key.Key_Home, CONTROL)
    hands.press(Key.Key_Right, CONTROL | SHIFT)
    hands.press(Key.Key_B, CONTROL)
    hands.has("lead", "body", "<p><strong>one</strong> two</p><p>three</p>")
    hands.press(Key.Key_End, CONTROL)
    hands.press(Key.Key_Z, CONTROL)
    hands.has("lead", "body", "<p>one two</p><p>three</p>")
    selects(hands, "", "one")


def test_undo_leads_back_into_a_text_that_was_left_and_to_its_selection(hands: Hands) -> None:
    hands.click("lead", "headline")
    go_to(hands, 5)
    hands.type("!")
    hands.has("lead", "headline", f"Forty!{HEADLINE[5:]}")
    hands.click("quote", "words")
    hands.press(Key.Key_Z, CONTROL)
    hands.has("lead", "headline", HEADLINE)
    hands.written("lead", "headline")
    selects(hands, "Forty")
    hands.press(Key.Key_Escape)
    hands.let_go()
    hands.press(Key.Key_Y, CONTROL)
    hands.written("lead", "headline")
    selects(hands, "Forty!")


def test_undo_chooses_again_all_that_were_deleted_or_moved(seat: Seat) -> None:
    ids = [block.id for block in seat.issue.blocks]
    three, outline = tuple(ids[3:6]), seat.window.outline
    seat.desk.selection.select(Place(three[0]))
    outline.choose(three)
    seat.act("block.delete")
    assert not {*three} & {block.id for block in seat.issue.blocks}
    seat.desk.selection.select(Place(ids[-1]))
    seat.act("edit.undo")
    assert outline.chosen() == three
    assert seat.desk.selection.block == three[0]

    seat.desk.selection.select(Place(ids[0]))
    outline.choose(three, three[1])
    seat.act("block.down")
    assert [block.id for block in seat.issue.blocks] != ids
    seat.desk.selection.select(Place(ids[0]))
    seat.act("edit.undo")
    assert ([block.id for block in seat.issue.blocks], outline.chosen()) == (ids, three)
    seat.desk.selection.select(Place(ids[0]))
    seat.act("edit.redo")
    assert outline.chosen() == three


def test_redo_chooses_the_copies_and_undo_what_was_copied(seat: Seat) -> None:
    ids = [block.id for block in seat.issue.blocks]
    two, outline = tuple(ids[3:5]), seat.window.outline
    seat.desk.selection.select(Place(two[0]))
    outline.choose(two)
    seat.act("block.duplicate")
    copies = outline.chosen()
    assert not {*copies} & {*ids}
    seat.act("edit.undo")
    assert outline.chosen() == two
    seat.act("edit.redo")
    assert outline.chosen() == copies


def test_undo_scrolls_to_where_one_was(seat: Seat) -> None:
    ids = [block.id for block in seat.issue.blocks]
    block = ids[len(ids) // 2]
    seat.desk.selection.select(Place(block))
    seat.page(f"void (document.querySelector('[data-block=\"{block}\"]').scrollIntoView(), scrollBy(0, -137))")
    top = seat.page("Math.round(scrollY)")
    seat.until(lambda: abs(seat.view.top - top) <= 1)
    seat.act("block.delete")
    seat.shows(f"!document.querySelector('[data-block=\"{block}\"]')")
    seat.page("void scrollTo(0, 0)")
    seat.until(lambda: seat.view.top == 0)
    seat.act("edit.undo")
    seat.shows(f"!!document.querySelector('[data-block=\"{block}\"]')")
    seat.shows(f"Math.abs(scrollY - {top}) <= 2")


def test_a_step_that_grows_keeps_where_it_began(seat: Seat) -> None:
    session = seat.desk.session
    for number, words in enumerate(("a", "ab", "abc")):
        carets = (number, number), (number + 1, number + 1)
        edit = put_field("lead", "headline", words)
        session.apply("Change headline", edit, place=Place("lead", "headline"), merge_key="k", carets=carets)
    step = session.undo()
    assert step is not None
    assert (step.left.caret, step.then) == ((0, 0), (3, 3))
    assert isinstance(step.left, Stand)
