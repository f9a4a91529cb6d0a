"""Each check finds what is wrong, says so at its exact place, and is silent where all is well."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from composer.checks.run import Checked, checks, run
from composer.library.mail_tools import TAGS, MailTool, mail_tool
from composer.model.addresses import TAG_NAMES
from composer.model.finding import LEVELS, Finding
from composer.model.issue import Issue
from composer.model.next_issue import next_issue
from composer.model.paths import get_at
from composer.session import Session
from tests.issues import ASSET, DECLARED, LIBRARY, block, issue, issues

PLAIN, MAILCHIMP = mail_tool("plain"), mail_tool("mailchimp")
UNSUBSCRIBE = "https://example.org/unsubscribe?a=1&b=2"
GOOD = {"subject": "S", "preheader": "P", "publication": {"unsubscribe": UNSUBSCRIBE}}
HTML = f'<a href="{UNSUBSCRIBE.replace("&", "&amp;")}">Unsubscribe</a>'


def checked(given_issue: Issue, tool: MailTool = PLAIN, html: str = HTML) -> tuple[Finding, ...]:
    return run(Checked(given_issue, LIBRARY, tool, html, ""))


def found(
    *blocks: dict[str, Any], tool: MailTool = PLAIN, html: str = HTML, **members: Any
) -> list[tuple[str, str, str]]:
    """Level, code and place of what is found in an issue that has nothing else wrong."""
    findings = checked(issue(*blocks, **{**GOOD, **members}), tool, html)
    return [(one.level, one.code, f"{one.place.block}:{one.place.field}") for one in findings]


def story(**fields: Any) -> dict[str, Any]:
    return block("story", "s", **{"headline": "H", "disclosure": {"uses": []}, **fields})


def picture(**members: Any) -> dict[str, Any]:
    return {"asset": ASSET, "alt": "What it shows", "credit": {"name": "A"}, **members}


def test_every_file_is_a_check() -> None:
    names = {check.__module__.rsplit(".", 1)[1] for check in checks()}
    assert names >= {
        "alt",
        "credit",
        "addresses",
        "block_links",
        "subject",
        "size",
        "unsubscribe",
        "unchanged",
        "unknown",
    }
    assert names >= {"disclosure", "signature", "empty", "placeholders", "theme", "merge_tags"}


def test_nothing_is_found_in_a_good_issue() -> None:
    made = story(
        image=picture(),
        byline={"name": "A", "link": "https://a.org", "picture": {"asset": ASSET}},
        link={"text": "Read", "address": "https://example.org"},
        sources=[{"title": "A book"}],
        body='<p>Hello [[first_name|there]] <a href="https://x.org">x</a></p>',
    )
    opinion = block(
        "opinion", headline="O", author={"name": "B"}, about={"block": "s"}, disclosure={"uses": ["assisted"]}
    )
    others = [block("rule"), block("toc"), block("foot"), block("saying", words="<p>w</p>", speaker={"name": "C"})]
    assert found(made, opinion, *others) == []


CASES: list[tuple[dict[str, Any], list[tuple[str, str, str]]]] = [
    (story(image=picture(alt=" ")), [("error", "image.alt", "s:image.alt")]),
    (story(image=picture(alt="", decorative=True)), []),
    (story(image={"alt": ""}), []),
    (story(image=picture(alt="IMG_2043.JPG")), [("warning", "image.alt-file", "s:image.alt")]),
    (story(image=picture(credit=[])), [("error", "image.credit", "s:image.credits")]),
    (story(image=picture(credit={"role": "photographer"})), [("error", "image.credit", "s:image.credits")]),
    (story(image=picture(credit={"none_needed": True})), []),
    (block("offer", "s", name="N", image=picture(credit=[])), []),
    (story(link={"text": "Read", "address": ""}), [("error", "link.empty", "s:link.address")]),
    (story(link={"text": "", "address": "https://x.org"}), [("note", "link.text", "s:link.text")]),
    (story(link={"text": "Read", "address": "x y"}), [("error", "link.malformed", "s:link.address")]),
    (story(byline={"name": "A", "link": "www.a.org"}), [("error", "link.malformed", "s:byline.0.link")]),
    (story(image=picture(credit={"name": "A", "link": "a"})), [("error", "link.malformed", "s:image.credits.0.link")]),
    (story(body='<p><a href="https://example">x</a></p>'), [("error", "link.malformed", "s:body")]),
    (story(sources=[{"title": "A"}, {"address": "a.org"}]), [("error", "link.malformed", "s:sources.1.address")]),
    (block("list", "s", items=[{"title": "A"}, {"note": ""}]), [("error", "link.empty", "s:items.0.address")]),
    (block("foot", "s", unsubscribe="nowhere"), [("error", "link.malformed", "s:unsubscribe")]),
    (story(link={"text": "x", "block": "gone"}), [("error", "link.block", "s:link.block")]),
    (story(body='<p><a href="#[[anchor:gone]]">x</a></p>'), [("error", "link.block", "s:body")]),
    (story(headline=" ", body="<p>x</p>"), [("warning", "headline.empty", "s:headline")]),
    (block("story", "s"), [("warning", "block.empty", "s:")]),
    (block("opinion", "s", label="Commentary"), [("warning", "block.empty", "s:")]),
    (block("list", "s", items=[]), [("warning", "block.empty", "s:")]),
    (story(disclosure={}), [("note", "disclosure.missing", "s:disclosure")]),
    (
        block("opinion", "s", headline="O", disclosure={"uses": []}),
        [("error", "commentary.signature", "s:author")],
    ),
    (story(body="<p>Quote TK here</p>"), [("warning", "placeholder", "s:body")]),
    (story(kicker="Lorem ipsum dolor"), [("warning", "placeholder", "s:kicker")]),
    (story(kicker="A stocktake"), []),
    (story(headline="TKO in the third, says HTK; a tk of one’s own and TKs"), []),
    (story(headline="[[TK]] said TKTK"), [("warning", "placeholder", "s:headline")]),
    (story(body="<p>T<strong>K</strong></p>"), [("warning", "placeholder", "s:body")]),
    (story(link={"text": "More (TK)", "address": "https://x.org"}), [("warning", "placeholder", "s:link.text")]),
    (story(image=picture(alt="TODO")), [("warning", "placeholder", "s:image.alt")]),
    (story(image=picture(credit={"name": "TK"})), [("warning", "placeholder", "s:image.credits.0.name")]),
    (story(body="<p>[[frist_name]]</p>"), [("error", "tag.unknown", "s:body")]),
    (story(link={"text": "x", "address": "https://x.org/[[nobody]]"}), [("error", "tag.unknown", "s:link.address")]),
    (story(body="<p>[[image:x@1]]</p>"), [("error", "tag.unknown", "s:body")]),
    (story(body="<p>[[email]]</p>"), [("warning", "tag.empty", "s:body")]),
    (story(body="<p>[[email|you]]</p>"), []),
    (block("stranger", "s", x=1), [("warning", "block.unknown", "s:")]),
]


@pytest.mark.parametrize(("made", "expected"), CASES)
def test_a_block_with_one_fault(made: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert found(made) == expected
    assert found({**made, "settings": {"hidden": True}}) == []


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"subject": " "}, [("error", "subject.missing", ":subject")]),
        ({"preheader": ""}, [("warning", "preheader.missing", ":preheader")]),
        ({"subject": "Title TK"}, [("warning", "placeholder", ":subject")]),
        ({"label": "Week TK"}, [("warning", "placeholder", ":label")]),
        ({"template": "gone"}, [("error", "template.unknown", ":template")]),
        ({"theme": {"accent": "red", "gone": "x"}}, [("warning", "theme.value", ":theme.accent")]),
        (
            {"publication": {"unsubscribe": UNSUBSCRIBE, "website": "example.org", "social": [{"address": "x"}]}},
            [
                ("error", "link.malformed", ":publication.website"),
                ("error", "link.malformed", ":publication.social.0.address"),
            ],
        ),
        (
            {"publication": {"unsubscribe": UNSUBSCRIBE, "charter": {"name": "C"}}},
            [("warning", "charter.link", ":publication.charter.link")],
        ),
    ],
)
def test_an_issue_with_one_fault(members: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert found(**members) == expected


def test_a_link_to_a_hidden_block_is_told_apart_from_one_that_is_gone() -> None:
    hidden = block("story", "h", {"hidden": True})
    (finding,) = checked(issue(story(link={"block": "h"}), hidden, **GOOD))
    assert "hidden or held over" in finding.sentence


def test_a_charter_makes_a_missing_disclosure_a_warning() -> None:
    charter = {"unsubscribe": UNSUBSCRIBE, "charter": {"name": "C", "link": "https://c.org"}}
    assert found(story(disclosure={}), publication=charter) == [("warning", "disclosure.missing", "s:disclosure")]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (90 * 1024 - 1, []),
        (90 * 1024, ["size.large"]),
        (100 * 1024 - 1, ["size.large"]),
        (100 * 1024, ["size.clipped"]),
    ],
)
def test_size_counts_bytes_of_the_final_html(size: int, expected: list[str]) -> None:
    html = HTML + "é" * ((size - len(HTML)) // 2)
    html += "x" * (size - len(html.encode()))
    assert [code for _, code, _ in found(html=html)] == expected


def test_unsubscribe_is_an_error_where_the_tool_requires_it_and_else_a_warning() -> None:
    assert found(html="") == [("warning", "unsubscribe.missing", ":")]
    assert found(html="", publication={}) == [("warning", "unsubscribe.missing", ":publication.unsubscribe")]
    assert found(html="", tool=MAILCHIMP) == [("error", "required.unsubscribe", ":")]
    assert found(html=HTML, tool=MAILCHIMP) == [("error", "required.unsubscribe", ":")]
    assert found(html='<a href="*|UNSUB|*">', tool=MAILCHIMP) == []


def test_what_is_unchanged_is_found_and_can_be_confirmed() -> None:
    made = next_issue(issue(block("offer", "o", name="Sponsor"), **GOOD), DECLARED)
    made = replace(made, subject="New", preheader="New")
    (finding,) = checked(made)
    assert (finding.code, finding.place.block, finding.place.field) == ("unchanged", "o", "name")
    assert finding.fix is not None
    assert checked(finding.fix(made)) == ()


@pytest.mark.parametrize(
    ("made", "path", "expected"),
    [
        (story(link={"text": "x", "address": " https://x.org "}), "link.address", "https://x.org"),
        (story(link={"text": "x", "address": "x.org/?a=1&b=2"}), "link.address", "https://x.org/?a=1&b=2"),
        (story(sources=[{"address": "desk@x.org"}]), "sources.0.address", "mailto:desk@x.org"),
        (story(byline=[{"name": "A"}, {"name": "B", "link": "b.org"}]), "byline.1.link", "https://b.org"),
    ],
)
def test_a_sure_fix_is_an_undo_step_that_removes_its_finding(made: dict[str, Any], path: str, expected: str) -> None:
    session = Session(issue(made, **GOOD))
    (finding,) = checked(session.now)
    assert finding.fix is not None
    assert expected in finding.fix_label
    session.apply(finding.fix_label, finding.fix, place=finding.place)
    assert get_at(session.now.blocks[0].fields, path) == expected
    assert checked(session.now) == ()
    session.undo()
    assert checked(session.now) == (finding,)


def test_a_theme_value_is_put_back() -> None:
    made = issue(theme={"width": "9000px"}, **GOOD)
    (finding,) = checked(made)
    assert finding.fix is not None
    assert checked(finding.fix(made)) == ()


def test_errors_come_first_then_in_the_order_of_the_issue() -> None:
    made = issue(block("story", "a"), story(image=picture(alt="", credit=[])), block("opinion", "c", headline="x"))
    findings = checked(made)
    levels = [LEVELS.index(one.level) for one in findings]
    assert levels == sorted(levels)
    assert findings[0].code == "subject.missing"
    assert len(set(findings)) == len(findings)


def test_the_model_and_the_mail_tools_know_the_same_tags() -> None:
    assert frozenset(TAGS) == TAG_NAMES


@given(issues)
@settings(max_examples=150)
def test_any_issue_is_checked_and_each_finding_stands_somewhere(made: Issue) -> None:
    for finding in checked(made, MAILCHIMP, ""):
        assert finding.level in LEVELS
        assert finding.sentence.endswith(".")
        assert "\n" not in finding.sentence
        block_found = made.block(finding.place.block)
        assert (block_found is not None) == bool(finding.place.block)
        if finding.fix is not None:
            assert finding.fix_label
            assert finding.fix(made) is not made


@pytest.mark.parametrize(
    ("logos", "wanted"),
    [
        ({"dark_logo": {"asset": ASSET}}, [("warning", "logo.dark", ":publication.logo")]),
        ({"logo": {"asset": ASSET, "alt": "S"}, "dark_logo": {"asset": ASSET}}, []),
    ],
    ids=["without one for light", "beside one for light"],
)
def test_a_logo_for_dark_grounds_takes_the_place_of_one(logos: dict[str, Any], wanted: list[Any]) -> None:
    assert found(publication={**GOOD["publication"], **logos}) == wanted  # type: ignore[dict-item]
