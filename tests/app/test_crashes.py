"""Each bad end there is, of the real program: what was typed comes back, and what is told holds nothing typed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from composer.app.faults import DISMISS
from composer.app.recovery import RESTORE
from composer.app.trouble import CONTINUE, COPY, RESTART
from composer.files.assets import Assets
from composer.files.document import save_document
from composer.model.issue import Block, Issue
from tests.app.desks import LIBRARY
from tests.app.processes import Program, kill, until
from tests.soak import SOAKING

MARK = "Zanzibar quarterly secret"
SAVED = Issue(template="dispatch", subject="Saved", blocks=(Block("a", "article"),))


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path / "home")
    yield program
    program.end()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Marianne Tester.newsletter"
    save_document(path, SAVED, Assets(), library=LIBRARY)
    return path


def comes_back(program: Program, path: Path, *first: str) -> list[dict[str, object]]:
    """Start again, answer what is asked, and see the work; gives what was noted."""
    known = len(program.notes())
    steps = [*[("answer", verb) for verb in first], ("answer", RESTORE), ("note",), ("quit",)]
    again = program.start(steps)
    assert again.wait(90) == 0
    notes = program.notes()[known:]
    assert notes[-1]["subjects"] == [MARK]
    assert notes[-1]["paths"] == [str(path)]
    assert notes[-1]["dirty"] == [True]
    assert MARK not in program.written()
    assert path.stem not in program.written()
    return notes


@pytest.mark.parametrize("kind", ["slot", "thread", "worker"] if SOAKING else ["worker"])
def test_an_exception_is_told_the_program_lives_and_nothing_is_lost(
    kind: str, program: Program, path: Path, promise: Callable[..., None]
) -> None:
    steps = [("write", MARK), ("answer", COPY), ("answer", "Close"), ("answer", CONTINUE), ("note",), ("stay",)]
    process = program.start(steps, "--debug-crash", kind, path)
    first, copied, _, after = program.wait_notes(4)
    assert first["verbs"] == [COPY, RESTART, CONTINUE]
    assert "Your work is kept" in first["said"][0]
    assert "composer/app/debug_crash.py" in copied["clipboard"]
    for private in (MARK, path.stem, str(path.parent), "wanted by"):
        assert private not in copied["clipboard"]
    assert (after["subjects"], after["dirty"]) == ([MARK], [True])
    kill(process)  # before the journal's own time would have come: it was written when the exception was
    comes_back(program, path)
    promise("P46", f"--debug-crash={kind}: told, lives, document back", "yes", "yes")


@pytest.mark.parametrize("kind", ["segv", "abort", "hang"] if SOAKING else ["segv", "hang"])
def test_a_sudden_end_leaves_a_trace_and_the_work(
    kind: str, program: Program, path: Path, promise: Callable[..., None]
) -> None:
    process = program.start([("drawn",), ("write", MARK), ("stay",)], "--debug-crash", kind, path)
    if kind == "hang":
        faults = program.home / "state" / "faults.txt"
        until(lambda: faults.exists() and "_hang" in faults.read_text("utf-8"))
        kill(process)
    else:
        assert process.wait(90) != 0
    trace, *_ = comes_back(program, path, DISMISS)
    words = "\n".join(trace["said"])
    assert ("stopped answering" if kind == "hang" else "ended unexpectedly") in words
    assert "composer/app/debug_crash.py" in words
    assert str(Path(__file__).parent.parent.parent) not in words
    assert not list((program.home / "state").glob("faults*.txt"))  # told once
    promise("P46", f"--debug-crash={kind}: document back, trace told clean", "yes", "yes")


@pytest.mark.skipif(not SOAKING, reason="a soak's")
def test_starting_again_from_the_dialog_brings_everything_back(
    program: Program, path: Path, promise: Callable[..., None]
) -> None:
    process = program.start([("write", MARK), ("answer", RESTART)], "--debug-crash", "slot", path)
    assert process.wait(90) == 0
    state = program.home / "state"
    until(lambda: (state / "starts.json").exists())  # the new process, on its own feet
    (other,) = [int(pid) for pid in _processes_of(program.home)]
    until(lambda: (state / "socket").exists())
    os.kill(other, signal.SIGKILL)
    until(lambda: not _processes_of(program.home))
    comes_back(program, path)
    promise("P46", "restart from the dialog: document back", "yes", "yes")


def _processes_of(home: Path) -> list[str]:
    """Of the program, by the profile they work in."""
    mark = f"NEWSLETTER_COMPOSER_HOME={home}\0".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            alive = mark in (folder / "environ").read_bytes() and b"composer\0" in (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if alive:
            found.append(folder.name)
    return found
