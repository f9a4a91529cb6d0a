"""One HTML file, with its pictures in a folder beside it, inside it, or on the web."""

from __future__ import annotations

from collections.abc import Mapping

from composer.export.exporters import EMBED, Exporter, Job
from composer.export.packing import IMAGES, Packing
from composer.export.pages import finished_page


def write(job: Job) -> Mapping[str, bytes]:
    """The page, and the files in `images/` that it shows or that are to be put at the address it names."""
    packing = Packing(job)
    page = finished_page(job, packing.address(job.images))
    files = {} if job.images == EMBED else {f"{IMAGES}/{name}": data for name, data in packing.files.items()}
    return {f"{job.stem}.html": page.encode("utf-8"), **files}


EXPORTER = Exporter("html", "HTML", ".html", write, order=10)
