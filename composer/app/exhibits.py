"""What hangs in the gallery: issues that could be begun, and those worked on lately."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from composer.app.portraits import Sitter
from composer.app.wanted import Occasion, Wanted
from composer.files.assets import Assets
from composer.files.forms import read_any, stamp_of, thumbnail_of
from composer.library.templates import Library, Starter, Template
from composer.model.issue import Issue
from composer.model.issue_json import write_issue
from composer.render.source import Source
from composer.storage import canonical

OWN = "A template of your own."
MADE_FOR_IT = "Made for this"
GONE = "Not found"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One card: an issue that could be begun, or with `path` one that is there.

    line: what stands below the title. about: all that there is to say. missing: it was there once.
    """

    title: str
    line: str
    about: str
    template: str = ""
    source: str = ""
    starter: str | None = None
    path: Path | None = None
    missing: bool = False

    @property
    def words(self) -> str:
        """What a search looks through."""
        return f"{self.title} {self.line} {self.about}".casefold()


def looks(library: Library) -> Iterator[Exhibit]:
    """Every template as it begins."""
    for template in library.templates.values():
        first = next(iter(template.starters), None)
        yield _exhibit(template, first, template.name, _line(template, first))


def looks_for_all(library: Library) -> Iterator[Exhibit]:
    """Every template with each of its starters: what there is to be searched."""
    for template in library.templates.values():
        for starter in template.starters or (None,):
            yield _exhibit(template, starter, template.name, _line(template, starter))


def looks_for(occasion: Occasion, library: Library) -> Iterator[Exhibit]:
    """Every look for one kind of issue, the one that it was written for first."""
    made = library.templates.get(occasion.source)
    if made is None:
        return
    yield _exhibit(made, occasion.starter, occasion.source, MADE_FOR_IT)
    for template in library.templates.values():
        if template is not made and not template.look:
            yield _exhibit(template, occasion.starter, occasion.source, template.description or OWN)


def own_looks(library: Library) -> Iterator[Exhibit]:
    """The user's own templates."""
    return (each for each in looks(library) if library.templates[each.template].own)


def lately(paths: Iterable[Path]) -> Iterator[Exhibit]:
    """Issues worked on lately, those that are gone among them. Looks at the disk."""
    for path in paths:
        if path.exists():
            yield Exhibit(path.stem, str(path.parent), str(path), path=path)
        else:
            yield Exhibit(path.stem, GONE, _gone(path), path=path, missing=True)


def _gone(path: Path) -> str:
    return f"“{path.name}” is not in {path.parent} any more: it was moved or deleted, or its disk is not connected."


def found(exhibits: Iterable[Exhibit], typed: str) -> Iterator[Exhibit]:
    """Those in which every word that was typed occurs."""
    wanted = typed.casefold().split()
    return (each for each in exhibits if all(word in each.words for word in wanted))


def sitter(exhibit: Exhibit, wanted: Wanted) -> Sitter:
    """The exhibit, to have its portrait taken as `wanted` would be."""
    path, library = exhibit.path, wanted.library
    if path is not None:
        return Sitter(
            exhibit, lambda: f"{path} {stamp_of(path)}", lambda: _read(path, library), lambda: thumbnail_of(path)
        )

    def come() -> tuple[Issue, Assets]:
        document = wanted.document()
        return document.issue, document.assets

    return Sitter(exhibit, lambda: _mark(wanted), come)


def _exhibit(template: Template, starter: Starter | None, source: str, line: str) -> Exhibit:
    about = template.description or (OWN if template.own else "")
    return Exhibit(template.title, line, about, template.name, source, starter.name if starter else None)


def _line(template: Template, starter: Starter | None) -> str:
    if template.own and not (starter and starter.name):
        return template.description or OWN
    return starter.title if starter else template.description


def look_mark(template: Template) -> str:
    """A text that differs where something in a template may make a mail look different."""
    told = hashlib.sha256()
    for text in _texts(template):
        told.update(f"{len(text)} {text}".encode())
    return told.hexdigest()


def _mark(wanted: Wanted) -> str:
    """All that the portrait of a new issue depends on: look, starter, publisher."""
    template = wanted.library.template(wanted.template)
    publisher = wanted.publisher
    issue = publisher.publish(Issue(), template)
    told = hashlib.sha256(look_mark(template).encode())
    source = wanted.library.template(wanted.source or wanted.template)
    for starter in source.starters:
        if wanted.starter in (None, starter.name):
            told.update(f"{starter.file} {starter.file.stat().st_mtime_ns}".encode() + starter.file.read_bytes())
    told.update(canonical.encode(write_issue(issue, {})))
    return f"{told.hexdigest()} {sorted(publisher.theme.items())} {publisher.whole}"


def _texts(template: Template) -> Iterator[str]:
    for source in (Source(template), *(Source(template, each) for each in template.blocks.values())):
        yield source.text
        yield source.css
    yield from (f"{name} {token.value}" for name, token in template.tokens.items())


def _read(path: Path, library: Library) -> tuple[Issue, Assets]:
    document = read_any(path, library)
    return document.issue, document.assets
