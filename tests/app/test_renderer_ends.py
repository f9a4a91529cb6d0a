"""The browser's renderer dies: the page is back with scroll, selection and every edit; too often, and it waits."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton

from composer.app import mail_view
from composer.model.edits import put_field, put_issue
from composer.model.finding import Place
from tests.app.windows import Seat
from tests.soak import SOAKING, figure

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
    third = seat.issue.blocks[3].id
    seat.desk.selection.select(Place(third))
    scrolled(seat, 200)
    slowest = 0.0
    times = figure(10, 50)
    for number in range(times):
        how = signal.SIGSEGV if number % 5 == 4 else signal.SIGKILL
        begun = time.monotonic()
        end(seat, how)
        seat.desk.session.apply("Change subject", put_issue("subject", f"Subject {number}"))
        seat.until(lambda: seat.view.is_ready)
        slowest = max(slowest, time.monotonic() - begun)
        seat.shows("JSON.parse(composer.report()).scroll", 200)
        seat.shows("JSON.parse(composer.report()).block", third)
        assert seat.issue.subject == f"Subject {number}"
    promise("P41", "slowest return of the page", f"1 s, {times} times", f"{slowest:.2f} s, {times} times")
    assert not SOAKING or slowest < 1


def test_what_is_typed_meanwhile_is_in_the_page(seat: Seat) -> None:
    headline = next(block for block in seat.issue.blocks if "headline" in block.fields)
    end(seat)
    for number in range(5):
        seat.desk.session.apply("Type", put_field(headline.id, "headline", f"Typed {number}"))
        seat.desk.jobs.crank()
    seat.until(lambda: seat.view.is_ready)
    seat.shows(f"document.querySelector('[data-block=\"{headline.id}\"]').textContent.includes('Typed 4')")


def test_after_three_ends_in_a_row_it_waits_for_the_person(seat: Seat) -> None:
    again = next(button for button in seat.window.canvas.findChildren(QPushButton) if "again" in button.text().lower())
    for _ in range(mail_view.DEATHS - 1):
        end(seat)
        seat.until(lambda: seat.view.is_ready)
        assert not again.isVisible()
    end(seat)
    assert again.isVisible()
    assert not seat.view.is_ready
    seat.desk.session.apply("Change subject", put_issue("subject", "Typed while it waits"))
    seat.desk.jobs.crank()
    assert again.isVisible()
    again.click()
    seat.until(lambda: seat.view.is_ready)
    assert not again.isVisible()
    assert seat.page("document.querySelectorAll('[data-block]').length") > 3


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
