"""What rich text may be, and the one gate that everything entering passes.

Canonical prose is a sequence of p, h3, h4, ul, ol and blockquote. A list item holds inline text and, after it, nested
lists (three levels at most); a blockquote holds paragraphs. Inline: strong, em, u, s, code, sup, sub, a[href], br.
Text is written with `&amp; &lt; &gt;` only, so that cleaning what is clean changes nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

import nh3

from composer.errors import ComposerError
from composer.model.addresses import SPELLED, trouble
from composer.model.prose_tree import (
    BLOCKS,
    BREAKING,
    INLINE,
    SAME,
    depth,
    escape,
    most_attributes,
    parse,
    write_blocks,
)
from composer.model.prose_value import Prose

LONGEST = 10 * 1024 * 1024
MOST = 2 * 1024 * 1024
MOST_TAGS = 20_000
MOST_REFERENCES = 100_000
MOST_ATTRIBUTES = 1000
DEEPEST = 200
_LONG = 50_000  # from here on it matters what parsers take long over

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAK = re.compile(r"[\u2028\u2029\x85]")
# A picture written into a page that was copied; it is dropped in any case, and may be most of the text.
_DATA = re.compile(r"(?<=[\"'(])data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=\s]{100,}(?=[\"')])")
_TAG = re.compile(r"\[\[[a-z_]+(?:\|[^\[\]<>\"'`\\\n]{0,200})?\]\]")  # a merge tag within an address
_SPACE = re.compile(r" (?![^\[\]]*\]\])")  # not in a tag
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|#)[^\s\"'<>`\\]*|\[\[[a-z_]+\]\]", re.IGNORECASE)


def address_allowed(address: str) -> bool:
    """Whether prose may link there: http(s), mailto, tel, a place in this mail, or a merge tag (a mail tool's too)."""
    plain = SPELLED.sub("x", address)
    return any(map(_ADDRESS.fullmatch, (plain, _TAG.sub("x", plain)))) or bool(SPELLED.fullmatch(address))


def _led(address: str) -> str | None:
    """Where a link leads by the gate: as written, as was surely meant, or nowhere."""
    plain = address.strip()
    if address_allowed(plain):
        return plain
    meant = _SPACE.sub("%20", plain)
    found = trouble(meant)
    mended = found.mended if found and found.mended else meant
    return mended if address_allowed(mended) else None


@lru_cache(maxsize=1024)
def clean(html: str) -> Prose:
    """Any HTML as canonical prose; text outside a block becomes a paragraph.

    ComposerError over 10 MB, or what without pictures written into it is over 2 MB, 20,000 tags, 100,000
    references (no-break spaces and their like are such), 1,000 attributes of one tag or 200 levels.
    """
    safe = nh3.clean(
        bounded(html),
        tags={*BLOCKS, *INLINE, *SAME, *BREAKING, "br"},
        clean_content_tags={"script", "style", "title", "noscript", "template", "svg", "math", "iframe", "textarea"},
        attributes={"a": {"href"}},
        attribute_filter=lambda tag, name, value: _led(value),
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    if safe.count("<") > 4 * MOST_TAGS:  # marks left open are opened again in each paragraph
        raise ComposerError("This text opens more marks than it closes; paste it as plain text instead.")
    return Prose(write_blocks(parse(_fit(safe))))


def bounded(html: str) -> str:
    """The HTML without control characters, and without pictures written into it where it is long.

    ComposerError where it is more than `clean` takes.
    """
    if len(html) > LONGEST:
        raise ComposerError("This text is longer than 10 MB, more than a mail can carry; split it into several issues.")
    if len(html) > _LONG:
        html = _DATA.sub("", html)
        many = html.count("<") > MOST_TAGS or _references(html) > MOST_REFERENCES
        if len(html) > MOST or many or most_attributes(html) > MOST_ATTRIBUTES:
            raise ComposerError("This text is longer than a mail can carry; paste it in parts, or as plain text.")
    if "<" in html and depth(html) > DEEPEST:
        raise ComposerError(f"This text is nested more than {DEEPEST} levels deep; paste it as plain text instead.")
    return _fit(html)


def _references(html: str) -> int:
    """What nh3 takes long to write: references, and the characters U+0080 to U+00BF, among which it looks for one."""
    return html.count("&") + html.encode("utf-8", "surrogatepass").count(b"\xc2")


def _fit(html: str) -> str:
    """Without control characters, which terminals would obey; entities for them are characters only after parsing."""
    return _UNFIT.sub("", _BREAK.sub("\n", html))


def from_text(text: str) -> Prose:
    """Plain text as prose: a blank line ends a paragraph, a line break stays one."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return clean(
        "".join(f"<p>{'<br>'.join(escape(line.strip()) for line in part.split(chr(10)))}</p>" for part in paragraphs)
    )


def plain(html: str) -> str:
    """The words of canonical prose on one line per block."""
    text = re.sub(r"</(?:p|h3|h4|li)>|<br>|(?<=.)<[uo]l>", "\n", html)
    text = re.sub(r"<[^>]*>", "", text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"\n{2,}", "\n", text).strip("\n")


def escape_attribute(text: str) -> str:
    """Text for an attribute in double quotes."""
    return escape(text).replace('"', "&quot;")
