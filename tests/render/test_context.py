"""What markup is given, and on what it depends."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from composer.errors import ComposerError
from composer.library.mail_tools import mail_tool
from composer.library.templates import Library
from composer.model.issue import Issue
from composer.model.issue_json import read_issue
from composer.model.prose_value import Prose
from composer.render.beyond import beyond
from composer.render.contents import title_of
from composer.render.context import block_values, context_of, page_values
from composer.render.text import write_text
from tests.issues import ASSET, LIBRARY, TYPES, block, issue, issues

PERSON = {"name": "Sarah Anne Ruivivar", "role": "Writer", "picture": {"asset": ASSET, "alt": "S"}}


def values(kind: str, **fields: Any) -> dict[str, Any]:
    """The values of one block of an issue."""
    made = issue(block(kind, "x", **fields), number=12, label="Week 49", date="2023-12-08")
    return block_values(made, made.blocks[0], context_of(made, LIBRARY))


def whole(made: Issue) -> dict[str, Any]:
    """All that a page's markup may read of the issue."""
    return page_values(made, context_of(made, LIBRARY))["issue"]


def assert_plain(value: Any) -> None:
    """Nothing but dicts, lists, strings, numbers and truth, so that a template reaches nothing else."""
    if type(value) is dict:
        for name, item in value.items():
            assert type(name) is str
            assert_plain(item)
    elif type(value) is list:
        for item in value:
            assert_plain(item)
    else:
        assert type(value) in (str, Prose, int, float, bool), value


def test_every_declared_field_is_there_even_when_empty() -> None:
    given_values = values("story")
    for field in TYPES["story"].fields:
        assert field.name in given_values
    assert given_values["headline"] == given_values["published"] == given_values["body"] == ""
    assert given_values["image"]["present"] is given_values["link"]["present"] is False
    assert given_values["in_contents"] is True
    assert given_values["disclosure"] == {
        "stated": False, "none": False, "uses": [], "labels": [], "note": "", "interests": "", "line": "",
    }  # fmt: skip
    assert values("offer")["price"] == ""


def test_values_by_kind() -> None:
    given_values = values(
        "story",
        published="2023-12-08",
        byline=[PERSON],
        image={"asset": ASSET, "alt": "A", "made": "ai-made", "credit": {"name": "N", "publication": "P"}},
        link={"text": "t", "address": "https://x.org"},
        sources=[{"title": "T", "date": "2023-01-02"}],
        disclosure={"uses": ["drafted"], "note": "n"},
    )
    assert given_values["published"] == "2023-12-08"
    assert given_values["byline"][0]["initials"] == "SR"
    assert given_values["byline"][0]["picture"]["present"]
    assert given_values["image"]["credit"] == "Image credits: N / P"
    assert given_values["image"]["made_label"] == "Made with AI"
    assert given_values["link"] == {"present": True, "text": "t", "address": "https://x.org"}
    assert given_values["sources"][0]["title"] == "T"
    assert given_values["sources"][0]["date"] == "2023-01-02"
    assert given_values["disclosure"]["labels"] == ["Drafted by AI"]
    assert given_values["disclosure"]["line"] == "Use of AI: drafting. n"
    assert values("offer", at="18:30", price=2.5)["at"] == "18:30"
    assert values("story", disclosure={"uses": []})["disclosure"]["line"] == "No AI was used."


def test_a_decorative_picture_has_no_alternative() -> None:
    image = values("story", image={"asset": ASSET, "alt": "left over", "decorative": True})["image"]
    assert (image["alt"], image["decorative"]) == ("", True)


def test_a_link_to_a_block_takes_its_title_and_one_to_a_hidden_block_is_not_there() -> None:
    made = issue(
        block("opinion", "o", about={"block": "s"}),
        block("opinion", "p", about={"block": "s", "text": "own"}),
        block("opinion", "q", about={"block": "h"}),
        block("story", "s", headline="Title"),
        block("story", "h", {"hidden": True}),
    )
    context = context_of(made, LIBRARY)
    links = [block_values(made, one, context)["about"] for one in made.blocks[:3]]
    assert links[0] == {"present": True, "text": "Title", "address": "#[[anchor:s]]"}
    assert links[1]["text"] == "own"
    assert links[2] == {"present": False, "text": "", "address": ""}


