"""What axe-core finds in the looks that ship: nothing, on light and dark screens and right-to-left.

Every example of every block type on light screens; on dark ones an example of most, and in `make soak` every one.
"""

from __future__ import annotations

import html
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from composer.render.page import Renderer
from tests.browser import settled
from tests.sheets import COLUMNS, Column, frames, library, page, shown_issue
from tests.soak import figure

AXE = (files("axe_core_python") / "axe.min.js").read_text("utf-8").replace("</script>", "<\\/script>")
# A mail is shown within a page of the reader's own, which has the landmarks.
_RUN = """<script>axe.run(document, {iframes: false, rules: {region: {enabled: false},
 'landmark-one-main': {enabled: false}}}).then(found => parent.postMessage(found.violations.map(
 each => [each.id, ...each.nodes.map(node => node.html)]), '*'))</script>"""
_GATHER = """<script>const heard = []; onmessage = event => { heard.push(event.data); if (heard.length === %d) {
 const all = document.createElement('pre'); all.id = 'heard'; all.textContent = JSON.stringify(heard);
 document.body.append(all) } }</script>"""
_DOT = 'src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"'
EVERYWHERE = bool(figure(0, 1))
_HEARD = re.compile(r'<pre id="heard">(.*?)</pre>', re.S)


def found(pages: list[tuple[Column, str]]) -> list[list[str]]:
    """The rules that each page breaks, with the elements that do."""
    ready = [(column, shown.replace("</body>", f"<script>{AXE}</script>{_RUN}</body>")) for column, shown in pages]
    made = settled(_GATHER % len(ready) + frames(ready, 800), 2200, 900)
    heard = _HEARD.search(made)
    assert heard, "axe-core did not come to an end"
    return [broken for page in json.loads(html.unescape(heard[1])) for broken in page]


@pytest.mark.parametrize("template", library().templates)
def test_nothing_is_found(template: str, styles: Path) -> None:
    renderer = Renderer(library(), styles)
    pages = []
    for column in (each for each in COLUMNS if each.title in ("Desktop", "Dark", "Right to left")):
        everything = column.title == "Desktop" or EVERYWHERE
        issue = shown_issue(template, column.language, everything=everything)
        if everything and column.language == "en":
            assert {block.type for block in issue.blocks} == set(library().template(template).blocks)
        shown = page(renderer, issue, column)
        pages.append((column, re.sub(r'src="data:[^"]*"', _DOT, shown)))
    assert found(pages) == []


def test_what_is_wrong_is_found() -> None:
    wrong = (
        '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><h1>x</h1><img src="data:,"></body></html>'
    )
    assert [broken[0] for broken in found([(COLUMNS[0], wrong)])] == ["image-alt"]
