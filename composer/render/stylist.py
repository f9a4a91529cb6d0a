"""premailer, kept on a lead: the only module that knows it, imported when a style is compiled or compared."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

os.environ.setdefault("PREMAILER_CACHE_MAXSIZE", "20000")  # read at import; at its default of 128 it thrashes

import cssutils
from lxml import etree
from premailer import Premailer

MARK = "data-nlc"

_LOCK = Lock()  # cssutils keeps its serialiser, log and parser in globals
_OPTIONS: dict[str, Any] = {
    "disable_link_rewrites": True,
    "strip_important": False,
    "disable_validation": True,
    "align_floating_images": False,
    "remove_unset_properties": False,
    "allow_network": False,
    # Attributes are what the markup writes: `width="100%"` would go over a picture's own, `align` makes a table float.
    "disable_basic_attributes": ["width", "height", "align", "valign", "bgcolor"],
}


@dataclass(frozen=True, slots=True)
class Settled:
    """What premailer says of marked elements: style and parent by mark, and what stays of each sheet."""

    styles: dict[int, str]
    parents: dict[int, int]
    kept: tuple[str, ...]


def settle(html: str, sheets: tuple[str, ...]) -> Settled:
    """Inline `sheets` into marked HTML. `html` has a head; the sheets stand in it in their order."""
    elements = "".join(f'<style data-nlc-sheet="{n}">{sheet}</style>' for n, sheet in enumerate(sheets))
    root = _parsed(html.replace("</head>", elements + "</head>", 1))
    with _LOCK:
        _prepare()
        _Premailer(**_OPTIONS).transform(root)
    styles, parents = {}, {}
    for element in root.iter(etree.Element):
        mark = element.get(MARK)
        if mark:
            above = element.getparent()
            parents[int(mark)] = int((above.get(MARK) if above is not None else None) or 0)
            styles[int(mark)] = element.get("style", "")
    left = {element.get("data-nlc-sheet"): element.text or "" for element in root.iter("style")}
    return Settled(styles, parents, tuple(left.get(str(n), "") for n in range(len(sheets))))


def transform(html: str) -> str:
    """The whole page as premailer makes it: what the fast way is measured against."""
    root = _parsed(html)
    with _LOCK:
        _prepare()
        _Premailer(**_OPTIONS).transform(root)
    return str(etree.tostring(root.getroottree(), method="html", encoding="utf-8").decode())


def first_error(css: str) -> str:
    """The first thing in a sheet that is no CSS, in the parser's words; nothing where all is well."""
    errors: list[str] = []
    log = logging.getLogger("composer.cssutils.errors")
    log.propagate = False
    log.handlers = [_Keeping(errors)]
    with _LOCK:
        _prepare()
        cssutils.log.setLog(log)
        cssutils.log.setLevel(logging.ERROR)
        cssutils.CSSParser(validate=False, fetcher=_nothing).parseString(css)
        _prepare()
    return errors[0].partition("[")[0].strip(" :.") if errors else ""


class _Keeping(logging.Handler):
    def __init__(self, errors: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        self._errors.append(record.getMessage())


class _Premailer(Premailer):  # type: ignore[misc]
    """premailer with a parser that fetches nothing; each sheet is parsed once."""

    def _parse_css_string(self, css_body: str, validate: bool = True) -> Any:
        return _sheet(css_body)


@lru_cache(maxsize=64)
def _sheet(css: str) -> Any:
    return cssutils.CSSParser(validate=False, fetcher=_nothing).parseString(css)


def _nothing(url: str) -> tuple[str, bytes]:
    return "utf-8", b""


def _prepare() -> None:
    quiet = logging.getLogger("composer.cssutils")
    quiet.propagate = False
    quiet.handlers = [logging.NullHandler()]
    cssutils.log.setLog(quiet)
    cssutils.log.setLevel(logging.CRITICAL)
    cssutils.log.raiseExceptions = False
    cssutils.ser.prefs.minimizeColorHash = False


def _parsed(html: str) -> etree._Element:
    return etree.fromstring(html, etree.HTMLParser(huge_tree=True))
