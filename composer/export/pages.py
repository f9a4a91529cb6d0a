"""The finished page and its plain text, which all exporters pack."""

from __future__ import annotations

from collections.abc import Callable

from composer.export.exporters import Job
from composer.render.finish import Finish, finish
from composer.render.page import Renderer
from composer.render.text import write_text


def finished_page(job: Job, image_address: Callable[[str, int], str]) -> str:
    """The whole HTML in the mail tool's spelling; `image_address`: where a rendition so many CSS pixels wide is."""
    renderer = job.renderer or Renderer(job.library)
    page = renderer.page(job.issue, tool=job.tool)
    return finish(page.html, Finish(job.issue, job.tool, image_address))


def finished_text(job: Job) -> str:
    """The plain text in the mail tool's spelling, ending in a line feed."""
    return finished_words(job, write_text(job.issue, job.library, tool=job.tool)).rstrip("\n") + "\n"


def finished_words(job: Job, words: str) -> str:
    """Words of the issue, such as its subject or preheader, with merge tags in the mail tool's spelling for text."""
    return finish(words, Finish(job.issue, job.tool, lambda asset, width: "", text=True))
