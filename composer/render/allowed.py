"""The HTML that a template may write: what mail clients show and nothing that runs, loads or leads astray.

Lists of what is allowed, because lists of what is not are never complete.
"""

from __future__ import annotations

import html
import re

_TAGS = frozenset(
    "html head body meta title center font table caption colgroup col thead tbody tfoot tr td th div span p a img "
    "br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code strong b em i u s del ins sup sub small big "
    "abbr cite address section article header footer nav aside figure figcaption".split()
)
_ATTRIBUTES = frozenset(
    "class id style title lang dir role name href src alt width height align valign bgcolor background border "
    "color face size cellpadding cellspacing colspan rowspan cols rows scope headers abbr summary span char "
    "nowrap target rel type start value reversed hspace vspace charset content http-equiv media itemprop "
    "itemscope itemtype xmlns".split()
)
_PREFIXED = re.compile(r"(?:aria-[a-z]+|xmlns:[a-z]+)")
_META = frozenset({"content-type", "x-ua-compatible", "content-language"})
_MARK = re.compile("\ue000\\d+\ue001")
_SAFE = re.compile(r"(?:https?://[^/]|mailto:|tel:|#|\[\[[a-z_]+\]\])", re.IGNORECASE)
# Whatever makes a style fetch or run something, and the spellings that hide it.
LOADING = re.compile(
    r"url\s*\(|image(?:-set)?\s*\(|cross-fade\s*\(|element\s*\(|paint\s*\(|src\s*\(|expression\s*\(|@import|"
    r"behaviou?r\s*:|-binding\s*:|\\|/\*",
    re.IGNORECASE,
)
# What lays something over the rest of the mail, or over the window it is read in.
_POSITION = re.compile(
    r"(?<![\w-])position\s*:(?!\s*(?:static|relative)\s*(?:!\s*important\s*)?(?:[;}]|$))",
    re.IGNORECASE,
)
_LAYER = re.compile(r"(?<![\w-])z-index\s*:", re.IGNORECASE)


def lifting_trouble(style: str) -> tuple[str, str]:
    """What in declarations lays something over the mail, and what to write instead; or nothing, twice."""
    if _POSITION.search(style):
        return "a position lays something over the mail", "there are static and relative"
    if _LAYER.search(style):
        return "z-index lays something over the mail", "take it out"
    return "", ""


def computed_property(style: str, mark: re.Pattern[str]) -> bool:
    """Whether a mark stands where a property's name does, so that what is declared hangs on what is printed."""
    return any(mark.search(declaration.partition(":")[0]) for declaration in style.split(";"))


def tag_trouble(tag: str, inside: str) -> str:
    """Why an element may not stand there, as the end of a sentence, or nothing. inside: the element around it."""
    if inside == "title":
        return "a title holds text only; take it out"
    return "" if tag in _TAGS else "mail clients do not show it; there are tables, text, links and pictures"


def comment_trouble(comment: str) -> str:
    """Why a comment cannot stay: browsers see its end elsewhere (https://html.spec.whatwg.org/#comment-start-state)."""
    inner = comment.removeprefix("<!--").removesuffix("-->")
    early = inner.startswith((">", "->")) or "--!>" in inner
    return "browsers end this comment earlier; write no other > at its beginning" if early else ""


def attribute_trouble(name: str, value: str) -> str:
    """Why an attribute may not be written so, as the end of a sentence, or nothing. Pieces of Jinja are marks."""
    if name not in _ATTRIBUTES and not _PREFIXED.fullmatch(name):
        return "mail clients drop it; take it out"
    told = html.unescape(value)
    if name == "http-equiv" and told.strip().lower() not in _META:
        return "a mail leads nowhere by itself; take it out"
    if name == "style" and LOADING.search(told):
        return "a style loads nothing; show pictures with <img>, colours with background-color"
    if name == "style" and (trouble := "; ".join(filter(None, lifting_trouble(told)))):
        return trouble
    if name in ("src", "background") and not _MARK.fullmatch(told):
        return 'a picture is the issue\'s own; write src="{{ image | src(536) }}"'
    if name == "href" and not (_MARK.fullmatch(told) or not told or _SAFE.match(told)):
        return "an address is one value, or begins with https://, mailto:, tel: or #"
    return ""
