"""One field as paragraphs of plain text, by its kind and role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from composer.library.words import listing, spell_date
from composer.model.fields import Field, value_of
from composer.model.record import Record
from composer.model.values import Credit, Disclosure, Image, Link, Person
from composer.render.contents import label_text
from composer.render.credits import credit_line, read_source, role_label
from composer.render.disclosures import AI_MADE, disclosure_line
from composer.render.field_values import Printing
from composer.render.text_layout import underlined, wrap
from composer.render.text_prose import Links, Paragraph, write_prose

_SILENT = frozenset({"short_title", "listed", "continues"})


@dataclass(slots=True)
class Told:
    """What a block has said so far.

    signed gathers byline, date and reading time, which stand on one line. quoting: its prose is somebody's words.
    rolled: its credits stand in the issue's roll below. growing: the role of the last paragraph's lines, while more may
    be added to it.
    """

    printing: Printing
    links: Links
    quoting: bool = False
    rolled: bool = False
    growing: str = ""
    reading: str = ""
    paragraphs: list[Paragraph] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    profile: str = ""

    @property
    def words(self) -> Mapping[str, str]:
        return self.printing.words

    def say(self, text: str) -> None:
        """A paragraph, unless there is nothing in it."""
        self.add(wrap(text.strip()) if text.strip() else [])

    def head(self, text: str, mark: str) -> None:
        """A heading, right under the line before it (its kicker)."""
        if text.strip():
            self.add(underlined(text, mark), after="line")

    def add(self, lines: Paragraph, *, after: str = "", growing: str = "") -> None:
        """Lines as a paragraph of their own, or of the last one's where that is growing as `after`."""
        if lines and self.paragraphs and after and self.growing == after:
            self.paragraphs[-1] += lines
        elif lines:
            self.paragraphs.append(lines)
        if lines:
            self.growing = growing

    def items(self, items: list[str]) -> None:
        """A list without blank lines between."""
        self.add([line for item in items for line in wrap(item, "- ", "  ")])

    def listed(self, title: str, items: list[str]) -> None:
        """A list right under its title, unless it is empty."""
        if items:
            self.add([*wrap(f"{title}:"), *(line for item in items for line in wrap(item, "- ", "  "))])


def tell_field(told: Told, declared: Field, record: Record) -> None:
    """Add what a field says; nothing for an empty one, and for kinds that only arrange."""
    value = value_of(record, declared)
    if declared.role == "published":
        told.signed += [spell_date(value, told.words) if value else "", told.reading]
    if declared.role in (*_SILENT, "published") or not value:
        return
    if declared.role in ("byline", "commentator"):
        _signature(told, value if isinstance(value, tuple) else (value,))
        return
    sign(told)
    tell = _BY_ROLE.get(declared.role) or _BY_KIND.get(declared.kind)
    if tell:
        tell(told, declared, value)


def sign(told: Told) -> None:
    """Write the byline and date gathered so far."""
    told.say(" · ".join(part for part in told.signed if part) + told.profile)
    told.signed, told.profile = [], ""


def leading(text: str, address: str) -> str:
    """`Text <address>`; a place in this mail is not spelled out, as text has none."""
    if not address or address.startswith("#"):
        return text
    return f"{text} <{address}>" if text and text != address else f"<{address}>"


def _signature(told: Told, everyone: tuple[Person, ...]) -> None:
    """Who wrote it; the link of a single person comes last, behind the date."""
    named = [person for person in everyone if person.name]
    if len(named) == 1:
        names = [_person_line(named[0])]
        told.profile = f" <{named[0].link}>" if named[0].link else ""
    else:
        names = [leading(_person_line(person, alone=False), person.link) for person in named]
    told.signed.append(f"{told.words['by']} {listing(names, told.words)}" if names else "")


def _person_line(person: Person, alone: bool = True) -> str:
    if not person.role:
        return person.name
    return f"{person.name}, {person.role}" if alone else f"{person.name} ({person.role})"


def _line(told: Told, declared: Field, value: str) -> None:
    if declared.role == "address":
        lines = wrap(leading(told.words.get(declared.name, declared.label), value))
        told.add(lines, after="address", growing="address")
    elif value.strip():
        told.add(wrap(label_text(value, declared, told.words).strip()), growing="line")


def _headline(told: Told, declared: Field, value: str) -> None:
    told.head(value, "-")


def _section(told: Told, declared: Field, value: str) -> None:
    told.head(value, "=")


def _prose(told: Told, declared: Field, value: str) -> None:
    for paragraph in write_prose(value, told.links, quoted=told.quoting):
        told.add(paragraph)


