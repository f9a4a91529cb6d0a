"""Expected trouble, told in a sentence for the person at the desk."""

from __future__ import annotations

import re

# What a quoted name or value could do to the sentence around it: control characters, and marks that turn the
# direction of all that follows.
_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class ComposerError(Exception):
    """What happened, to which file or field, and what to do: its text is shown as it stands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(_fit(sentence))


class FormatError(ComposerError):
    """A value that does not fit the issue's form; `path` says where, as in `blocks[3].fields.image.alt`."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}" if path else sentence)
        self.path = path
        self.sentence = _fit(sentence)


class DamagedError(ComposerError):
    """A file that is not what was written: what is left of it may still be got out."""


def _fit(sentence: str) -> str:
    return _UNFIT.sub("\ufffd", sentence)
