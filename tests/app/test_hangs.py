"""A stranger's block types and pages that would hang a careless program: the window answers while each is refused."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from composer.app.jobs import Jobs
from composer.library.places import shipped, user_templates
from composer.library.templates import read_library
from composer.model.edits import insert, put_issue
from composer.model.issue import Block, Issue
from tests.app import windows
from tests.app.desks import desk
from tests.app.windows import Seat
from tests.security.material import attacks, sample, there
from tests.soak import SOAKING

Promise = Callable[[str, str, object, object], None]
DECLARED = 'title = "Hang"\ngroup = "Own"\n[fields.headline]\nkind = "line"\nlabel = "Headline"\n'
LOOK = 'title = "Hang"\nextends = "foundation"\n'
ESCAPES, HANGS = ("ssti_jinja2", 3), ("jinja2_dos", 5)
Edit = Callable[[Issue], Issue]


class Ticker:
    """Comes round with the event loop. In seconds: `longest` that it did not, and `worked`, the most that the window
    itself did in such a silence, which is the same on a machine where others work too."""

    def __init__(self) -> None:
        self.anew()
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def anew(self) -> None:
        self.longest, self.worked, self.turns = 0.0, 0.0, 0
        self._at, self._done = time.monotonic(), time.thread_time()

    def _tick(self) -> None:
        now, done = time.monotonic(), time.thread_time()
        self.longest, self.worked = max(self.longest, now - self._at), max(self.worked, done - self._done)
        self._at, self._done, self.turns = now, done, self.turns + 1


@pytest.fixture
def hostile(request: pytest.FixtureRequest) -> list[str]:
    """The templates to try."""
    name, quick = request.param
    return sample(tuple(attack["template"] for attack in attacks(name)), quick)


def keep_block(source: str, name: str) -> None:
    """A block type of one's own with such a markup."""
    folder = user_templates() / "blocks" / name
    folder.mkdir(parents=True)
    (folder / "block.toml").write_text(DECLARED, "utf-8")
    markup = f'<table class="{name}"><tr><td>{source}</td></tr></table>'
    (folder / "block.html").write_text(markup, "utf-8", "surrogatepass")


def keep_page(source: str, name: str) -> None:
    """A look of one's own with such a page."""
    folder = user_templates() / name
    folder.mkdir(parents=True)
    (folder / "template.toml").write_text(LOOK, "utf-8")
    page = (shipped("templates") / "foundation" / "page.html").read_text("utf-8")
    assert page.count("{{ blocks }}") == 1
    (folder / "page.html").write_text(
        page.replace("{{ blocks }}", f"{source}{{{{ blocks }}}}"), "utf-8", "surrogatepass"
    )


def insert_it(name: str) -> Edit:
    return insert([Block("own", name)], 1)


def wear_it(name: str) -> Edit:
    return put_issue("template", name)


@pytest.fixture
def seat(
    hostile: list[str], keep: Callable[[str, str], None], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Seat]:
    """A window with real jobs, opened after a folder of each was copied in."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    for number, source in enumerate(hostile):
        keep(source, f"own{number}")
    library = read_library()
    made = lambda *given, **named: desk(*given, **{"jobs": Jobs(), "library": library, **named})  # noqa: E731
    monkeypatch.setattr(windows, "desk", made)
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    yield seat
    seat.leave()


def said(seat: Seat) -> list[str]:
    """What stands on the canvas instead of a page."""
    return [label.text() for label in seat.window.canvas.findChildren(QLabel) if label.isVisible() and label.text()]


@pytest.fixture
def light() -> Iterator[None]:
    """What the tests themselves hold is left out when memory is swept: a window on its own has less to sweep."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@there
@pytest.mark.usefixtures("light")
@pytest.mark.parametrize(
    ("hostile", "keep", "use"),
    [(HANGS, keep_block, insert_it), (ESCAPES, keep_block, insert_it), (HANGS, keep_page, wear_it)]
    + [(ESCAPES, keep_page, wear_it)] * SOAKING,
    indirect=["hostile"],
    ids=["hangs", "escapes", "hangs in a page", "escapes in a page"][: 3 + SOAKING],
)
def test_the_window_answers_while_each_is_refused(
    hostile: list[str],
    keep: Callable[[str, str], None],
    use: Callable[[str], Edit],
    seat: Seat,
    request: pytest.FixtureRequest,
    promise: Promise,
) -> None:
    ticker, gaps = Ticker(), []
    for number in range(len(hostile)):
        before = seat.issue
        ticker.anew()
        seat.desk.session.apply("Use", use(f"own{number}"))
        seat.until(lambda number=number: any(f"own{number}" in text for text in said(seat)))  # type: ignore[misc]
        seat.until(lambda: ticker.turns > 1)
        gaps.append((ticker.worked, ticker.longest))
        seat.window.undo()
        assert seat.issue is before
        seat.until(lambda: not said(seat))
    hangs = request.node.callspec.id.startswith("hangs")
    worked, longest = max(gap[0] for gap in gaps), max(gap[1] for gap in gaps)
    what = "window's longest silence while a hang is opened" if hangs else "escapes refused through the window"
    what += ", as a page" if keep is keep_page else ""
    seen = f"{longest * 1000:.0f} ms, of it at work {worked * 1000:.0f} ms, {len(gaps)} tried"
    promise("P24" if hangs else "P22", what, "≤ 100 ms" if hangs else "all", seen if hangs else len(gaps))
    assert worked < 2.5
    assert not SOAKING or (longest < 2.5 and worked < 0.1)


def test_a_silence_would_be_seen(qtbot: QtBot) -> None:
    ticker = Ticker()
    end = time.monotonic() + 0.2
    while time.monotonic() < end:  # the loop stands still
        pass
    qtbot.waitUntil(lambda: ticker.turns > 1)
    assert ticker.longest >= 0.2
    assert ticker.worked > 0.01
