"""Values of a block type that is declared anew: read by the new fields where they fit, kept untouched where not."""

from __future__ import annotations

from composer.model.fields import Field
from composer.model.issue import Block, Issue
from composer.model.record import Record
from composer.model.redeclared import redeclared
from composer.model.values import Link, Raw

OLD = {"note": (Field("a", "line"), Field("b", "link")), "other": (Field("x", "line"),)}
ISSUE = Issue(
    blocks=(
        Block("n", "note", Record({"a": "words", "b": Link("to", "https://example.org"), "c": Raw("[1]")})),
        Block("o", "other", Record({"x": "y"})),
    )
)


def test_what_nothing_changes_for_is_the_same_issue() -> None:
    assert redeclared(OLD, dict(OLD))(ISSUE) is ISSUE
    assert redeclared(OLD, {**OLD, "third": (Field("z", "line"),)})(ISSUE) is ISSUE


def test_values_are_read_by_the_new_fields() -> None:
    new = {**OLD, "note": (Field("a", "prose"), Field("b", "number"), Field("c", "rows", fields=(Field("t", "line"),)))}
    made = redeclared(OLD, new)(ISSUE)
    assert made.blocks[0].fields["a"] == "<p>words</p>"
    assert isinstance(made.blocks[0].fields["b"], Raw)
    assert made.blocks[0].fields["c"] == Raw("[1]")
    assert made.blocks[1] is ISSUE.blocks[1]


def test_there_and_back_is_the_same() -> None:
    there, back = redeclared(OLD, {"other": OLD["other"]}), redeclared({"other": OLD["other"]}, OLD)
    assert back(there(ISSUE)) == ISSUE


def test_one_block_of_many_issues_is_one_block() -> None:
    convert = redeclared(OLD, {"other": OLD["other"]})
    assert convert(ISSUE).blocks[0] is convert(Issue(subject="Later", blocks=ISSUE.blocks)).blocks[0]
