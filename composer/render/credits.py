"""Who made what: the credit line under a picture by the publication's pattern, and the issue's roll."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, cast

from composer.library.block_types import BlockType
from composer.model.fields import Field
from composer.model.issue import CREDIT_PATTERN, Block, Issue, Publication
from composer.model.record import Record
from composer.model.values import Credit, Person
from composer.render.contents import Types
from composer.render.leaves import images_in, values_among
from composer.render.memo import lately, of_each, remembered

# Roles whose credits stand among the pictures of the roll; the others stand among the words.
PICTURE_ROLES = frozenset({"", "photographer", "illustrator", "agency", "handout", "archive", "own"})
_CREDITED = frozenset({"credit", "credits", "image", "person", "people"})  # kinds whose values may hold credits
# One filled-in place of a pattern: bare, or with the bracket that stands around it and goes with it.
_UNIT = re.compile(r"\([^(){}]*\{(?:name|publication|role|licence)\}[^(){}]*\)|\{(?:name|publication|role|licence)\}")
_PLACE = re.compile(r"\{(name|publication|role|licence)\}")


class Name(NamedTuple):
    """One person of the roll; line is `Name, role`."""

    name: str
    role: str
    line: str


class PictureCredit(NamedTuple):
    """One credit of the roll; line is by the publication's pattern, short is the same without its opening words."""

    line: str
    short: str
    name: str
    publication: str
    licence: str
    link: str


class Source(NamedTuple):
    """One work that the texts rest on."""

    title: str
    publication: str
    author: str
    address: str


class Credits(NamedTuple):
    """The roll, each part in order of appearance and without repeats."""

    words: tuple[Name, ...] = ()
    commentary: tuple[Name, ...] = ()
    pictures: tuple[PictureCredit, ...] = ()
    sources: tuple[Source, ...] = ()


def credit_line(credits: Iterable[Credit], pattern: str, words: Mapping[str, str]) -> str:
    """`Image credits: A, B / Agency; C / Paper`: what is not stated goes together with what parts it from the rest.

    Pattern places are {name}, {publication}, {role} and {licence}; all else in it is text. Nothing stated: nothing.
    """
    return _whole_line(_short_line(credits, pattern, words), pattern)


def _whole_line(short: str, pattern: str) -> str:
    if not short:
        return ""
    read = _read(pattern)
    return f"{read.opening}{short}{read.closing}"


def pattern_of(publication: Publication, words: Mapping[str, str]) -> str:
    """How a publication prints a picture's credits: in the issue's language where it is the pattern one begins with."""
    given = publication.credit_pattern
    return words["credit_pattern"] if given == CREDIT_PATTERN else given


def role_label(role: str, words: Mapping[str, str]) -> str:
    """A credit's role in the issue's language."""
    return words.get(f"role_{role}", role)


def credits(issue: Issue, types: Types, words: Mapping[str, str]) -> Credits:
    """The roll of an issue's printed blocks."""
    return _credits(issue.blocks, types, pattern_of(issue.publication, words), words)


@remembered(16)
def _credits(blocks: tuple[Block, ...], types: Types, pattern: str, words: Mapping[str, str]) -> Credits:
    return _roll([part for _, part in _parts(blocks, types, pattern, words)])


@lately
def _roll(parts: list[Part]) -> Credits:
    """The parts put together; the same as before while edits leave all of them alone."""
    names = dict.fromkeys(name for part in parts for name in part.words)
    names |= dict.fromkeys(name for part in parts for name in part.worded)
    return Credits(
        words=tuple(names),
        commentary=tuple(dict.fromkeys(name for part in parts for name in part.commentary)),
        pictures=tuple(dict.fromkeys(picture for part in parts for picture in part.pictures)),
        sources=tuple(dict.fromkeys(source for part in parts for source in part.sources)),
    )


class Part(NamedTuple):
    """What one block gives to the roll."""

    words: tuple[Name, ...]
    worded: tuple[Name, ...]
    commentary: tuple[Name, ...]
    pictures: tuple[PictureCredit, ...]
    sources: tuple[Source, ...]


