"""Every file through which a stranger's words come in leads through the one gate: what comes out is what it lets by."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from composer.files.assets import Assets
from composer.files.document import open_document, save_document
from composer.files.forms import read_any
from composer.files.journal import left_behind
from composer.files.records import write_line
from composer.files.salvage import salvage
from composer.library.templates import read_library
from composer.model.issue import Issue
from composer.model.issue_json import read_issue
from composer.model.prose import clean
from tests.files.mutations import packed, unpacked
from tests.security.material import payloads, sample, there
from tests.security.test_ways_in import AT_ONCE, block

LIBRARY = read_library()
Promise = Callable[[str, str, object, object], None]
KINDS = ("text", "links", "button", "heading", "a stranger's")  # without pictures, which would have to be there


def strangers(given: list[str]) -> Iterator[dict[str, Any]]:
    """Issues as JSON with the payloads raw in every field of some blocks."""
    for at in range(0, len(given), AT_ONCE):
        some = given[at : at + AT_ONCE]
        blocks = [block(KINDS[n % len(KINDS)], payload) for n, payload in enumerate(some)]
        yield {"template": "dispatch", "subject": some[0], "preheader": some[-1], "blocks": blocks}


def by_document(written: dict[str, Any], folder: Path) -> Issue:
    return open_document(_document(written, folder), LIBRARY).issue


def by_damaged_document(written: dict[str, Any], folder: Path) -> Issue:
    path = _document(written, folder)
    path.write_bytes(path.read_bytes()[:-9])
    return salvage(path, LIBRARY).issue


def by_json(written: dict[str, Any], folder: Path) -> Issue:
    path = folder / "issue.json"
    path.write_text(json.dumps(written), "utf-8")
    return read_any(path, LIBRARY).issue


def by_folder(written: dict[str, Any], folder: Path) -> Issue:
    made = folder / "unpacked"
    made.mkdir(exist_ok=True)
    for name, data in unpacked(_document(written, folder).read_bytes()).items():
        (made / name).write_bytes(data)
    return read_any(made, LIBRARY).issue


def by_journal(written: dict[str, Any], folder: Path) -> Issue:
    """What a program that is not ours left to be recovered."""
    journal = folder / "journals" / "0123456789abcdef"
    journal.mkdir(parents=True, exist_ok=True)
    blocks = {f"b{n}": {"id": f"b{n}", **each} for n, each in enumerate(written["blocks"])}
    own = {name: value for name, value in written.items() if name != "blocks"}
    record = {"at": 0, "origin": {}, "own": own, "blocks": blocks, "order": list(blocks)}
    (journal / "journal.jsonl").write_bytes(write_line(record))
    (kept,) = left_behind(folder / "journals")
    found = kept.read(LIBRARY)
    kept.close()
    assert found
    return found.issue


DOORS = {
    "document": by_document,
    "damaged document": by_damaged_document,
    "JSON": by_json,
    "folder": by_folder,
    "journal": by_journal,
}


def _document(written: dict[str, Any], folder: Path) -> Path:
    path = folder / "mine.newsletter"
    save_document(path, Issue(), Assets(), library=LIBRARY)
    parts = unpacked(path.read_bytes()) | {"issue.json": json.dumps(written).encode()}
    path.write_bytes(packed(parts))
    return path


def said_by(issue: Issue) -> list[object]:
    """All of it but ids, which a journal makes."""
    return [issue.subject, issue.preheader, *((each.type, each.fields, each.extra) for each in issue.blocks)]


@there
@pytest.mark.parametrize("door", DOORS)
def test_what_comes_in_by_a_file_has_passed_the_gate(door: str, tmp_path: Path, promise: Promise) -> None:
    given = sample(payloads(), 400)
    assert sum(clean(payload) != payload for payload in given) > 0.9 * len(given)  # they do not pass it as they are
    past = 0
    for written in strangers(given):
        gated = read_issue(json.loads(json.dumps(written)), LIBRARY.template("dispatch").declared)
        past += said_by(DOORS[door](written, tmp_path)) != said_by(gated)
    promise("P20", f"issues that come in by a {door} past the gate", f"0 ({len(given):,} payloads)", past)
    assert past == 0
