"""The canvas's own addresses, served from memory by id, and the walls around them. Imports QtWebEngine: import it late.

`composer://page/<number>` is a page, `composer://image/<rendition>/<css px>` a picture at twice that width. Nothing
else is ever answered, and nothing leaves the machine.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from shiboken6 import isValid

from composer.app.jobs import Err, Jobs, Ok

SCHEME = b"composer"
POLICY = b"default-src 'none'; img-src composer: data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
KEPT_PAGES = 2
KEPT_PICTURES = 64

Picture = Callable[[str, int], bytes]


def register() -> None:
    """Make the scheme known; once, before the first profile."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


class Wall(QWebEngineUrlRequestInterceptor):
    """Default deny: only our own scheme and pictures inside the page pass."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        info.block(not allowed(info.requestUrl(), bytes(info.requestMethod().data())))


def allowed(url: QUrl, method: bytes = b"GET") -> bool:
    """Whether a request may be made at all."""
    if not url.isValid() or method != b"GET":
        return False
    if url.scheme() == "data":
        return url.path().startswith("image/")
    return url.scheme() == "composer" and url.host() in ("page", "image")


class Server(QWebEngineUrlSchemeHandler):
    """Answers the scheme from memory: pages put there, pictures made by `picture` off the GUI thread."""

    def __init__(self, picture: Picture, jobs: Jobs) -> None:
        super().__init__()
        self._picture = picture
        self._jobs = jobs
        self._pages: OrderedDict[int, bytes] = OrderedDict()
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._number = 0

    def put(self, html: str) -> QUrl:
        """Keep a page, and give its address; older pages are dropped."""
        self._number += 1
        self._pages[self._number] = html.encode()
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return QUrl(f"composer://page/{self._number}")

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        parts = url.path().strip("/").split("/")
        if url.host() == "page" and parts[0].isdigit() and int(parts[0]) in self._pages:
            job.setAdditionalResponseHeaders({QByteArray(b"Content-Security-Policy"): [QByteArray(POLICY)]})  # type: ignore[dict-item]
            _reply(job, b"text/html; charset=utf-8", self._pages[int(parts[0])])
        elif url.host() == "image" and len(parts) == 2 and parts[1].isdigit():
            self._answer_picture(job, parts[0], int(parts[1]))
        else:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)

    def _answer_picture(self, job: QWebEngineUrlRequestJob, rendition: str, width: int) -> None:
        kept = self._pictures.get((rendition, width))
        if kept is not None:
            _reply(job, _type_of(kept), kept)
            return

        def done(outcome: Ok[bytes] | Err) -> None:
            if isinstance(outcome, Ok):
                self._pictures[rendition, width] = outcome.value
                while len(self._pictures) > KEPT_PICTURES:
                    self._pictures.popitem(last=False)
            if not isValid(job):
                return
            if isinstance(outcome, Ok):
                _reply(job, _type_of(outcome.value), outcome.value)
            else:
                job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)

        self._jobs.run(lambda: self._picture(rendition, width), done)


def _type_of(data: bytes) -> bytes:
    if data.startswith(b"\x89PNG"):
        return b"image/png"
    if data.startswith(b"GIF8"):
        return b"image/gif"
    return b"image/webp" if data[8:12] == b"WEBP" else b"image/jpeg"


def _reply(job: QWebEngineUrlRequestJob, kind: bytes, data: bytes) -> None:
    buffer = QBuffer(job)
    buffer.setData(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    job.reply(QByteArray(kind), buffer)
