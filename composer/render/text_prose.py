"""Canonical prose as plain text: paragraphs, underlined headings, lists, quotes, and its links numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from composer.model.addresses import anchor_target
from composer.render.text_layout import underlined, wrap

_TOKEN = re.compile(r'<(/?)([a-z0-9]+)(?: href="([^"]*)")?>|([^<]+)')
_UNDERLINE = {"h3": "~", "h4": "."}
Paragraph = list[str]


@dataclass(slots=True)
class Links:
    """Addresses of a mail's prose, numbered in the order in which they are met, from one.

    asked: the numbers asked for since whoever counts emptied it.
    """

    met: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def number(self, address: str) -> int:
        """The address's number; the one it has where it was met before."""
        number = self.asked[address] = self.met.setdefault(address, len(self.met) + 1)
        return number


def write_prose(html: str, links: Links, *, quoted: bool = False) -> list[Paragraph]:
    """The paragraphs of canonical prose, and a last one with the addresses of its links."""
    writer = _Writer(links, quoted)
    for slash, tag, href, text in _TOKEN.findall(html):
        if text:
            writer.text += _unescape(text)
        elif slash:
            writer.end(tag)
        else:
            writer.start(tag, _unescape(href))
    listed = [line for address in writer.used for line in wrap(address, f"[{links.number(address)}] ", "    ")]
    return [*writer.paragraphs, listed] if listed else writer.paragraphs


class _Writer:
    def __init__(self, links: Links, quoted: bool) -> None:
        self.paragraphs: list[Paragraph] = []
        self.text = ""
        self.used: dict[str, None] = {}
        self._links = links
        self._quotes = int(quoted)
        self._lists: list[int | None] = []  # the number of the last item, None for bullets
        self._marker = ""
        self._open_link: tuple[str, int] = ("", 0)

    def start(self, tag: str, href: str) -> None:
        if tag == "br":
            self.text += "\n"
        elif tag == "a":
            self._open_link = (href, len(self.text))
        elif tag in ("ul", "ol"):
            self._item()
            if not self._lists:
                self.paragraphs.append([])
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._begin_item()
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "sup":
            self.text += "^"
        elif tag == "s":
            self.text += "~"

    def end(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        elif tag in ("p", "h3", "h4"):
            self._paragraph(tag)
        elif tag == "li":
            self._item()
        elif tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag == "s":
            self.text += "~"

    def _end_link(self) -> None:
        """A link to elsewhere gets a number; one whose text is its address, or that leads within the mail, does not."""
        address, begun = self._open_link
        text = self.text[begun:]
        bare = re.sub(r"^(?:https?://|mailto:|tel:)|/$", "", address)
        if anchor_target(address) or not address:
            return
        if text.strip() in (address, bare, bare.removeprefix("www.")):
            self.text = f"{self.text[:begun]}{address if '://' in address else text}"
        else:
            self.used[address] = None
            self.text += f" [{self._links.number(address)}]"

    def _begin_item(self) -> None:
        if self._lists and self._lists[-1] is not None:
            self._lists[-1] += 1
            self._marker = f"{self._lists[-1]}. "
        else:
            self._marker = "- "

    def _item(self) -> None:
        """The text gathered for the item that is open, before its nested lists or its end."""
        if self._lists and (self.text or self._marker):
            before = "> " * self._quotes + "  " * (len(self._lists) - 1)
            marker = self._marker or "  "
            self.paragraphs[-1] += wrap(self.text, before + marker, before + " " * len(marker))
        self.text = self._marker = ""

    def _paragraph(self, tag: str) -> None:
        quote = "> " * self._quotes
        lines = underlined(self.text, _UNDERLINE[tag]) if tag in _UNDERLINE else wrap(self.text, quote)
        self.text = ""
        if self._quotes and tag == "p" and self.paragraphs and self._same_quote():
            self.paragraphs[-1] += [quote.rstrip(), *lines]
        else:
            self.paragraphs.append(lines)

    def _same_quote(self) -> bool:
        return self.paragraphs[-1][-1].startswith("> " * self._quotes)


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
