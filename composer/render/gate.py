"""All that a look says, held against what any may say, without settling its style: quick enough while an issue opens.

What only premailer can tell is refused as late as it is drawn, as with every look.
"""

from __future__ import annotations

from collections.abc import Iterable

from composer.library.block_types import BlockType
from composer.library.templates import Template
from composer.render.compile import plain_sheets, plain_source
from composer.render.refusals import blocks_holder
from composer.render.source import Source
from composer.render.text_blocks import refuse_text


def refuse_unfit(template: Template, types: Iterable[BlockType]) -> None:
    """ComposerError for the first thing in the template's page and sheet, or in these of its block types."""
    shell = Source(template)
    blocks_holder(shell.markup())
    plain_source(shell)
    plain_sheets([shell])
    for block_type in types:
        source = Source(template, block_type)
        plain_source(source)
        plain_sheets([shell, source])
        refuse_text(block_type)
        block_type.examples()
