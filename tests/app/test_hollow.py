"""The note of a block with nothing in it: from when the checks found it until it is changed, not until they read it."""

from __future__ import annotations

from pathlib import Path

from composer.app.hollow import Hollow
from composer.model.edits import move, put_field
from composer.model.issue import Block, Issue
from tests.app.desks import desk


def test_a_note_stands_until_its_block_is_changed(tmp_path: Path) -> None:
    made = desk(tmp_path, Issue(template="dispatch", blocks=(Block("a", "quote"), Block("b", "text"))))
    shown: list[dict[str, str]] = []
    hollow = Hollow(made, lambda notes: shown.append(dict(notes)))
    hollow.found(["a", "b", "gone"])
    assert shown == [{"a": "Quote: nothing in it yet", "b": "Text: nothing in it yet"}]
    made.session.apply("Move", move(["b"], 0))
    hollow.found(["a", "b"])
    assert len(shown) == 1  # nothing that is new
    made.session.apply("Change words", put_field("a", "words", "<p>Said.</p>"))
    assert shown[-1] == {"b": "Text: nothing in it yet"}
    made.session.undo()
    assert shown[-1] == {"b": "Text: nothing in it yet"}  # until the checks say so again
    hollow.found(["b", "a"])
    assert set(shown[-1]) == {"a", "b"}
