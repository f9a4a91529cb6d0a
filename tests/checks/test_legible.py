"""Texts that cannot be read are found where they come out, whatever declares their colours."""

from __future__ import annotations

import pytest

from composer.checks.legible import illegible

LIGHT, DARK = "light", "dark"
# What is in the head, what is in the body, and which texts cannot be read on which screens.
PAGES: dict[str, tuple[str, str, list[str]]] = {
    "nothing declared is black on white": ("", "<p>x</p>", []),
    "a colour of its own": ("", '<p style="color:#888">x</p>', ["light x", "dark x"]),
    "a colour of what is around it": ("", '<div style="color: #888888"><p>x</p></div>', ["light x", "dark x"]),
    "a ground of what is around it": ("", '<div style="background-color:#222"><b>x</b></div>', ["light x", "dark x"]),
    "a ground by attribute": ("", '<table bgcolor="#222222"><tr><td>x</td></tr></table>', ["light x", "dark x"]),
    "the style before the attribute": (
        "",
        '<table bgcolor="#222222" style="background-color:#fff"><tr><td>x</td></tr></table>',
        [],
    ),
    "a colour by name, a ground by rgb()": (
        "",
        '<p style="color:white;background-color:rgb(255, 255, 0)">x</p>',
        ["light x", "dark x"],
    ),
    "what lets shine through": (
        "",
        '<div style="background-color:#000"><p style="color:#fff;background-color:transparent">x</p></div>',
        [],
    ),
    "words behind an element": (
        "",
        '<div style="color:#fff"><b style="color:#000">a</b> b</div>',
        ["light b", "dark b"],
    ),
    "what is not shown": ("", '<div style="display:none;color:#fff">x</div>', []),
    "a rule for dark screens": (
        "@media (prefers-color-scheme: dark){.ground{background-color:#000 !important}}",
        '<div class="ground">x</div>',
        ["dark x"],
    ),
    "the stronger rule for dark screens": (
        "@media (prefers-color-scheme:dark){.a .b{color:#fff!important}.b{color:#000!important}"
        ".a{background-color:#000!important}}",
        '<div class="a"><p class="b" style="color:#000">x</p></div>',
        [],
    ),
    "a rule too weak for the style": (
        "@media (prefers-color-scheme: dark){.a{background-color:#000!important}.b{color:#fff}}",
        '<div class="a"><p class="b" style="color:#000">x</p></div>',
        ["dark x"],
    ),
    "what is shown on dark screens alone": (
        "@media (prefers-color-scheme: dark){.a{display:block!important}}",
        '<p class="a" style="display:none;color:#fff">x</p>',
        ["dark x"],
    ),
    "rules of another width or client": (
        "@media (max-width:620px){p{color:#fff!important}}[data-ogsc] p{color:#fff!important}",
        "<p>x</p>",
        [],
    ),
}


@pytest.mark.parametrize(("css", "body", "found"), PAGES.values(), ids=PAGES)
def test_what_cannot_be_read_is_found(css: str, body: str, found: list[str]) -> None:
    html = f"<!DOCTYPE html><html><head><title>x</title><style>{css}</style></head><body>{body}</body></html>"
    texts = list(illegible(html))
    assert [f"{DARK if each.dark else LIGHT} {each.words}" for each in texts] == found
    assert all(each.ratio < 4.5 for each in texts)


def test_a_text_is_named_with_its_block_and_colours() -> None:
    words = "A sentence that goes on for rather longer than a line of a terminal"
    html = f'<html><body><table data-block="b7"><tr><td style="color:#777777">{words}</td></tr></table></body></html>'
    first = next(illegible(html))
    assert (first.block, first.colour, first.ground) == ("b7", "#777777", "#ffffff")
    assert first.words == "A sentence that goes on for rather longe…"
    assert first.ratio == pytest.approx(4.48, abs=0.01)
