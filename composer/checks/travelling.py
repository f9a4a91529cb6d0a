"""Looks of one's own that the issue's document cannot take along."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked
from composer.library.brought import staying
from composer.model.finding import Finding, Place


def check(checked: Checked) -> Iterator[Finding]:
    for sentence in staying(checked.issue, checked.library):
        told = f"The issue’s document cannot take its look along, and elsewhere it will look different: {sentence}"
        yield Finding("note", "template.stays", told, Place(field="template"))