def _image(told: Told, declared: Field, value: Image) -> None:
    """What those who do not see the picture need: its text alternative, caption, credit, and whether AI made it."""
    if not value.asset:
        return
    alt = "" if value.decorative else value.alt.strip()
    made = told.words["made_" + value.made.replace("-", "_")] if value.made in AI_MADE else ""
    credit = credit_line(value.credits, told.printing.credit_pattern, told.words)
    parts = [f"[{told.words['image']}: {alt}]" if alt else "", value.caption, credit, made]
    told.say("\n".join(part for part in parts if part))


def _link(told: Told, declared: Field, value: Link) -> None:
    told.say(link_text(told, value))


def _about(told: Told, declared: Field, value: Link) -> None:
    if text := link_text(told, value):
        told.say(f"{told.words['about']}: {text}")


def link_text(told: Told, link: Link) -> str:
    """A link on one line; one to a block of this issue is that block's title, or nothing when it is not printed."""
    if link.block:
        title = told.printing.targets.get(link.block, "")
        return (link.text or title) if title else ""
    return leading(link.text or told.words["read_more"], link.address) if link.address else link.text


def _speaker(told: Told, declared: Field, value: Person) -> None:
    if value.name:
        told.say(f"— {leading(_person_line(value), value.link)}")


def _person(told: Told, declared: Field, value: Person) -> None:
    told.say(leading(_person_line(value), value.link))


def _people(told: Told, declared: Field, value: tuple[Person, ...]) -> None:
    told.items([leading(_person_line(person), person.link) for person in value if person.name])


def _credit(told: Told, declared: Field, value: Credit) -> None:
    told.say("" if told.rolled else _credit_text(value, told.words))


def _credits(told: Told, declared: Field, value: tuple[Credit, ...]) -> None:
    if not told.rolled:
        told.items([text for credit in value if (text := _credit_text(credit, told.words))])


def _credit_text(credit: Credit, words: Mapping[str, str]) -> str:
    who = " / ".join(part for part in (credit.name, credit.publication) if part)
    if not who:
        return ""
    role = f"{role_label(credit.role, words)}: " if credit.role else ""
    return leading(role + who + (f", {credit.licence}" if credit.licence else ""), credit.link)


def _disclosure(told: Told, declared: Field, value: Disclosure) -> None:
    told.say(disclosure_line(value, told.words))
    if value.interests:
        told.say(f"{told.words['interests']}: {value.interests}")


def _sources(told: Told, declared: Field, value: tuple[Record, ...]) -> None:
    items = []
    for row in value:
        source = read_source(row, declared)
        days = [spell_date(row[one.name], told.words) for one in declared.fields if isinstance(row.get(one.name), date)]
        text = ", ".join(part for part in (source.title, source.author, source.publication, *days) if part)
        if text or source.address:
            items.append(leading(text, source.address))
    told.listed(told.words["sources"], items)


def _rows(told: Told, declared: Field, value: tuple[Record, ...]) -> None:
    """Rows of lines as a list; rows that hold more, each as a small block with its first line for a headline."""
    if any(column.kind in ("prose", "image", "people", "rows") for column in declared.fields):
        for row in value:
            _rich_row(told, declared, row)
    else:
        told.items([text for row in value if (text := _plain_row(told, declared, row))])


def _rich_row(told: Told, declared: Field, row: Record) -> None:
    headline = next(
        (column.name for column in declared.fields if column.kind == "line" and column.role != "address"), ""
    )
    for column in declared.fields:
        if column.name == headline:
            told.head(str(row.get(headline) or ""), "-")
        else:
            tell_field(told, column, row)


def _plain_row(told: Told, declared: Field, row: Record) -> str:
    texts, address = [], ""
    for column in declared.fields:
        value = value_of(row, column)
        if column.role == "address":
            address = value
        elif isinstance(value, Link):
            texts.append(link_text(told, value))
        elif isinstance(value, date):
            texts.append(spell_date(value, told.words))
        elif isinstance(value, str) and column.kind == "line":
            texts.append(value.strip())
    return leading(" – ".join(text for text in texts if text), address)


def _date(told: Told, declared: Field, value: date) -> None:
    told.say(f"{declared.label}: {spell_date(value, told.words)}")


def _time(told: Told, declared: Field, value: time) -> None:
    told.say(f"{declared.label}: {value.isoformat('minutes')}")


Teller = Callable[[Told, Field, Any], None]
_BY_ROLE: Mapping[str, Teller] = {
    "headline": _headline,
    "section": _section,
    "sources": _sources,
    "speaker": _speaker,
    "about": _about,
}
_BY_KIND: Mapping[str, Teller] = {
    "line": _line,
    "prose": _prose,
    "image": _image,
    "link": _link,
    "person": _person,
    "people": _people,
    "credit": _credit,
    "credits": _credits,
    "disclosure": _disclosure,
    "date": _date,
    "time": _time,
    "rows": _rows,
}
