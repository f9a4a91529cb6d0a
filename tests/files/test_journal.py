"""The journal: what was done is there again, whatever byte the writing stopped at."""

from __future__ import annotations

import errno
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer.errors import ComposerError
from composer.files import journal as journal_module
from composer.files.assets import Assets
from composer.files.document import Document, save_document
from composer.files.forms import read_any
from composer.files.journal import Journal, Origin, Recovered, left_behind, new_journal
from composer.files.records import difference, read_states, whole, write_line
from composer.library.places import shipped
from composer.library.templates import read_library
from composer.model.edits import insert, move, new_id, put_field, put_issue, remove
from composer.model.issue import Block, Issue
from composer.model.issue_json import read_issue, write_issue
from tests.drawn import picture
from tests.generated import issues
from tests.soak import figure

LIBRARY = read_library()
State = Callable[[str, str, object, object], None]
DECLARED = LIBRARY.template("dispatch").declared
START = Issue(subject="First", blocks=(Block("a", "article"), Block("b", "divider"), Block("c", "article")))


def sample() -> Document:
    return read_any(shipped("assets") / "samples" / "signal-and-noise" / "issue.json", LIBRARY)


def again(journal: Journal, root: Path) -> Recovered:
    """What another process finds."""
    journal.leave()
    (found,) = left_behind(root)
    recovered = found.read(LIBRARY)
    found.leave()
    assert recovered
    return recovered


def edited(issue: Issue, chance: random.Random) -> Issue:
    """The issue after some edit."""
    ids = [block.id for block in issue.blocks]
    one = chance.choice(ids) if ids else ""
    word = " ".join(str(chance.random()) for _ in range(chance.randrange(1, 80)))
    choices = [
        put_field(one, "headline", word),
        put_field(one, "body", f"<p>{word}</p>"),
        put_issue("subject", word),
        put_issue("theme.accent", f"#{chance.randrange(16**6):06x}"),
        insert([Block(new_id(ids), "article")], chance.randrange(len(ids) + 1)),
        remove([one]) if len(ids) > 2 else put_issue("preheader", word),
        move([one], chance.randrange(len(ids) + 1)),
    ]
    return chance.choice(choices)(issue)


def test_what_was_recorded_last_is_found_again(tmp_path: Path) -> None:
    document, chance = sample(), random.Random(1)
    journal, issue = new_journal(tmp_path), document.issue
    for _ in range(60):
        issue = edited(issue, chance)
        journal.record(issue, document.assets, Origin("Mine"), LIBRARY)
    found = again(journal, tmp_path)
    assert write_issue(found.issue, DECLARED) == write_issue(issue, DECLARED)
    named = [name for name in document.assets.names() if name in str(write_issue(issue, DECLARED))]
    assert set(named) <= set(found.assets.names())
    assert found.troubles == ()
    assert found.origin == Origin("Mine")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(issues(LIBRARY), min_size=1, max_size=4))
def test_records_lead_from_any_issue_to_any_other(every: list[Issue]) -> None:
    data, before = b"", None
    for n, issue in enumerate(every):
        record = whole(issue, DECLARED) if before is None else difference(before, issue, DECLARED)
        data += write_line({"at": n} | record)
        before = issue
    states = list(read_states(data))
    assert [read_issue(state.issue, DECLARED) for state in states] == every


def test_a_record_holds_only_what_changed() -> None:
    after = put_field("a", "headline", "New")(START)
    assert difference(START, after, DECLARED) == {
        "blocks": {"a": {"id": "a", "type": "article", "fields": {"headline": "New"}}}
    }
    assert difference(START, START, DECLARED) == {}
    assert set(difference(START, remove(["a"])(START), DECLARED)) == {"order"}
    assert set(difference(START, put_issue("subject", "x")(START), DECLARED)) == {"own"}


def lines(count: int, size: int) -> list[bytes]:
    """The lines of a journal of `count` records, or as many as make `size` bytes, and what each leads to."""
    chance, issue, made = random.Random(2), START, [write_line({"at": 0} | whole(START, DECLARED))]
    while len(made) < count and sum(map(len, made)) < size:
        before, issue = issue, edited(issue, chance)
        made.append(write_line({"at": len(made)} | difference(before, issue, DECLARED)))
    return made


