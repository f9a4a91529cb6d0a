"""The plain-text part of a mail, written from the model: the same information as the HTML, for those who read text."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from composer.library.templates import Library
from composer.model.issue import Block, Issue
from composer.render.context import RenderContext, context_of, issue_values
from composer.render.memo import BLOCKS
from composer.render.text_blocks import write_block
from composer.render.text_prose import Links

if TYPE_CHECKING:
    from composer.library.mail_tools import MailTool


class _Written(NamedTuple):
    """A block's text, and all that it was made of: block, context, what the block reads besides, its links' numbers."""

    block: Block
    context: RenderContext
    outside: Hashable
    numbers: Mapping[str, int]
    text: str


_written: dict[str, _Written] = {}  # by block id


def write_text(issue: Issue, library: Library, *, tool: MailTool | None = None) -> str:
    """The whole mail as text of 76 columns with merge tags not yet spelled; lines end with a line feed.

    Blocks are parted by a blank line, those with a headline of their own by two.
    """
    context = context_of(issue, library, tool=tool)
    links = Links()
    parts: list[str] = []
    for block in issue.printed_blocks():
        if text := _text_of(issue, block, context, links):
            gap = "" if not parts else "\n\n" if _headed(block.type, context) else "\n"
            parts.append(gap + text)
    return "".join(parts)


def _text_of(issue: Issue, block: Block, context: RenderContext, links: Links) -> str:
    """The block's text, remembered as long as nothing that it says, and no number of its links, is another."""
    block_type = context.template.blocks.get(block.type)
    outside = issue_values(issue, context, block_type.uses, block=block) if block_type else None
    known = _written.get(block.id)
    same = known and known.block is block and known.outside == outside and known.context == context
    if known and same and {address: links.number(address) for address in known.numbers} == known.numbers:
        return known.text
    links.asked = {}
    paragraphs = write_block(issue, block, context, links)
    text = "\n\n".join("\n".join(lines) for lines in paragraphs) + "\n" if paragraphs else ""
    if len(_written) >= BLOCKS:
        _written.clear()
    _written[block.id] = _Written(block, context, outside, links.asked, text)
    return text


def _headed(block_type: str, context: RenderContext) -> bool:
    """Whether blocks of the type begin something: they have a headline, open a section, or read the issue."""
    known = context.template.blocks.get(block_type)
    return known is not None and bool(known.uses or known.opens_section or known.with_role("headline"))
