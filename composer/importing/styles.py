"""What a style says of an element: its own, and that of the simple classes in the sheet that came along."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from composer.importing.tree import Element

_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?\.([\w-]+)|@list\s+(l\d+:level\d+)", re.I)
_MOST = 500_000  # characters in which sheets are looked for
_PX = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|in|cm|mm)?")
_IN_PX = {"pt": 4 / 3, "em": 16.0, "rem": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78}

# Declarations by selector: `p.MsoTitle`, `.s1`, and Word's `l0:level1` of its lists.
Sheet = Mapping[str, Mapping[str, str]]


def sheet_of(html: str) -> Sheet:
    """The rules for single classes and Word's lists in the style sheets of a page."""
    found: dict[str, dict[str, str]] = {}
    for rule in "}".join(_sheets(html[:_MOST])).split("}"):
        head, _, body = rule.rpartition("{")
        for selector in head.rpartition("{")[2].split(","):
            if match := _SELECTOR.fullmatch(selector.strip()):
                name = match[3] or f"{match[1] or ''}.{match[2]}"
                found.setdefault(name.lower(), {}).update(declarations(body))
    return found


def _sheets(html: str) -> list[str]:
    """What stands in `style` elements, without comments."""
    parts = re.split(r"<style\b[^<>]*>", html, flags=re.I)[1:]
    texts = [re.split(r"</style", part, maxsplit=1, flags=re.I)[0] for part in parts]
    return [_without_comments(text.replace("<!--", "").replace("-->", "")) for text in texts]


def _without_comments(sheet: str) -> str:
    first, *rest = sheet.split("/*")
    return first + "".join(part.partition("*/")[2] for part in rest)


@lru_cache(maxsize=4096)
def declarations(style: str) -> Mapping[str, str]:
    """A style's values by property, both in lower case."""
    pairs = (part.partition(":") for part in style.split(";"))
    return {name.strip().lower(): value.replace("!important", "").strip().lower() for name, _, value in pairs if value}


def style_of(element: Element, sheet: Sheet) -> dict[str, str]:
    """What is said of an element by its classes, then by itself."""
    said: dict[str, str] = {}
    for name in element.classes().split():
        said.update(sheet.get(f".{name}", {}))
        said.update(sheet.get(f"{element.tag}.{name}", {}))
    said.update(declarations(element.get("style")))
    return said


def length(value: str) -> float | None:
    """A length in px; None where it is none, or relative."""
    match = _PX.fullmatch(value.strip().lower())
    return float(match[1]) * _IN_PX.get(match[2] or "px", 1.0) if match else None
