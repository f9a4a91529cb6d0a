"""Copies of blocks: what leads inside the set follows, what leads out of it stays or, abroad, ends."""

from __future__ import annotations

from hypothesis import given

from composer.library.templates import read_library
from composer.model.copies import copied
from composer.model.edits import insert
from composer.model.issue import Block, Issue
from composer.model.record import Record
from composer.model.values import Link
from tests.generated import issues

LIBRARY = read_library()
DECLARED = LIBRARY.declared
TO = '<p><a href="#{}">there</a></p>'


def about(block: str, to: str) -> Block:
    fields = {"about": Link(block=to), "body": TO.format(to)}
    return Block(block, "commentary", Record(fields))


def test_links_inside_the_set_follow_and_ids_are_new() -> None:
    first, second = copied([Block("a", "article"), about("b", "a")], {"a", "b", "c"}, DECLARED)
    assert len({first.id, second.id, "a", "b", "c"}) == 5
    assert second.fields["about"].block == first.id
    assert second.fields["body"] == TO.format(first.id)


def test_links_out_of_the_set_stay_at_home_and_end_abroad() -> None:
    (home,) = copied([about("b", "a")], {"a", "b"}, DECLARED)
    assert home.fields["about"].block == "a"
    assert home.fields["body"] == TO.format("a")
    (abroad,) = copied([about("b", "a")], {"a"}, DECLARED, abroad=True)
    assert abroad.fields["about"].block == ""
    assert abroad.fields["body"] == "<p>there</p>"


def test_other_addresses_are_left_alone() -> None:
    block = Block("b", "commentary", Record({"body": '<p><a href="https://a.example/#a">x</a> #a</p>'}))
    (made,) = copied([block], {"b"}, DECLARED, abroad=True)
    assert made.fields is block.fields


@given(issues(LIBRARY))
def test_a_copy_differs_in_nothing_but_ids_where_nothing_leads_to_blocks(issue: Issue) -> None:
    declared = LIBRARY.templates[issue.template].declared
    made = copied(issue.blocks, {block.id for block in issue.blocks}, declared)
    assert [block.fields for block in made] == [block.fields for block in issue.blocks]
    together = insert(made, len(issue.blocks))(issue).blocks
    assert len({block.id for block in together}) == 2 * len(issue.blocks)
