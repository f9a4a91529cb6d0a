"""A package proved before it is put in place: all that it brings that is not there just so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from composer.checks.proof import prove_folder
from composer.errors import ComposerError
from composer.files.arrivals import Arrival
from composer.library.brought import unfolded
from composer.library.installing import SAME
from composer.library.packages import in_package
from composer.library.templates import Library
from composer.model.finding import Finding


def proved_before(folder: Path, library: Library) -> None:
    """What `install` is told where `prove_arrival` had these very bytes."""


def prove_arrival(arrival: Arrival) -> tuple[Finding, ...]:
    """What is to be known of what came in a package; ComposerError for the first thing that forbids its use."""
    found: list[Finding] = []
    for each in arrival.standings:
        if each.how != SAME:
            folder = unfolded(each.name, each.parts)
            try:
                told = prove_folder(folder, arrival.library)
            except ComposerError as error:
                raise in_package(error, folder, each.title) from None
            found += [replace(one, sentence=_in_package(one.sentence, folder, each.title)) for one in told]
    return tuple(found)


def _in_package(sentence: str, folder: Path, title: str) -> str:
    return str(in_package(ComposerError(sentence), folder, title))