def part_of(block: Block, block_type: BlockType, pattern: str, words: Mapping[str, str]) -> Part:
    """What the block gives to the roll, printed or not."""
    named: dict[str, list[Name]] = {"byline": [], "commentator": []}
    worded, pictured = [], []
    for field, value in values_among(block, block_type, _CREDITED):
        if field.role in named:
            named[field.role] += [_name(person) for person in _people_of(field, value) if person.name]
        for credit in _credits_of(field, value):
            if credit.name or credit.publication:
                if credit.role in PICTURE_ROLES:
                    pictured.append(_pictured(credit, pattern, words))
                else:
                    worded.append(_worded(credit, words))
    sources = [
        source
        for field in _sourced(block_type)
        for row in block.fields.get(field.name, ())
        if (source := read_source(row, field)).title or source.address
    ]
    return Part(
        words=tuple(named["byline"]),
        worded=tuple(worded),
        commentary=tuple(named["commentator"]),
        pictures=tuple(pictured),
        sources=tuple(sources),
    )


_parts = of_each(part_of)


def read_source(row: Record, field: Field) -> Source:
    """A row of sources; its columns are known by their names, its address by the role too."""
    columns, by_role = _columns(field)
    title, publication, author, address = (row.get(name) or "" if name in columns else "" for name in Source._fields)
    return Source(title, publication, author, address or row.get(by_role) or "")


@remembered(1000)
def _sourced(block_type: BlockType) -> tuple[Field, ...]:
    """The rows in which a block type lists its sources."""
    return tuple(field for field in block_type.fields if field.role == "sources" and field.kind == "rows")


@remembered(1000)
def _columns(field: Field) -> tuple[frozenset[str], str]:
    """The columns that hold a line, and the first that holds an address."""
    lines = [column for column in field.fields if column.kind == "line"]
    return frozenset(column.name for column in lines), next((one.name for one in lines if one.role == "address"), "")


def _name(person: Person) -> Name:
    return Name(person.name, person.role, f"{person.name}, {person.role}" if person.role else person.name)


def _people_of(field: Field, value: Any) -> Iterable[Person]:
    if field.kind == "people":
        return cast("tuple[Person, ...]", value)
    return (value,) if field.kind == "person" else ()


def _credits_of(field: Field, value: Any) -> Iterable[Credit]:
    if field.kind == "credits":
        return cast("tuple[Credit, ...]", value)
    if field.kind == "credit":
        return (value,)
    return [credit for image in images_in(field, value) for credit in image.credits]


def _worded(credit: Credit, words: Mapping[str, str]) -> Name:
    role, name = role_label(credit.role, words), credit.name or credit.publication
    return Name(name, role, f"{name}, {role}" if role else name)


def _pictured(credit: Credit, pattern: str, words: Mapping[str, str]) -> PictureCredit:
    short = _short_line((credit,), pattern, words)
    return PictureCredit(
        _whole_line(short, pattern), short, credit.name, credit.publication, credit.licence, credit.link
    )


def _short_line(credits: Iterable[Credit], pattern: str, words: Mapping[str, str]) -> str:
    """The credits between the pattern's opening and closing words; those that differ in name alone share the rest."""
    given = [credit for credit in credits if credit.name or credit.publication]
    if len(given) < 2:
        return _fill(pattern, given[0], given[0].name, words) if given else ""
    shared: dict[tuple[str, str, str], tuple[Credit, list[str]]] = {}
    for credit in given:
        _, names = shared.setdefault((credit.publication, credit.role, credit.licence), (credit, []))
        if credit.name and credit.name not in names:
            names.append(credit.name)
    filled = (_fill(pattern, credit, ", ".join(names), words) for credit, names in shared.values())
    return words.get("semicolon", "; ").join(dict.fromkeys(text for text in filled if text))


def _fill(pattern: str, credit: Credit, names: str, words: Mapping[str, str]) -> str:
    """The pattern from its first place to its last; a part stays with the text before it, or goes with it."""
    text = ""
    for between, before, place, after in _read(pattern).units:
        value: str = names if place == "name" else getattr(credit, place)
        if value and place == "role":
            value = role_label(value, words)
        if value:
            text += f"{between}{before}{value}{after}" if text else f"{before}{value}{after}"
    return text


class _Pattern(NamedTuple):
    """A pattern taken apart: its opening and closing words, and each place with the text from the one before it,
    and what stands directly around it."""

    opening: str
    units: tuple[tuple[str, str, str, str], ...]
    closing: str


@lru_cache(maxsize=64)
def _read(pattern: str) -> _Pattern:
    units, end, first = [], 0, len(pattern)
    for unit in _UNIT.finditer(pattern):
        place = _PLACE.search(unit[0])
        if place:
            units.append((pattern[end : unit.start()], unit[0][: place.start()], place[1], unit[0][place.end() :]))
            first, end = min(first, unit.start()), unit.end()
    return _Pattern(pattern[:first], tuple(units), pattern[end:] if units else "")
