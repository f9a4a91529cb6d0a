"""The inliner fetches nothing, from the net or from the disk, whatever a sheet says; as it comes it would."""

from __future__ import annotations

import builtins
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cssutils
import pytest
import requests
from premailer import Premailer

from composer.render import stylist

Promise = Callable[[str, str, object, object], None]
PLACES = ("http://127.0.0.1:9/a.css", "https://leak.invalid/a.css", "ftp://leak.invalid/a.css", "//leak.invalid/a.css")
SHEETS = (
    '@import "{}";',
    "@import url({});",
    "@import url('{}') screen;",
    "@charset 'utf-8'; @import \"{}\"; p {{ color: red }}",
)
MARKUP = (
    "<link rel=stylesheet href='{}'>",
    "<style>@import '{}';</style>",
    "<style media=screen>@import '{}';</style>",
)


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """What was asked for outside, noted and refused; and files opened beneath a folder that nobody should know."""
    asked: list[str] = []
    given = builtins.open

    def note(place: Any, *rest: Any, **more: Any) -> Any:
        asked.append(str(getattr(place, "full_url", place)))
        raise OSError("nothing is fetched in a test")

    def opened(file: Any, *rest: Any, **more: Any) -> Any:
        if "planted" in str(file):
            asked.append(str(file))
        return given(file, *rest, **more)

    monkeypatch.setattr(urllib.request, "urlopen", note)
    monkeypatch.setattr(requests, "get", note)
    monkeypatch.setattr(requests.Session, "send", note)
    monkeypatch.setattr(builtins, "open", opened)
    return asked


@pytest.fixture
def planted(tmp_path: Path) -> str:
    (tmp_path / "planted.css").write_text("p { color: #010203 }")
    return f"file://{tmp_path / 'planted.css'}"


def page(head: str) -> str:
    return f"<html><head>{head}</head><body><p data-nlc='1'>a</p></body></html>"


@pytest.mark.filterwarnings("ignore")
def test_as_it_comes_it_fetches(fetched: list[str], planted: str) -> None:
    for place in (*PLACES[:2], planted):
        cssutils.CSSParser(validate=False).parseString(f'@import "{place}";')
    Premailer(page("<style>p { color: red }</style>"), external_styles=[PLACES[0]])
    assert set(fetched) >= set(PLACES[:2])


def test_settling_fetches_nothing(fetched: list[str], planted: str) -> None:
    for place in (*PLACES, planted):
        for sheet in SHEETS:
            settled = stylist.settle(page(""), (sheet.format(place),))
            assert "#010203" not in str(settled)
            stylist.first_error(sheet.format(place))
    assert fetched == []


def test_the_whole_page_fetches_nothing(fetched: list[str], planted: str, promise: Promise) -> None:
    for place in (*PLACES, planted, planted.removeprefix("file://")):
        for markup in MARKUP:
            assert "#010203" not in stylist.transform(page(markup.format(place)))
    promise("P33", "addresses and files that the inliner asks for", 0, len(fetched))
    assert fetched == []