def test_words_count_what_continues() -> None:
    made = issue(
        block("story", "s", headline="two words", body="<p>three more words</p>", short_title="not counted"),
        block("more", continues=True, body="<p>one</p>"),
        block("more", "h", {"hidden": True}, continues=True, body="<p>hidden</p>"),
        block("more", continues=True, body="<p>two more</p>"),
        block("more", body="<p>alone</p>"),
    )
    about = block_values(made, made.blocks[0], context_of(made, LIBRARY))["block"]
    assert (about["words"], about["minutes"], about["reading"]) == (8, 1, "1 min read")
    assert about["anchor"] == "[[anchor:s]]"
    assert set(beyond(made, TYPES)) == {"s"}


def test_issue_values_only_by_what_the_type_uses() -> None:
    base = {"language", "direction", "start", "end"}
    assert set(values("story")["issue"]) == base
    assert set(values("toc")["issue"]) == base | {"contents"}
    assert set(values("head")["issue"]) == base | {
        "publication", "links", "dateline", "number", "label", "date",
    }  # fmt: skip
    assert values("head")["issue"]["dateline"] == "Issue 12 · Week 49 · 8 December 2023"


def test_direction() -> None:
    given_issue = whole(issue(language="ar"))
    assert [given_issue[name] for name in ("direction", "start", "end")] == ["rtl", "right", "left"]


def test_links_are_there_when_the_tool_or_the_publication_has_them() -> None:
    made = issue(publication={"unsubscribe": "https://u.org", "forward": "[[forward]]"})
    assert whole(made)["links"] == {
        "unsubscribe": "[[unsubscribe]]",
        "preferences": "",
        "browser_view": "",
        "forward": "",
    }
    context = context_of(made, LIBRARY, tool=mail_tool("mailchimp"))
    assert page_values(made, context)["issue"]["links"]["preferences"] == "[[preferences]]"


def test_contents() -> None:
    made = issue(
        block("head"),
        block("section", "n", text="News"),
        block("story", "a", headline="Long headline", short_title="Short", kicker="Kicker"),
        block("story", "b", headline="Not listed", in_contents=False),
        block("story", "c", {"held_over": True}, headline="Later"),
        block("opinion", "d", headline="View"),
        block("story", "e"),
    )
    assert whole(made)["contents"] == [
        {"title": "News", "address": "#[[anchor:n]]", "kind": "section", "kicker": ""},
        {"title": "Short", "address": "#[[anchor:a]]", "kind": "article", "kicker": "Kicker"},
        {"title": "View", "address": "#[[anchor:d]]", "kind": "commentary", "kicker": "Commentary"},
    ]


def test_the_roll_of_credits_is_without_repeats() -> None:
    image = {
        "asset": ASSET,
        "credit": [{"name": "N", "publication": "P", "link": "https://n.org"}, {"none_needed": True}],
    }
    made = issue(
        block("story", byline=[PERSON], image=image, sources=[{"title": "T", "address": "https://t.org"}, {}]),
        block(
            "story", byline=[PERSON, {"name": "B"}], image=image, sources=[{"title": "T", "address": "https://t.org"}]
        ),
        block("story", "h", {"hidden": True}, byline=[{"name": "Hidden"}]),
        block("opinion", author={"name": "C", "role": "Editor"}),
        block(
            "roll", extra=[{"role": "editor", "name": "E"}, {"role": "agency", "publication": "AP"}, {"role": "own"}]
        ),
    )
    roll = whole(made)["credits"]
    assert [one["line"] for one in roll["words"]] == ["Sarah Anne Ruivivar, Writer", "B", "E, Editor"]
    assert [one["line"] for one in roll["commentary"]] == ["C, Editor"]
    assert [one["line"] for one in roll["pictures"]] == ["Image credits: N / P", "Image credits: AP"]
    assert [one["short"] for one in roll["pictures"]] == ["N / P", "AP"]
    assert roll["sources"] == [{"title": "T", "publication": "", "author": "", "address": "https://t.org"}]


