"""The plain text, UTF-8, lines of at most 76 columns."""

from __future__ import annotations

from collections.abc import Mapping

from composer.export.exporters import Exporter, Job
from composer.export.pages import finished_text


def write(job: Job) -> Mapping[str, bytes]:
    """One text file."""
    return {f"{job.stem}.txt": finished_text(job).encode("utf-8")}


EXPORTER = Exporter("text", "Plain text", ".txt", write, order=20)
