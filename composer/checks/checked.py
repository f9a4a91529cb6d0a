"""What a check is given, and the walks that checks share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from composer.library.block_types import BlockType
from composer.library.mail_tools import MailTool
from composer.library.templates import Library
from composer.model.finding import Place
from composer.model.issue import Block, Issue
from composer.model.walk import Leaf
from composer.render.contents import title_of
from composer.render.leaves import leaves_of
from composer.render.memo import remembered_of_block


@dataclass(frozen=True, slots=True)
class Checked:
    """An issue, and the very mail that would leave: html and text are finished, or empty where none could be made."""

    issue: Issue
    library: Library
    tool: MailTool
    html: str
    text: str

    @property
    def types(self) -> Mapping[str, BlockType]:
        """The block types that the issue's template knows; the library's where the template is not there."""
        return self.library.types_of(self.issue)


class Spot(NamedTuple):
    """One leaf of a printed block of a known type."""

    block: Block
    block_type: BlockType
    leaf: Leaf

    def place(self, path: str = "") -> Place:
        return Place(self.block.id, path or self.leaf.path)

    @property
    def where(self) -> str:
        """The block as a sentence names it: `Article “Meta and IBM”`."""
        return named(self.block, self.block_type)


Found = TypeVar("Found")


def each_block(checked: Checked, read: Callable[[Block, BlockType], tuple[Found, ...]]) -> Iterator[Found]:
    """What is read in each printed block of a known type; `read` should be remembered of a block."""
    types = checked.types
    for block in checked.issue.printed_blocks():
        block_type = types.get(block.type)
        if block_type:
            yield from read(block, block_type)


def spots(checked: Checked) -> Iterator[Spot]:
    """Every leaf of every printed block."""
    return each_block(checked, spots_of)


@remembered_of_block
def spots_of(block: Block, block_type: BlockType) -> tuple[Spot, ...]:
    """Every leaf of one block."""
    return tuple(Spot(block, block_type, leaf) for leaf in leaves_of(block, block_type))


def named(block: Block, block_type: BlockType) -> str:
    """`Article “Headline”`, cut after some sixty letters; the type's title alone where the block has no words."""
    title = title_of(block, block_type)
    if title == block_type.title:
        return title
    return f"{block_type.title} “{title if len(title) <= 60 else title[:57].rstrip() + '…'}”"


# Kinds of field in which somebody says something; the others only arrange it.
_SAYING = frozenset({"line", "prose", "image", "link", "person", "people", "credit", "credits", "number", "date"})


def untouched(block: Block, block_type: BlockType) -> bool:
    """Whether a block holds only what it began with; never for one that is filled from the issue, or only arranges."""
    if block_type.uses and not block_type.with_role("headline"):
        return False
    said = [leaf for leaf in leaves_of(block, block_type) if leaf.field.kind in _SAYING]
    fields = any(field.kind in _SAYING - {"number"} or field.kind == "rows" for field in block_type.fields)
    return fields and all(leaf.value == leaf.field.empty for leaf in said)
