"""What mail clients leave out of a look is told with file and line: a warning where something breaks, else a note."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from composer.checks.client_support import unsupported
from composer.library.client_support import client_support
from composer.library.templates import Library, read_library, read_own_template
from tests.looks import whole_look

SHIPPED = read_library(own_folder=Path("nowhere"))
HTML = '<div class="mine">x</div>'
GHOST = f'<!--[if mso]><table><tr><td width="50%"><![endif]-->{HTML}<!--[if mso]></td></tr></table><![endif]-->'
HIDDEN = f"<!--[if !mso]><!-->{HTML}<!--<![endif]-->"
OUTLOOK, YAHOO = "Outlook on Windows", "Yahoo Mail"
BOTH, MOST = f"{OUTLOOK} and {YAHOO}", f"{OUTLOOK}, Outlook.com and {YAHOO}"
ALL_BUT_APPLE = f"{OUTLOOK}, Outlook.com, Gmail and {YAHOO}"
LINK = '<a class="mine" href="https://x.org/">x</a>'
# A rule, the markup it is about, and what is told of it: the clients and the level; nothing where all is well.
RULES: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "nothing special": (".mine { color: #000000; }", HTML, []),
    "flex": (".mine { display: flex; }", HTML, [(OUTLOOK, "warning")]),
    "inline-flex": (".mine { display: inline-flex; }", HTML, [(OUTLOOK, "warning"), (YAHOO, "warning")]),
    "a float": (".mine { float: right; }", HTML, [(OUTLOOK, "warning")]),
    "a float that is an attribute too": (".mine { float: right; }", '<table class="mine" align="right"></table>', []),
    "columns without cells for Outlook": (".mine { display: inline-block; }", HTML, [(OUTLOOK, "warning")]),
    "columns with cells for Outlook": (".mine { display: inline-block; max-width: 50%; }", GHOST, []),
    "a width that Outlook does not take": (".mine { max-width: 50%; }", HTML, [(OUTLOOK, "warning")]),
    "a width of a table": (".mine { max-width: 50%; }", '<table class="mine"></table>', []),
    "a width that is an attribute too": (".mine { width: 50px; }", '<img class="mine" alt="" width="50">', []),
    "what Outlook is not given": (".mine { max-width: 50%; }", HIDDEN, []),
    "hidden": (".mine { display: none; }", HTML, [(OUTLOOK, "warning")]),
    "hidden for Word too": (".mine { display: none; mso-hide: all; }", HTML, []),
    "padding of a cell": (".mine { padding: 4px; }", '<table><tr><td class="mine"></td></tr></table>', []),
    "padding of a link": (".mine { padding: 4px 8px; }", LINK, [(OUTLOOK, "warning")]),
    "no padding of a paragraph": (".mine { padding: 0; }", '<p class="mine">x</p>', []),
    "padding of a list of rich text": ("ol { padding-left: 24px; }", "", [(OUTLOOK, "note")]),
    "margins below nothing": (".mine { margin: 0 -8px; }", HTML, [(ALL_BUT_APPLE, "warning")]),
    "a side by writing direction": (
        ".mine { margin-inline-start: 8px; }", HTML, [(ALL_BUT_APPLE, "warning")],
    ),
    "round corners": (".mine { border-radius: 3px; }", HTML, [(OUTLOOK, "note")]),
    "round corners of no size": (".mine { border-radius: 0; }", HTML, []),
    "corners as the tokens have them": (".mine { border-radius: {{ theme.corner }}; }", HTML, [(OUTLOOK, "note")]),
    "a thick line": (".mine { border-top: 12px solid #000000; }", HTML, [(OUTLOOK, "note")]),
    "a line as thick as Word draws": (".mine { border-top: 8px solid #000000; }", HTML, []),
    "a gradient": (".mine { background: linear-gradient(#fff, #eee); }", HTML, [(MOST, "warning")]),
    "a gradient over a colour": (".mine { background-color: #fff; background: linear-gradient(red, blue); }", HTML, []),
    "calc()": (".mine { margin-top: calc(8px + 1em); }", HTML, [(MOST, "warning")]),
    "rem": (".mine { font-size: 1.5rem; }", HTML, [(BOTH, "warning")]),
    "an alignment without a side": (".mine { text-align: start; }", HTML, [(BOTH, "warning")]),
    "under the pointer": (".mine:hover { color: #000000; }", HTML, [(OUTLOOK, "note")]),
    "what only narrow windows see": (
        "@media (max-width: 620px) { .mine { display: flex !important; } }", HTML, [(OUTLOOK, "note")],
    ),
    "what Outlook.com alone sees": ("[data-ogsc] .mine { float: left; }", HTML, []),
    "a font from elsewhere": (
        "@font-face { font-family: X; src: local(X); }", HTML, [(ALL_BUT_APPLE, "note")],
    ),
    "a section": ("", "<section>x</section>", [(MOST, "warning")]),
    "style in the markup": ("", '<div style="float:left">x</div>', [(OUTLOOK, "warning")]),
    "a rule about nothing": (".nobody { float: left; }", HTML, []),
}  # fmt: skip


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A look whose sheet says nothing of its own."""
    folder = whole_look(tmp_path / "mine")
    (folder / "theme.css").write_text("/* nothing */\n", "utf-8")
    return folder


