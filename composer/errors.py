"""Expected trouble, told in a sentence for the person at the desk."""


class ComposerError(Exception):
    """What happened, to which file or field, and what to do: its text is shown as it stands."""


class FormatError(ComposerError):
    """A value that does not fit the issue's form; `path` says where, as in `blocks[3].fields.image.alt`."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}" if path else sentence)
        self.path = path
        self.sentence = sentence


class DamagedError(ComposerError):
    """A file that is not what was written: what is left of it may still be got out."""
