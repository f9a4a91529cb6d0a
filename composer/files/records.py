"""Records of a journal: what one state of an issue adds to the one before, each a line with a checksum.

    <CRC-32 in eight hexadecimal digits> <JSON>

    {"at": seconds since 1970, "origin": {...}, "own": {...}, "blocks": {id: block}, "order": [ids]}

`own` holds all of the issue's own members, `blocks` those that are new or changed, `order` every id. What did not
change is left out; so the first record is the whole issue. A line that is cut or damaged ends the journal.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from composer.model.changes import changes
from composer.model.issue import Issue
from composer.model.issue_json import Declared, write_block, write_issue

Json = dict[str, Any]
_FRAME = 9  # characters before the JSON of a line


@dataclass(frozen=True, slots=True)
class State:
    """An issue's JSON in pieces, after some record."""

    own: Mapping[str, Any]
    blocks: Mapping[str, Any]
    order: tuple[str, ...]
    origin: Mapping[str, Any]
    at: float

    @property
    def issue(self) -> Json:
        """The issue's JSON."""
        return {**self.own, "blocks": [self.blocks[key] for key in self.order]}


def whole(issue: Issue, declared: Declared) -> Json:
    """The record of an issue with nothing before it."""
    return (
        {"own": _own(issue, declared)} | _blocks(issue, {block.id for block in issue.blocks}, declared) | _order(issue)
    )


def difference(before: Issue, after: Issue, declared: Declared) -> Json:
    """The record of what changed; blocks are compared by identity. Empty where nothing did."""
    found = changes(before, after)
    record = _blocks(after, {*found.changed, *found.added}, declared)
    if found.own:
        record["own"] = _own(after, declared)
    return record | _order(after) if found.structural else record


def write_line(record: Json) -> bytes:
    """A record as a line of the journal."""
    json = msgspec.json.encode(record)
    return b"%08x %s\n" % (zlib.crc32(json), json)


def read_states(data: bytes) -> Iterator[State]:
    """The state after each record, up to the first that is cut or damaged."""
    state = State({}, {}, (), {}, 0.0)
    for record in _records(data):
        try:
            state = State(
                own=record.get("own", state.own),
                blocks={**state.blocks, **record.get("blocks", {})},
                order=tuple(record.get("order", state.order)),
                origin=record.get("origin", state.origin),
                at=float(record["at"]),
            )
        except (KeyError, TypeError, ValueError):
            return
        if not set(state.order) <= set(state.blocks):
            return
        yield state


def _records(data: bytes) -> Iterator[Json]:
    for line in data.split(b"\n"):
        json = line[_FRAME:]
        if line[:_FRAME] != b"%08x " % zlib.crc32(json):
            return
        try:
            record = msgspec.json.decode(json)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return
        if not isinstance(record, dict):
            return
        yield record


def _own(issue: Issue, declared: Declared) -> Json:
    written = write_issue(replace(issue, blocks=()), declared)
    return {name: value for name, value in written.items() if name != "blocks"}


def _blocks(issue: Issue, ids: set[str], declared: Declared) -> Json:
    written = {block.id: write_block(block, declared) for block in issue.blocks if block.id in ids}
    return {"blocks": written} if written else {}


def _order(issue: Issue) -> Json:
    return {"order": [block.id for block in issue.blocks]}
