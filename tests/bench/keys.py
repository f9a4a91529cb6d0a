"""Typing on the page of the real window: from a key to the painted letter, and a burst of keys; under Xvfb."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from composer.model.issue import Block
from tests.bench.issues import measured
from tests.bench.watched import Watched, said_by
from tests.bench.window import screen

COUNTS = (5, 50, 200)
KEYS = 100
UNSPELT, SPELT = "unspelt", "spelt"  # spelling is not checked, or is
BURST, EVERY = 500, 0.020  # keys, and seconds between them
_WATCH = """
globalThis.painted = [];
new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => {
  painted.push(performance.timeOrigin + performance.now());
}))).observe(document.querySelector("[data-writing]"), {childList: true, subtree: true, characterData: true});
"""


def measure() -> dict[str, Any]:
    """`key_to_paint_ms`: median and 99th percentile by number of articles; `keys_lost` of a burst.

    `key_to_paint_spelt_ms`: the same with spelling checked by a dictionary of the usual size.
    """
    with screen():
        ways = {
            way: {str(count): said_by("tests.bench.keys", str(count), way) for count in COUNTS}
            for way in (UNSPELT, SPELT)
        }
    times = {
        way: {count: {name: told[name] for name in ("median", "p99")} for count, told in found.items()}
        for way, found in ways.items()
    }
    lost = sum(told["lost"] for found in ways.values() for told in found.values())
    return {"key_to_paint_ms": times[UNSPELT], "key_to_paint_spelt_ms": times[SPELT], "keys_lost": lost}


def _type(articles: int, *, spelt: bool) -> None:
    """Type in the first article of a window on so many, and say how long its letters took to be painted."""
    import tempfile

    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from composer.app import engine
    from composer.app.jobs import Jobs
    from composer.app.look import Look
    from composer.app.window import Window
    from composer.library.dictionaries import own_folder
    from composer.model.finding import Place
    from composer.model.prose import plain
    from tests.app.desks import desk
    from tests.bench.dictionary import write_large
    from tests.bench.issues import library

    engine.prepare()
    app = QApplication(sys.argv[:1])
    made = desk(Path(tempfile.mkdtemp()), measured(articles), jobs=Jobs(), library=library())
    made.settings.put("spelling", spelt)
    if spelt:
        write_large(own_folder())
    window = Window(made, Look(app, "light"), open_window=lambda document: None)
    window.resize(1400, 860)
    window.show()
    canvas, session = window.canvas, made.session
    block = next(block for block in session.now.blocks if block.type == "article")
    length = len(plain(str(block.fields["body"])))

    def block_now() -> Block:
        found = session.now.block(block.id)
        assert found is not None
        return found

    page = Watched(app, canvas)
    until, asked = page.until, page.asked
    until(lambda: canvas.view is not None and canvas.view.is_ready and window.review.fresh)
    until(lambda: not spelt or "is checked as" in window.tools.spelling.sentence)
    canvas.write(Place(block.id, "body"))
    until(lambda: asked("document.activeElement?.dataset.edit ?? ''") == "body")
    page.run(_WATCH)
    assert canvas.view is not None
    target = canvas.view.focusProxy()
    assert target is not None
    times = []
    for number in range(KEYS):
        begun = time.time() * 1000
        QTest.keyClicks(target, chr(97 + number % 26))
        until(lambda: asked("painted.length") > 0)
        times.append(asked("painted.splice(0)[0]") - begun)
    burst = "".join(chr(97 + number % 26) for number in range(BURST))
    for letter in burst:
        QTest.keyClicks(target, letter)
        end = time.monotonic() + EVERY
        while time.monotonic() < end:
            app.processEvents()
    until(lambda: len(plain(str(block_now().fields["body"]))) >= length + KEYS + BURST)
    words = plain(str(block_now().fields["body"]))
    lost = 0 if words.endswith(burst) else BURST - len(words) + length + KEYS or BURST
    told = {"median": round(median(times), 1), "p99": round(quantiles(times, n=100)[-1], 1), "lost": lost}
    print(json.dumps(told), flush=True)
    os._exit(0)


if __name__ == "__main__":
    _type(int(sys.argv[1]), spelt=sys.argv[2] == SPELT)
