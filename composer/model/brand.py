"""What a publication keeps from issue to issue, and how an issue is brought in line with it.

An issue stands alone, so it carries its publication and people as snapshots. A brand is the kept original: what is
corrected there is offered to every issue that carries the old.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from composer.model import values_json as form
from composer.model.edits import Edit
from composer.model.issue import Issue, Publication
from composer.model.issue_json import read_publication, read_tokens, slug
from composer.model.record import Record
from composer.model.values import Extra, Image, Person
from composer.model.walk import Declared, block_leaves, map_people
from composer.model.walk import people as people_of


@dataclass(frozen=True, slots=True)
class Brand:
    """A publication, the values it gives to tokens of its looks, and its people, sorted by name."""

    publication: Publication = Publication()
    theme: Record = Record()
    people: tuple[Person, ...] = ()
    extra: Extra = ()

    @property
    def id(self) -> str:
        return self.publication.id or slug(self.publication.name)

    def images(self) -> Iterator[Image]:
        """Logos and portraits that are there."""
        every = (*self.publication.logos.values(), *(person.picture for person in self.people))
        return (image for image in every if image.asset)


@dataclass(frozen=True, slots=True)
class Correction:
    """Where an issue's snapshot is not what is kept: of whom, the path of it in the issue, the edit that mends it."""

    name: str
    block: str
    path: str
    edit: Edit


read_brand: Callable[[Any, str], Brand] = form.record(
    Brand, {"publication": read_publication, "theme": read_tokens, "people": form.people}
)


def write_brand(brand: Brand) -> Any:
    """JSON data of a brand; `read_brand` gives the same brand back."""
    return form.write(brand)


def known_as(person: Person) -> str:
    """By what a person is known: people of one name are one person until one is renamed."""
    return person.id or slug(person.name)


def brand_of(issue: Issue, declared: Declared, kept: Brand = Brand()) -> Brand:
    """The brand that an issue shows: its publication, its changed tokens and its people beside those kept before.

    Where the issue names somebody in several ways, the one that is not as kept before counts: it is the correction.
    """
    before = {known_as(person): person for person in kept.people}
    people = dict(before)
    for _, _, person in named_people(issue, declared):
        found = replace(person, id=known_as(person))
        if found != before.get(found.id):
            people[found.id] = found
    publication = replace(issue.publication, id=issue.publication.id or slug(issue.publication.name))
    ordered = tuple(sorted(people.values(), key=lambda person: (person.name.casefold(), person.id)))
    return replace(kept, publication=publication, theme=Record({**kept.theme, **issue.theme}), people=ordered)


def wear(brand: Brand) -> Edit:
    """Publish an issue by a brand: its publication, and its values of tokens."""
    return lambda issue: replace(issue, publication=brand.publication, theme=Record({**issue.theme, **brand.theme}))


def corrections(issue: Issue, declared: Declared, brand: Brand) -> Iterator[Correction]:
    """What of the issue's snapshots differs from the brand, each once."""
    own = issue.publication
    if (own.id or slug(own.name)) == brand.id and replace(own, id=brand.id) != brand.publication:
        yield Correction(own.name, "", "publication.name", lambda issue: replace(issue, publication=brand.publication))
    people = {known_as(person): person for person in brand.people}
    told = set()
    for block, path, person in named_people(issue, declared):
        kept = people.get(known_as(person))
        if kept is not None and replace(person, id=kept.id) != kept and kept.id not in told:
            told.add(kept.id)
            yield Correction(person.name, block, path, _put_person(kept, declared))


def named_people(issue: Issue, declared: Declared) -> Iterator[tuple[str, str, Person]]:
    """Block, path and person wherever somebody is named."""
    for block in issue.blocks:
        for leaf in block_leaves(block, declared):
            yield from ((block.id, path, person) for path, person in people_of(leaf) if person.name)


def _put_person(kept: Person, declared: Declared) -> Edit:
    def corrected(person: Person) -> Person:
        return kept if person.name and known_as(person) == kept.id else person

    return lambda issue: map_people(issue, declared, corrected)
