"""What other programs put on the clipboard comes in as prose, and what was left out is told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.errors import ComposerError
from composer.importing.paste import Pasted, pasted
from composer.model.prose import clean
from composer.model.values import Credit

SAMPLES = Path(__file__).parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.json"))


def _read(name: str, suffix: str) -> str:
    path = SAMPLES / f"{name}.{suffix}"
    return path.read_text("utf-8") if path.exists() else ""


def _sample(name: str) -> tuple[str, str, dict[str, Any]]:
    return _read(name, "html"), _read(name, "txt"), json.loads(_read(name, "json"))


def _lines(prose: str) -> list[str]:
    return re.split(r"(?<=>)(?=<(?:p|h3|h4|ul|ol|blockquote)>)", prose)


@pytest.mark.parametrize("name", NAMES)
def test_sample_becomes_prose(name: str) -> None:
    html, text, expected = _sample(name)
    found = pasted(html, text)
    assert _lines(found.prose) == _lines("".join(expected["prose"]))
    assert list(found.dropped) == expected.get("dropped", [])
    assert list(found.turned) == expected.get("turned", [])
    assert found.credit == (Credit(**expected["credit"]) if "credit" in expected else None)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_pasted_is_pasted_as_it_is(name: str) -> None:
    html, text, _ = _sample(name)
    once = pasted(html, text).prose
    assert clean(once) == once
    assert pasted(once, "") == Pasted(once)


@pytest.mark.parametrize("name", ["google_docs", "web_article"])
def test_unwanted_credit_stays_in_the_text(name: str) -> None:
    html, text, expected = _sample(name)
    found = pasted(html, text, credit_wanted=False)
    assert found.credit is None
    assert expected["credit"]["name"] in found.prose


def test_windows_of_what_was_dropped_are_sentences() -> None:
    found = pasted(
        "<p>a<img src=x><img src=y></p><img width=1 height=1><table><tr><td>1<td>2<tr><td>3<td>4</table>", ""
    )
    assert found.told == "Left out 2 pictures and 1 tracking pixel. A table became lines of text."
    assert pasted("<p>a</p>", "").told == ""


_TAGS = "p b i u span font div li ul ol td table tr h1 h5 blockquote a figure figcaption pre center o:p".split()
_STYLES = (
    "font-weight:bold", "font-weight:400", "mso-list:l0 level2 lfo1", "display:none", "text-decoration:underline",
    "vertical-align:super", "opacity:0", "mso-element:comment-list", "width:1px;height:1px", ":;x", "white-space:pre",
)  # fmt: skip
_ATTRIBUTES = st.sampled_from(
    ["", *(f' style="{style}"' for style in _STYLES), ' class="MsoQuote"', ' class="credit"', ' href="#x"', " hidden"]
)
_WORDS = st.sampled_from(
    ["one", " ", "\u00a0", "&amp;", "<br>", "<br><br>", "<img src=x>", "Photo: Jane Doe", "• a", "\n"]
)
HTML = st.recursive(
    _WORDS,
    lambda inside: st.builds(
        lambda tag, said, parts: f"<{tag}{said}>{''.join(parts)}</{tag}>",
        st.sampled_from(_TAGS),
        _ATTRIBUTES,
        st.lists(inside, max_size=4),
    ),
    max_leaves=20,
)


@given(HTML)
@settings(max_examples=300, deadline=None)
def test_anything_comes_in_clean_and_stays(html: str) -> None:
    once = pasted(html, "").prose
    assert clean(once) == once
    assert pasted(once, "").prose == once


@pytest.mark.parametrize(
    "html", ["x" * (10 * 1024 * 1024 + 1), "<b>" * 300 + "x", "<i>x" * 30_000], ids=["long", "deep", "many"]
)
def test_too_much_is_refused_with_a_sentence(html: str) -> None:
    with pytest.raises(ComposerError):
        pasted(html, "")


@pytest.mark.parametrize("depth", [60, 99])
def test_deep_pages_within_the_bounds_come_in(depth: int) -> None:
    html = "<ul><li>" * depth + "x" + "</li></ul>" * depth + "<table><tr><td>" * (depth // 2) + "<img src=x>y"
    assert "y" in pasted(html, "").prose
