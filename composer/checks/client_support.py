"""What a look's style and markup lose in mail programs that do not show everything, with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from composer.library.block_types import BlockType
from composer.library.client_support import Feature, client_support
from composer.library.templates import Template
from composer.model.finding import Finding
from composer.model.record import Record
from composer.render.environment import make_environment
from composer.render.markup import VOID, Markup, Node, spelled
from composer.render.sheet import Rule, read_sheet
from composer.render.source import Source

_FOR_OUTLOOK = re.compile(r"<!--\[if [^!\]]*\bmso\b[^\]]*\]>(.*?)<!\[endif\]-->", re.S)
_NOT_FOR_OUTLOOK = re.compile(r"<!--\[if !mso\b")
_PSEUDO = re.compile(r"::?([a-z-]+)(?:\([^)]*\))?", re.I)
_SIDES = {"start": "left", "end": "right", "direction": "ltr"}
# Classes that Outlook.com alone puts round a mail: https://www.caniemail.com/features/css-at-media-prefers-color-scheme/
_OUTLOOK_COM = "outlook_com"


@dataclass(frozen=True, slots=True)
class _Element:
    """An element that a rule may be about.

    outlook: whether Outlook is given it. cell: whether Outlook alone is given a cell around it. words: what is said to
    Outlook alone in its markup and in the page.
    """

    tag: str
    classes: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    style: str = ""
    line: int = 1
    outlook: bool = True
    cell: bool = False
    words: str = ""


class _Place(NamedTuple):
    """A place in a look, and the clients that come by it."""

    file: str
    line: int
    reached: frozenset[str]


class _Lost(NamedTuple):
    """One place where something is left out, in the words of whoever wrote it."""

    feature: Feature
    what: str
    clients: tuple[str, ...]
    file: str
    line: int


def unsupported(template: Template, types: Iterable[BlockType]) -> tuple[Finding, ...]:
    """A warning for each place where something breaks, and a note for each kind of thing that is merely not seen.

    Of a template and block types that can be settled.
    """
    shell = Source(template)
    page = _elements(shell.markup(), "")
    words = page[0].words if page else ""
    inside = [(source, _elements(source.markup(), words)) for source in (Source(template, each) for each in types)]
    everything = [*page, *(element for _, elements in inside for element in elements)]
    values = {"theme": dict(template.theme(Record()).items()), "issue": _SIDES}
    lost = [*_of_sheets(shell, everything, values), *_of_markup(shell.markup_file, page)]
    for source, elements in inside:
        lost += [*_of_sheets(source, elements, values), *_of_markup(source.markup_file, elements)]
    return tuple(_findings(dict.fromkeys(lost)))


def _elements(markup: Markup, words: str) -> list[_Element]:
    words += "".join(
        found for node in markup.nodes if node.kind == "comment" for found in _FOR_OUTLOOK.findall(node.source)
    )
    found: list[_Element] = []
    outlook, around, cells = True, [0], {0: 0}  # the elements that are open, and the open cells in each
    for node in markup.nodes:
        if node.kind == "comment":
            outlook = not _NOT_FOR_OUTLOOK.match(node.source) and (outlook or "[endif]" in node.source)
            for told in _FOR_OUTLOOK.findall(node.source):
                cells[around[-1]] += told.count("<td") - told.count("</td")
        elif node.kind == "end":
            around.pop()
        elif node.kind == "start":
            found.append(_element(node, outlook=outlook, cell=cells[around[-1]] > 0, words=words))
            if node.tag not in VOID:
                around.append(node.number)
                cells[node.number] = 0
    return found


def _element(node: Node, *, outlook: bool, cell: bool, words: str) -> _Element:
    classes = frozenset((node.attribute("class") or "").split())
    style = spelled(node.attribute("style") or "", lambda number: "x")
    names = frozenset(each.name for each in node.attributes)
    return _Element(node.tag, classes, names, style, node.line, outlook, cell, words)


def _of_markup(file: str, elements: Iterable[_Element]) -> Iterator[_Lost]:
    """What is lost of elements, and of the style that is written into them."""
    everyone = frozenset(client_support().clients)
    for element in elements:
        place = _Place(file, element.line, everyone)
        for feature in client_support().features["html"]:
            if feature.name.fullmatch(element.tag):
                yield from _lost(feature, f"<{element.tag}>", [element], place)
        yield from _of_declarations(element.style, [element], place)


def _of_sheets(source: Source, elements: list[_Element], values: Mapping[str, Any]) -> Iterator[_Lost]:
    known = client_support()
    bare = _Element("", words=elements[0].words if elements else "")
    printer = make_environment(autoescape=False)
    for file, css in source.sheets:
        for rule in read_sheet(printer.from_string(css).render(values), file):
            reached = frozenset(known.clients)
            for feature in known.features["at"] if rule.name else ():
                if feature.name.fullmatch(rule.prelude):
                    yield from _lost(feature, rule.prelude, [bare], _Place(file, rule.line, reached))
                    reached -= feature.without
            for each in rule.rules or (() if rule.name else (rule,)):
                yield from _of_rule(each, elements, frozenset({_OUTLOOK_COM}) if each.for_outlook else reached)


def _of_rule(rule: Rule, elements: list[_Element], reached: frozenset[str]) -> Iterator[_Lost]:
    place = _Place(rule.file, rule.line, reached)
    for selector in rule.selectors:
        meant = _meant(selector, elements)
        for name in _PSEUDO.findall(selector):
            for feature in client_support().features["pseudo"]:
                if feature.name.fullmatch(name):
                    yield from _lost(feature, f":{name}", meant, place)
        yield from _of_declarations(rule.body, meant, place)


def _of_declarations(body: str, elements: list[_Element], place: _Place) -> Iterator[_Lost]:
    pairs = [(name.strip().lower(), value) for name, _, value in (each.partition(":") for each in body.split(";"))]
    names = frozenset(name for name, _ in pairs)
    for name, written in pairs:
        value = written.replace("!important", "").strip()
        for feature in client_support().features["css"]:
            if feature.name.fullmatch(name) and feature.value.fullmatch(value):
                yield from _lost(feature, f"{name}: {value}", elements, place, names=names)


def _lost(
    feature: Feature, what: str, elements: Iterable[_Element], place: _Place, *, names: frozenset[str] = frozenset()
) -> Iterator[_Lost]:
    """What is lost at that place of those elements that nothing stands in for; names: the rule's properties."""
    lacking = [each for each in elements if feature.concerns(each.tag) and not _stands_in(feature, each, names)]
    clients = feature.without & place.reached
    if not any(each.outlook for each in lacking):
        clients -= {"outlook"}
    if lacking and clients:
        on = f" on <{lacking[0].tag}>" if (feature.on or feature.off) and lacking[0].tag else ""
        told = tuple(title for name, title in client_support().clients.items() if name in clients)
        yield _Lost(feature, f"{what}{on}", told, place.file, place.line)


