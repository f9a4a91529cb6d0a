"""Sentinels: what stands for a theme token while premailer settles the style, so that moving a colour costs nothing.

A sentinel is an unlikely value of the kind of its expression (a six-digit colour, a length, a number, a made-up word),
so that it comes through the parser as that kind does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from composer.errors import ComposerError
from composer.library.look_tokens import Token

_TOKEN = re.compile(r"theme\.([a-z_]\w*)((?:\s*\|\s*(?:less\(\s*\d+\s*\)|px|number))*)")
_SIDE = re.compile(r"issue\.(?:start|end|direction)")
_JINJA = re.compile(r"\{\{(.*?)\}\}|(\{%|\{#)", re.S)
# What stands for a value. One for a side may be part of a property's name, too, as in `padding-left`.
COMPUTED = re.compile(r"#fe[0-9a-f]{4}\b|(?<![\d#])9\d{4}(?:7px|3)|\bnlc-w\d{4}-x\b")
_SENTINEL = re.compile(COMPUTED.pattern + r"|\bnlc-s\d{4}-x\b")
_AFTER_LAST_FILTER = {"px": "length", "less": "number", "number": "number"}
# What may be printed into a style, by kind: https://www.w3.org/TR/css-syntax-3/ allows far more than mail needs.
VALID: Mapping[str, re.Pattern[str]] = {
    "colour": re.compile(r"#[0-9a-f]{6}", re.I),
    "length": re.compile(r"-?\d{1,5}(?:\.\d{1,4})?px"),
    "number": re.compile(r"-?\d{1,5}(?:\.\d{1,4})?"),
    "font": re.compile(r"[A-Za-z0-9 ,'\-]{1,200}"),
    "word": re.compile(r"[a-zA-Z][a-zA-Z0-9-]{0,40}"),
    "any": re.compile(r"#[0-9a-fA-F]{6}|-?\d{1,5}(?:\.\d{1,4})?(?:px|%|em)?|[a-zA-Z][a-zA-Z0-9-]{0,40}"),
}


@dataclass(slots=True)
class Sentinels:
    """The sentinels of one compile. `theme`: the template's tokens. `taken`: text in which no sentinel may occur."""

    theme: Mapping[str, Token]
    taken: str
    found: dict[str, str] = field(default_factory=dict)
    _by_expression: dict[str, str] = field(default_factory=dict)
    _next: int = 0

    def hide(self, css: str, file: str) -> str:
        """CSS with a sentinel for each `{{ }}`; ComposerError names the line of any other Jinja."""

        def replace(match: re.Match[str]) -> str:
            line = css.count("\n", 0, match.start()) + 1
            if match[2]:
                _refuse(file, line, f"“{match[2]}” is not said in a style sheet", "write {{ theme.TOKEN }} as a value")
            expression = match[1].strip()
            if self.kind(expression, file, line) == "any":
                _refuse(file, line, f"“{expression[:60]}” is not said in a style sheet", "write {{ theme.TOKEN }}")
            return self.sentinel(expression, file, line)

        return _JINJA.sub(replace, css)

    def sentinel(self, expression: str, file: str, line: int, *, number: bool = False) -> str:
        """What stands for an expression; outside a style sheet any expression may stand, checked when it is printed.

        number: a unit follows it.
        """
        kind = self.kind(expression, file, line)
        if kind == "any" and number:
            kind = "number"
        key = f"{kind}|{expression}"
        if key not in self._by_expression:
            made = self._make("side" if _SIDE.fullmatch(expression) else kind)
            self._by_expression[key] = made
            self.found[made] = f'({expression})|css("{kind}")'
        return self._by_expression[key]

    def kind(self, expression: str, file: str, line: int) -> str:
        """The CSS kind that an expression prints."""
        if _SIDE.fullmatch(expression):
            return "word"
        match = _TOKEN.fullmatch(expression)
        if match is None:
            return "any"
        if match[1] not in self.theme:
            _refuse(file, line, f"there is no token “{match[1]}”", f"template.toml has {', '.join(self.theme)}")
        last = match[2].rpartition("|")[2].strip().partition("(")[0]
        kind = _AFTER_LAST_FILTER.get(last, self.theme[match[1]].kind)
        return "word" if kind == "choice" else kind

    def restore(self, css: str) -> str:
        """CSS with the expressions back in the places of their sentinels."""
        return _SENTINEL.sub(lambda match: self._back(match[0]), css)

    def _back(self, made: str) -> str:
        expression = self.found.get(made) or self.found.get(made + "px")
        return f"{{{{ {expression} }}}}" if expression else made

    def _make(self, kind: str) -> str:
        while True:
            self._next += 1
            made = {
                "colour": f"#fe{self._next:04x}",
                "length": f"9{self._next:04d}7px",
                "number": f"9{self._next:04d}3",
                "side": f"nlc-s{self._next:04d}-x",
            }.get(kind, f"nlc-w{self._next:04d}-x")
            if made.removesuffix("px") not in self.taken:
                return made


def _refuse(file: str, line: int, what: str, instead: str) -> NoReturn:
    raise ComposerError(f"{file}:{line}: {what}; {instead}.")
