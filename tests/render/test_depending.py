"""What a fragment depends on: its keys change with what they stand for, and with nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from composer.library.block_types import USES
from composer.library.mail_tools import mail_tool
from composer.model import edits
from composer.model.edits import Edit
from composer.model.values import Link
from composer.render.beyond import beyond
from composer.render.context import block_values, context_of, issue_values
from tests.issues import LIBRARY, TYPES, block, issue
from tests.render.test_context import PERSON, START

OTHER = issue(block("story", byline=PERSON, disclosure={"uses": []})).blocks[0].fields
# An edit, the uses whose key it changes, and the blocks that take something else from it by way of other blocks.
DEPENDING: list[tuple[str, Edit, set[str], set[str]]] = [
    ("body", edits.put_field("a", "body", "<p>y z</p>"), set(), set()),
    ("headline", edits.put_field("a", "headline", "B"), {"contents"}, {"o"}),
    ("continued text", edits.put_field("m", "body", "<p>one two</p>"), set(), {"a"}),
    ("byline", edits.put_field("a", "byline", OTHER["byline"]), {"credits"}, set()),
    ("credit", edits.put_field("a", "image.credits.0.name", "M"), {"credits"}, set()),
    ("made", edits.put_field("a", "image.made", "ai-made"), {"disclosures"}, set()),
    ("disclosure", edits.put_field("a", "disclosure", OTHER["disclosure"]), {"disclosures"}, set()),
    ("number", edits.put_issue("number", 2), {"dateline"}, set()),
    ("date", edits.put_issue("date", issue(date="2023-12-08").date), {"dateline"}, set()),
    ("tagline", edits.put_issue("publication.tagline", "T"), {"publication"}, set()),
    ("charter", edits.put_issue("publication.charter.name", "C"), {"publication", "disclosures"}, set()),
    ("subject", edits.put_issue("subject", "S"), set(), set()),
    ("hidden", edits.put_setting(["a"], "hidden", True), {"contents", "credits"}, {"a", "o"}),
    ("about", edits.put_field("o", "about", Link()), set(), {"o"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "uses", "blocks"), [case[1:] for case in DEPENDING], ids=[case[0] for case in DEPENDING]
)
def test_keys_change_with_what_they_stand_for_and_nothing_else(edit: Edit, uses: set[str], blocks: set[str]) -> None:
    after = edit(START)
    before_context, after_context = context_of(START, LIBRARY), context_of(after, LIBRARY)
    changed = {
        use for use in USES if issue_values(START, before_context, [use]) != issue_values(after, after_context, [use])
    }
    assert changed == uses
    before, now = beyond(START, TYPES), beyond(after, TYPES)
    assert {one for one in before.keys() | now.keys() if before.get(one) != now.get(one)} == blocks
    for one in START.blocks:
        keys = [issue_values(each, before_context, [], block=one) for each in (START, after)]
        assert (keys[0] != keys[1]) == (one.id in blocks)


@pytest.mark.parametrize(
    "edit",
    [
        edits.put_issue("language", "de"),
        edits.put_issue("theme.accent", "#000000"),
        edits.put_issue("publication.credit_pattern", "{name}"),
        edits.put_issue("publication.unsubscribe", "https://u.org"),
    ],
)
def test_what_every_fragment_depends_on_changes_the_context(edit: Edit) -> None:
    assert context_of(START, LIBRARY) != context_of(edit(START), LIBRARY)


def test_contexts_are_equal_and_hash_alike_while_nothing_changes_that_they_hold() -> None:
    after = edits.put_field("a", "headline", "B")(START)
    first, second = context_of(START, LIBRARY), context_of(after, LIBRARY)
    assert first == second
    assert hash(first) == hash(second)
    assert context_of(START, LIBRARY, purpose="canvas") != first
    assert context_of(START, LIBRARY, tool=mail_tool("mailchimp")) != first


def test_a_keystroke_in_a_body_looks_at_that_block_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """With 200 articles, what is remembered of the other 199 is used again."""
    from composer.render import leaves as module

    start = issue(*(block("story", headline=f"H{n}", body="<p>x</p>") for n in range(200)))
    context = context_of(start, LIBRARY)
    issue_values(start, context, USES, block=start.blocks[0])
    walked: list[Any] = []
    original = module._gather
    monkeypatch.setattr(
        module, "_gather", lambda fields, record, *rest: walked.append(record) or original(fields, record, *rest)
    )
    after = edits.put_field("b7", "body", "<p>new</p>")(start)
    typed = next(one for one in after.blocks if one.id == "b7")
    issue_values(after, context, (), block=typed)
    block_values(after, typed, context)
    assert walked
    assert all(record is typed.fields for record in walked)
