"""Style sheets as rules with their lines; what cannot be settled ahead is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from composer.errors import ComposerError
from composer.model.prose_tree import INLINE
from composer.render.allowed import LOADING, computed_property, lifting_trouble
from composer.render.tokens import COMPUTED

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_STRUCTURAL = re.compile(r":(?:(?:first|last|only)-(?:child|of-type)|nth-[a-z-]+|empty|root|not|is|where|has)\b", re.I)
_PSEUDO = re.compile(r"::?([a-z-]+)", re.I)
_STATES = frozenset({"hover", "active", "focus", "visited", "link"})
_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
# Outlook.com rewrites mails in dark mode and marks what it rewrote: https://www.caniemail.com/features/css-at-media-prefers-color-scheme/
_OUTLOOK = re.compile(r"\[data-ogs[cb]\]\s+")


LONGEST, MOST_SELECTORS = 32 * 1024, 500  # several times what a mail needs, and settled in two seconds


@dataclass(frozen=True, slots=True)
class Rule:
    """`prelude`: selectors, or an at-rule's words. `body`: declarations; for `@media`, `rules` instead."""

    prelude: str
    body: str
    line: int
    file: str
    rules: tuple[Rule, ...] = ()

    @property
    def selectors(self) -> tuple[str, ...]:
        return tuple(" ".join(part.split()) for part in self.prelude.split(","))

    @property
    def for_outlook(self) -> bool:
        return all(_OUTLOOK.match(selector) for selector in self.selectors)

    @property
    def name(self) -> str:
        """The at-rule's name, as in `@media`; nothing for a rule of style."""
        return self.prelude.split(None, 1)[0].lower() if self.prelude.startswith("@") else ""


def read_sheet(css: str, file: str) -> tuple[Rule, ...]:
    """The rules of a sheet; ComposerError where it cannot be read."""
    text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), css)
    if "<" in text:
        _refuse(file, text.count("\n", 0, text.index("<")) + 1, "“<” ends a sheet in some clients", "take it out")
    return tuple(_rules(text, 1, file))


def _rules(text: str, line: int, file: str) -> Iterable[Rule]:
    at = 0
    while text[at:].strip():
        start = at + len(text[at:]) - len(text[at:].lstrip())
        begun = line + text.count("\n", 0, start)
        opening, semicolon = text.find("{", start), text.find(";", start)
        if text[start] == "@" and 0 <= semicolon < (opening if opening >= 0 else len(text)):
            yield Rule(text[start:semicolon], "", begun, file)
            at = semicolon + 1
            continue
        if opening < 0:
            _refuse(file, begun, "this rule has no {", "write selector { property: value }")
        closing = _closing(text, opening)
        if closing < 0:
            _refuse(file, begun, "this rule is not closed", "write } at its end")
        body = text[opening + 1 : closing]
        prelude, inside = " ".join(text[start:opening].split()), begun + text.count("\n", start, opening)
        nested = tuple(_rules(body, inside, file)) if prelude.lower().startswith(("@media", "@supports")) else ()
        yield Rule(prelude, "" if nested else body.strip(), begun, file, nested)
        at = closing + 1


def _closing(text: str, opening: int) -> int:
    depth = 0
    for match in re.finditer(r"[{}]", text[opening:]):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return opening + match.start()
    return -1


def refuse_unsettled(rules: Sequence[Rule], block_type: str = "") -> None:
    """ComposerError for the first rule whose effect hangs on what the editor writes, or that a client would drop.

    block_type: the type whose block.css it is; its selectors begin with that class.
    """
    if sum(len(each.selectors) for rule in rules for each in (rule, *rule.rules)) > MOST_SELECTORS:
        _refuse(rules[0].file, 1, f"a sheet has at most {MOST_SELECTORS} selectors", "take out what is not used")
    for rule in rules:
        _at_rule(rule)
        texts = [rule.body, *(each.body for each in rule.rules)]
        if rule.name != "@font-face" and any(LOADING.search(text) for text in texts):
            instead = "show pictures with <img>, colours with background-color"
            _refuse(rule.file, rule.line, "a sheet loads nothing", instead)
        for each in (rule, *rule.rules):
            what, instead = lifting_trouble(each.body)
            if what:
                _refuse(each.file, each.line, what, instead)
            if computed_property(each.body, COMPUTED):
                what = "a property computed by Jinja cannot be settled ahead"
                _refuse(each.file, each.line, what, "write it out, as in color: {{ theme.ink }}")
            if not each.name:
                for selector in each.selectors:
                    _selector(selector, each.line, each.file, media=bool(rule.name))
                    if block_type:
                        _own(selector, each.line, each.file, block_type)


