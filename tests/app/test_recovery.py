"""After a crash: offered with time and differences, restored as a step, and never over the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer.app.recovery import DISCARD, LATER, RESTORE, SHOW
from composer.files.assets import Assets
from composer.files.document import open_document, save_document
from composer.files.journal import Journal, Origin, left_behind, new_journal
from composer.model.edits import put_field, put_issue
from composer.model.issue import Block, Issue
from tests.app.desks import LIBRARY
from tests.app.starts import Start
from tests.drawn import picture

SAVED = Issue(subject="Saved", blocks=(Block("a", "article"),))
TYPED = put_field("a", "headline", "AI Alliance")(put_issue("subject", "Typed")(SAVED))


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Start]:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    start = Start(tmp_path)
    yield start
    start.leave()


def crashed(path: Path | None = None, issue: Issue = TYPED, assets: Assets | None = None) -> Journal:
    """What a crash leaves, of an issue saved at `path`."""
    digest = save_document(path, SAVED, Assets(), library=LIBRARY) if path else ""
    journal = new_journal()
    journal.record(issue, assets or Assets(), Origin(path.stem if path else "Untitled", path, digest), LIBRARY)
    journal.leave()
    return journal


def test_nothing_is_asked_where_nothing_was_left(start: Start, tmp_path: Path) -> None:
    start.offer()
    crashed(tmp_path / "mine.newsletter", SAVED)  # saved just before the end: nothing differs
    start.offer()
    assert start.answers.asked == []
    assert left_behind() == []


def test_differences_are_told_before_anything_is_replaced(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "mine.newsletter"
    journal = crashed(path)
    start.offer(SHOW, LATER)
    first, second = start.answers.asked
    assert first.startswith("Recovered changes from ")
    assert "“mine” has 2 changes since it was saved" in first
    assert second.splitlines()[1:] == [
        "Changed: Article “AI Alliance” (headline)",
        "    Headline: nothing → “AI Alliance”",
        "Issue: subject",
        "    Subject: “Saved” → “Typed”",
    ]
    assert not start.app.windows
    (kept,) = left_behind()
    assert kept.folder == journal.folder
    kept.close()


@pytest.mark.parametrize("answers", [(RESTORE,), (SHOW, RESTORE)])
def test_restoring_is_one_step_and_the_file_is_untouched(
    answers: tuple[str, ...], start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "mine.newsletter"
    crashed(path)
    before = path.read_bytes()
    start.offer(*answers)
    (window,) = start.app.windows
    session = window.desk.session
    assert session.now == TYPED
    assert session.dirty
    assert window.files.path == path
    assert path.read_bytes() == before
    start.app.open_path(path)
    assert start.app.windows == [window]
    assert left_behind() == []  # this process has it now: a second crash loses nothing
    session.undo()
    assert session.now == SAVED
    assert not session.dirty
    session.redo()
    window.files.save()
    start.jobs.crank()
    assert open_document(path, LIBRARY).issue == TYPED


def test_work_that_had_no_file_comes_back_with_its_pictures(start: Start) -> None:
    assets = Assets()
    image = assets.add(picture(), "a.jpg")
    typed = put_field("a", "image", image)(TYPED)
    crashed(issue=typed, assets=assets)
    start.offer(RESTORE)
    (window,) = start.app.windows
    assert window.desk.session.now == typed
    assert window.desk.assets.get(image.asset) == picture()
    assert (window.files.path, window.files.paper.name) == (None, "Untitled")
    assert window.desk.session.dirty
    window.undo()
    assert window.desk.session.now == typed
    assert window.desk.session.dirty


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_where_the_file_is_not_what_it_was_the_restored_issue_needs_a_new_name(
    how: str, start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "mine.newsletter"
    crashed(path)
    path.unlink()
    if how == "changed":
        save_document(path, Issue(subject="Somebody's"), Assets(), library=LIBRARY)
    start.offer(RESTORE)
    (window,) = start.app.windows
    assert window.desk.session.now == TYPED
    assert (window.files.path, window.files.paper.name) == (None, "mine (recovered)")


def test_discarding_is_for_good(start: Start) -> None:
    journal = crashed()
    start.offer(DISCARD)
    assert not journal.folder.exists()
    assert not start.app.windows


def test_a_window_that_is_closed_leaves_no_journal(start: Start, tmp_path: Path) -> None:
    window = start.app.open_document(open_document(crashed_free(tmp_path), LIBRARY))
    window.desk.session.apply("Type", put_issue("subject", "Typed"))
    start.recovery.keep_first(lambda *_: None)(ValueError, ValueError(), None)
    (journal,) = [path.parent for path in (tmp_path / "home" / "state" / "journal").glob("*/journal.jsonl")]
    window.desk.session.mark_saved(window.desk.session.now)
    window.close()
    assert not journal.exists()


def test_an_exception_keeps_the_work_first_and_is_told_after(start: Start, tmp_path: Path) -> None:
    window = start.app.open_document(open_document(crashed_free(tmp_path), LIBRARY))
    window.desk.session.apply("Type", put_issue("subject", "Typed"))
    kept: list[list[Path]] = []
    journals = tmp_path / "home" / "state" / "journal"
    hook = start.recovery.keep_first(lambda *_: kept.append(list(journals.glob("*/journal.jsonl"))))
    hook(ValueError, ValueError("x"), None)
    assert len(kept[0]) == 1


def crashed_free(folder: Path) -> Path:
    """A saved issue that nothing happened to."""
    save_document(folder / "mine.newsletter", SAVED, Assets(), library=LIBRARY)
    return folder / "mine.newsletter"
