"""What may be passed on about trouble: where in the program it was and on what; no person's words, names or paths."""

from __future__ import annotations

import platform
import re
import sysconfig
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

from composer.library.places import PACKAGE

_MADE_OF = ("newsletter-composer", "PySide6-Essentials", "lxml", "Pillow", "premailer")
_STDLIB = Path(sysconfig.get_paths()["stdlib"]).resolve()
_FRAME = re.compile(r'^  File "(?P<path>[^"]*)", line (?P<line>\d+) in (?P<name>[\w<>.]{1,100})$')
# Lines of faulthandler's that hold nothing of anybody's.
_HEADS = re.compile(
    r"(Fatal Python error: [A-Za-z ]{1,60}|Timeout \([\d:.]+\)!|Windows fatal exception: [\w ]{1,60}"
    r"|(Current thread|Thread) 0x[0-9a-f]+( \[[\w .-]{0,30}\])? \(most recent call first\):"
    r"|  (<[^>]*>|\.\.\.)|Extension modules: [\w., ()]*|)"
)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|'[^']*'|\S*[/\\]\S*")


def report(error: BaseException) -> str:
    """An exception as it may be passed on: what the program is made of, kinds and places. What it says is left out."""
    return f"{system()}\n\n{trace_of(error)}"


def system() -> str:
    """Versions of the program, what it is made of, and the system."""
    return "\n".join([*_versions(), f"Python {platform.python_version()}, {platform.system()} {platform.release()}"])


def trace_of(error: BaseException) -> str:
    """Kinds and places of an exception and of those that led to it, the first of them first."""
    return "\n\n".join(_told(each) for each in reversed(list(_chain(error))))


def signature(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The same for the same trouble at the same place."""
    frames = [f"{place(frame.f_code.co_filename)}:{line}" for frame, line in walk_tb(trace)]
    return f"{kind.__qualname__} {frames[-1] if frames else ''}"


def clean_trace(text: str) -> str:
    """What faulthandler wrote, with places in the program only; lines of any other form are left out."""
    lines = []
    for line in text.splitlines():
        if frame := _FRAME.match(line):
            lines.append(f"  {place(frame['path'])}, line {frame['line']}, in {frame['name']}")
        elif _HEADS.fullmatch(line):
            lines.append(line)
    return "\n".join(lines).strip()


def clean_message(text: str) -> str:
    """A library's message without what it quotes, and without paths and addresses."""
    return _QUOTED.sub("…", text)


def place(file: str) -> str:
    """A source file by its place in the program or a library; `elsewhere` for every other."""
    if file.startswith("<frozen "):
        return file
    path = Path(file)
    for root in (PACKAGE.parent / "composer", _STDLIB):
        if path.is_relative_to(root) and "site-packages" not in path.relative_to(root).parts:
            return path.relative_to(root.parent if root != _STDLIB else root).as_posix()
    _, found, inside = path.as_posix().rpartition("/site-packages/")
    return inside if found else "elsewhere"


def _told(error: BaseException) -> str:
    frames = walk_tb(error.__traceback__)
    lines = [f"  {place(frame.f_code.co_filename)}, line {n}, in {_name(frame.f_code.co_name)}" for frame, n in frames]
    return "\n".join([f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins."), *lines])


def _name(name: str) -> str:
    return name if re.fullmatch(r"[\w<>]{1,100}", name) else "…"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _versions() -> Iterator[str]:
    for name in _MADE_OF:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:  # a frozen program does not carry them all
            continue
