"""Credit lines: `Photo: Jane Doe / Reuters`, recognised in several languages, as credits."""

from __future__ import annotations

import re

from composer.importing.tree import LINE, Element, prune
from composer.model.values import Credit

LONGEST = 160  # characters
_AHEAD = 2  # lines after a picture that may be its credit
_ROLES = {
    "photographer": r"photo(?:s|graph(?:s|y|er|e|ie)?)?|foto(?:s|grafie|graf[íi]a|grafia)?|bild(?:er)?|beeld"
    r"|pictures?|imagen(?:es)?|imagem|immagine|צילום|تصوير",
    "illustrator": r"illustrat(?:ions?|ie|ionen|or)|ilustraci[óo]n|ilustra[çc][ãa]o|illustrazione|grafik"
    r"|graphics?|infographic",
    "": r"(?:(?:photo|image|picture|bild)[ -]?)?credits?|images?|bildnachweis|bildquelle|cr[ée]dits?(?: photos?)?"
    r"|fotocredit|cr[ée]ditos?(?: da foto| de la foto)?",
}
_LEADS = [
    (role, re.compile(rf"(?:{words})\s*(?:[:：©]|\bby\b|\bvon\b|\bde\b|\bdi\b|\bdoor\b|\bpor\b|\bpar\b)\s*:?\s*", re.I))
    for role, words in _ROLES.items()
]
_MARK = re.compile(
    r"(?:©|\(c\)|copyright\b|courtesy of\b|courtesy:)\s*(?:©|\(c\))?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,]*", re.I
)
_APART = re.compile(r"\s*[/|·•]\s*|\s+(?:via|for|für|pour|voor|per|para|através de)\s+|\s+[–—-]\s+", re.I)
_LICENCE = re.compile(
    r"[\s,(/|-]*\b(CC(?:[ -](?:BY|0|NC|ND|SA|PD))+(?:[ -]?\d\.\d)?|CC0(?:[ -]?1\.0)?|public domain)\b[\s)]*", re.I
)
_AGENCIES = re.compile(
    r"reuters|ap(?: photo)?|associated press|afp|agence france-presse|dpa(?: picture-alliance)?|epa(?:-efe)?|anp|belga"
    r"|getty(?: images)?|istock(?:photo)?|shutterstock|alamy(?: stock photo)?|unsplash|pexels|pixabay|flickr|nasa|esa"
    r"|wikimedia commons|bloomberg|ritzau scanpix|ntb|tt|lehtikuva|keystone|apa|ansa|efe|lusa|belgaimage"
    r"|imago(?: images)?|zuma press|magnum photos|picture alliance|adobe stock|depositphotos",
    re.I,
)
_NAME = re.compile(r"[^\d\W][\w.'’&,()+ -]{0,79}")
_SENTENCE_END = re.compile(r"(?<=[.!?…\"”’»)])\s+(?=\S)")
_IN_BRACKETS = re.compile(r"[\s.]*[(\[]([^()\[\]]{4,100})[)\]]\.?$")
_SAID_TWICE = re.compile(r"^credit(?:s)?\s*(?:\.{3}|…)\s*", re.I)


def credit_of(line: str, *, surely: bool = False) -> Credit | None:
    """The credit that a line states, or None where it is no credit line. surely: its place says that it is one."""
    whole = " ".join(line.split()).strip("[]").strip()
    words = _SAID_TWICE.sub("", whole)
    if words.startswith("(") and words.endswith(")"):
        words = words[1:-1].strip()
    if not words or len(words) > LONGEST:
        return None
    role, rest, led = "", words, surely or words != whole
    for named, lead in _LEADS:
        if match := lead.match(words):
            role, rest, led = named, words[match.end() :], True
            break
    if match := _MARK.match(rest):
        led, rest = True, rest[match.end() :]
    licence = ""
    if match := _LICENCE.search(rest):
        licence = match[1].upper() if match[1].lower().startswith("cc") else "Public domain"
        rest = rest[: match.start()] + " " + rest[match.end() :]
    found = _named(rest.strip(" .;,"), role)
    if not led and not (found and found.publication and _AGENCIES.fullmatch(found.publication) and found.name):
        return None
    return Credit(found.role, found.name, found.publication, licence) if found else None


def _named(rest: str, role: str) -> Credit | None:
    """Who is named: a person, then who published or sold it; an agency alone is the publication."""
    parts = [part.strip(" .,;()") for part in _APART.split(rest, maxsplit=1)]
    parts = [part for part in parts if part]
    if not parts or not _NAME.fullmatch(parts[0]) or len(parts[0].split()) > 7 or parts[0][0].islower():
        return None
    if len(parts) == 1:
        alone = _AGENCIES.fullmatch(parts[0])
        return Credit("", "", parts[0]) if alone else Credit(role, parts[0])
    publication = re.sub(r"\s*/\s*", " / ", parts[1])
    if _AGENCIES.fullmatch(parts[0]):
        return Credit("", "", f"{parts[0]} / {publication}")
    return Credit(role, parts[0], publication)


def take_credit(root: Element) -> Credit | None:
    """The credit line right after the first picture that has one, taken out of the text; a caption before it stays."""
    left = 0
    inside: set[int] = set()
    for element in root.each():
        if element.tag == "img":
            left = _AHEAD
        if not left or id(element) in inside:
            continue
        placed = "credit" in element.classes() or "copyright" in element.classes()
        if not _is_line(element) and not (placed and element.text().strip()):
            continue
        left -= 1
        inside.update(id(each) for each in element.each())
        found = credit_of(element.text(), surely=placed and len(element.text()) < LONGEST)
        if found is not None:
            prune(root, {id(element)})
            return _linked(found, element)
        if (found := _in_tail(element)) is not None:
            return found
    return None


def _is_line(element: Element) -> bool:
    """Whether it holds words, and no lines of its own."""
    below = list(element.each())[1:]
    apart = any(each.tag in LINE or "credit" in each.classes() for each in below)
    return element.tag in LINE and not apart and not any(each.tag == "img" for each in below) and not element.blank


def _in_tail(element: Element) -> Credit | None:
    """The credit at the end of a caption: after a sentence of it, or in brackets. It is taken off the caption."""
    whole = element.text().rstrip()
    before = max(0, len(whole) - LONGEST)
    tail = whole[before:]
    starts = [(match.start(), match[1]) for match in _IN_BRACKETS.finditer(tail) if match.start()]
    starts += [(match.start(), tail[match.end() :]) for match in _SENTENCE_END.finditer(tail)]
    for start, words in starts:
        if (found := credit_of(words)) is not None:
            _cut(element, before + start)
            return found
    return None


def _cut(element: Element, left: int) -> int:
    """Keep the first `left` characters of what an element says; how many are still to come."""
    kept: list[Element | str] = []
    for child in element.children:
        if left <= 0:
            break
        if isinstance(child, str):
            kept.append(child[:left])
            left -= len(child)
        else:
            left = _cut(child, left)
            kept.append(child)
    element.children = kept
    return left


def _linked(credit: Credit, element: Element) -> Credit:
    links = [each.get("href") for each in element.each() if each.tag == "a"]
    link = links[0] if len(links) == 1 and links[0].startswith(("http://", "https://")) else ""
    return Credit(credit.role, credit.name, credit.publication, credit.licence, link)