def _stands_in(feature: Feature, element: _Element, names: frozenset[str]) -> bool:
    """Whether something else does there what the feature would."""
    for word in feature.unless:
        if word.startswith("@"):
            found = word[1:] in element.attributes
        else:
            found = element.cell if word == "<td" else word in names or word in element.words
        if found:
            return True
    return False


def _meant(selector: str, elements: Iterable[_Element]) -> list[_Element]:
    """The elements that a selector may be about, by its last part; one of rich text where it names but an element."""
    last = re.split(r"[\s>+~]+", _PSEUDO.sub("", selector).strip())[-1]
    tag, *classes = re.sub(r"\[[^\]]*\]|#[\w-]+", "", last).split(".")
    known = list(elements)
    found = [each for each in known if tag.lower() in ("", "*", each.tag) and each.classes >= set(classes)]
    return found or ([_Element(tag.lower(), words=known[0].words if known else "")] if tag and not classes else [])


def _findings(lost: Iterable[_Lost]) -> Iterator[Finding]:
    """Each place that breaks; of what is merely not seen the first place, and how many more there are."""
    notes: dict[Feature, list[_Lost]] = {}
    for each in lost:
        if each.feature.level == "note":
            notes.setdefault(each.feature, []).append(each)
        else:
            yield Finding("warning", "template.client", _sentence(each, f"; {each.feature.instead}"))
    for places in notes.values():
        more = len({place[3:] for place in places}) - 1
        also = f" (and in {more} more place{'s' if more > 1 else ''})" if more else ""
        yield Finding("note", "template.client", _sentence(places[0], also))


def _sentence(lost: _Lost, end: str) -> str:
    *others, last = lost.clients
    who = f"{', '.join(others)} and {last} do" if others else f"{last} does"
    return f"{lost.file}:{lost.line}: {who} not show “{lost.what}”: {lost.feature.loss}{end}. See {lost.feature.source}"
