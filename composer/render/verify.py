"""The oracle: is the fast way's page the one that premailer makes of the whole plain page?

Both are read by the same parser and made alike in what means nothing:

- white space is folded, and dropped at the edges of block-level elements;
- a style's declarations keep their order; in values, hex colours have six small digits, `0px` is `0`, `1.50` is `1.5`,
  quotes and the spaces around commas and slashes are dropped;
- in href, src and name, percent-encoded characters are decoded;
- what stays of a sheet is read as rules; those of one `@media` condition stand together in their order;
- of premailer's page those classes are dropped that no kept rule of theme or block names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from composer.model.finding import Finding
from composer.model.issue import Issue
from composer.render.sheet import class_names, compact_selector, read_sheet
from composer.render.writing import BLOCK_LEVEL

if TYPE_CHECKING:
    from composer.library.mail_tools import MailTool
    from composer.render.page import Renderer

SHOWN = 5
_COLOUR = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])(?![0-9a-z])", re.I)
_AMOUNT = re.compile(r"(?<![\w#.-])(-?)(\d*\.?\d+)(px|em|%|pt)?(?![\w.])")
_DECLARATION = re.compile(r"""(?:[^;"'(]|"[^"]*"|'[^']*'|\([^)]*\))+""")


def verify(issue: Issue, renderer: Renderer, *, tool: MailTool | None = None) -> tuple[Finding, ...]:
    """One finding where the issue's page differs from premailer's; it shows the first differences."""
    from composer.render.stylist import transform

    fast = renderer.page(issue, tool=tool).html
    slow = transform(renderer.plain_page(issue, tool=tool))
    found = differences(fast, slow, {block.type for block in issue.blocks if block.printed})
    if not found:
        return ()
    sentence = (
        "This mail was not rendered as its styles say, so it was not exported; "
        f"please report the template “{issue.template}” with these lines: {' ¦ '.join(found)}"
    )
    return (Finding("error", "render.differs", sentence),)


def differences(fast: str, slow: str, types: Iterable[str] = ()) -> list[str]:
    """The first differing lines of two pages, as `- slow` and `+ fast`; `types`: the block types in the page."""
    wanted, made = normalise(slow, types), normalise(fast)
    for at, (old, new) in enumerate(zip(wanted, made, strict=False)):
        if old != new:
            return [f"- {old}", f"+ {new}", *(f"  {line}" for line in wanted[max(0, at - SHOWN) : at])]
    if len(wanted) != len(made):
        longer, sign = (wanted, "-") if len(wanted) > len(made) else (made, "+")
        return [f"{sign} {line}" for line in longer[min(len(wanted), len(made)) :][:SHOWN]]
    return []


def normalise(html: str, types: Iterable[str] | None = None) -> list[str]:
    """A page as lines, one for each start, end, text, comment and kept rule.

    types: drop classes that no kept rule names, knowing these block types; None: leave classes as they are.
    """
    root = etree.fromstring(html, etree.HTMLParser(huge_tree=True))
    meant = None if types is None else _meant(root, frozenset(types))
    return _folded(_events(root, meant))


Event = tuple[str, str, str]  # kind, tag, line


def _events(root: etree._Element, meant: Mapping[str, frozenset[str]] | None) -> Iterator[Event]:
    """Start, end, text and comment of each element in order; `meant` by the block type in which an element stands."""
    area = ""
    depth_of_area = 0
    depth = 0
    for action, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if action == "comment":
            yield "comment", "", f"<!--{element.text}-->"
            yield "text", "", element.tail or ""
            continue
        tag = str(element.tag)
        if action == "start":
            depth += 1
            if meant and not area:
                area = next((name for name in (element.get("class") or "").split() if name in meant and name), "")
                depth_of_area = depth if area else 0
            names = None if meant is None else meant[""] | meant.get(area, frozenset())
            yield "start", tag, f"<{tag}{''.join(_attributes(element, names))}>"
            if tag == "style":
                yield from (("rule", "", line) for line in _rules(element.text or ""))
            else:
                yield "text", "", element.text or ""
        else:
            if area and depth == depth_of_area:
                area = ""
            depth -= 1
            yield "end", tag, f"</{tag}>"
            yield "text", "", element.tail or ""


def _attributes(element: etree._Element, names: frozenset[str] | None) -> Iterator[str]:
    for name, given in sorted((str(name), str(value)) for name, value in element.attrib.items()):
        value = given
        if name == "style":
            value = normalise_style(value)
        elif name in ("href", "src", "background", "name"):
            value = unquote(value)
        elif name == "class" and names is not None:
            value = " ".join(each for each in value.split() if each in names)
        if value or name not in ("class", "style"):
            yield f' {name}="{value}"'


def _folded(events: Iterable[Event]) -> list[str]:
    """Lines of events; text is folded, and its outer white space dropped beside block-level tags."""
    lines: list[str] = []
    text, after_edge = "", True
    for kind, tag, line in events:
        if kind == "text":
            text += line
            continue
        edge = kind in ("start", "end", "rule") and (tag in BLOCK_LEVEL or kind == "rule")
        shown = re.sub(r"[ \t\r\n\f]+", " ", text)
        shown = shown.lstrip(" ") if after_edge else shown
        shown = shown.rstrip(" ") if edge else shown
        if shown:
            lines.append(shown)
        lines.append(line)
        text, after_edge = "", edge
    return lines


def normalise_style(style: str) -> str:
    """Declarations in their order with what means nothing made alike."""
    out = []
    for declaration in _DECLARATION.findall(style):
        name, colon, value = declaration.partition(":")
        if colon:
            out.append(f"{name.strip().lower()}:{normalise_value(value)}")
    return ";".join(out)


def normalise_value(value: str) -> str:
    """One value: `#AbC` is `#aabbcc`, `0px` is `0`, `.50em` is `0.5em`; quotes and needless spaces go."""
    text = re.sub(r"[\"']", "", re.sub(r"\s+", " ", value)).strip()
    text = re.sub(r"\s*([,/!])\s*", r"\1", text)
    text = re.sub(r"#[0-9a-fA-F]{3,8}\b", lambda colour: colour[0].lower(), text)
    text = _COLOUR.sub(r"#\1\1\2\2\3\3", text)
    return _AMOUNT.sub(_amount, text)


def _amount(match: re.Match[str]) -> str:
    number = float(match[2])
    if number == 0:
        return "0"
    return f"{match[1]}{number:g}{match[3] or ''}"


def _rules(css: str) -> Iterator[str]:
    """Kept rules, one line for each selector, those of one condition together."""
    by_condition: dict[str, list[str]] = {"": []}
    for rule in read_sheet(css, "style"):
        for each in rule.rules or (rule,):
            condition = compact_selector(rule.prelude.lower()) if rule.rules else ""
            for selector in each.selectors:
                line = f"{compact_selector(selector)}{{{normalise_style(each.body)}}}"
                by_condition.setdefault(condition, []).append(line)
    for condition, lines in by_condition.items():
        yield from (f"{condition} {line}".strip() for line in lines)


def _meant(root: etree._Element, types: frozenset[str]) -> dict[str, frozenset[str]]:
    """The classes that kept rules name, by the block type whose they are; the theme's under the empty name."""
    meant: dict[str, set[str]] = {name: set() for name in ("", *types)}
    for element in root.iter("style"):
        for rule in read_sheet(element.text or "", "style"):
            for each in rule.rules or (rule,):
                for selector in each.selectors:
                    owner = re.match(r"(?:\[[^\]]*\]\s+)?\.([\w-]+)", selector)
                    owners = [
                        name for name in types if owner and re.match(rf"{re.escape(name)}(?![a-zA-Z0-9_])", owner[1])
                    ]
                    meant[max(owners, key=len, default="")] |= class_names([selector])
    return {name: frozenset(found) for name, found in meant.items()}
