"""The form of the issue itself: inbox line, edition, publication, theme."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from composer.app.editors.editor import Bench, Editor, column
from composer.app.editors.token import TokenEditor, TokenValue
from composer.app.form_sections import MARGIN, Form, Section
from composer.app.inbox_line import InboxLine
from composer.app.issue_fields import issue_editors, sections
from composer.library.templates import Template
from composer.model.fields import Field
from composer.model.issue import Issue
from composer.model.paths import get_at

THEME = "theme."


class IssueForm(QWidget):
    """The form of an issue in one template. `reset_wanted` names a token to give its own value back."""

    reset_wanted = Signal(str)

    def __init__(self, issue: Issue, template: Template, bench: Bench) -> None:
        super().__init__()
        self._template = template
        library = bench.desk.library
        titles = {name: found.title for name, found in library.templates.items()}
        editors = {**issue_editors(), "token": self._token}
        self.inbox = InboxLine()
        top = QWidget()
        lines = column(top, 0)
        lines.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        lines.addWidget(self.inbox)
        every = [*sections(titles, issue.language), *token_sections(template)]
        self.form = Form(every, Bench(bench.desk, editors), top=top)
        column(self, 0).addWidget(self.form)

    def show_issue(self, issue: Issue) -> None:
        """Show the issue's values."""
        self.inbox.show_issue(issue)
        theme = self._template.theme(issue.theme)
        self.form.show_values(partial(self._value, issue, theme))

    def _value(self, issue: Issue, theme: Any, field: Field) -> Any:
        if not field.name.startswith(THEME):
            return get_at(issue, field.name)
        name = field.name.removeprefix(THEME)
        token = self._template.tokens[name]
        changed = name in issue.theme and token.value != theme[name]
        return TokenValue(theme[name], changed, theme.get(token.on, ""), name in issue.closed)

    def _token(self, field: Field, bench: Bench) -> Editor:
        tokens = self._template.tokens
        token = tokens[field.name.removeprefix(THEME)]
        ground = tokens[token.on].label.lower() if token.on in tokens else ""
        editor = TokenEditor(token, bench, ground=ground)
        editor.reset_wanted.connect(self.reset_wanted)
        return editor


def token_sections(template: Template) -> list[Section]:
    """The tokens by their groups, in declared order."""
    groups: dict[str, list[Field]] = {}
    for token in template.tokens.values():
        groups.setdefault(token.group, []).append(Field(THEME + token.name, "token", token.label))
    return [Section(group, tuple(fields), folds=True) for group, fields in groups.items()]
