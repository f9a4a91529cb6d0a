"""The plain-text part of a mail, written from the model: the same information as the HTML, for those who read text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.library.templates import Library
from composer.model.issue import Issue
from composer.render.context import RenderContext, context_of
from composer.render.text_blocks import write_block
from composer.render.text_prose import Links

if TYPE_CHECKING:
    from composer.library.mail_tools import MailTool


def write_text(issue: Issue, library: Library, *, tool: MailTool | None = None) -> str:
    """The whole mail as text of 76 columns with merge tags not yet spelled; lines end with a line feed.

    Blocks are parted by a blank line, those with a headline of their own by two.
    """
    context = context_of(issue, library, tool=tool)
    links = Links()
    text = ""
    for block in issue.printed_blocks():
        paragraphs = write_block(issue, block, context, links)
        if paragraphs:
            gap = "" if not text else "\n\n" if _headed(block.type, context) else "\n"
            text += gap + "\n\n".join("\n".join(lines) for lines in paragraphs) + "\n"
    return text


def _headed(block_type: str, context: RenderContext) -> bool:
    """Whether blocks of the type begin something: they have a headline, open a section, or read the issue."""
    known = context.template.blocks.get(block_type)
    return known is not None and bool(known.uses or known.opens_section or known.with_role("headline"))
