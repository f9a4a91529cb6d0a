"""The issue that is measured: one edition of N articles, 7.5 KB of mail each, in the first shipped template."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from typing import Any

from composer.library.places import user_data
from composer.library.templates import Library, read_library
from composer.model.issue import Issue
from composer.model.issue_json import read_issue

COUNTS = (1, 10, 50, 200)
WORDS = (
    "the of and to a in is it that was for on are with they be at one have this from or had by newsroom model editor "
    "reader question source answer story report week company law court agency claim number study language machine"
).split()


@cache
def library() -> Library:
    """The shipped templates, none of the user's."""
    return read_library(own_folder=user_data() / "no-templates")


@cache
def measured(articles: int) -> Issue:
    """An issue of so many articles, with contents, credits, disclosure and footer; the same one in every run."""
    rng = random.Random(articles)
    blocks: list[dict[str, Any]] = [{"type": "masthead"}, {"type": "contents"}]
    blocks += [_article(rng, number) for number in range(articles)]
    blocks += [{"type": "credits"}, {"type": "disclosure"}, {"type": "footer"}]
    publication = {
        "name": "Signal and Noise", "address": "1 Example Street\nExampletown", "website": "https://example.org/",
        "unsubscribe": "https://example.org/leave", "charter": {"name": "Charter", "link": "https://example.org/c"},
    }  # fmt: skip
    issue = {"subject": "Measured", "date": "2023-12-08", "publication": publication, "blocks": blocks}
    return read_issue(issue, library().declared)


def fresh(issue: Issue) -> Issue:
    """The same issue of new objects: nothing that is remembered by identity knows it."""
    return replace(issue, blocks=tuple(replace(block) for block in issue.blocks))


def _article(rng: random.Random, number: int) -> dict[str, Any]:
    body = "".join(f"<p>{_paragraph(rng)}</p>" for _ in range(9))
    body += (
        f"<ul><li>{_words(rng, 12)}</li><li>{_words(rng, 9)}</li></ul><blockquote><p>{_words(rng, 30)}</p></blockquote>"
    )
    credit = {"role": "photographer", "name": f"Photographer {number % 40}", "publication": "Example Press"}
    fields = {
        "kicker": "Policy", "headline": _words(rng, 8).capitalize(), "standfirst": _words(rng, 24).capitalize(),
        "byline": [{"name": f"Writer {number % 12}", "role": "Writer"}], "published": "2023-12-07",
        "image": {"asset": f"{number:064x}.jpg", "alt": _words(rng, 9), "credit": credit}, "body": body,
        "link": {"text": "Read on", "address": f"https://example.org/{number}?a=1&b=2"},
        "sources": [{"title": _words(rng, 6), "publication": "Journal", "address": f"https://example.net/{number}"}],
        "disclosure": {"uses": ["assisted"]},
    }  # fmt: skip
    return {"type": "article", "id": f"story{number}", "fields": fields}


def _paragraph(rng: random.Random) -> str:
    first, second, third = _words(rng, 30), _words(rng, 12), _words(rng, 28)
    return f'{first} <a href="https://example.com/{rng.random()}">{second}</a>, <strong>{third}</strong> <em>so</em>.'


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(count))
