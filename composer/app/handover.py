"""What leaves: one issue made ready for one mail tool, checked and verified, and handed over piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from composer.app.settings import Settings
from composer.checks.run import Checked, run
from composer.errors import ComposerError
from composer.export.exporters import EMBED, FOLDER, Job, exporters, image_plan
from composer.model.finding import Finding
from composer.render.page import Renderer
from composer.storage.atomic import write_file

ADDRESS = "address"
KILOBYTE = 1024
_STOPS = ("required.", "render.differs")  # how the codes of such findings begin


@dataclass(frozen=True, slots=True)
class ImagePlan:
    """Where pictures go: `folder`, `embed` (inside the .eml) or `address`, a folder on the web."""

    kind: str = FOLDER
    address: str = ""

    @property
    def images(self) -> str:
        """As an exporter takes it; ComposerError where the address is none."""
        if self.kind == ADDRESS:
            if not self.address.startswith(("http://", "https://")):
                raise ComposerError("Say where the pictures will be, an address that begins with https://.")
            return image_plan(self.address)
        return self.kind


@dataclass(frozen=True, slots=True)
class Prepared:
    """An issue ready to leave. html_files: the page first, then its pictures, by relative file name."""

    job: Job
    html_files: Mapping[str, bytes]
    text: bytes
    findings: tuple[Finding, ...]

    @property
    def html(self) -> bytes:
        return next(iter(self.html_files.values()))

    @property
    def pictures(self) -> int:
        """How many files of pictures go with the HTML."""
        return len(self.html_files) - 1

    @property
    def local(self) -> bool:
        """Whether the HTML names pictures that only this computer has."""
        return self.job.images == FOLDER and self.pictures > 0

    @property
    def stops(self) -> tuple[Finding, ...]:
        """What no mail may leave with: a tag that its tool demands is missing, or a style is not as it was meant."""
        return tuple(
            finding for finding in self.findings if finding.level == "error" and finding.code.startswith(_STOPS)
        )

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What should not leave so, but may."""
        stops = self.stops
        return tuple(finding for finding in self.findings if finding.level == "error" and finding not in stops)


def prepare(job: Job) -> Prepared:
    """Make and check everything that leaves but the mail file; takes a second or more, so it is a job.

    HTML cannot take pictures along as a mail file does: with the plan `embed` its pictures lie in a folder, too.
    """
    beside = replace(job, images=FOLDER) if job.images == EMBED else job
    every = exporters()
    html_files = every["html"].write(beside)
    text = next(iter(every["text"].write(beside).values()))
    html = next(iter(html_files.values())).decode()
    findings = run(Checked(job.issue, job.library, job.tool, html, text.decode()))
    return Prepared(beside, html_files, text, findings + _verified(job))


def _verified(job: Job) -> tuple[Finding, ...]:
    """Where the page is not what premailer makes of it."""
    from composer.render.verify import verify  # imports premailer, which takes its time

    return verify(job.issue, job.renderer or Renderer(job.library), tool=job.tool)


def mail_file(prepared: Prepared, images: str) -> bytes:
    """The bytes of the .eml, its pictures inside unless `images` is an address."""
    return next(iter(exporters()["eml"].write(replace(prepared.job, images=images, renderer=None)).values()))


def write_html(path: Path, files: Mapping[str, bytes]) -> int:
    """Put the page at `path` and its pictures beside it; the page last, so that it never names what is not there.

    Gives the number of pictures. ComposerError names the file that could not be written.
    """
    page, *pictures = files.items()
    for name, data in pictures:
        target = path.parent / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ComposerError(f"The folder “{target.parent}” cannot be made: {error.strerror}.") from None
        write_file(target, data)
    write_file(path, page[1])
    return len(pictures)


def remembered_plan(settings: Settings, publication: str) -> ImagePlan:
    """The image plan last used for a publication."""
    kind = settings.of_publication(publication, "images", FOLDER)
    return ImagePlan(
        kind if kind in (FOLDER, EMBED, ADDRESS) else FOLDER, settings.of_publication(publication, "images_address", "")
    )


def remember_plan(settings: Settings, publication: str, plan: ImagePlan) -> None:
    settings.put_of_publication(publication, "images", plan.kind)
    settings.put_of_publication(publication, "images_address", plan.address)


def kilobytes(size: int) -> str:
    """`38 KB`, rounded up."""
    return f"{-(-size // KILOBYTE)} KB"
