"""Another look for the issue, looked at beside the present one, taken as one step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from composer.app.change_look import ChangeLook
from composer.app.locked import WORLD
from composer.app.viewing import Viewing
from composer.library.block_types import read_field
from composer.library.save_template import save_template
from composer.library.templates import read_library
from composer.model.edits import put_issue
from composer.model.issue import Issue
from composer.model.record import Record
from tests.app.desks import LIBRARY
from tests.app.windows import PICTURED, Seat

pytestmark = pytest.mark.usefixtures("home")


def opened(seat: Seat) -> ChangeLook:
    seat.act("file.look")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ChangeLook)
    return dialog


def choose(dialog: ChangeLook, title: str) -> None:
    (item,) = dialog.templates.findItems(title, Qt.MatchFlag.MatchExactly)
    dialog.templates.setCurrentItem(item)


def ready(viewing: Viewing) -> bool:
    return viewing.canvas.view is not None and viewing.canvas.view.is_ready


def ask(seat: Seat, viewing: Viewing, expression: str) -> Any:
    seat.until(lambda: ready(viewing))
    answers: list[Any] = []
    assert viewing.canvas.view
    viewing.canvas.view.page().runJavaScript(expression, WORLD.value, answers.append)
    seat.until(lambda: bool(answers))
    return answers[0]


def test_a_look_is_seen_beside_the_present_one_and_taken_as_one_step(seat: Seat) -> None:
    before = seat.issue
    dialog = opened(seat)
    assert dialog.now.text() == "Now: Dispatch"
    assert not dialog.change_button.isEnabled()
    choose(dialog, "Letter")
    assert dialog.then.text() == "Then: Letter"
    face = "getComputedStyle(document.body).backgroundColor"
    seat.until(lambda: ask(seat, dialog.after, face) != ask(seat, dialog.before, face))
    assert seat.issue is before

    for viewing in (dialog.before, dialog.after):
        seat.until(lambda viewing=viewing: ask(seat, viewing, PICTURED))  # type: ignore[misc]
    top = "Math.round(100 * scrollY / (document.documentElement.scrollHeight - innerHeight))"
    complete = "document.readyState === 'complete' && [...document.images].every((image) => image.complete)"
    seat.until(lambda: all(ask(seat, each, complete) for each in (dialog.before, dialog.after)))

    def scrolled() -> bool:
        """Scroll again each time: a page that is ready only now stands where it is put."""
        ask(seat, dialog.before, "scrollTo(0, 0.4 * (document.documentElement.scrollHeight - innerHeight))")
        return ask(seat, dialog.after, top) == ask(seat, dialog.before, top) == 40

    seat.until(scrolled)
    choose(dialog, "Magazine")
    seat.until(lambda: "Magazine" in dialog.then.text())
    seat.until(lambda: abs(ask(seat, dialog.after, top) - ask(seat, dialog.before, top)) < 2)
    ask(seat, dialog.after, "scrollTo(0, document.documentElement.scrollHeight)")
    seat.until(lambda: ask(seat, dialog.before, top) == 100)

    dialog.choice.actions_by_name["dark"].trigger()
    assert (dialog.before.preview.condition, dialog.after.preview.condition) == ("dark", "dark")
    QTest.keyClick(dialog.templates, Qt.Key.Key_Return)
    assert seat.issue == replace(before, template="magazine")
    assert seat.desk.session.history.undo_label == "Change Look to Magazine"
    assert seat.window.toast.label.text() == "The issue wears “Magazine” now. Undo brings the earlier look back."
    seat.window.undo()
    assert seat.issue is before


def test_what_waits_for_the_old_look_is_listed_and_comes_back_with_it(seat: Seat) -> None:
    dispatch = LIBRARY.templates["dispatch"]
    bare = replace(dispatch, name="bare", title="Bare", tokens={**dispatch.tokens})
    del bare.tokens["accent"]  # type: ignore[attr-defined]
    seat.desk.shelf.put(replace(LIBRARY, templates={**LIBRARY.templates, "bare": bare}))
    seat.desk.session.apply("Colour", put_issue("theme", Record({"accent": "#123456"})))
    before = seat.issue
    dialog = opened(seat)
    choose(dialog, "Letter")
    assert dialog.unseen.isHidden()
    choose(dialog, "Bare")
    assert not dialog.unseen.isHidden()
    assert dialog.unseen.item(0).text() == "Changes to the look that wait for “Dispatch”: Accent."
    dialog.change_button.click()
    assert seat.issue == replace(before, template="bare")
    assert "What it does not show is kept." in seat.window.toast.label.text()
    dialog = opened(seat)
    choose(dialog, "Dispatch")
    dialog.change_button.click()
    assert seat.issue == before


def test_a_saved_template_brings_its_colours(seat: Seat) -> None:
    saved = Issue(template="digest", theme=Record({"accent": "#00aa00"}))
    save_template(saved, {}, name="House", library=LIBRARY)
    seat.desk.shelf.put(read_library())
    before = seat.issue
    dialog = opened(seat)
    choose(dialog, "House")
    assert (dialog.after.issue.template, dialog.after.issue.theme["accent"]) == ("digest", "#00aa00")
    dialog.change_button.click()
    assert seat.issue == replace(before, template="digest", theme=Record({"accent": "#00aa00"}))


def test_left_without_a_choice_nothing_is_changed(seat: Seat) -> None:
    before = seat.issue
    dialog = opened(seat)
    choose(dialog, "Plain")
    QTest.keyClick(dialog.templates, Qt.Key.Key_Escape)
    assert seat.issue is before
    assert not seat.desk.session.history.undo_label


def test_templates_that_come_meanwhile_are_there_and_the_choice_stays(seat: Seat) -> None:
    dialog = opened(seat)
    choose(dialog, "Plain")
    save_template(seat.issue, {}, name="Fresh", library=LIBRARY)
    seat.desk.shelf.put(read_library())
    assert dialog.templates.item(dialog.templates.count() - 1).text() == "Fresh"
    assert dialog.chosen
    assert dialog.chosen.name == "plain"
    dialog.reject()


def test_a_look_that_cannot_hold_the_words_is_refused_here_and_in_the_inspector(seat: Seat) -> None:
    quote = replace(LIBRARY.blocks["quote"], fields=(read_field("words", {"kind": "number", "label": "Words"}, "x"),))
    odd = replace(LIBRARY.templates["plain"], name="odd", title="Odd", blocks={**LIBRARY.blocks, "quote": quote})
    seat.desk.shelf.put(replace(LIBRARY, templates={**LIBRARY.templates, "odd": odd}))
    before, sentence = seat.issue, "“Odd” cannot dress this issue: in its “Quote”, Words is of another kind."
    dialog = opened(seat)
    choose(dialog, "Odd")
    assert dialog.loses.text() == sentence
    assert not dialog.change_button.isEnabled()
    dialog.reject()

    seat.act("edit.issue")
    editor = seat.window.inspector.editor("template")
    assert editor is not None
    (box,) = editor.findChildren(QComboBox)
    box.setCurrentIndex(box.findData("odd"))
    box.activated.emit(box.currentIndex())
    assert seat.issue is before
    assert sentence in [label.text() for label in editor.findChildren(QLabel)]
    box.setCurrentIndex(box.findData("letter"))
    box.activated.emit(box.currentIndex())
    assert seat.issue == replace(before, template="letter")
