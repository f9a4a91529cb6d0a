"""The issue that a template begins with."""

from __future__ import annotations

from dataclasses import replace

from composer.files.assets import Assets
from composer.files.json_form import read_json
from composer.library.templates import Library
from composer.model.issue import Issue


def starter_issue(template: str, library: Library) -> tuple[Issue, Assets]:
    """A new issue of the template, with its images; one saved from an issue gives an issue in the look it wears.

    ComposerError where there is no such template, or its `starter.json` cannot be read.
    """
    found = library.template(template)
    path = found.folder / "starter.json"
    issue, assets = read_json(path, library) if path.is_file() else (Issue(), Assets())
    return replace(issue, template=found.look or found.name), assets
