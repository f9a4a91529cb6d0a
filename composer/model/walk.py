"""Walking an issue by field kinds: what checks, credits, search and asset keeping are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from composer.model.fields import Field
from composer.model.issue import Block, Issue
from composer.model.record import Record
from composer.model.values import Credit, Image, Link, Person

Declared = Mapping[str, tuple[Field, ...]]
_TEXTS = {"link": ("text",), "image": ("alt", "caption"), "disclosure": ("note", "interests")}
_HREF = re.compile(r'<a href="([^"]*)"')


class Leaf(NamedTuple):
    """A field's value and its path in the block; rows are walked into, so a leaf is never of kind `rows`."""

    path: str
    field: Field
    value: Any


class Picture(NamedTuple):
    """An image in a block, its path, and whether it wants a credit."""

    path: str
    image: Image
    credit_required: bool


class Address(NamedTuple):
    """Where something in a block leads, and the text it stands on."""

    path: str
    address: str
    text: str


def leaves(fields: tuple[Field, ...], record: Record, path: str = "") -> Iterator[Leaf]:
    """Every declared field with its value, empty ones too, in declared order."""
    look_up = record.get
    for field in fields:
        value = look_up(field.name)
        if value is None:
            value = field.empty
        if field.kind == "rows":
            for n, row in enumerate(value):
                yield from leaves(field.fields, row, f"{path}{field.name}.{n}.")
        else:
            yield Leaf(f"{path}{field.name}", field, value)


def block_leaves(block: Block, declared: Declared) -> Iterator[Leaf]:
    """The leaves of one block; none for an unknown type."""
    return leaves(declared.get(block.type, ()), block.fields)


def people(leaf: Leaf) -> Iterator[tuple[str, Person]]:
    """The persons of a leaf with their paths."""
    if leaf.field.kind == "person":
        yield leaf.path, leaf.value
    elif leaf.field.kind == "people":
        for n, person in enumerate(leaf.value):
            yield f"{leaf.path}.{n}", person


def credits(leaf: Leaf) -> Iterator[tuple[str, Credit]]:
    """The credits of a leaf with their paths: its own, or its picture's."""
    if leaf.field.kind == "credit":
        yield leaf.path, leaf.value
    elif leaf.field.kind == "credits":
        for n, credit in enumerate(leaf.value):
            yield f"{leaf.path}.{n}", credit
    for picture in pictures(leaf):
        for n, credit in enumerate(picture.image.credits):
            yield f"{picture.path}.credits.{n}", credit


def pictures(leaf: Leaf) -> Iterator[Picture]:
    """The images of a leaf that hold an asset or name a file; portraits want no credit."""
    kind = leaf.field.kind
    if kind == "image":
        if leaf.value.asset or leaf.value.file:
            yield Picture(leaf.path, leaf.value, leaf.field.credit == "required")
    elif kind in ("person", "people"):
        for path, person in people(leaf):
            if person.picture.asset or person.picture.file:
                yield Picture(f"{path}.picture", person.picture, False)


def texts(leaf: Leaf) -> Iterator[tuple[str, str]]:
    """Every text in a leaf that somebody wrote, with its path, prose as it stands; neither addresses nor empty ones."""
    if leaf.field.kind == "prose" or (leaf.field.kind == "line" and leaf.field.role != "address"):
        given = [(leaf.path, leaf.value)]
    else:
        given = list(_within(leaf.path, leaf.value, _TEXTS.get(leaf.field.kind, ())))
        for path, person in people(leaf):
            given += _within(path, person, ("name", "role"))
            given += _within(f"{path}.picture", person.picture, _TEXTS["image"])
        for path, credit in credits(leaf):
            given += _within(path, credit, ("name", "publication", "licence"))
    return ((path, text) for path, text in given if text)


def _within(path: str, value: Any, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((f"{path}.{name}", getattr(value, name)) for name in names)


def addresses(leaf: Leaf) -> Iterator[Address]:
    """Everything in a leaf that leads somewhere, empty addresses left out (a Link's own to a block too)."""
    if isinstance(leaf.value, Link):
        if leaf.value.address:
            yield Address(f"{leaf.path}.address", leaf.value.address, leaf.value.text)
    elif leaf.field.kind == "prose":
        for href in _HREF.findall(leaf.value):
            yield Address(leaf.path, href.replace("&quot;", '"').replace("&lt;", "<").replace("&amp;", "&"), "")
    elif leaf.field.kind == "line" and leaf.field.role == "address" and leaf.value:
        yield Address(leaf.path, leaf.value, "")
    for path, person in people(leaf):
        if person.link:
            yield Address(f"{path}.link", person.link, person.name)
    for path, credit in credits(leaf):
        if credit.link:
            yield Address(f"{path}.link", credit.link, credit.name)


def map_images(issue: Issue, declared: Declared, change: Callable[[Image], Image]) -> Issue:
    """The issue with every image, portraits and logos too, put through `change`; itself when nothing changed."""

    def portrait(person: Person) -> Person:
        picture = change(person.picture)
        return person if picture is person.picture else replace(person, picture=picture)

    changed = _map_values(issue, declared, {"image": change}, portrait)
    publication = issue.publication
    logo, dark = change(publication.logo), change(publication.dark_logo)
    if logo is not publication.logo or dark is not publication.dark_logo:
        changed = replace(changed, publication=replace(publication, logo=logo, dark_logo=dark))
    return changed


def map_people(issue: Issue, declared: Declared, change: Callable[[Person], Person]) -> Issue:
    """The issue with every person put through `change`; itself when nothing changed."""
    return _map_values(issue, declared, {}, change)


def images(issue: Issue, declared: Declared) -> Iterator[Image]:
    """Every image of the issue that holds an asset or names a file."""
    yield from issue.publication.logos.values()
    for block in issue.blocks:
        for leaf in block_leaves(block, declared):
            for picture in pictures(leaf):
                yield picture.image


def _map_values(
    issue: Issue, declared: Declared, by_kind: Mapping[str, Callable[[Any], Any]], person: Callable[[Person], Person]
) -> Issue:
    change = {**by_kind, "person": person, "people": lambda everyone: _each(everyone, person)}
    blocks = tuple(map_block(block, declared.get(block.type, ()), change) for block in issue.blocks)
    if all(new is old for new, old in zip(blocks, issue.blocks, strict=True)):
        return issue
    return replace(issue, blocks=blocks)


def map_block(block: Block, fields: tuple[Field, ...], change: Mapping[str, Callable[[Any], Any]]) -> Block:
    """The block with its values put through what `change` has for their kind; itself when nothing changed."""
    record = _map_record(block.fields, fields, change)
    return block if record is block.fields else replace(block, fields=record)


def _map_record(record: Record, fields: tuple[Field, ...], change: Mapping[str, Callable[[Any], Any]]) -> Record:
    for field in fields:
        if field.name not in record:
            continue
        value = record[field.name]
        if field.kind == "rows":
            record = record.put(field.name, _each(value, partial(_map_record, fields=field.fields, change=change)))
        elif field.kind in change:
            record = record.put(field.name, change[field.kind](value))
    return record


def _each(items: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    changed = tuple(change(item) for item in items)
    return items if all(new is old for new, old in zip(changed, items, strict=True)) else changed
