"""The line that readers see before they open the mail."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked
from composer.model.finding import Finding, Place


def check(checked: Checked) -> Iterator[Finding]:
    if not checked.issue.subject.strip():
        yield Finding("error", "subject.missing", "The issue has no subject; write one.", Place(field="subject"))
    if not checked.issue.preheader.strip():
        yield Finding(
            "warning",
            "preheader.missing",
            "The issue has no preheader, so inboxes show the first words of the mail after the subject; write one.",
            Place(field="preheader"),
        )
