"""How AI was used in an issue, gathered from what its texts and pictures declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from composer.library.block_types import BlockType
from composer.library.words import fill, listing
from composer.model.issue import Block, Issue
from composer.model.values import AI_USES, Disclosure
from composer.render.contents import Types, title_of
from composer.render.leaves import images_in, values_among
from composer.render.memo import of_each, remembered

AI_MADE = ("ai-made", "ai-edited")
_DECLARING = frozenset({"disclosure", "image", "person", "people"})  # kinds whose values may declare something


class Item(NamedTuple):
    """What one text declares; what is its headline."""

    what: str
    uses: tuple[str, ...]
    labels: tuple[str, ...]
    note: str
    line: str


class PictureItem(NamedTuple):
    """A picture made or edited by AI; what is its text alternative or its block's headline."""

    what: str
    made: str
    line: str


class CharterLine(NamedTuple):
    name: str
    link: str


class Disclosures(NamedTuple):
    """All that is declared. stated: whether anything is; statement: the one sentence computed from it."""

    charter: CharterLine
    stated: bool = False
    items: tuple[Item, ...] = ()
    pictures: tuple[PictureItem, ...] = ()
    interests: tuple[str, ...] = ()
    statement: str = ""


class _Said(NamedTuple):
    """What is said of some uses of AI: one sentence, and a badge for each or the one that says there was none."""

    sentence: str
    labels: tuple[str, ...]


NOTHING = _Said("", ())


def declared(disclosure: Disclosure, words: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """Badges for a text, one for each use or the one that says there was none; and what it declares, as a sentence.

    Behind the sentence its note; nothing where nothing is stated.
    """
    sentence, labels = _said(disclosure.uses, words)
    note = disclosure.note.strip()
    return labels, f"{sentence} {note}" if sentence and note else sentence or note


def disclosure_line(disclosure: Disclosure, words: Mapping[str, str]) -> str:
    """What a text declares, as a sentence, and its note; nothing where nothing is stated."""
    return declared(disclosure, words)[1]


def _said(uses: tuple[str, ...] | None, words: Mapping[str, str]) -> _Said:
    if uses is None:
        return NOTHING
    known = _sayings(words)
    said = known.get(uses)
    if said is None:
        nouns = [words[f"ai_{use}"] for use in uses]
        sentence = fill(words["ai_used"], uses=listing(nouns, words)) if uses else words["ai_none"]
        said = _Said(sentence, tuple(words[f"ai_label_{use}"] for use in uses) or (words["ai_label_none"],))
        known[uses] = said
    return said


@remembered(64)
def _sayings(words: Mapping[str, str]) -> dict[tuple[str, ...], _Said]:
    """What a language says of each of the few sets of uses, as far as it was asked."""
    return {}


def disclosures(issue: Issue, types: Types, words: Mapping[str, str]) -> Disclosures:
    """What the printed blocks declare."""
    charter = issue.publication.charter
    return _gathered(issue.blocks, types, words)._replace(charter=CharterLine(charter.name, charter.link))


@remembered(16)
def _gathered(blocks: tuple[Block, ...], types: Types, words: Mapping[str, str]) -> Disclosures:
    items: list[Item] = []
    made: dict[PictureItem, None] = {}
    interests: dict[str, None] = {}
    unstated = 0
    for _, part in _parts(blocks, types, words):
        items += part.items
        unstated += part.unstated
        if part.pictures:
            made |= dict.fromkeys(part.pictures)
        if part.interests:
            interests |= dict.fromkeys(part.interests)
    return Disclosures(
        charter=CharterLine("", ""),
        stated=bool(items or made),
        items=tuple(items),
        pictures=tuple(made),
        interests=tuple(interests),
        statement=_statement(items, made, unstated, words),
    )


class Part(NamedTuple):
    """What one block declares."""

    items: tuple[Item, ...]
    pictures: tuple[PictureItem, ...]
    interests: tuple[str, ...]
    unstated: int


def part_of(block: Block, block_type: BlockType, words: Mapping[str, str]) -> Part:
    """What the block declares, printed or not."""
    what = title_of(block, block_type)
    items, made, interests, unstated = [], [], [], 0
    for field, given in values_among(block, block_type, _DECLARING, empty=True):
        if field.kind == "disclosure":
            unstated += given.uses is None
            if given.uses is not None or given.note:
                labels, line = declared(given, words)
                items.append(Item(what, given.uses or (), labels, given.note, line))
            if given.interests:
                interests.append(f"{what}: {given.interests}")
            continue
        for image in images_in(field, given):
            if image.made in AI_MADE:
                name = image.alt.strip() or what
                label = words["made_" + image.made.replace("-", "_")]
                made.append(PictureItem(name, image.made, f"{label}: {name}"))
    return Part(tuple(items), tuple(made), tuple(interests), unstated)


_parts = of_each(part_of)


def _statement(items: Sequence[Item], made: Iterable[PictureItem], unstated: int, words: Mapping[str, str]) -> str:
    """One sentence for the issue; that there was no AI is said only where every text says so."""
    used = frozenset().union(*{item.uses for item in items})
    nouns = [words[f"ai_{use}"] for use, _ in AI_USES if use in used]
    kinds = {picture.made for picture in made}
    nouns += [words[f"ai_pictures_{kind.removeprefix('ai-')}"] for kind in AI_MADE if kind in kinds]
    if nouns:
        return fill(words["ai_issue_used"], uses=listing(nouns, words))
    return words["ai_issue_none"] if items and not unstated else ""
