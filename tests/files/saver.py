"""A process that saves one document over and over, until it is killed. Run by `test_saving.py`.

Reads lines from stdin: a path to save to, each in a process of its own, forked so that it begins at once. That process
writes its id and then each version it has finished saving, a line each, to the file beside it that ends in `.told`.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

from composer.files.assets import Assets
from composer.files.document import open_document, save_document
from composer.library.templates import read_library
from composer.model.issue import Issue
from tests.drawn import noise

LIBRARY = read_library()


def save_for_ever(path: Path) -> None:
    """Save the next version, and say so once it is saved."""
    document = open_document(path, LIBRARY)
    issue, told = document.issue, _told(path)
    while True:
        issue = replace(issue, number=(issue.number or 0) + 1)
        save_document(path, issue, document.assets, library=LIBRARY)
        os.write(told, b"%d\n" % issue.number)


def write_in_place_for_ever(path: Path) -> None:
    """How it must not be done: the file is written over, piece by piece."""
    data, told = path.read_bytes(), _told(path)
    while True:
        with path.open("wb", buffering=0) as file:
            for at in range(0, len(data), 4096):
                file.write(data[at : at + 4096])
        os.write(told, b"0\n")


def _told(path: Path) -> int:
    descriptor = os.open(path.with_suffix(".told"), os.O_WRONLY | os.O_APPEND)
    os.write(descriptor, b"%d\n" % os.getpid())
    return descriptor


def first_version(path: Path, megabytes: float) -> None:
    """A document of about that size to begin with."""
    assets = Assets()
    while sum(len(assets.get(name)) for name in assets.names()) < megabytes * 1024 * 1024:
        assets.add(noise("PNG", (400, 300 + len(assets.names()))))
    words = Issue(number=0, preheader=" ".join(assets.names()))  # named, so that they are kept
    save_document(path, words, assets, library=LIBRARY)


if __name__ == "__main__":
    print("ready", flush=True)
    for line in sys.stdin:
        if os.fork() == 0:
            (write_in_place_for_ever if "--in-place" in sys.argv else save_for_ever)(Path(line.strip()))
