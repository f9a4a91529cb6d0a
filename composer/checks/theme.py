"""Theme values that the template cannot use."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked
from composer.model.edits import reset_token
from composer.model.finding import Finding, Place


def check(checked: Checked) -> Iterator[Finding]:
    template = checked.library.templates.get(checked.issue.template)
    for name, value in checked.issue.theme.items() if template else ():
        token = template.tokens.get(name) if template else None
        if token and not token.allows(value):
            yield Finding(
                "warning",
                "theme.value",
                f"Look: “{value}” does not fit “{token.label}”, so {token.value} is used; change it, or put it back.",
                Place(field=f"theme.{name}"),
                reset_token(name),
                f"Use {token.value}",
            )
