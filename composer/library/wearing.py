"""An issue in another look: its words are what they were, and so are its changes to tokens that the new look lacks."""

from __future__ import annotations

import json
from dataclasses import replace

from composer.errors import ComposerError
from composer.library.templates import Library, Template
from composer.model.edits import Edit
from composer.model.issue import Issue
from composer.model.record import Record
from composer.model.redeclared import redeclared
from composer.model.values import Raw


def wear_look(template: Template, library: Library, theme: Record = Record()) -> Edit:
    """Dress an issue in a template; ComposerError where its block types cannot hold what is there.

    theme: values that one saved from an issue brings for its tokens.
    """
    name = template.look or template.name

    def edit(issue: Issue) -> Issue:
        if issue.template == name and not theme:
            return issue
        before = {kind: found.fields for kind, found in library.types_of(issue).items()}
        worn = replace(issue, template=name, theme=Record({**issue.theme, **theme}) if theme else issue.theme)
        worn = redeclared(before, template.declared)(worn)
        _refuse_unread(worn, template)
        return worn

    return edit


def starter_theme(template: Template) -> Record:
    """The values that a template's starter has for tokens; none where it says nothing of them that can be read."""
    try:
        theme = json.loads(template.starter).get("theme", {})
        return Record((name, value) for name, value in theme.items() if isinstance(value, str))
    except (ValueError, AttributeError):
        return Record()


def worn_theme(template: Template) -> Record:
    """The values that come with wearing a template: those of one saved from an issue."""
    return starter_theme(template) if template.look else Record()


def _refuse_unread(issue: Issue, template: Template) -> None:
    """ComposerError where what is in a field does not fit what the template declares: it could not be read again."""
    for block in issue.blocks:
        for field in template.declared.get(block.type, ()):
            if isinstance(block.fields.get(field.name), Raw):
                title, label = template.blocks[block.type].title, field.label or field.name
                raise ComposerError(
                    f"“{template.title}” cannot dress this issue: in its “{title}”, {label} is of another kind."
                )
