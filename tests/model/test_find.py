"""Finding and replacing: every text of an issue by its kind, prose across its marks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.library.templates import read_library
from composer.model.find import LINK, TEXT, Hit, Query, find, replace_all, replace_one
from composer.model.find_prose import find_in_prose, replace_in_prose
from composer.model.finding import Place
from composer.model.issue import Block, Issue
from composer.model.issue_json import read_issue, write_issue
from composer.model.locks import decide
from composer.model.prose import clean, plain
from tests.generated import issues

LIBRARY = read_library()
DECLARED = next(iter(LIBRARY.templates.values())).declared
# One text of every kind a reader or an editor meets, each with the word once.
EVERYWHERE = {
    "subject": "zebra",
    "publication": {"name": "The zebra", "address": "Zebra House\nLondon", "social": [{"network": "zebra"}]},
    "blocks": [
        {
            "id": "a",
            "type": "article",
            "fields": {
                "headline": "A Zebra",
                "body": '<p>A ze<strong>bra</strong> and <a href="https://zebra.example/">a link</a></p>',
                "byline": [{"name": "Zoe Zebra", "link": "https://example.com/zebra", "picture": {"alt": "zebra"}}],
                "image": {
                    "file": "a.jpg",
                    "alt": "zebra",
                    "caption": "zebra",
                    "credit": [{"name": "zebra", "link": "https://zebra.x"}],
                },
                "sources": [{"title": "zebra"}, {"address": "https://zebra.example/1"}],
            },
            "settings": {"hidden": True},
        },
        {"id": "u", "type": "from_tomorrow", "fields": {"words": "zebra"}},
    ],
}
ISSUE = read_issue(EVERYWHERE, DECLARED)
QUERY = Query("zebra")


def test_it_looks_into_every_kind_of_field_in_order() -> None:
    hits = find(ISSUE, DECLARED, QUERY)
    own = [hit.place.field for hit in hits if not hit.place.block]
    assert own == ["subject", "publication.name", "publication.address", "publication.social.0.network"]
    assert {(hit.place.field, hit.part) for hit in hits if hit.place.block == "a"} == {
        ("headline", TEXT),
        ("body", TEXT),
        ("body", LINK),
        ("byline.0.name", TEXT),
        ("byline.0.link", TEXT),
        ("byline.0.picture.alt", TEXT),
        ("image.alt", TEXT),
        ("image.caption", TEXT),
        ("image.credits.0.name", TEXT),
        ("image.credits.0.link", TEXT),
        ("sources.0.title", TEXT),
        ("sources.1.address", TEXT),
    }
    assert len(hits) == len(set(hits)) == 16


def test_replacing_all_reaches_what_was_found_and_nothing_else() -> None:
    done = replace_all(ISSUE, DECLARED, QUERY, "okapi")
    assert (done.times, done.kept) == (16, 0)
    assert not find(done.issue, DECLARED, QUERY)
    assert len(find(done.issue, DECLARED, Query("okapi"))) == 16
    assert done.issue.blocks[1] is ISSUE.blocks[1]
    assert done.issue.publication.address == "okapi House\nLondon"
    assert done.issue.blocks[0].fields["body"] == (
        '<p>A okapi and <a href="https://okapi.example/">a link</a></p>'  # the marks of its first letter
    )
    written = write_issue(done.issue, DECLARED)
    assert write_issue(read_issue(written, DECLARED), DECLARED) == written


def test_each_hit_can_be_replaced_alone() -> None:
    hits = find(ISSUE, DECLARED, QUERY)
    for hit in hits:
        done = replace_one(ISSUE, DECLARED, QUERY, hit, new="okapi")
        assert done.times == 1
        left = find(done.issue, DECLARED, QUERY)
        assert len(left) == len(hits) - 1
        assert hit not in left


def test_another_name_is_another_person() -> None:
    byline = ISSUE.blocks[0].fields["byline"]
    assert byline[0].id == "zoe-zebra"
    done = replace_one(ISSUE, DECLARED, QUERY, Hit(Place("a", "byline.0.name"), TEXT, 0), new="Okapi")
    assert done.issue.blocks[0].fields["byline"][0].name == "Zoe Okapi"
    assert done.issue.blocks[0].fields["byline"][0].id == ""


def test_a_link_that_would_lead_nowhere_stays() -> None:
    done = replace_all(ISSUE, DECLARED, Query("https://zebra.e"), "javascript:")
    assert done.kept == 1
    assert 'href="https://zebra.example/"' in done.issue.blocks[0].fields["body"]


def test_nothing_to_find_changes_nothing() -> None:
    assert find(ISSUE, DECLARED, Query("")) == ()
    assert replace_all(ISSUE, DECLARED, Query(""), "x").issue is ISSUE
    assert replace_all(ISSUE, DECLARED, Query("no such words"), "x").issue is ISSUE
    assert replace_one(ISSUE, DECLARED, QUERY, Hit(Place("gone", "x"), TEXT, 0), new="x").issue is ISSUE
    assert replace_one(ISSUE, DECLARED, QUERY, Hit(Place("a", "headline"), TEXT, 9), new="x").issue is ISSUE


@pytest.mark.parametrize(
    ("query", "text", "times"),
    [
        (Query("bank"), "Bank, bankers, riverbank", 3),
        (Query("bank", whole_words=True), "Bank, bankers, riverbank", 1),
        (Query("bank", match_case=True), "Bank, bankers, riverbank", 2),
        (Query("it's"), "It’s it's", 2),
        (Query("it's", match_case=True), "it’s it's", 1),
        (Query("10 km"), "10\u00a0km", 1),
        (Query("a.b"), "a.b axb", 1),
        (Query("[tk]"), "[TK]", 1),
        (Query("straße"), "STRAßE", 1),
        (Query("été", whole_words=True), "l’été étés", 1),
        (Query("AT&T"), "AT&T", 1),
    ],
)
def test_what_counts_as_the_same_words(query: Query, text: str, times: int) -> None:
    issue = Issue(subject=text)
    assert len(find(issue, DECLARED, query)) == times


@pytest.mark.parametrize(
    ("before", "words", "new", "after"),
    [
        ("<p>one <em>two three</em></p>", "one two", "1 2", "<p>1 2<em> three</em></p>"),
        ("<p>one <em>two</em></p>", "two", "", "<p>one</p>"),
        ("<p>x</p><p>y</p>", "x", "", "<p>y</p>"),
        ("<p>a</p><p>b</p>", "ab", "-", "<p>a</p><p>b</p>"),
        ("<p>a<br>b</p>", "ab", "-", "<p>a<br>b</p>"),
        ("<p>R&amp;D</p>", "R&D", "a < b", "<p>a &lt; b</p>"),
        ("<ul><li>cat<ul><li>cat</li></ul></li></ul>", "cat", "dog", "<ul><li>dog<ul><li>dog</li></ul></li></ul>"),
        ('<p><a href="https://x.y/cat">cat</a></p>', "cat", "dog", '<p><a href="https://x.y/dog">dog</a></p>'),
    ],
)
def test_prose_is_replaced_across_marks_but_not_across_lines(before: str, words: str, new: str, after: str) -> None:
    assert clean(before) == before
    assert replace_in_prose(before, Query(words).pattern, new).html == after


MARKED = st.recursive(
    st.text("ab &<c", max_size=5).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(st.sampled_from(["strong", "em", "code", "u"]), st.lists(inner, max_size=3)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=8,
)
PROSE = st.lists(
    st.tuples(st.sampled_from(["p", "h3", "blockquote", "li"]), st.lists(MARKED, max_size=4)), max_size=4
).map(
    lambda blocks: clean(
        "".join(
            f"<ul><li>{''.join(words)}</li></ul>" if tag == "li" else f"<{tag}>{''.join(words)}</{tag}>"
            for tag, words in blocks
        )
    )
)


@given(PROSE, st.text("abc&< ", min_size=1, max_size=3).filter(str.strip), st.text('xy<&" ', max_size=3))
def test_replaced_prose_is_canonical_and_says_what_plain_text_would(html: str, words: str, new: str) -> None:
    pattern = re.compile(re.escape(words))
    found, done = find_in_prose(html, pattern), replace_in_prose(html, pattern, new)
    assert done.times == found.texts
    assert clean(done.html) == done.html
    lines = plain(html).split("\n")
    assert folded("\n".join(pattern.sub(lambda _: new, line) for line in lines)) == folded(plain(done.html))
    if not found.texts:
        assert done.html is html


@given(PROSE, st.integers(0, 5))
def test_one_of_several_is_replaced_alone(html: str, number: int) -> None:
    pattern = re.compile("a")
    total = find_in_prose(html, pattern).texts
    done = replace_in_prose(html, pattern, "x", (False, number))
    assert done.times == (1 if number < total else 0)
    assert find_in_prose(done.html, pattern).texts == total - done.times
    if done.times:
        letters = [letter for letter in plain(html) if letter in "ax"]
        letters[number] = "x"
        assert [letter for letter in plain(done.html) if letter in "ax"] == letters


@given(issues(LIBRARY))
def test_an_issue_where_all_was_replaced_is_one_that_could_be_read(issue: Issue) -> None:
    declared = LIBRARY.templates[issue.template].declared
    query = Query("o")
    done = replace_all(issue, declared, query, "<&\u0301é")
    assert done.times == len(find(issue, declared, query)) - done.kept
    again = read_issue(write_issue(done.issue, declared), declared)
    assert write_issue(again, declared) == write_issue(done.issue, declared)


def folded(text: str) -> list[str]:
    """The words of each line; lines with none are none."""
    lines = (re.sub(" +", " ", line).strip() for line in text.split("\n"))
    return [line for line in lines if line]


def test_blocks_of_a_type_nobody_knows_are_left_alone() -> None:
    issue = Issue(blocks=(Block("u", "from_tomorrow"),))
    assert replace_all(issue, DECLARED, QUERY, "x").issue is issue


def test_words_that_the_template_locks_stay_and_are_counted() -> None:
    locked = ISSUE.blocks[0].id
    times = len([hit for hit in find(ISSUE, DECLARED, QUERY) if hit.place.block == locked])
    total = len(find(ISSUE, DECLARED, QUERY))
    issue = decide(ISSUE, {locked: ("locked",)}, ())
    done = replace_all(issue, DECLARED, QUERY, "okapi")
    assert 0 < times < total
    assert (done.times, done.locked) == (total - times, times)
    assert done.issue.blocks[0] is issue.blocks[0]
    hit = next(hit for hit in find(issue, DECLARED, QUERY) if hit.place.block == locked)
    assert replace_one(issue, DECLARED, QUERY, hit, new="okapi") == (issue, 0, 0, 1)
