"""What the outline says of the issue and of each block, made from field kinds and roles."""

from __future__ import annotations

from dataclasses import dataclass

from composer.library.block_types import BlockType
from composer.library.words import read_words, spell_date
from composer.model.fields import value_of
from composer.model.issue import Block, Issue
from composer.model.locks import is_locked
from composer.model.prose import plain
from composer.model.walk import leaves, people, pictures
from composer.model.words import count_words, minutes
from composer.render.contents import title_of
from composer.render.memo import remembered_of_block


@dataclass(frozen=True, slots=True)
class Row:
    """Two lines about one block; `state` is a word for a block that does not leave in this mail."""

    title: str
    line: str
    state: str = ""


def issue_row(issue: Issue) -> Row:
    """The subject, and which edition it is."""
    number = f"Issue {issue.number}" if issue.number is not None else ""
    day = spell_date(issue.date, read_words("en")) if issue.date else ""
    return Row(issue.subject or "No subject yet", " · ".join(part for part in (number, day) if part) or "Issue")


def framed(block: Block, block_type: BlockType | None) -> str:
    """What stands on the block's frame: its type, and whether what it says can be changed."""
    return (block_type.title if block_type else block.type) + (" · Locked" if block.settings.locked else "")


@remembered_of_block
def block_row(block: Block, block_type: BlockType | None) -> Row:
    """The block's own headline, and below it what it is and how much."""
    if block_type is None:
        return Row(block.type, "Unknown type, kept as it is", _state(block))
    every = tuple(leaves(block_type.fields, block.fields))
    texts = [plain(leaf.value) for leaf in every if leaf.field.kind == "prose"]
    title = title_of(block, block_type)
    if title == block_type.title:
        title = next((text.split("\n")[0] for text in texts if text), title)
    names = [person.name for leaf in every if leaf.field.role == "commentator" for _, person in people(leaf)]
    words = sum(count_words(text) for text in texts)
    parts = [
        "Locked" if is_locked(block.settings) else "",
        block_type.title if title != block_type.title else "",
        *[name for name in names if name][:1],
        _amount(words, block_type),
        *_rows(block, block_type),
        "Picture" if not words and title == block_type.title and any(list(pictures(leaf)) for leaf in every) else "",
    ]
    line = " · ".join(part for part in parts if part)
    return Row(title, line or block_type.help or block_type.group, _state(block))


def _amount(words: int, block_type: BlockType) -> str:
    if not words or not block_type.with_role("body"):
        return ""
    return f"{words:,} words" + (f" · {minutes(words)} min" if words > 300 else "")


def _rows(block: Block, block_type: BlockType) -> list[str]:
    """How many there are of the first field that holds many, where the block is made of them."""
    for field in block_type.fields:
        if field.kind in ("rows", "people") and not field.role and not block_type.with_role("body"):
            return [str(len(found))] if (found := value_of(block.fields, field)) else []
    return []


def _state(block: Block) -> str:
    return "Held over" if block.settings.held_over else "Hidden" if block.settings.hidden else ""