def test_p6_cut_at_any_byte_it_loses_at_most_the_last_record(promise: State) -> None:
    made = lines(10_000, figure(8, 64) * 1024)
    data = b"".join(made)
    whole_states = list(read_states(data))
    assert len(whole_states) == len(made)
    ends, end = [], 0
    for line in made:
        end += len(line)
        ends.append(end - 1)  # the line feed itself may be missing
    complete = 0
    for cut in range(len(data) + 1):
        while complete < len(ends) and ends[complete] <= cut:
            complete += 1
        states = list(read_states(data[:cut]))
        assert len(states) == complete, cut
        assert not states or states[-1] == whole_states[complete - 1]
    promise("P6", f"journal cut at each of {len(data)} bytes: opens, records lost", "≤ 1", "≤ 1")


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_byte_costs_only_what_comes_after_it(seed: int) -> None:
    chance = random.Random(seed)
    made = lines(30, 1 << 20)
    data = bytearray(b"".join(made))
    at = chance.randrange(len(data))
    data[at] ^= chance.randrange(1, 256)
    untouched = b"".join(made)[:at].count(b"\n")
    states = list(read_states(bytes(data)))
    assert untouched <= len(states) <= len(made)
    assert states[:untouched] == list(read_states(b"".join(made)))[:untouched]
    # Without the checksum the damage would be read: not one state is other than it was.
    assert all(state == was for state, was in zip(states, read_states(b"".join(made)), strict=False))


def test_an_issue_that_cannot_be_read_gives_way_to_the_one_before(tmp_path: Path) -> None:
    journal = new_journal(tmp_path)
    journal.record(START, Assets(), Origin(), LIBRARY)
    with (journal.folder / "journal.jsonl").open("ab") as file:
        file.write(write_line({"at": 1, "own": {"subject": 3}}))
    assert again(journal, tmp_path).issue == START


def test_pictures_are_kept_once_and_found_again(tmp_path: Path) -> None:
    assets, journal = Assets(), new_journal(tmp_path)
    image = assets.add(picture(), "a.jpg")
    issue = put_field("a", "image", image)(START)
    journal.record(issue, assets, Origin(), LIBRARY)
    kept = journal.folder / "images" / image.asset
    stamp = kept.stat().st_mtime_ns
    journal.record(put_field("c", "image", image)(issue), assets, Origin(), LIBRARY)
    assert kept.stat().st_mtime_ns == stamp
    assert [path.name for path in kept.parent.iterdir()] == [image.asset]
    assert again(journal, tmp_path).assets.get(image.asset) == picture()


@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_a_picture_that_is_lost_is_told_or_taken_from_the_file(harm: str, tmp_path: Path) -> None:
    assets, path = Assets(), tmp_path / "a.newsletter"
    image = assets.add(picture(), "a.jpg")
    issue = put_field("a", "image", image)(START)
    digest = save_document(path, issue, assets, library=LIBRARY)
    for origin, troubles in ((Origin("a", path, digest), 0), (Origin("a"), 1)):
        root = tmp_path / f"journals{troubles}"
        journal = new_journal(root)
        journal.record(issue, assets, origin, LIBRARY)
        kept = journal.folder / "images" / image.asset
        kept.unlink() if harm == "gone" else kept.write_bytes(picture()[:-20] + b"x" * 20)
        found = again(journal, root)
        assert len(found.troubles) == troubles
        assert (image.asset in found.assets) == (not troubles)


