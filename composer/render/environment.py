"""The sandboxed Jinja in which templates run: plain values only, everything escaped for where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from typing import Any

from jinja2 import StrictUndefined, Undefined, UndefinedError, nodes, pass_context
from jinja2.compiler import Frame
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from composer.errors import ComposerError
from composer.language import LOOP
from composer.library.words import spell_date
from composer.render.rows import RowGenerator, keep, mark_rows, rows_of
from composer.render.tokens import VALID

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_SAFE = frozenset({"http", "https", "mailto", "tel", "sms", "cid"})
_ESCAPES = frozenset({"text", "attribute", "address", "css", "styled", "unstyled"})
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")


# What rendering may raise when markup and values do not fit each other.
FAILURES = (UndefinedError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
LONGEST = (
    10_000_000  # bytes of a mail, and characters that one template prints; libxml2, which many readers of mail are
)
# built on, drops what is longer
TOO_LONG = "This mail is longer than 10 MB, and mail programs would cut it; split it into several issues."
_LONGEST_JOINED = 1_000_000
_HANDFUL = 100  # pieces printed between two looks at how long they are
_MOST_WALKED = 1_000  # items that one loop walks


def _bounded(pieces: Iterable[str]) -> str:
    """The pieces as one text; ComposerError as soon as they are too long."""
    source, out, size = iter(pieces), [], 0
    while some := list(islice(source, _HANDFUL)):
        size += sum(map(len, some))
        if size > LONGEST:
            raise ComposerError(TOO_LONG)
        out.append("".join(some))
    return out[0] if len(out) == 1 else "".join(out)


class Sandbox(ImmutableSandboxedEnvironment):
    """Attributes are names in dicts, and what the language allows of a loop; nothing of Python's is reached.

    What is printed is bounded while it is printed, and so is what a loop walks.
    """

    concat = staticmethod(_bounded)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        mark_rows(tree)
        for loop in list(tree.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, "walked", [], [], None, None, lineno=loop.lineno)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, dict | list | tuple):
            try:
                return obj[argument]
            except (KeyError, IndexError, TypeError):
                return self.undefined(obj=obj, name=argument)
        return self.undefined(obj=obj, name=argument)


class _Generator(RowGenerator):
    """Jinja's own, but what a contextual escape prints is not escaped a second time: it is final text."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if isinstance(node, nodes.Filter) and node.name in _ESCAPES:
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """A name in a dict, looked up in place; `Sandbox.getattr` has the last word on everything else."""
        self.write(f"(of[{node.attr!r}] if type(of := ")
        self.visit(node.node, frame)
        self.write(f") is dict and {node.attr!r} in of else environment.getattr(of, {node.attr!r}))")


class _Context(Context):
    """Names are looked up in one dict: what a template sets itself is local to it, and there are no globals."""

    def __init__(self, environment: Any, parent: dict[str, Any], *rest: Any, **more: Any) -> None:
        super().__init__(environment, parent, *rest, **more)
        look_up = parent.get
        self.resolve_or_missing = lambda key: look_up(key, missing)  # type: ignore[method-assign]
        self.rows_of = partial(rows_of, parent)
        self.keep = keep


Sandbox.code_generator_class = _Generator
Sandbox.context_class = _Context


def make_environment(**options: Any) -> Sandbox:
    """The environment of fragments and pages; with `autoescape=False` that of plain text."""
    environment = Sandbox(undefined=StrictUndefined, **{"autoescape": True, **options})
    environment.globals.clear()
    environment.filters = dict(_FILTERS)
    return environment


def escape_text(value: Any) -> str:
    """Text between tags: quotes and apostrophes stay characters. Markup, made by our own filters alone, stays."""
    if type(value) is not str and isinstance(value, Markup):
        return value
    text = value if type(value) is str else _shown(value)
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def escape_attribute(value: Any) -> str:
    """Text in an attribute's double quotes, or in a conditional comment."""
    text = value if type(value) is str else _shown(value)
    if "&" in text or "<" in text or ">" in text or '"' in text:
        return escape_text(text).replace('"', "&quot;")
    return text


