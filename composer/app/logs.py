"""What the program writes down about itself: five small files, and nothing in them that anybody typed."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from composer.app.diagnostics import clean_message, trace_of
from composer.library.places import user_state

FILES, SIZE = 5, 1_000_000  # bytes each
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_LOG = logging.getLogger("composer")
_Thrown = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Clean(logging.Formatter):
    """Exceptions by kind and place: what they say may be somebody's words."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # what another handler made of it, or ours for another
        try:
            return super().format(record)
        finally:
            record.exc_text = None

    def formatException(self, ei: _Thrown) -> str:
        return trace_of(ei[1]) if ei[1] else ""


def logs() -> Path:
    """The folder of the log files."""
    return user_state() / "logs"


def keep_logs(folder: Path | None = None) -> logging.Handler:
    """Write down from now on what `composer` loggers say at INFO and above; other libraries' words stay out."""
    where = folder or logs()
    handler: logging.Handler
    try:
        where.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            where / "composer.log", maxBytes=SIZE, backupCount=FILES - 1, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Clean("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.handleError = lambda record: None  # type: ignore[method-assign]  # a full disk costs the log, not the work
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    return handler


def close_logs(handler: logging.Handler) -> None:
    """Write nothing down any more."""
    _LOG.removeHandler(handler)
    handler.close()


def hear_qt() -> None:
    """Take what Qt warns of into the log, without what it quotes. What scripts of pages say is left out."""
    qInstallMessageHandler(_hear)


def _hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    category = getattr(context, "category", None) or "default"
    words = "" if category == "js" else clean_message(message)
    logging.getLogger("composer.qt").log(_LEVELS.get(kind, logging.WARNING), "%s: %s", category, words)