@pytest.mark.parametrize(("css", "html", "told"), RULES.values(), ids=RULES)
def test_what_is_left_out_is_told(bare: Path, css: str, html: str, told: list[tuple[str, str]]) -> None:
    page = (bare / "page.html").read_text("utf-8")
    (bare / "page.html").write_text(page.replace("{{ blocks }}", f"{{{{ blocks }}}}{html}", 1), "utf-8")
    (bare / "theme.css").write_text(f"/* nothing */\n{css}\n", "utf-8")
    found = unsupported(read_own_template(bare, Library({}, {})), [])
    assert [(re.search(r": (.*?) do(?:es)? not show", each.sentence)[1], each.level) for each in found] == told  # type: ignore[index]
    line = page[: page.index("{{ blocks }}")].count("\n") + 1
    place = f"{bare / 'theme.css'}:2: " if css else f"{bare / 'page.html'}:{line}: "
    assert all(each.sentence.startswith(place) for each in found)


def test_each_place_that_breaks_is_told_and_each_thing_not_seen_once(bare: Path) -> None:
    (bare / "theme.css").write_text(
        ".paper { float: left; border-radius: 1px; }\n.page { float: left; border-radius: 2px; }\n", "utf-8"
    )
    found = unsupported(read_own_template(bare, Library({}, {})), [])
    assert [(each.level, re.search(r"css:(\d)", each.sentence)[1]) for each in found] == [  # type: ignore[index]
        ("warning", "1"), ("warning", "2"), ("note", "1"),
    ]  # fmt: skip
    assert "(and in 1 more place)" in found[-1].sentence


@pytest.mark.parametrize("name", SHIPPED.templates)
def test_nothing_of_what_ships_breaks(name: str) -> None:
    template = SHIPPED.templates[name]
    found = unsupported(template, template.blocks.values())
    assert [each.sentence for each in found if each.level == "warning"] == []
    assert 0 < len(found) <= 6


def test_every_fact_names_its_source_and_its_remedy() -> None:
    known = client_support()
    features = [feature for found in known.features.values() for feature in found]
    assert set(known.clients) == {"outlook", "outlook_com", "gmail", "apple", "yahoo"}
    assert len(features) > 40
    for feature in features:
        assert feature.without
        assert feature.without <= set(known.clients)
        assert re.fullmatch(r"https://www\.caniemail\.com/features/[a-z0-9-]+/", feature.source)
        assert feature.loss
        assert feature.level in ("warning", "note")
        assert bool(feature.instead) == (feature.level == "warning"), feature.name.pattern
