"""Plain text that is Markdown, as HTML."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# What hardly stands in text that is no Markdown.
_SURE = re.compile(
    r"^ {0,3}#{1,6} \S|^ {0,3}(?:```|~~~)|(?<!\w)(\*\*|__|~~)(?=\S)[^\n]{1,400}?(?<=\S)\1(?!\w)"
    r"|(?<!\[)\[[^\[\]\n]{1,300}\]\((?:https?://|mailto:|tel:)[^\s)]{1,2000}\)",
    re.M,
)
# What may, once.
_ITEM = re.compile(r"^ {0,3}(?:[-*+] |\d{1,3}[.)] )\S", re.M)
_QUOTE = re.compile(r"^ {0,3}> ?\S", re.M)
_SETEXT = re.compile(r"^\S[^\n]*\n(?:={3,}|-{3,})[ \t]*$", re.M)
_BULLET = re.compile(r"^([ \t]*)[•◦‣▪●○▫■][ \t\u00a0]+", re.M)
_WRAPPED = 50  # characters; lines that end in the middle of a paragraph beyond it were broken by a program
_LONGEST = 200_000  # characters; a mail holds less, and readers of Markdown take long over tangled text


def is_markdown(text: str) -> bool:
    """Whether a text looks like Markdown."""
    if len(text) > _LONGEST:
        return False
    return bool(
        _SURE.search(text)
        or _SETEXT.search(text)
        or len(_ITEM.findall(text)) > 1
        or len(_BULLET.findall(text)) > 1
        or len(_QUOTE.findall(text)) > 1
    )


def html_of(text: str) -> str:
    """The HTML of Markdown; tags written in it are text. Bullets of other programs are items too.

    A line break stays one, except in text whose lines a program broke.
    """
    text = _BULLET.sub(r"\1- ", text.replace("\r\n", "\n").replace("\r", "\n"))
    html: str = _reader(_breaks_meant(text)).render(text)
    return html


def _breaks_meant(text: str) -> bool:
    broken = re.findall(r"^([^\n|#>`][^\n]*\S)[ \t]*\n(?=[^\s#>*+=|`\d-])", text, re.M)
    return sum(len(line) < _WRAPPED for line in broken) * 2 > len(broken)


@lru_cache(maxsize=2)
def _reader(breaks: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt  # when it is first needed: the window is shown before

    return MarkdownIt("commonmark", {"html": False, "breaks": breaks}).enable(["strikethrough", "table"])