def _at_rule(rule: Rule) -> None:
    if rule.name == "@import":
        _refuse(rule.file, rule.line, "@import loads a sheet from elsewhere", "write its rules here")
    if rule.name not in ("", "@media", "@font-face"):
        _refuse(rule.file, rule.line, f"mail clients drop {rule.name}", "there are @media and @font-face")
    for inner in rule.rules:
        if inner.name:
            what = f"Gmail drops a sheet with {inner.name} in {rule.name}"
            _refuse(inner.file, inner.line, what, "write it on its own")


def _selector(selector: str, line: int, file: str, *, media: bool) -> None:
    bare = _OUTLOOK.sub("", selector, count=1)
    if "[" in bare:
        _refuse(file, line, f"“{selector}”: an attribute selector cannot be settled ahead", "give the element a class")
    if media:
        return
    if "+" in bare or "~" in bare:
        _refuse(file, line, f"“{selector}”: a sibling selector cannot be settled ahead", "give the element a class")
    if _STRUCTURAL.search(bare):
        _refuse(file, line, f"“{selector}”: a structural selector cannot be settled ahead", "give the element a class")
    for name in _PSEUDO.findall(bare):
        if name.lower() not in _STATES:
            _refuse(
                file, line, f"“{selector}”: mail clients do not know :{name}", f"there are {', '.join(sorted(_STATES))}"
            )
    if "*" in bare:
        _refuse(file, line, f"“{selector}”: * is not inlined", "name the elements, or give them a class")
    tags = [re.split(r"[.#:]", part)[0].lower() for part in re.split(r"[\s>]+", bare)]
    inline = [tag for tag in tags if tag in INLINE]
    if len(inline) > 1:
        _refuse(
            file, line, f"“{selector}”: <{inline[1]}> in <{inline[0]}> cannot be settled ahead",
            f"style {inline[1]} alike wherever it stands",
        )  # fmt: skip


def _own(selector: str, line: int, file: str, block_type: str) -> None:
    if not re.match(rf"\.{re.escape(block_type)}(?![a-zA-Z0-9_])", _OUTLOOK.sub("", selector, count=1)):
        _refuse(
            file,
            line,
            f"“{selector}” would reach into other blocks",
            f"begin it with .{block_type}, or write it into theme.css",
        )


def class_names(selectors: Iterable[str]) -> frozenset[str]:
    """The classes that selectors name."""
    return frozenset(name for selector in selectors for name in _CLASS.findall(selector))


def compact(text: str) -> str:
    """Selectors or declarations without the white space that means nothing."""
    folded = re.sub(r"\s+", " ", text).strip().rstrip(";")
    return re.sub(r"\s*([;:,{}>])\s*|\s*(!important)", lambda match: match[1] or match[2], folded)


def compact_selector(text: str) -> str:
    """A selector without the white space that means nothing; a space before a colon means something."""
    return re.sub(r"\s*([,>])\s*", r"\1", re.sub(r"\s+", " ", text).strip())


def write_rules(rules: Iterable[Rule]) -> str:
    """Rules as CSS text again."""
    return "\n".join(f"{rule.prelude} {{ {write_rules(rule.rules) if rule.rules else rule.body} }}" for rule in rules)


def _refuse(file: str, line: int, what: str, instead: str) -> NoReturn:
    raise ComposerError(f"{file}:{line}: {what}; {instead}.")
