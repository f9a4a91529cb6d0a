"""Logs: small whatever happens, and nothing in them that anybody typed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer.app.jobs import Jobs
from composer.app.logs import FILES, SIZE, close_logs, hear_qt, keep_logs
from composer.app.trouble import CONTINUE, Trouble
from composer.model.edits import put_issue
from tests.app.windows import Seat

MARK = "Zanzibar"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where logs are kept during a test."""
    handler = keep_logs(tmp_path / "logs")
    yield tmp_path / "logs"
    close_logs(handler)


def written(folder: Path) -> str:
    return "".join(path.read_text("utf-8") for path in sorted(folder.iterdir()))


def test_a_hundred_thousand_lines_stay_small(
    folder: Path, promise: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("composer"), "propagate", False)
    log = logging.getLogger("composer.test")
    for number in range(100_000):
        log.info("the line numbered %d, as long as lines of a log are wont to be", number)
    size = sum(path.stat().st_size for path in folder.iterdir())
    assert len(list(folder.iterdir())) == FILES
    assert size <= FILES * SIZE
    assert "numbered 99999," in (folder / "composer.log").read_text("utf-8")
    promise("P48", "100,000 log lines", "<= 6 MB", f"{size / 1e6:.1f} MB in {FILES} files")


def test_nothing_that_is_typed_named_or_wrong_is_written_down(
    seat: Seat, folder: Path, tmp_path: Path, promise: Callable[..., None]
) -> None:
    seat.answers.will(CONTINUE, CONTINUE)
    trouble = Trouble(lambda tell: tell, lambda: seat.answers, lambda: None)
    jobs = Jobs(threads=0)
    jobs.unforeseen = trouble.report

    def fail() -> None:
        raise ValueError(MARK)

    def fail_beneath() -> None:
        try:
            fail()
        except ValueError as error:
            raise RuntimeError(f"in {MARK}") from error

    seat.click_row(seat.issue.blocks[3].id)
    QTest.keyClicks(seat.window.outline, MARK)
    seat.desk.session.apply("Change", put_issue("subject", MARK))
    jobs.run(fail, lambda _: None)
    jobs.run(fail_beneath, lambda _: None)
    jobs.crank()
    seat.until(lambda: len(seat.answers.asked) == 2)
    seat.answers.will(tmp_path / f"{MARK}.newsletter")
    seat.window.files.save_as()
    seat.settle()
    logging.getLogger(MARK).error("another library's %s", MARK)
    logging.getLogger("composer").debug("of %s", MARK)
    assert "ValueError" in written(folder)  # what is to be written down is
    assert "RuntimeError" in written(folder)
    assert written(folder).count(MARK) == 0
    promise("P48", "words, names, messages in the log", 0, written(folder).count(MARK))


def test_a_control_mark_is_found(folder: Path) -> None:
    logging.getLogger("composer").info("of %s", MARK)
    assert written(folder).count(MARK) == 1


def test_what_qt_warns_of_is_written_down_without_what_it_quotes(folder: Path, qapp: QApplication) -> None:
    before = qInstallMessageHandler(None)
    try:
        hear_qt()
        qWarning(f'QObject: no such property "{MARK}" of /home/{MARK}/a b')
    finally:
        qInstallMessageHandler(before)
    assert "WARNING composer.qt default: QObject: no such property … of … b" in written(folder)


def test_a_folder_that_cannot_be_written_costs_the_log_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    handler = keep_logs(tmp_path / "file" / "logs")
    logging.getLogger("composer").info("nothing to worry about")
    close_logs(handler)
