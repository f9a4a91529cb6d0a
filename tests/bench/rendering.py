"""Keystroke and page against premailer and css-inline over the same page, interleaved; and a page from a cold start."""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import css_inline

from composer.model.edits import put_field
from composer.model.issue import Issue
from composer.render.page import Renderer
from composer.render.stylist import transform
from composer.session import Session
from tests.bench.clock import computed, milliseconds, timed
from tests.bench.issues import COUNTS, fresh, library, measured

ROUNDS = 7
KEYSTROKES = 21  # in each round
FOLLOWING = ("contents", "disclosure")  # blocks that a headline shows in
COLD = 10  # articles of the page that a fresh process makes
_COLD_PAGE = """
import sys
from pathlib import Path
from tests.bench.issues import library, measured
from composer.render.page import Renderer
Renderer(library(), Path(sys.argv[1])).page(measured(int(sys.argv[2])))
"""


def measure() -> dict[str, Any]:
    """The rendering keys of `bench.json`."""
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory() as folder:
        renderer = Renderer(library(), Path(folder))
        plain = {count: renderer.plain_page(measured(count)) for count in COUNTS}
        inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
        for count in COUNTS:
            renderer.page(measured(count))
        for _ in range(ROUNDS):
            for count in COUNTS:
                name = str(count)
                found["keystroke_ms"][name] += _keystrokes(renderer, measured(count), "body")
                found["keystroke_headline_ms"][name] += _keystrokes(renderer, measured(count), "headline")
                found["page_ms"][name].append(_page(renderer, measured(count)))
                found["css_inline_page_ms"][name].append(computed(lambda html=plain[count]: inliner.inline(html)))
                found["premailer_page_ms"][name].append(computed(lambda html=plain[count]: transform(html)))
        cold = [timed(lambda: _cold_page(Path(folder))) for _ in range(5)]
    keys = {key: {name: milliseconds(times) for name, times in by_count.items()} for key, by_count in found.items()}
    return {**keys, "cold_page_s": round(sorted(cold)[2], 3), "page_bytes": {str(n): len(plain[n]) for n in COUNTS}}


def _keystrokes(renderer: Renderer, issue: Issue, field: str) -> list[float]:
    """Real edits of a text or a headline through the session, each to its patched fragments.

    A headline shows in the contents and in what is said of the use of AI too.
    """
    session = Session(issue)
    block = next(block for block in issue.blocks if block.type == "article")
    patched = {block.id} | {one.id for one in issue.blocks if field == "headline" and one.type in FOLLOWING}
    renderer.page(issue, purpose="canvas")
    gc.collect()
    times = []
    for number in range(KEYSTROKES):
        typed = f"{'typed '[: number % 6 + 1]}{number} "
        given = block.fields[field]
        edit = put_field(block.id, field, given.replace("<p>", f"<p>{typed}", 1) if field == "body" else typed + given)
        before = session.now

        def stroke() -> None:
            session.apply("Change text", edit, merge_key="typing")  # noqa: B023
            patches = renderer.patches(before, session.now)  # noqa: B023
            assert patches is not None
            assert set(patches) == patched

        begun = time.process_time()
        stroke()
        times.append(time.process_time() - begun)
    return times


def _page(renderer: Renderer, issue: Issue) -> float:
    """A whole page for which nothing is kept but compiled templates: no fragment, and nothing known of its content.

    Its blocks are new objects, so what is remembered by the object is not found; what is remembered by value goes. A
    prose value carries its words and pieces as data of its own, found when it was read: they stay.
    """
    anew = fresh(issue)
    renderer.forget()
    for name, module in list(sys.modules.items()):
        if name.startswith(("composer.render.", "composer.model.")):
            for known in vars(module).values():
                if hasattr(known, "cache_clear") and known.__module__ == name:
                    known.cache_clear()
    return computed(lambda: renderer.page(anew))


def _cold_page(folder: Path) -> None:
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", _COLD_PAGE, str(folder), str(COLD)], cwd=root, check=True)
