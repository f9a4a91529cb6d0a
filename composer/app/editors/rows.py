"""Rows: lists of small records, as a field declares them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from composer.app.editors.cards import Card, ListEditor
from composer.app.editors.editor import Bench
from composer.model import prose
from composer.model.fields import Field, value_of
from composer.model.record import Record
from composer.model.values import Image, Link, Person


def in_words(value: Any, field: Field) -> str:
    """A value in a few words, for the summary of a folded card; empty where it has none."""
    if field.kind == "prose":
        return prose.plain(value).split("\n")[0]
    if field.kind == "choice":
        return ""
    if isinstance(value, str):
        return value.removeprefix("https://").removeprefix("http://") if field.role == "address" else value
    if isinstance(value, Link):
        return value.text or value.address
    if isinstance(value, Person):
        return value.name
    if isinstance(value, Image):
        return value.alt or value.file
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


class RowCard(Card):
    """One row: its first words in bold, the next ones below."""

    def describe(self, value: Record) -> tuple[str, str]:
        words = [text for field in self.field.fields if (text := in_words(value_of(value, field), field))]
        return (words[0], words[1] if len(words) > 1 else "") if words else (f"New {self.noun.lower()}", "")


class RowsEditor(ListEditor):
    """The rows of a field."""

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench, one=singular(field.label))

    def make_card(self, number: int) -> Card:
        return RowCard(replace(self.field, name=str(number), label=self.one.capitalize(), help=""), self.bench)

    def fresh(self) -> Record:
        return Record((field.name, field.empty) for field in self.field.fields if field.default is not None)


def singular(label: str) -> str:
    """What one of several is called: "Sources" to "source". English, as the labels are."""
    word = label.lower()
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
