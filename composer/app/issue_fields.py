"""The issue's own values as fields, in the sections of its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLocale

from composer.app.editors.editor import Bench, Editor
from composer.app.editors.line import LinesEditor
from composer.app.editors.table import EDITORS
from composer.app.form_sections import Section
from composer.library.words import languages
from composer.model import values_json as form
from composer.model.fields import Field
from composer.model.issue import CREDIT_PATTERN
from composer.model.issue_json import SOCIAL_FIELDS

SUBJECT, PREHEADER = 60, 110  # characters that most inboxes show

_INBOX = (
    Field("subject", "line", "Subject", placeholder="What makes people open it", most=SUBJECT),
    Field("preheader", "line", "Preheader", placeholder="The line after the subject", most=PREHEADER),
)
_EDITION = (
    Field("number", "number", "Number", least=0),
    Field("label", "line", "Label", placeholder="Week 49"),
    Field("date", "date", "Date"),
)
_PUBLICATION = (
    Field("publication.name", "line", "Name"),
    Field("publication.tagline", "line", "Tagline"),
    Field("publication.logo", "image", "Logo", credit="optional"),
    Field(
        "publication.dark_logo",
        "image",
        "Logo on dark",
        credit="optional",
        help="Takes the logo’s place on dark screens; without one the logo stays",
    ),
    Field("publication.website", "line", "Website", role="address"),
    Field("publication.address", "lines", "Postal address", help="The law of many countries asks for it"),
    Field("publication.reason", "line", "Why readers get it", placeholder="You get this because…"),
    Field("publication.contact", "line", "Contact", placeholder="editors@example.org"),
)
_LINKS = (
    Field("publication.unsubscribe", "line", "Unsubscribe", role="address"),
    Field("publication.preferences", "line", "Preferences", role="address"),
    Field("publication.browser_view", "line", "View in the browser", role="address"),
    Field("publication.forward", "line", "Forward", role="address"),
)
_RULES = (
    Field("publication.charter.name", "line", "Charter", placeholder="TRUST_AI"),
    Field("publication.charter.link", "line", "Charter’s address", role="address"),
    Field("publication.credit_pattern", "line", "Picture credits read", placeholder=CREDIT_PATTERN),
)
_SOCIAL = (Field("publication.social", "rows", "Social links", fields=SOCIAL_FIELDS),)
# Commonly written languages; those with words of their own come first.
_LANGUAGES = (
    "en de fr es it nl pt sv da nb fi is pl cs sk hu ro bg el tr uk ru lt lv et sl hr sr ca eu ga he ar fa hi bn ja ko "
    "zh vi th id ms sw"
).split()


def sections(templates: dict[str, str], language: str) -> list[Section]:
    """The sections above the theme; `templates` are names and titles to choose from."""
    return [
        Section("", _INBOX),
        Section("This issue", (*_EDITION, _language(language))),
        Section("Publication", _PUBLICATION, folds=True),
        Section("Addresses for readers", _LINKS, folds=True),
        Section("Charter and credits", _RULES, folds=True),
        Section("Social links", _SOCIAL, folds=True),
        Section("Look", (Field("template", "choice", "Template", choices=tuple(templates.items()), default=""),)),
    ]


def read_own(field: Field, json: Any, path: str) -> Any:
    """The gate of the issue's values: the kind's, but for those that are of no field kind."""
    gates: dict[str, Callable[[Any, str], Any]] = {"number": form.whole, "publication.address": form.lines}
    gate = gates.get(field.name)
    return gate(json, path) if gate else field.read(json, path)


def issue_editors() -> dict[str, Callable[[Field, Bench], Editor]]:
    """The table of editors with that of lines."""
    return {**EDITORS, "lines": LinesEditor}


def _language(now: str) -> Field:
    known = [*languages(), *(code for code in _LANGUAGES if code not in languages())]
    codes = known if now in known else [now, *known]
    choices = tuple((code, language_name(code)) for code in codes)
    return Field("language", "choice", "Language", choices=choices, default="en")


def language_name(code: str) -> str:
    """What the language is called; the code where Qt does not know it."""
    language = QLocale(code).language()
    return code if language == QLocale.Language.C else QLocale.languageToString(language)
