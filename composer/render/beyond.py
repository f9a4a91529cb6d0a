"""What a block's values take from other blocks whatever its type: where its links lead, and text that continues it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from composer.library.block_types import BlockType
from composer.model.fields import Field, value_of
from composer.model.issue import Block, Issue
from composer.model.prose_value import prose_of
from composer.model.record import Record
from composer.model.words import count_words
from composer.render.contents import Types, title_of
from composer.render.leaves import among, values_among
from composer.render.memo import of_each, remembered, remembered_of_block

_LINKS = frozenset({"link"})
_TEXTS = frozenset({"line", "prose"})


class Beyond(NamedTuple):
    """Words in the printed blocks that continue this one, and (block id, title) of printed blocks it links to."""

    words: int = 0
    targets: tuple[tuple[str, str], ...] = ()


NOTHING = Beyond()


def beyond(issue: Issue, types: Types) -> Mapping[str, Beyond]:
    """By block id, only the blocks that take something from others; a block left out takes nothing."""
    return _beyond(issue.blocks, types)


def same_beyond(before: Issue, after: Issue, types: Types) -> None:
    """Say that nothing any block takes from others differs between two issues."""
    _beyond.same_as((before.blocks, types), (after.blocks, types))


@remembered_of_block
def own_words(block: Block, block_type: BlockType) -> int:
    """Words of the block's own lines and prose; pictures, credits and sources are not counted."""
    return _words(_counted(block_type.fields), block.fields)


def _words(fields: tuple[Field, ...], record: Record) -> int:
    count, look_up = 0, record.get
    for field in fields:
        value = look_up(field.name)
        if value is None:
            value = field.empty
        if not value:
            continue
        if field.kind == "prose":
            count += prose_of(value).words
        elif field.kind == "line":
            count += count_words(value)
        else:
            count += sum(_words(field.fields, row) for row in value)
    return count


@remembered(1000)
def _counted(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The lines and prose whose words count, and rows with theirs."""
    counted = [field for field in among(fields, _TEXTS) if field.role not in ("address", "short_title", "sources")]
    return tuple(replace(each, fields=_counted(each.fields)) if each.kind == "rows" else each for each in counted)


class Reach(NamedTuple):
    """Whether the block says that it belongs to the one above, and the ids of blocks that its link fields lead to."""

    continues: bool = False
    linked: tuple[str, ...] = ()


ALONE = Reach()


def reach(block: Block, block_type: BlockType) -> Reach:
    """What the block says of its neighbours; ALONE, the very object, for the block that says nothing."""
    field = block_type.with_role("continues")
    continues = bool(field and value_of(block.fields, field))
    linked = tuple([link.block for _, link in values_among(block, block_type, _LINKS) if link.block])
    return Reach(continues, linked) if continues or linked else ALONE


_reaches = of_each(reach)


@remembered(16)
def _beyond(blocks: tuple[Block, ...], types: Types) -> Mapping[str, Beyond]:
    found: dict[str, Beyond] = {}
    linking: list[tuple[str, tuple[str, ...]]] = []
    above = ""
    for block, said in _reaches(blocks, types):
        if said.continues and above:
            before = found.get(above, NOTHING)
            found[above] = before._replace(words=before.words + own_words(block, types[block.type]))
        else:
            above = block.id
        if said.linked:
            linking.append((block.id, said.linked))
    titles = _titles(blocks, types, {name for _, linked in linking for name in linked}) if linking else {}
    for block_id, linked in linking:
        targets = tuple((name, titles[name]) for name in linked if name in titles)
        if targets:
            found[block_id] = found.get(block_id, NOTHING)._replace(targets=targets)
    return found


def _titles(blocks: tuple[Block, ...], types: Types, wanted: set[str]) -> Mapping[str, str]:
    """Titles of those wanted blocks that are printed."""
    return {
        block.id: title_of(block, types.get(block.type)) for block in blocks if block.id in wanted and block.printed
    }
