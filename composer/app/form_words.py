"""What stands above a form, in words."""

from __future__ import annotations

from composer.app.editors.inserts import block_title
from composer.library.templates import Library
from composer.model.fields import value_of
from composer.model.issue import Block, Issue
from composer.model.saved import original


def subline(issue: Issue, block: Block, library: Library) -> str:
    """What a block is to its issue: hidden or held over, what it follows, its layout, what the contents call it."""
    if block.settings.held_over:
        return "Held over to the next issue"
    if block.settings.hidden:
        return "Hidden: kept here, not in the mail"
    if saved := original(block, library.saved):
        return f"Follows “{saved.title}”"
    block_type = library.types_of(issue).get(block.type)
    if block_type is None:
        return ""
    listed = block_type.with_role("listed")
    parts = []
    if listed is not None:
        choices = [field for field in block_type.fields if field.kind == "choice"]
        parts += [dict(field.choices).get(value_of(block.fields, field), "") for field in choices[:1]]
        if value_of(block.fields, listed):
            parts.append(_in_contents(issue, block, library))
    words = ", ".join(part for part in parts if part)
    return f"{words[:1].upper()}{words[1:]}" or block_type.help


def _in_contents(issue: Issue, block: Block, library: Library) -> str:
    """`in “Contents” as “The alliance”`, where the issue prints a block that lists it."""
    types = library.types_of(issue)
    block_type = types[block.type]
    for other in issue.printed_blocks():
        other_type = types.get(other.type)
        if other_type is not None and "contents" in other_type.uses:
            short = block_type.with_role("short_title")
            name = (value_of(block.fields, short) if short else "") or block_title(block, types)
            return f"in “{block_title(other, types) or other_type.title}” as “{name}”" if name else ""
    return ""


def unknown_words(block: Block) -> str:
    """What to say of a block whose type is not there."""
    return f"This version does not know blocks of the type “{block.type}”. It is kept as it is and not exported."


def lowered(words: str) -> str:
    """For the middle of a sentence: "Short title" to "short title", "AI uses" as it is."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