def test_it_knows_the_file_and_whether_somebody_changed_it(tmp_path: Path) -> None:
    path = tmp_path / "a.newsletter"
    digest = save_document(path, START, Assets({"notes.txt": b"kept"}), library=LIBRARY)
    journal = new_journal(tmp_path / "journals")
    journal.record(put_issue("subject", "New")(START), Assets(), Origin("a", path, digest), LIBRARY)
    found = again(journal, tmp_path / "journals")
    assert found.saved
    assert (found.saved.issue, found.file_changed) == (START, False)
    assert found.assets.others == {"notes.txt": b"kept"}
    save_document(path, Issue(subject="Somebody's"), Assets(), library=LIBRARY)
    journal = left_behind(tmp_path / "journals")[0]
    assert (found := journal.read(LIBRARY))
    assert found.file_changed
    path.unlink()
    assert (found := journal.read(LIBRARY))
    assert found.saved is None
    journal.close()


def test_clearing_and_closing_leave_nothing_to_recover(tmp_path: Path) -> None:
    journal = new_journal(tmp_path)
    assert not list(tmp_path.iterdir())
    journal.record(START, Assets(), Origin(), LIBRARY)
    journal.clear()
    assert journal.read(LIBRARY) is None
    journal.record(START, Assets(), Origin(), LIBRARY)
    assert journal.read(LIBRARY)
    journal.close()
    journal.record(START, Assets(), Origin(), LIBRARY)
    assert not list(tmp_path.iterdir())


def test_it_does_not_grow_without_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "_SLACK", 4096)
    journal, issue = new_journal(tmp_path), START
    largest = 0
    for n in range(200):
        issue = put_field("a", "headline", f"{n} {'x' * 300}")(issue)
        journal.record(issue, Assets(), Origin(), LIBRARY)
        largest = max(largest, (journal.folder / "journal.jsonl").stat().st_size)
    assert 4096 < largest < 4096 + 5 * 1000 + 1000
    assert again(journal, tmp_path).issue == issue


def test_journals_in_use_are_left_alone(tmp_path: Path) -> None:
    journal = new_journal(tmp_path)
    journal.record(START, Assets(), Origin(), LIBRARY)
    assert left_behind(tmp_path) == []
    journal.leave()
    found = left_behind(tmp_path)
    assert [each.folder for each in found] == [journal.folder]
    assert left_behind(tmp_path) == []  # held by this process now
    found[0].record(replace(START, subject="More"), Assets(), Origin(), LIBRARY)
    assert again(found[0], tmp_path).issue.subject == "More"


CHILD = """
import sys, time
from pathlib import Path
from composer.files.assets import Assets
from composer.files.journal import Origin, new_journal
from composer.library.templates import Library
from composer.model.issue import Issue
journal = new_journal(Path(sys.argv[1]))
journal.record(Issue(subject="Killed"), Assets(), Origin(), Library({}, {}))
print("ready", flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_the_journal_of_a_process_that_was_killed_is_found(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(tmp_path)], stdout=subprocess.PIPE)
    assert child.stdout
    assert child.stdout.readline() == b"ready\n"
    assert left_behind(tmp_path) == []
    child.kill()
    child.wait()
    child.stdout.close()
    (journal,) = left_behind(tmp_path)
    assert (found := journal.read(LIBRARY))
    assert found.issue.subject == "Killed"
    journal.close()
    assert not list(tmp_path.iterdir())


class FullDisk:
    """A file that takes some bytes and then no more."""

    def __init__(self, file: Any, room: int) -> None:
        self._file, self._room = file, room

    def write(self, data: bytes) -> int:
        if not self._room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = self._file.write(bytes(data)[: self._room])
        self._room -= written
        return int(written)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@pytest.mark.parametrize("room", [0, 1, 20])
def test_a_full_disk_is_told_and_the_next_record_is_whole_again(room: int, tmp_path: Path) -> None:
    journal = new_journal(tmp_path)
    journal.record(START, Assets(), Origin(), LIBRARY)
    journal._file = FullDisk(journal._file, room)  # type: ignore[assignment]
    with pytest.raises(ComposerError, match=r"not kept for recovery: the disk is full"):
        journal.record(put_issue("subject", "Second")(START), Assets(), Origin(), LIBRARY)
    assert (kept := journal.read(LIBRARY))
    assert kept.issue == START
    third = put_issue("subject", "Third")(START)
    journal.record(third, Assets(), Origin(), LIBRARY)
    assert again(journal, tmp_path).issue == third
