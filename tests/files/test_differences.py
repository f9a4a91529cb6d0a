"""What differs is told in words, and only what differs."""

from __future__ import annotations

from composer.files.differences import differences, sharing
from composer.files.forms import read_any
from composer.library.places import shipped
from composer.library.templates import read_library
from composer.model.edits import insert, move, put_field, put_issue, remove
from composer.model.issue import Block, Issue
from composer.model.issue_json import read_issue, write_issue

LIBRARY = read_library()
DECLARED = LIBRARY.template("dispatch").declared
START = Issue(subject="First", blocks=(Block("a", "article"), Block("b", "divider"), Block("c", "article")))


def test_differences_are_listed_block_by_block() -> None:
    headlined = put_field("a", "headline", "AI Alliance")(START)
    after = put_field("a", "body", "<p>New</p>")(headlined)
    after = put_issue("subject", "Second")(insert([Block("n", "article")], 1)(remove(["b"])(move(["c"], 0)(after))))
    assert differences(headlined, after, LIBRARY) == (
        "New: Article",
        "Changed: Article “AI Alliance” (text)",
        "Gone: Divider",
        "Another order of blocks",
        "Issue: subject",
    )
    assert differences(after, after, LIBRARY) == ()


def test_words_that_changed_are_quoted_from_where_they_do() -> None:
    long = "It was a long way to the end of this line, and a longer one to the next, "
    before = put_field("a", "body", f"<p>{long}said Anna.</p>")(put_field("a", "headline", "AI")(START))
    after = put_field("a", "body", f"<p>{long}<em>said</em> nobody at all.</p>")(put_field("a", "headline", "")(before))
    after = put_issue("subject", "Second")(after)
    assert differences(before, after, LIBRARY, quoted=True) == (
        "Changed: Article (headline, text)\n"
        "    Headline: “AI” → nothing\n"
        "    Text: “…to the next, said Anna.” → “…to the next, said nobody at all.”",
        "Issue: subject\n    Subject: “First” → “Second”",
    )


def test_long_words_are_cut_and_stand_below_each_other() -> None:
    after = put_issue("subject", "Word " * 30)(START)
    assert differences(START, after, LIBRARY, quoted=True) == (
        f"Issue: subject\n    Subject: “First”\n    → “{('Word ' * 30)[:60].rstrip()}…”",
    )


def test_marks_alone_are_no_words() -> None:
    before = put_field("a", "body", "<p>Words</p>")(START)
    after = put_field("a", "body", "<p><strong>Words</strong></p>")(before)
    assert differences(before, after, LIBRARY, quoted=True) == ("Changed: Article (text)",)


def test_equal_parts_read_apart_are_no_differences() -> None:
    document = read_any(shipped("assets") / "samples" / "signal-and-noise" / "issue.json", LIBRARY)
    copy = read_issue(write_issue(document.issue, DECLARED), DECLARED)
    assert copy is not document.issue
    assert sharing(document.issue, copy) is document.issue
    assert differences(document.issue, copy, LIBRARY) == ()