def test_disclosures() -> None:
    made = issue(
        block("story", headline="One", disclosure={"uses": ["translated"], "interests": "Owns it."}),
        block(
            "story", headline="Two", disclosure={"uses": []}, image={"asset": ASSET, "alt": "Robot", "made": "ai-made"}
        ),
        block("story", headline="Three"),
        publication={"charter": {"name": "TRUST_AI", "link": "https://c.org"}},
    )
    said = whole(made)["disclosures"]
    assert said["charter"] == {"name": "TRUST_AI", "link": "https://c.org"}
    assert [(one["what"], one["line"]) for one in said["items"]] == [
        ("One", "Use of AI: translation."),
        ("Two", "No AI was used."),
    ]
    assert said["pictures"] == [{"what": "Robot", "made": "ai-made", "line": "Made with AI: Robot"}]
    assert said["interests"] == ["One: Owns it."]
    assert said["statement"] == "Use of AI in this issue: translation and pictures made with AI."


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ([], ""),
        ([None], ""),
        ([[]], "No AI was used for this issue."),
        ([[], None], ""),
        ([["assisted"], None], "Use of AI in this issue: assistance."),
        ([["drafted"], ["illustrated", "assisted"]], "Use of AI in this issue: assistance, drafting and illustration."),
    ],
)
def test_no_ai_is_said_only_where_every_text_says_so(uses: list[list[str] | None], expected: str) -> None:
    made = issue(*(block("story", headline="H", disclosure={} if use is None else {"uses": use}) for use in uses))
    assert whole(made)["disclosures"]["statement"] == expected


def test_title_of_any_block() -> None:
    cases = [
        (block("story", headline="H", kicker="K"), "H"),
        (block("section", text="S"), "S"),
        (block("list", title=" T "), "T"),
        (block("story", kicker="K"), "K"),
        (block("rule"), "Rule"),
        (block("stranger"), "stranger"),
    ]
    for json_form, expected in cases:
        made = issue(json_form).blocks[0]
        assert title_of(made, TYPES.get(made.type)) == expected


def test_an_unknown_template_is_told_in_a_sentence() -> None:
    with pytest.raises(ComposerError, match="gone"):
        context_of(issue(template="gone"), LIBRARY)


@given(issues)
@settings(max_examples=200)
def test_any_issue_gives_plain_values(made: Issue) -> None:
    context = context_of(made, LIBRARY)
    assert_plain(page_values(made, context))
    for one in made.blocks:
        assert_plain(block_values(made, one, context))
        assert json.dumps(block_values(made, one, context))


START = issue(
    block("story", "a", headline="A", body="<p>x</p>", image={"asset": ASSET, "credit": {"name": "N"}}),
    block("more", "m", continues=True, body="<p>one</p>"),
    block("opinion", "o", about={"block": "a"}, author={"name": "C"}),
    block("toc", "t"), block("roll", "r"), block("ai", "i"), block("head", "h"),
    number=1, publication={"name": "P"},
)  # fmt: skip


def test_theme_values_that_do_not_fit_are_passed_over() -> None:
    made = replace(START, theme=issue(theme={"accent": "red", "width": "640px", "gone": "1"}).theme)
    theme = page_values(made, context_of(made, LIBRARY))["theme"]
    assert theme == {"accent": "#b3261e", "width": "640px"}


@pytest.mark.parametrize(("label", "kicker"), [(None, "Kommentar"), ("Commentary", "Kommentar"), ("Essay", "Essay")])
def test_a_label_nobody_changed_is_in_the_issues_language_wherever_it_is_printed(
    label: str | None, kicker: str, shipped_library: Library
) -> None:
    fields = {"headline": "H"} | ({} if label is None else {"label": label})
    blocks = [{"type": "contents"}, {"type": "commentary", "fields": fields}]
    made = read_issue({"language": "de", "blocks": blocks}, shipped_library.declared)
    listed = page_values(made, context_of(made, shipped_library))["issue"]["contents"]
    assert [entry["kicker"] for entry in listed] == [kicker]
    assert kicker in write_text(made, shipped_library).splitlines()
