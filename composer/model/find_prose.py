"""Finding and replacing in canonical prose: in what is read, across marks, and in where links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from composer.model.prose import address_allowed, clean, escape_attribute
from composer.model.prose_tree import INLINE, escape

_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_NAME = re.compile(r"</?([a-z0-9]+)")
_HREF = re.compile(r'<a href="([^"]*)">')


class Found(NamedTuple):
    """How often words are in the text, and in the links."""

    texts: int
    links: int


class Replaced(NamedTuple):
    """The prose afterwards, how often words were replaced, and how often not, as a link would have led nowhere."""

    html: str
    times: int
    kept: int


def find_in_prose(html: str, pattern: re.Pattern[str]) -> Found:
    """Count the hits; words do not reach over the end of a paragraph or a line break."""
    tokens = _TOKEN.findall(html)
    texts = sum(1 for line in _lines(tokens) for _ in _matches(pattern, _joined(tokens, line)))
    hrefs = (_unescape(href) for href in _HREF.findall(html))
    return Found(texts, sum(1 for href in hrefs for _ in _matches(pattern, href)))


def replace_in_prose(html: str, pattern: re.Pattern[str], new: str, only: tuple[bool, int] | None = None) -> Replaced:
    """Put `new` in the place of every hit, or of one: (in a link, its number). It wears the marks of what it replaces,
    those of the first letter where they differ."""
    tokens: list[str] = _TOKEN.findall(html)
    count = 0 if only and only[0] else _replace_texts(tokens, pattern, new, only[1] if only else None)
    links, kept = (0, 0) if only and not only[0] else _replace_links(tokens, pattern, new, only[1] if only else None)
    return Replaced(clean("".join(tokens)) if count or links else html, count + links, kept)


def _replace_texts(tokens: list[str], pattern: re.Pattern[str], new: str, only: int | None) -> int:
    seen = count = 0
    for line in list(_lines(tokens)):
        texts = {at: _unescape(tokens[at]) for at in line}
        owners = [at for at, text in texts.items() for _ in text]
        joined = "".join(texts.values())
        written = dict.fromkeys(line, "")
        done = 0
        for match in _matches(pattern, joined):
            if only in (None, seen):
                _copy(joined, owners, (done, match.start()), written)
                written[owners[match.start()]] += new
                done = match.end()
                count += 1
            seen += 1
        if done:
            _copy(joined, owners, (done, len(joined)), written)
            for at, text in written.items():
                tokens[at] = escape(text)
    return count


def _copy(text: str, owners: list[int], span: tuple[int, int], written: dict[int, str]) -> None:
    for n in range(*span):
        written[owners[n]] += text[n]


def _replace_links(tokens: list[str], pattern: re.Pattern[str], new: str, only: int | None) -> tuple[int, int]:
    """How many were replaced, and how many kept as they were."""
    seen = count = kept = 0
    for at, token in enumerate(tokens):
        if not (link := _HREF.fullmatch(token)):
            continue
        address = _unescape(link[1])
        found = [match for n, match in enumerate(_matches(pattern, address), seen) if only in (None, n)]
        seen += sum(1 for _ in _matches(pattern, address))
        other = address
        for match in reversed(found):
            other = other[: match.start()] + new + other[match.end() :]
        if not found:
            continue
        if address_allowed(other):
            tokens[at] = f'<a href="{escape_attribute(other)}">'
            count += len(found)
        else:
            kept += len(found)
    return count, kept


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return (match for match in pattern.finditer(text) if match[0])


def _lines(tokens: list[str]) -> Iterator[list[int]]:
    """Indices of the texts that are read as one: between two tags that are no marks."""
    line: list[int] = []
    for at, token in enumerate(tokens):
        if not token.startswith("<"):
            line.append(at)
        elif (name := _NAME.match(token)) and name[1] not in INLINE and line:
            yield line
            line = []
    if line:
        yield line


def _joined(tokens: list[str], line: list[int]) -> str:
    return "".join(_unescape(tokens[at]) for at in line)


def _unescape(text: str) -> str:
    return text.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
