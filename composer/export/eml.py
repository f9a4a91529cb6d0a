"""A message file to open in a mail program: text and HTML alternatives, pictures inside, marked as not yet sent.

The shape that all of ten clients tried show rightly: alternative{text, related{html, pictures by Content-ID}}, lines of
at most 76 characters ended by CRLF.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import PurePosixPath

from composer.export import headers
from composer.export.exporters import EMBED, FOLDER, Exporter, Job
from composer.export.packing import MIME_TYPES, Packing
from composer.export.pages import finished_page, finished_text, finished_words

_POLICY = SMTP.clone(max_line_length=76)
# A message must have a date; an issue without one gets this, so that the same issue is the same bytes.
_NO_DATE = date(2000, 1, 1)


def write(job: Job) -> Mapping[str, bytes]:
    """One message; the pictures are in it, unless the image plan is an address on the web."""
    packing = Packing(job)
    inside = job.images in (FOLDER, EMBED)
    domain = headers.address_of(job.issue.publication).partition("@")[2]
    html = finished_page(job, _cids(packing, domain) if inside else packing.address(job.images))
    text = finished_text(job)
    digest = hashlib.sha256(f"{job.issue.subject}\n{text}\n{html}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
    body = _body(text, html)
    if inside and packing.files:
        _add_pictures(body, packing, domain)
    _settle(body, digest)
    fields = _fields(job, f"<{digest}@{domain}>")
    message = headers.written(fields) + body.as_bytes()
    headers.verify(message, [*fields, "MIME-Version", "Content-Type"])
    return {f"{job.stem}.eml": message}


def _fields(job: Job, message_id: str) -> dict[str, str]:
    day = job.issue.date or _NO_DATE
    subject = headers.checked("subject", finished_words(job, job.issue.subject))
    return {
        "From": headers.sender(job.issue.publication),
        "To": "undisclosed-recipients:;",
        "Subject": headers.line("Subject", subject),
        "Date": format_datetime(datetime(day.year, day.month, day.day, 9, tzinfo=UTC)),
        "Message-ID": message_id,
        "X-Unsent": "1",
    }


def _body(text: str, html: str) -> EmailMessage:
    message = EmailMessage(_POLICY)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def _cids(packing: Packing, domain: str) -> Callable[[str, int], str]:
    return lambda rendition, width: f"cid:{packing.name(rendition, width)}@{domain}"


def _add_pictures(message: EmailMessage, packing: Packing, domain: str) -> None:
    page = list(message.iter_parts())[1]
    assert isinstance(page, EmailMessage)
    for name, data in packing.files.items():
        maintype, subtype = MIME_TYPES[PurePosixPath(name).suffix].split("/")
        page.add_related(data, maintype, subtype, cid=f"<{name}@{domain}>", filename=name, disposition="inline")
    page.set_param("type", "text/html")


def _settle(message: EmailMessage, digest: str) -> None:
    """Boundaries made of the content (`=_` occurs in no quoted-printable or base64 text), MIME-Version only on top."""
    for n, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{n}_{digest}")
        if n:
            del part["MIME-Version"]


EXPORTER = Exporter("eml", "Mail file", ".eml", write, order=30)
