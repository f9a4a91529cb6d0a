"""Dotted paths into records, tuples and dataclasses."""

from __future__ import annotations

import pytest

from composer.model.paths import get_at, put_at
from composer.model.record import Record
from composer.model.values import Credit, Image
from tests.issues import block, issue

FIELDS = Record(
    {"headline": "H", "image": Image(alt="a", credits=(Credit(name="n"),)), "items": (Record({"title": "t"}),)}
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("headline", "H"),
        ("image.alt", "a"),
        ("image.credits.0.name", "n"),
        ("items.0.title", "t"),
        ("items.1.title", None),
        ("items.x", None),
        ("gone.deeper", None),
        ("", FIELDS),
    ],
)
def test_get_at(path: str, expected: object) -> None:
    assert get_at(FIELDS, path) == expected


@pytest.mark.parametrize("path", ["headline", "image.alt", "image.credits.0.name", "items.0.title", "new"])
def test_put_at_is_seen_by_get_at_and_leaves_the_rest(path: str) -> None:
    put = put_at(FIELDS, path, "changed")
    assert get_at(put, path) == "changed"
    assert get_at(FIELDS, path) != "changed"
    assert all(put[name] is FIELDS[name] for name in FIELDS if name != path.split(".")[0])


@pytest.mark.parametrize("path", ["headline", "image.alt", "items.0.title"])
def test_putting_what_is_there_gives_the_same_object(path: str) -> None:
    assert put_at(FIELDS, path, get_at(FIELDS, path)) is FIELDS


@pytest.mark.parametrize("path", ["items.1.title", "image.nowhere", "image.credits.4.name"])
def test_no_such_place(path: str) -> None:
    with pytest.raises(KeyError):
        put_at(FIELDS, path, "x")


def test_paths_reach_into_an_issue() -> None:
    made = issue(block("story"), publication={"charter": {"link": "https://x.org"}}, theme={"accent": "#000000"})
    assert get_at(made, "publication.charter.link") == "https://x.org"
    assert put_at(made, "theme.accent", "#ffffff").theme == Record({"accent": "#ffffff"})
