"""The plain-text part: the same information, 76 columns as they look, nothing cut."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.errors import ComposerError
from composer.library.mail_tools import mail_tool
from composer.model.issue import Issue
from composer.model.issue_json import read_issue
from composer.model.prose import clean
from composer.model.values import Charter
from composer.render.text import _written as text_memory
from composer.render.text import write_text
from composer.render.text_layout import COLUMNS, underlined, width, wrap
from composer.render.text_prose import Links, write_prose
from tests.issues import ASSET, LIBRARY, TYPES, block, block_type, issue, issues, library, prose


def text(*blocks: dict[str, Any], **members: Any) -> str:
    return write_text(issue(*blocks, **members), LIBRARY)


def told(html: str) -> str:
    return "\n\n".join("\n".join(lines) for lines in write_prose(clean(html), Links()))


@pytest.mark.parametrize(
    ("string", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("漢字", 4),
        ("ｶﾅ", 2),
        ("e\u0301", 1),
        ("שָלוֹם", 4),
        ("🙂", 2),
        ("a\u200bb", 2),
        ("\u00ad", 0),
    ],
)
def test_width(string: str, columns: int) -> None:
    assert width(string) == columns


def test_wrap_breaks_between_words_and_sets_the_rest_in() -> None:
    lines = wrap("word " * 40, "- ", "  ")
    assert lines[0].startswith("- word")
    assert all(line.startswith("  word") for line in lines[1:])
    assert all(width(line) <= COLUMNS for line in lines)


def test_wrap_breaks_unspaced_scripts_between_characters_and_not_before_a_full_stop() -> None:
    sentence = "これは長い文です。" * 20
    lines = wrap(sentence)
    assert "".join(lines) == sentence
    assert all(COLUMNS - 2 <= width(line) <= COLUMNS for line in lines[:-1])
    assert not any(line.startswith("。") for line in lines)


@pytest.mark.parametrize("tag", ["{{ .Subscriber.FirstName }}", "{{insert first_name 'default=dear'}}", "*|IF:A B|*"])
def test_wrap_never_breaks_a_mail_tools_own_spelling(tag: str) -> None:
    for words in range(8, 16):
        assert any(tag in line for line in wrap(f"{'word ' * words}{tag} on"))


def test_wrap_never_breaks_a_merge_tag_a_long_word_or_an_address() -> None:
    tag = "[[first_name|dear reader of ours]]"
    address = "https://example.org/" + "long/" * 30
    lines = wrap(f"{'word ' * 13}{tag}, hello {address} {'x' * 100}")
    joined = "\n".join(lines)
    assert tag in joined
    assert address in lines
    assert "x" * 100 in lines


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ue000\u00ad"), max_size=200))
def test_wrap_keeps_every_character_but_spaces(string: str) -> None:
    assert "".join(wrap(string)).replace(" ", "") == re.sub("[ \t\n]", "", string)


def test_underlined_is_as_wide_as_it_looks() -> None:
    assert underlined("漢字 x", "-") == ["漢字 x", "------"]


PROSE = [
    ("<p>a</p><p>b</p>", "a\n\nb"),
    ("<p>a<br>b</p>", "a\nb"),
    ("<h3>Title</h3><p>x</p><h4>Lower</h4>", "Title\n~~~~~\n\nx\n\nLower\n....."),
    ("<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul><p>e</p>", "- a\n- b\n  1. c\n  2. d\n\ne"),
    ("<ol><li>a<br>b</li></ol>", "1. a\n   b"),
    ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc"),
    ('<p>See <a href="https://x.org/a">this</a>.</p>', "See this [1].\n\n[1] https://x.org/a"),
    ('<p><a href="https://x.org/">x.org</a></p>', "https://x.org/"),
    ('<p><a href="mailto:a@x.org">a@x.org</a></p>', "a@x.org"),
    ('<p><a href="#[[anchor:b1]]">above</a></p>', "above"),
    (
        '<p><a href="https://x.org">a</a> <a href="https://y.org">b</a> <a href="https://x.org">c</a></p>',
        "a [1] b [2] c [1]\n\n[1] https://x.org\n[2] https://y.org",
    ),
    ("<p>m<sup>2</sup>, H<sub>2</sub>O, <s>no</s> <strong>yes</strong></p>", "m^2, H2O, ~no~ yes"),
    ("<p>1 &lt; 2 &amp;amp; 3</p>", "1 < 2 &amp; 3"),
]


@pytest.mark.parametrize(("html", "expected"), PROSE)
def test_prose(html: str, expected: str) -> None:
    assert told(html) == expected


@given(prose)
@settings(max_examples=200)
def test_any_prose_keeps_its_words(html: str) -> None:
    written = re.sub(r"[\s>~^.\-\d\[\]]|https://x.org/", "", told(html))
    words = re.sub(r"<[^>]*>", "", clean(html)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert written == re.sub(r"[\s>~^.\-\d\[\]\u00ad]|https://x.org/", "", words)


STORY = block(
    "story",
    "s",
    kicker="Kicker",
    headline="Headline",
    short_title="Short",
    byline=[{"name": "A B", "role": "Writer", "link": "https://a.org"}],
    published="2023-12-08",
    image={
        "asset": ASSET,
        "alt": "A cat",
        "caption": "Caption",
        "made": "ai-edited",
        "credit": {"name": "Bryce Durbin", "publication": "TechCrunch"},
    },
    body="<p>Body</p>",
    link={"text": "Read on", "address": "https://r.org"},
    sources=[{"title": "T", "author": "U", "publication": "P", "date": "2023-12-01", "address": "https://s.org"}],
    disclosure={"uses": ["drafted"], "note": "Checked.", "interests": "Owns shares."},
)


def test_an_article() -> None:
    assert text(STORY) == (
        "Kicker\nHeadline\n--------\n\n"
        "By A B, Writer · 8 December 2023 · 1 min read <https://a.org>\n\n"
        "[Image: A cat]\nCaption\nImage credits: Bryce Durbin / TechCrunch\nEdited with AI\n\n"
        "Body\n\n"
        "Read on <https://r.org>\n\n"
        "Sources:\n- T, U, P, 1 December 2023 <https://s.org>\n\n"
        "Use of AI: drafting. Checked.\n\n"
        "Interests: Owns shares.\n"
    )


def test_in_another_language() -> None:
    written = text(STORY, language="de")
    assert "Von A B, Writer · 8. Dezember 2023 · 1 Min. Lesezeit" in written
    assert "Einsatz von KI: Entwurf. Checked." in written


def test_a_commentary_is_labelled_signed_and_says_what_it_is_about() -> None:
    opinion = block("opinion", headline="Opinion", author={"name": "C"}, about={"block": "s"}, body="<p>x</p>")
    assert text(opinion, STORY).startswith("Commentary\nOpinion\n-------\n\nBy C\n\nx\n\nAbout: Headline\n\n\nKicker")


def test_a_quotation() -> None:
    made = block("saying", words="<p>Words</p>", speaker={"name": "D", "role": "Chair"})
    assert text(made) == "> Words\n\n— D, Chair\n"


def test_a_list_of_links() -> None:
    made = block("list", title="Links", items=[{"title": "One", "address": "https://o.org", "note": "why"}, {}])
    assert text(made) == "Links\n-----\n\n- One – why <https://o.org>\n"


def test_the_frame_is_filled_from_the_issue() -> None:
    publication = {
        "name": "The Dispatch",
        "tagline": "News",
        "address": "1 Street\nTown",
        "reason": "You signed up.",
        "unsubscribe": "https://u.org",
        "charter": {"name": "TRUST_AI", "link": "https://c.org"},
    }
    frame = [
        block("head"),
        block("toc"),
        block("section", text="World"),
        STORY,
        block("roll"),
        block("ai"),
        block("foot"),
    ]
    written = text(*frame, publication=publication, number=12, date="2023-12-08")
    for part in (
        "The Dispatch\n============\n\nNews\n\nIssue 12 · 8 December 2023\n\n\n",
        "In this issue\n-------------\n\nWorld\n- Kicker: Short\n\n\n",
        "World\n=====\n\n\nKicker",
        "Credits\n-------\n\nWords:\n- A B, Writer\n\nPictures:\n- Bryce Durbin / TechCrunch\n\nSources:\n- T, U, P <https://s.org>\n",
        "Use of AI in this issue: drafting and pictures edited with AI.",
        "Made with TRUST_AI – see the charter <https://c.org>",
        "1 Street\nTown\n\nYou signed up.\n\nUnsubscribe <[[unsubscribe]]>\n",
    ):
        assert part in written
    assert "[[preferences]]" not in written
    assert "[[preferences]]" in write_text(issue(*frame), LIBRARY, tool=mail_tool("mailchimp"))


def test_what_is_hidden_empty_or_only_arranges_says_nothing() -> None:
    assert (
        text({**STORY, "settings": {"hidden": True}}, block("rule", style="dots"), block("story"), block("saying"))
        == ""
    )


def test_an_unknown_block_keeps_its_words() -> None:
    assert text(block("stranger", title="T", deep={"er": ["<p>word</p>"]}, n=3, link="https://x.org")) == "T\n\nword\n"


def _with_markup(markup: str, **fields: Any) -> str:
    types = {**TYPES, "own": block_type("own", {"fields": {"a": {"kind": "line"}, "b": {"kind": "prose"}}}, markup)}
    json = {"type": "own", "fields": fields}
    made = library(types)
    return write_text(read_issue({"blocks": [json]}, made.declared), made)


def test_a_type_may_bring_its_own_text() -> None:
    markup = "** {{ a | upper }} **\n\n{% if b %}\n{{ b | prose }}\n{% endif %}\n- {{ a }} {{ t.by }}\n"
    html = '<p>x <a href="https://x.org">y</a></p>'
    assert (
        _with_markup(markup, a="it’s <b>", b=html) == "** IT’S <B> **\n\nx y [1]\n\n[1] https://x.org\n- it’s <b> By\n"
    )


def test_long_lines_of_its_own_text_are_wrapped() -> None:
    written = _with_markup("- {{ a }}\n", a="word " * 40)
    assert all(len(line) <= COLUMNS for line in written.splitlines())
    assert written.splitlines()[1].startswith("  word")


@pytest.mark.parametrize(
    "markup", ["{{ a.__class__ }}", "{{ a + 1 }}", "{% macro x() %}{% endmacro %}", "{{ nothing }}", "{% if %}"]
)
def test_its_own_text_speaks_the_same_small_language(markup: str) -> None:
    with pytest.raises(ComposerError, match=r"block\.txt"):
        _with_markup(markup, a="x")


@given(issues)
@settings(max_examples=200)
def test_any_issue_is_written_within_its_columns(made: Issue) -> None:
    for line in write_text(made, LIBRARY).splitlines():
        assert width(line) <= COLUMNS or " " not in line.strip().strip("->–").strip()
        assert line == line.rstrip(" ")


@settings(max_examples=60, deadline=None)
@given(issues, st.integers(0, 9))
def test_text_after_an_edit_is_what_a_text_from_nothing_says(before: Issue, number: int) -> None:
    """What is remembered of blocks is used only while their links' numbers, titles and lists still hold."""
    at = number % max(len(before.blocks), 1)
    taken, others = before.blocks[at : at + 1], before.blocks[:at] + before.blocks[at + 1 :]
    publication = replace(before.publication, name="Another", charter=Charter("Charter", "https://example.org/"))
    for after in (
        replace(before, blocks=others),
        replace(before, blocks=(*others, *taken)),
        replace(before, publication=publication),
        replace(before, language="de"),
    ):
        write_text(before, LIBRARY)
        remembered = write_text(after, LIBRARY)
        text_memory.clear()
        assert write_text(after, LIBRARY) == remembered


def test_numbers_of_links_follow_what_is_taken_out_above() -> None:
    first, second = (block("more", name, body=f'<p><a href="https://x.org/{name}">to</a></p>') for name in "ab")
    whole = issue(first, second)
    assert "[2] https://x.org/b" in write_text(whole, LIBRARY)
    shorter = write_text(replace(whole, blocks=whole.blocks[1:]), LIBRARY)
    assert "to [1]" in shorter
    assert "[1] https://x.org/b" in shorter
    assert "[2] https://x.org/b" in write_text(whole, LIBRARY)
