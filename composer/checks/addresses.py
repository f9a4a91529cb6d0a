"""Addresses that lead nowhere, and links without words."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked, Spot, each_block, spots_of
from composer.library.block_types import BlockType
from composer.model.addresses import trouble
from composer.model.edits import Edit, put_field, put_issue
from composer.model.fields import Field
from composer.model.finding import Finding, Place
from composer.model.issue import Block
from composer.model.paths import get_at
from composer.model.prose import escape_attribute
from composer.model.values import Link
from composer.model.walk import addresses
from composer.render.memo import remembered_of_block

_PUBLICATION = ("website", "unsubscribe", "preferences", "browser_view", "forward", "charter.link")


def check(checked: Checked) -> Iterator[Finding]:
    yield from each_block(checked, _of_block)
    yield from _of_publication(checked)


@remembered_of_block
def _of_block(block: Block, block_type: BlockType) -> tuple[Finding, ...]:
    spots = spots_of(block, block_type)
    return (*(finding for spot in spots for finding in _of_spot(spot)), *_empty_in_rows(spots))


def _of_spot(spot: Spot) -> Iterator[Finding]:
    for found in addresses(spot.leaf):
        yield from _address(spot, found.path, found.address)
    if isinstance(spot.leaf.value, Link):
        yield from _link(spot, spot.leaf.value)


def _address(spot: Spot, path: str, address: str) -> Iterator[Finding]:
    wrong = trouble(address)
    if wrong is None:
        return
    fix: Edit | None = None
    if wrong.mended and spot.leaf.field.kind == "prose":
        old, new = (f'href="{escape_attribute(text)}"' for text in (address, wrong.mended))
        fix = put_field(spot.block.id, path, spot.leaf.value.replace(old, new))
    elif wrong.mended:
        fix = put_field(spot.block.id, path, wrong.mended)
    yield Finding(
        "error",
        "link.malformed",
        f"{spot.where}: the address “{_short(address)}” {wrong.why}.",
        spot.place(path),
        fix,
        f"Make it {_short(wrong.mended)}" if fix else "",
    )


def _link(spot: Spot, link: Link) -> Iterator[Finding]:
    if link == spot.leaf.field.empty or link.block:
        return
    if link.text.strip() and not link.address:
        yield Finding(
            "error",
            "link.empty",
            f"{spot.where}: the link “{_short(link.text)}” has no address; give it one, or remove its words.",
            spot.place(f"{spot.leaf.path}.address"),
        )
    elif link.address and not link.text.strip():
        yield Finding(
            "note",
            "link.text",
            f"{spot.where}: the link to {_short(link.address)} has no words of its own; say where it leads.",
            spot.place(f"{spot.leaf.path}.text"),
        )


def _empty_in_rows(spots: tuple[Spot, ...]) -> Iterator[Finding]:
    """Rows with words and no address; sources may do without, as books do."""
    for spot in spots:
        if spot.leaf.field.role != "address" or spot.leaf.value or "." not in spot.leaf.path:
            continue
        rows, number, _ = spot.leaf.path.split(".", 2)
        field = spot.block_type.field(rows)
        row = get_at(spot.block.fields, f"{rows}.{number}")
        if field and field.role != "sources" and (words := _words(row, field)):
            yield Finding(
                "error",
                "link.empty",
                f"{spot.where}: “{_short(words)}” has no address; give it one, or remove the row.",
                spot.place(),
            )


def _words(row: object, field: Field) -> str:
    """The first text in a row that is no address."""
    lines = (get_at(row, column.name) for column in field.fields if column.kind == "line" and column.role != "address")
    return next((str(text).strip() for text in lines if text), "")


def _of_publication(checked: Checked) -> Iterator[Finding]:
    publication = checked.issue.publication
    paths = [f"publication.{name}" for name in _PUBLICATION]
    paths += [f"publication.social.{n}.address" for n in range(len(publication.social))]
    for path in paths:
        address = get_at(checked.issue, path) or ""
        wrong = trouble(address) if address else None
        if wrong:
            yield Finding(
                "error",
                "link.malformed",
                f"Publication: the address “{_short(address)}” {wrong.why}.",
                Place(field=path),
                put_issue(path, wrong.mended) if wrong.mended else None,
                f"Make it {_short(wrong.mended)}" if wrong.mended else "",
            )
    charter = publication.charter
    if charter.name and not charter.link:
        yield Finding(
            "warning",
            "charter.link",
            f"Publication: the charter “{_short(charter.name)}” has no address for readers to open; give it one.",
            Place(field="publication.charter.link"),
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