def escape_address(value: Any) -> str:
    """An address in href or src, without space around it; one that would run something leads nowhere."""
    address = (value if type(value) is str else _shown(value)).strip()
    if not address.startswith(("https://", "[[")):  # as most do; no token is a scheme
        scheme = _SCHEME.match(address)
        if scheme and scheme[1].lower() not in _SAFE:
            return "#"
    return escape_attribute(address)


@lru_cache(maxsize=4096)
def _css(value: str, kind: str) -> str:
    if not VALID[kind].fullmatch(value):
        raise ComposerError(
            f"“{value[:60]}” cannot be printed in a style, where a {kind} is expected; change the value."
        )
    return value


def css_value(value: Any, kind: str) -> str:
    """A value in a style, of its declared kind and nothing more; ComposerError for anything else."""
    return _css(_shown(value), kind)


def _shown(value: Any) -> str:
    if type(value) is str:
        return value
    if isinstance(value, Undefined):
        return str(value)  # raises, naming what is missing
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _source(image: Any, px: int) -> str:
    """The inert token of a picture's address at a width in CSS pixels; nothing where there is no picture."""
    asset = image.get("asset", "") if isinstance(image, Mapping) else ""
    return f"[[image:{asset}@{px}]]" if asset else ""


@pass_context
def _date(context: Context, value: Any, style: str = "long") -> str:
    return spell_date(date.fromisoformat(value), context.parent["t"], style) if value else ""


def _host(address: Any) -> str:
    """`https://www.example.org/a` to `example.org`."""
    match = re.match(r"\s*https?://(?:[^/@\s]*@)?(?:www\.)?([^/:?#\s]+)", str(address), re.I)
    return match[1].lower() if match else ""


def _number(value: Any) -> int | float:
    match = _AMOUNT.match(str(value))
    amount = float(match[0]) if match else 0.0
    return int(amount) if amount.is_integer() else amount


def _less(value: Any, by: int) -> int | float:
    return max(0, _number(value) - by)


def _lines(value: Any) -> Markup:
    return Markup("<br>".join(escape_text(line) for line in _shown(value).split("\n")))


def _initials(name: Any) -> str:
    words = [word for word in _shown(name).split() if word[0].isalnum()]
    return "".join(word[0].upper() for word in (words if len(words) < 3 else [words[0], words[-1]]))


def _default(value: Any, instead: Any = "") -> Any:
    return instead if isinstance(value, Undefined) or value is None or value == "" else value


def _joined(items: Sequence[Any], between: str = "") -> str:
    """Texts of a list, one text as it is."""
    texts = [_shown(item) for item in _walked([items] if isinstance(items, str) else items)]
    if sum(map(len, texts)) + len(between) * len(texts) > _LONGEST_JOINED:
        raise ComposerError("A template joins more than a million characters; show the items one by one.")
    return between.join(texts)


def _walked(items: Any) -> Any:
    """What a loop walks: a list, of no more than a mail can show."""
    if isinstance(items, Undefined):
        return items  # raises, naming what is missing
    if not isinstance(items, list | tuple):
        raise ComposerError("A template walks what is no list; write the value without a loop.")
    if len(items) > _MOST_WALKED:
        raise ComposerError(f"A list has more than {_MOST_WALKED:,} items, more than a mail can show; shorten it.")
    return items


def _first(items: Sequence[Any]) -> Any:
    return items[0] if items else ""


def _last(items: Sequence[Any]) -> Any:
    return items[-1] if items else ""


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "walked": _walked,
    "text": escape_text,
    "attribute": escape_attribute,
    "address": escape_address,
    "css": css_value,
    "unstyled": _shown,
    "src": _source,
    "date": _date,
    "host": _host,
    "less": _less,
    "number": _number,
    "px": lambda value: f"{_number(value)}px",
    "upper": lambda value: _shown(value).upper(),
    "lower": lambda value: _shown(value).lower(),
    "join": _joined,
    "default": _default,
    "first": _first,
    "last": _last,
    "length": len,
    "lines": _lines,
    "initials": _initials,
}
