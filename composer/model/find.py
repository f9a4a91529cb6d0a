"""Finding words in an issue and putting others in their place: over field kinds, in whatever block type they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from composer.model import values_json as form
from composer.model.fields import Field, value_of
from composer.model.filling import put_in
from composer.model.find_prose import find_in_prose, replace_in_prose
from composer.model.finding import Place
from composer.model.issue import Block, Issue
from composer.model.paths import get_at, put_at
from composer.model.walk import Declared, addresses, block_leaves, texts

TEXT, LINK = "text", "link"  # where in a place words are: in what is read there, or in where prose links to

# The issue's own words. A rule such as the pattern of credits is none.
_OWN = (
    *("subject", "preheader", "label"),
    *(f"publication.{name}" for name in ("name", "tagline", "logo.alt", "dark_logo.alt")),
    *(f"publication.{name}" for name in ("website", "address", "reason", "contact")),
    *(f"publication.{name}" for name in ("unsubscribe", "preferences", "browser_view", "forward")),
    *("publication.charter.name", "publication.charter.link"),
)
_LINES = frozenset({"publication.address"})  # in which line breaks count
# What a keyboard has one sign for, and print several.
_ALIKE = {"'": "['‘’ʼ]", '"': '["“”„«»]', " ": "[ \u00a0\u2009\u202f]", "-": "[-\u2010\u2011–—]"}

_SYNTAX = frozenset("\\^$.|?*+()[]{}/")


@dataclass(frozen=True)
class Query:
    """What is looked for. Unless case matters, plain quotes, spaces and hyphens stand for all of their kind."""

    words: str
    match_case: bool = False
    whole_words: bool = False

    @property
    def source(self) -> str:
        """The words, but not where they begin and end, as a regular expression that browsers read the same."""
        alike = {} if self.match_case else _ALIKE
        return "".join(alike.get(letter, f"\\{letter}" if letter in _SYNTAX else letter) for letter in self.words)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words as a regular expression."""
        written = rf"(?<!\w){self.source}(?!\w)" if self.whole_words else self.source
        return re.compile(written, re.NOFLAG if self.match_case else re.IGNORECASE)


class Hit(NamedTuple):
    """The nth time, from 0, that the words are in the text or in the links of a place."""

    place: Place
    part: str
    number: int


class Replaced(NamedTuple):
    """The issue afterwards, how often words were replaced, and how often not: as a link would have led nowhere, and as
    the template locks what a block says."""

    issue: Issue
    times: int
    kept: int
    locked: int = 0


class _Spot(NamedTuple):
    """One text of the issue, and how another is put there."""

    place: Place
    text: str
    prose: bool
    put: Callable[[Issue, str], Issue]


def find(issue: Issue, declared: Declared, query: Query, most: int | None = None) -> tuple[Hit, ...]:
    """The hits, at most so many: the issue's own first, then block by block, hidden ones too."""
    hits = (hit for spot in _spots(issue, declared) for hit in _hits(spot, query))
    return tuple(islice(hits, most)) if query.words else ()


def replace_one(issue: Issue, declared: Declared, query: Query, hit: Hit, *, new: str) -> Replaced:
    """Put `new` in the place of one hit."""
    if _locked(issue, hit.place):
        return Replaced(issue, 0, 0, 1)
    spot = next((spot for spot in _spots(issue, declared, hit.place)), None)
    return _replace_in(issue, spot, query, new, only=hit) if spot else Replaced(issue, 0, 0)


def replace_all(issue: Issue, declared: Declared, query: Query, new: str) -> Replaced:
    """Put `new` in the place of every hit."""
    done = Replaced(issue, 0, 0)
    for spot in _spots(issue, declared) if query.words else ():
        if count := sum(1 for _ in _hits(spot, query)):
            stays = _locked(issue, spot.place)
            one = Replaced(done.issue, 0, 0, count) if stays else _replace_in(done.issue, spot, query, new)
            done = Replaced(one.issue, done.times + one.times, done.kept + one.kept, done.locked + one.locked)
    return done


def _locked(issue: Issue, place: Place) -> bool:
    block = issue.block(place.block) if place.block else None
    return block is not None and block.settings.locked


def _hits(spot: _Spot, query: Query) -> Iterator[Hit]:
    if not spot.prose:
        found = (match for match in query.pattern.finditer(spot.text) if match[0])
        yield from (Hit(spot.place, TEXT, n) for n, _ in enumerate(found))
        return
    found_in = find_in_prose(spot.text, query.pattern)
    yield from (Hit(spot.place, TEXT, n) for n in range(found_in.texts))
    yield from (Hit(spot.place, LINK, n) for n in range(found_in.links))


def _replace_in(issue: Issue, spot: _Spot, query: Query, new: str, *, only: Hit | None = None) -> Replaced:
    if spot.prose:
        wanted = (only.part == LINK, only.number) if only else None
        done = replace_in_prose(spot.text, query.pattern, new, wanted)
        return Replaced(spot.put(issue, done.html) if done.times else issue, done.times, done.kept)
    count = 0
    seen = -1

    def put(match: re.Match[str]) -> str:
        nonlocal count, seen
        seen += bool(match[0])
        if not match[0] or (only and only.number != seen):
            return match[0]
        count += 1
        return new

    text = query.pattern.sub(put, spot.text)
    return Replaced(spot.put(issue, text) if count else issue, count, 0)


def _spots(issue: Issue, declared: Declared, only: Place | None = None) -> Iterator[_Spot]:
    """Every text there is, or those of one place."""
    if only is None or not only.block:
        for path in (*_OWN, *_social(issue)):
            text = get_at(issue, path)
            if text and (only is None or only.field == path):
                yield _own_spot(path, text)
    for block in issue.blocks:
        if only is None or only.block == block.id:
            for spot in _block_spots(block, declared):
                if only is None or only == spot.place:
                    yield spot


def _social(issue: Issue) -> Iterator[str]:
    for n, row in enumerate(issue.publication.social):
        yield from (f"publication.social.{n}.{name}" for name in ("network", "address") if name in row)


def _own_spot(path: str, text: str) -> _Spot:
    gate = form.lines if path in _LINES else form.line

    def put(issue: Issue, new: str) -> Issue:
        changed: Issue = put_at(issue, path, gate(new, path))
        return changed

    return _Spot(Place("", path), text, False, put)


def _block_spots(block: Block, declared: Declared) -> Iterator[_Spot]:
    fields = {field.name: field for field in declared.get(block.type, ())}
    for leaf in block_leaves(block, declared):
        field = fields[leaf.path.partition(".")[0]]
        prose = leaf.field.kind == "prose"
        found = list(texts(leaf))
        if not prose:
            found += [(where.path, where.address) for where in addresses(leaf)]
        for path, text in found:
            yield _Spot(Place(block.id, path), text, prose, _putter(block.id, field, path, prose))


def _putter(block_id: str, field: Field, path: str, prose: bool) -> Callable[[Issue, str], Issue]:
    def put(issue: Issue, new: str) -> Issue:
        at = issue.index(block_id)
        block = issue.blocks[at]
        rest = path.partition(".")[2]
        gated = new if prose else form.line(new, path)
        value = put_in(value_of(block.fields, field), rest, gated, field.fields)
        changed = replace(block, fields=block.fields.put(field.name, value))
        return replace(issue, blocks=(*issue.blocks[:at], changed, *issue.blocks[at + 1 :]))

    return put
