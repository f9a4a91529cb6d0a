"""One process for all windows: files are handed over, bad ends do not block, and ten at once become one."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer.app.instance import Instance
from composer.app.listener import Listener
from composer.files.assets import Assets
from composer.files.document import save_document
from composer.model.issue import Block, Issue
from tests.app.desks import LIBRARY
from tests.app.processes import Program, kill, until
from tests.soak import figure

AT_ONCE = figure(4, 10)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path / "home")
    yield program
    program.end()


def document(path: Path) -> Path:
    issue = Issue(template="dispatch", subject=path.stem, blocks=(Block("a", "article"),))
    save_document(path, issue, Assets(), library=LIBRARY)
    return path


def test_a_later_start_hands_its_file_over_and_an_open_one_is_not_opened_twice(
    program: Program, tmp_path: Path, promise: Callable[..., None]
) -> None:
    first, second = document(tmp_path / "first.newsletter"), document(tmp_path / "second.newsletter")
    running = program.start(
        [("drawn",), ("note",), ("all", "2"), ("note",), ("file", "more"), ("note",), ("stay",)], first
    )
    program.wait_notes(1)
    begun = time.monotonic()
    later = program.start_plain(second)
    assert later.wait(60) == 0
    took = time.monotonic() - begun
    assert sorted(program.wait_notes(2)[-1]["subjects"]) == ["first", "second"]
    for path in (first, second):
        assert program.start_plain(path).wait(60) == 0
    assert program.start_plain("--safe-mode").wait(60) == 2
    assert program.start_plain().wait(60) == 0
    (program.home / "more").touch()
    assert sorted(program.wait_notes(3)[-1]["subjects"]) == ["first", "second"]
    assert running.poll() is None
    promise("P50", "a second start hands its file over", "<= 500 ms", f"{took * 1000:.0f} ms, start of Python included")


def test_a_bad_end_does_not_block_the_next_start(
    program: Program, tmp_path: Path, promise: Callable[..., None]
) -> None:
    path = document(tmp_path / "a.newsletter")
    first = program.start([("note",), ("stay",)], path)
    program.wait_notes(1)
    kill(first)
    assert Path(Instance(program.home / "state").address).exists()
    second = program.start([("note",), ("quit",)], path)
    assert second.wait(90) == 0
    assert program.notes()[-1]["subjects"] == ["a"]
    promise("P50", "start after kill -9, the socket still there", "opens", "opens")


def test_many_at_once_become_one_process_with_every_file(
    program: Program, tmp_path: Path, promise: Callable[..., None]
) -> None:
    paths = [document(tmp_path / f"{number}.newsletter") for number in range(AT_ONCE)]
    steps = [("all", str(AT_ONCE)), ("note",), ("stay",)]
    processes = [program.start(steps, path) for path in paths]
    (note,) = program.wait_notes(1)
    assert sorted(note["paths"]) == sorted(map(str, paths))
    until(lambda: sum(process.poll() is None for process in processes) == 1)
    assert [process.returncode for process in processes if process.poll() is not None] == [0] * (AT_ONCE - 1)
    assert len(program.notes()) == 1
    promise("P50", f"{AT_ONCE} starts at once", "1 process", "1 process")


# In this process


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Instance]:
    instance = Instance(tmp_path / "state")
    assert instance.claim()
    yield instance
    instance.release()


@pytest.fixture
def listener(first: Instance, qapp: QApplication) -> Iterator[Listener]:
    listener = Listener(first)
    yield listener
    listener.close()


def say(address: str, line: bytes, qtbot: QtBot) -> bytes:
    socket = QLocalSocket()
    socket.connectToServer(address)
    assert socket.waitForConnected(5000)
    socket.write(line)
    socket.flush()
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=5000)
    return bytes(socket.readAll().data())


def test_what_comes_before_there_is_a_window_waits(first: Instance, listener: Listener, qtbot: QtBot) -> None:
    wanted: list[Path | None] = []
    assert say(first.address, json.dumps({"open": "/a"}).encode() + b"\n", qtbot) == b"taken\n"
    listener.serve(wanted.append)
    assert wanted == [Path("/a")]
    say(first.address, b'{"open": ""}\n', qtbot)
    assert wanted == [Path("/a"), None]


@pytest.mark.parametrize("line", [b"\n", b"[]\n", b"{}\n", b'{"open"\n', b"\xff\n", b"x" * 100_000])
def test_nonsense_is_not_taken(line: bytes, first: Instance, listener: Listener, qtbot: QtBot) -> None:
    wanted: list[Path | None] = []
    listener.serve(wanted.append)
    assert say(first.address, line, qtbot) == b""
    assert wanted == []


def test_only_one_is_first_until_it_lets_go(first: Instance, tmp_path: Path) -> None:
    other = Instance(tmp_path / "state")
    assert not other.claim()
    first.release()
    assert not other.hand_over(None, patience=1)
    assert other.first
    other.release()


def test_one_that_does_not_answer_is_not_waited_for_for_ever(first: Instance, tmp_path: Path) -> None:
    other = Instance(tmp_path / "state")
    assert not other.hand_over(Path("a"), patience=0.1)
    assert not other.first


def test_a_folder_with_a_long_path_has_an_address_short_enough(tmp_path: Path) -> None:
    assert len(Instance(tmp_path / ("long" * 40)).address) < 108
