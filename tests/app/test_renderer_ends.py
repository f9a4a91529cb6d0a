"""The browser's renderer dies: the page is back with scroll, selection and every edit; too often, and it waits."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QPushButton

from composer.app import mail_view
from composer.app.canvas import Canvas
from composer.app.still import Still
from composer.model.edits import put_field, put_issue
from composer.model.finding import Place
from composer.model.issue import Issue
from tests.app.windows import Seat
from tests.soak import SOAKING, figure

DYING = mail_view.DYING
Promise = Callable[[str, str, object, object], None]


def end(seat: Seat, how: signal.Signals = signal.SIGKILL) -> None:
    """End the renderer as the system would, and wait until that is known."""
    page = seat.view.page()
    ended: list[object] = []
    page.renderProcessTerminated.connect(lambda *how: ended.append(how))
    assert page.renderProcessPid() > 1
    os.kill(page.renderProcessPid(), how)
    seat.until(lambda: bool(ended))


def scrolled(seat: Seat, top: int) -> None:
    """Scroll the page as a person would, and wait until the window knows."""
    seat.page(f"scrollTo({{top: {top}, behavior: 'instant'}})")
    seat.until(lambda: seat.view._scroll == top)


def test_the_page_is_back_where_it_was_however_often(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, promise: Promise
) -> None:
    monkeypatch.setattr(mail_view, "DYING", 0.0)  # each end is the first
    third, headline, typed = seat.issue.blocks[3].id, seat.block("article").id, ""
    seat.desk.selection.select(Place(third))
    scrolled(seat, 200)
    slowest = 0.0
    times = figure(10, 50)
    for number in range(times):
        begun = time.monotonic()
        end(seat, signal.SIGSEGV if number % 2 else signal.SIGKILL)
        for letter in "word":
            typed += letter
            seat.desk.session.apply("Type", put_field(headline, "headline", typed))
        seat.until(lambda: seat.view.is_ready)
        slowest = max(slowest, time.monotonic() - begun)
        seat.shows("JSON.parse(composer.report()).scroll", 200)
        seat.shows("JSON.parse(composer.report()).block", third)
        seat.shows(f"document.querySelector('[data-block=\"{headline}\"]').textContent.includes({typed!r})")
        assert seat.issue.block(headline).fields["headline"] == typed
        typed = typed[-20:]
    promise("P41", "slowest return of the page", f"1 s, {times} times", f"{slowest:.2f} s, {times} times")
    promise("P41", "returns with scroll, selection and every letter typed meanwhile", times, times)
    assert not SOAKING or slowest < 1


def test_what_is_typed_meanwhile_is_in_the_page(seat: Seat) -> None:
    headline = next(block for block in seat.issue.blocks if "headline" in block.fields)
    end(seat)
    for number in range(5):
        seat.desk.session.apply("Type", put_field(headline.id, "headline", f"Typed {number}"))
        seat.desk.jobs.crank()
    seat.until(lambda: seat.view.is_ready)
    seat.shows(f"document.querySelector('[data-block=\"{headline.id}\"]').textContent.includes('Typed 4')")


def colours(picture: QPixmap) -> int:
    """How many colours a picture has: one of nothing has one."""
    image = picture.toImage()
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)})


def test_after_three_ends_in_a_row_it_waits_for_the_person(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, promise: Promise
) -> None:
    monkeypatch.setattr(mail_view, "DYING", 600.0)  # however slow the machine
    still = seat.view.findChild(Still)
    assert still
    seat.until(lambda: not still._taken.isNull())
    again = next(button for button in seat.window.canvas.findChildren(QPushButton) if "again" in button.text().lower())
    for _ in range(mail_view.DEATHS - 1):
        end(seat)
        seat.until(lambda: seat.view.is_ready)
        assert not again.isVisible()
    end(seat)
    assert again.isVisible()
    assert not seat.view.is_ready
    assert still.geometry() == seat.view.rect()
    assert colours(still.grab()) > 20
    still.hide()
    assert colours(seat.view.grab()) == 1  # nothing is behind the picture
    still.show()
    seat.desk.session.apply("Change subject", put_issue("subject", "Typed while it waits"))
    seat.desk.jobs.crank()
    assert again.isVisible()
    again.click()
    seat.until(lambda: seat.view.is_ready)
    assert not again.isVisible()
    assert not still.isVisible()
    assert seat.page("document.querySelectorAll('[data-block]').length") > 3
    promise("P41", f"{mail_view.DEATHS} ends in {DYING:.0f} s", "picture and Try again", "picture and Try again")


def test_the_picture_of_another_issue_is_not_shown(seat: Seat) -> None:
    still = seat.view.findChild(Still)
    assert still
    seat.until(lambda: not still._taken.isNull())
    seat.desk.session.open(Issue(template="dispatch", subject="Another"), saved=True)
    assert still._taken.isNull()


def test_helpers_of_the_browser_may_end_too(seat: Seat, promise: Promise) -> None:
    """The graphics process, where there is one: Qt has it in the program's own process where it can."""
    kinds = helpers()
    assert any(kind == "zygote" for kind in kinds.values())  # or nothing would be seen by looking
    drawing = [pid for pid, kind in kinds.items() if kind == "gpu-process"]
    for pid in drawing:
        os.kill(pid, signal.SIGKILL)
    seat.desk.session.apply("Type", put_field(seat.block("article").id, "headline", "Drawn anew"))
    seat.shows("document.body.textContent.includes('Drawn anew')")
    seat.until(lambda: colours(seat.view.grab()) > 20)
    promise("P41", "graphics processes ended, page drawn after", "all", f"{len(drawing)} of {len(drawing)} there are")


def helpers() -> dict[int, str]:
    """The processes of this program's browser, and what each is for."""
    found = {}
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if kind := re.search(r"--type=([a-z-]+)", words):
            found[int(folder.name)] = kind[1]
    return {pid: kind for pid, kind in found.items() if os.getpid() in lineage(pid, parents)}


def lineage(pid: int, parents: dict[int, int]) -> Iterator[int]:
    while pid := parents.get(pid, 0):
        yield pid


def test_another_page_looks_as_the_one_before(seat: Seat) -> None:
    seat.act("view.zoom_in")
    before = seat.view.page()
    looks = before.zoomFactor(), before.backgroundColor()
    assert looks[0] != 1
    end(seat)
    seat.until(lambda: seat.view.is_ready)
    after = seat.view.page()
    assert after is not before
    assert (after.zoomFactor(), after.backgroundColor()) == looks


def test_a_page_that_does_not_answer_is_replaced(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = seat.view.page()
    monkeypatch.setattr(type(seat.view), "load", lambda view, url: None)
    seat.window.canvas.renew()
    seat.until(lambda: seat.view._late.isActive())
    monkeypatch.undo()
    seat.view._late.setInterval(1)
    seat.until(lambda: seat.view.is_ready)
    assert seat.view.page() is not lost
    assert seat.view._late.interval() == mail_view.PATIENCE


def test_a_canvas_let_go_before_it_was_painted_brings_up_no_browser(seat: Seat) -> None:
    """A dialog may be answered by a key before it was painted; its canvas was to start just then."""
    canvas = Canvas(seat.desk, seat.window.preview)
    canvas.setParent(seat.window)
    canvas.stop()
    canvas.start()
    assert canvas.view is None
