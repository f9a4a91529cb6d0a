"""The next issue made from this one, and what in it is still as it was."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from composer.model.fields import KINDS, Field, value_of
from composer.model.finding import Place
from composer.model.issue import Block, Issue, Last
from composer.model.record import Record

WEEK = timedelta(days=7)
# The issue's own texts that are written anew for each issue.
_OWN = ("subject", "preheader")
Declared = Mapping[str, tuple[Field, ...]]


class Unchanged(NamedTuple):
    """A field that stands as it stood in the issue before; key is its name in `Last.digests`."""

    place: Place
    key: str
    label: str


def next_issue(issue: Issue, declared: Declared) -> Issue:
    """The issue to follow: numbered and dated on, its fields kept or emptied as they declare with `carry`.

    Held-over blocks come along whole and are held over no longer; hidden ones stay hidden. Ids stay the same.
    """
    day = _next_date(issue)
    number = None if issue.number is None else issue.number + 1
    return replace(
        issue,
        subject="",
        preheader="",
        number=number,
        label=_next_label(issue, number, day),
        date=day,
        blocks=tuple(_carried(block, declared.get(block.type, ())) for block in issue.blocks),
        last=Last(date=issue.date, digests=Record(_digests(issue, declared))),
    )


def unchanged(issue: Issue, declared: Declared) -> Iterator[Unchanged]:
    """What asked to be looked at for each issue (`carry = "ask"`) and is as it was in the one before."""
    digests = issue.last.digests
    for name in _OWN:
        if name in digests and digests[name] == _digest(getattr(issue, name)):
            yield Unchanged(Place(field=name), name, name.capitalize())
    for block in issue.printed_blocks() if digests else ():
        for field in declared.get(block.type, ()):
            key = f"{block.id}.{field.name}"
            if key in digests and digests[key] == _digest(field.write(value_of(block.fields, field))):
                yield Unchanged(Place(block.id, field.name), key, field.label)


def _digests(issue: Issue, declared: Declared) -> Iterator[tuple[str, str]]:
    for name in _OWN:
        if text := getattr(issue, name):
            yield name, _digest(text)
    for block in issue.printed_blocks():
        for field in declared.get(block.type, ()):
            value = value_of(block.fields, field)
            if field.carry == "ask" and value != KINDS[field.kind].empty:
                yield f"{block.id}.{field.name}", _digest(field.write(value))


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _carried(block: Block, fields: tuple[Field, ...]) -> Block:
    if block.settings.held_over:
        return replace(block, settings=replace(block.settings, held_over=False))
    if block.settings.locked or block.settings.synced:
        return block
    kept = _kept(block.fields, fields)
    return block if kept is block.fields else replace(block, fields=kept)


def _kept(record: Record, fields: tuple[Field, ...]) -> Record:
    """The record without what is to be cleared, in its rows too; itself when that is nothing."""
    for field in fields:
        if field.name not in record:
            continue
        if field.carry == "clear":
            record = record.without(field.name)
        elif field.kind == "rows":
            rows = tuple(_kept(row, field.fields) for row in record[field.name])
            if any(new is not old for new, old in zip(rows, record[field.name], strict=True)):
                record = record.put(field.name, rows)
    return record


def _next_date(issue: Issue) -> date | None:
    """The date as far after this issue's as that is after the one before; a week where there was none."""
    if issue.date is None:
        return None
    interval = issue.date - issue.last.date if issue.last.date else WEEK
    try:
        return issue.date + (interval if interval > timedelta(0) else WEEK)
    except OverflowError:
        return None


def _next_label(issue: Issue, number: int | None, day: date | None) -> str:
    """The label counted on where each number in it is plain (the issue's own, the ISO week, the year), else nothing."""
    counted: dict[int, int] = {}
    if issue.date and day:
        counted[issue.date.year] = day.year
        counted[issue.date.isocalendar().week] = day.isocalendar().week
    if issue.number is not None and number is not None:
        counted.setdefault(issue.number, number)
    numbers = [int(found) for found in re.findall(r"\d+", issue.label)]
    if not numbers or not all(found in counted for found in numbers):
        return ""
    return re.sub(r"\d+", lambda found: str(counted[int(found[0])]), issue.label)
