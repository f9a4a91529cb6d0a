"""What the checks say about the mail that an export would make, and what keeps it from leaving."""

from __future__ import annotations

from composer.checks.run import Checked, run
from composer.errors import ComposerError
from composer.export.exporters import Job
from composer.export.packing import Packing
from composer.export.pages import finished_page, finished_text
from composer.model.finding import Finding

_REFUSING = "required."


def findings(job: Job) -> tuple[Finding, ...]:
    """Everything the checks find in the finished mail, worst first; its pictures need not be made for that.

    Where no mail can be made, the reason is the first finding, and the checks see the issue alone. A template that is
    not there is the reason already.
    """
    try:
        html, text = finished_page(job, Packing(job).draft), finished_text(job)
    except ComposerError as error:
        found = run(Checked(job.issue, job.library, job.tool, "", ""))
        told = job.issue.template not in job.library.templates
        return found if told else (Finding("error", "page.failed", str(error)), *found)
    return run(Checked(job.issue, job.library, job.tool, html, text))


def refusing(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings with which the mail tool would send nothing: a tag that it requires is not there."""
    return tuple(finding for finding in found if finding.level == "error" and finding.code.startswith(_REFUSING))
