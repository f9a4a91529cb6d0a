"""What a new issue is made of: a starter, the look it wears, and who publishes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from composer.app.desk import Desk
from composer.app.paper import UNTITLED
from composer.files.assets import Assets
from composer.files.document import Document
from composer.files.starter import starter_issue
from composer.library.brands import brand_images
from composer.library.templates import Library, Starter, Template
from composer.model.brand import Brand
from composer.model.issue import Issue, Publication
from composer.model.record import Record

Pictures = Callable[[], Mapping[str, bytes]]


def _no_pictures() -> Mapping[str, bytes]:
    return {}


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes a new issue, and in which colours; without a name, whoever the starter names.

    whole: its tokens of every kind count, and more than the starter's own. pictures: bytes by asset, read in a job.
    """

    publication: Publication = Publication()
    theme: Record = Record()
    language: str = ""
    whole: bool = False
    pictures: Pictures = _no_pictures

    @classmethod
    def of_issue(cls, desk: Desk) -> Publisher:
        """Whoever publishes the issue that is open, with its logo and the colours changed in it."""
        issue = desk.session.now
        if not issue.publication.name:
            return cls()

        def pictures() -> Mapping[str, bytes]:
            return _logos(issue.publication, desk.assets)

        return cls(issue.publication, issue.theme, issue.language, pictures=pictures)

    @classmethod
    def of_document(cls, document: Document) -> Publisher:
        """Whoever publishes an issue that is not open."""
        issue, assets = document.issue, document.assets
        pictures = _logos(issue.publication, assets)
        return cls(issue.publication, issue.theme, issue.language, pictures=lambda: pictures)

    @classmethod
    def of_brand(cls, brand: Brand) -> Publisher:
        """A publication that is kept."""
        return cls(brand.publication, brand.theme, whole=True, pictures=lambda: brand_images(brand))

    def publish(self, issue: Issue, template: Template) -> Issue:
        """The issue published so. Tokens that its template closed stay what they are."""
        if not self.publication.name:
            return issue
        given = {name: self.theme[name] for name in self.theme if self._counts(name, issue, template)}
        made = replace(issue, publication=self.publication, theme=Record({**issue.theme, **given}))
        return replace(made, language=self.language) if self.language else made

    def _counts(self, token: str, issue: Issue, template: Template) -> bool:
        if self.whole:
            return token not in issue.closed
        known = template.tokens.get(token)
        return known is not None and known.kind == "colour" and token not in issue.theme


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was chosen; `library` has the template, as read when it was chosen.

    starter: the name of one of those that `source` brings, or that the template itself does; None: its first.
    """

    template: str
    library: Library
    blank: bool = False
    elsewhere: bool = False
    starter: str | None = None
    source: str = ""
    publisher: Publisher = Publisher()

    @property
    def title(self) -> str:
        return self.library.template(self.template).title

    def document(self) -> Document:
        """The new issue, in no file yet. ComposerError where its starter cannot be read."""
        source = self.source or self.template
        issue, assets = starter_issue(source, self.library, self.starter)
        if source != self.template:
            look = self.library.template(self.template)
            issue = replace(issue, template=look.look or look.name, theme=Record())
        issue = self.publisher.publish(issue, self.library.template(self.template))
        issue = replace(issue, blocks=()) if self.blank else issue
        return Document(issue, _with(assets, self.publisher.pictures()), Path(UNTITLED), digest="")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What somebody is making: a starter for it, and the template that brings it."""

    source: str
    starter: Starter


def occasions(library: Library) -> Iterator[Occasion]:
    """Every kind of issue that a template has a starter for; of those of one's own, only the further ones count."""
    for template in library.templates.values():
        for starter in template.starters:
            if starter.name or not template.own:
                yield Occasion(template.name, starter)


def _logos(publication: Publication, assets: Assets) -> Mapping[str, bytes]:
    named = {logo.asset for logo in publication.logos.values()}
    return {asset: assets.get(asset) for asset in sorted(named) if asset in assets}


def _with(assets: Assets, pictures: Mapping[str, bytes]) -> Assets:
    for name, data in pictures.items():
        assets.restore(name, data)
    return assets
