"""Two that open one issue learn of each other, and nobody is held up by what is left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from composer.files import claims
from composer.files.claims import Claim, Holder, claim
from composer.storage.processes import begun_of, lives

ROOT = Path(__file__).parent.parent.parent
_OTHER = """
import sys
from pathlib import Path
from composer.files.claims import claim, Claim
held = claim(Path(sys.argv[1]))
print("mine" if isinstance(held, Claim) else held.pid, flush=True)
sys.stdin.readline()
if isinstance(held, Claim):
    taken = held.taken_by()
    print(taken.pid if taken else "still mine", flush=True)
    held.release()
"""


class Other:
    """Another process, with a profile of its own, that works on an issue."""

    def __init__(self, path: Path, home: Path) -> None:
        environment = os.environ | {"NEWSLETTER_COMPOSER_HOME": str(home)}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _OTHER, path],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @cached_property
    def said(self) -> str:
        """What it got at its start: `mine`, or who holds the issue."""
        return self._line()

    def go_on(self) -> str:
        """Have it end well; what it says of its claim."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        said = self._line()
        self.process.wait()
        return said

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    made = tmp_path / "shared" / "mine.newsletter"
    made.parent.mkdir()
    made.write_bytes(b"an issue")
    return made


@pytest.fixture
def other(path: Path, tmp_path: Path) -> Iterator[Other]:
    made = Other(path, tmp_path / "another home")
    assert made.said == "mine"
    yield made
    made.end()


def beside(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each != path)


def taken(path: Path, *, take_over: bool = False) -> Claim:
    found = claim(path, take_over=take_over)
    assert isinstance(found, Claim)
    return found


def held(path: Path) -> Holder:
    found = claim(path)
    assert isinstance(found, Holder)
    return found


def left_by(path: Path, **said: Any) -> Path:
    """A claim as somebody wrote it."""
    place = path.with_name(f".~lock.{path.name}#")
    whole = {"user": "anna", "host": "elsewhere", "pid": 1, "program": "x", "at": time.time(), "mark": "m"}
    place.write_text(json.dumps(whole | said))
    return place


def test_two_processes_learn_of_each_other(path: Path, other: Other) -> None:
    found = held(path)
    assert found.pid == other.process.pid
    assert f"on this machine since {datetime.now():%H:}" in found.described
    assert other.go_on() == "still mine"
    taken(path).release()
    assert beside(path) == []


def test_whose_issue_is_taken_over_learns_of_it_and_leaves_it_be(path: Path, other: Other) -> None:
    mine = taken(path, take_over=True)
    assert other.go_on() == str(os.getpid())
    assert mine.taken_by() is None
    assert beside(path) == [".~lock.mine.newsletter#"]
    mine.release()
    assert beside(path) == []


def test_p8_what_a_killed_process_left_counts_for_nothing(path: Path, other: Other, promise: Any) -> None:
    assert isinstance(held(path), Holder)
    other.end()
    assert beside(path) == [".~lock.mine.newsletter#"]
    begun = time.perf_counter()
    mine = taken(path)
    promise("P8", "a stale lock is ignored in", "< 1 s", f"{time.perf_counter() - begun:.3f} s")
    mine.release()
    assert beside(path) == []


def test_a_number_given_again_is_not_the_process_that_had_it(path: Path) -> None:
    assert lives(os.getpid(), begun_of(os.getpid()))
    assert lives(os.getpid(), "")
    assert not lives(0, "")
    assert not lives(10**12, "")
    if begun_of(os.getpid()):
        assert not lives(os.getpid(), "1")
        left_by(path, host=claims._host(), pid=os.getpid(), begun="1")
        taken(path).release()


def test_another_machine_is_believed_and_can_be_taken_over(path: Path) -> None:
    left_by(path, at=datetime(2026, 3, 5, 14, 2).timestamp())
    assert held(path).described == "anna on elsewhere since 5 March 14:02"
    mine = taken(path, take_over=True)
    mine.release()
    assert beside(path) == []


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b"{}", b'{"pid": "1"}', b"\xff", b"[" * 5000])
def test_what_cannot_be_read_holds_nobody_up(said: bytes, path: Path) -> None:
    place = left_by(path)
    place.write_bytes(said)
    young = taken(path)
    young.release()
    os.utime(place, (1, 1))
    taken(path).release()
    assert beside(path) == []


def test_a_strangers_words_are_shown_plain_and_short(path: Path) -> None:
    left_by(path, user="a\n\x1b[31m" + "b" * 500, host="h\u202e", begun=7, mark=None)
    found = held(path)
    assert found.user == ("a[31m" + "b" * 500)[:80]
    assert (found.host, found.begun) == ("h", "")


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
def test_what_is_no_file_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path.with_name(f".~lock.{path.name}#"))
    taken(path).release()


def test_where_the_folder_cannot_be_written_it_is_kept_with_the_programs_own(path: Path, tmp_path: Path) -> None:
    long = path.with_name("n" * 250)  # too long for a name beside it
    mine = taken(long)
    assert beside(path) == []
    assert len(list((tmp_path / "home" / "state" / "claims").iterdir())) == 1
    assert held(long).pid == os.getpid()
    mine.release()
    assert not list((tmp_path / "home" / "state" / "claims").iterdir())


def test_where_nothing_can_be_written_nobody_is_held_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(path))  # a file
    mine = taken(path.with_name("n" * 250))
    assert mine.taken_by() is None
    mine.release()


def test_a_disk_without_links_will_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", none)
    mine = taken(path)
    assert held(path).pid == os.getpid()
    mine.release()
    assert beside(path) == []


def test_a_link_to_an_issue_is_that_issue(path: Path) -> None:
    link = path.with_name("link.newsletter")
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("needs the right to make links")
    mine = taken(link)
    assert held(path).pid == os.getpid()
    mine.release()


def test_of_many_at_once_one_gets_it(path: Path, tmp_path: Path) -> None:
    others = [Other(path, tmp_path / str(n)) for n in range(4)]
    try:
        assert [each.said for each in others].count("mine") == 1
    finally:
        for each in others:
            each.end()
