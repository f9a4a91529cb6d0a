"""The issue that a template begins with."""

from __future__ import annotations

from dataclasses import replace

from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.json_form import read_json
from composer.library.templates import Library
from composer.model.issue import Issue


def starter_issue(template: str, library: Library, starter: str | None = None) -> tuple[Issue, Assets]:
    """A new issue of the template, with its images; one saved from an issue gives an issue in the look it wears.

    starter: the name of one of those it brings; left out, the first. ComposerError where there is no such template or
    starter, or the starter cannot be read.
    """
    found = library.template(template)
    wanted = [each for each in found.starters if starter is None or each.name == starter]
    if starter and not wanted:
        there = ", ".join(each.name for each in found.starters if each.name)
        has = f"it has {there}" if there else "it has but one"
        raise ComposerError(f"The template “{template}” has no starter “{starter[:60]}”; {has}.")
    look = found.look or found.name
    issue, assets = read_json(wanted[0].file, library, template=look) if wanted else (Issue(), Assets())
    return replace(issue, template=look), assets
