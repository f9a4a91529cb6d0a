"""Dictionaries for spell checking: the user's and the system's, which of them fits a language, and how one is added.

They are kept as they came. The engine reads copies in a form of its own, made here from what was read and checked, in
a folder that is its to delete from. A copy is called by language and content: a changed dictionary is another name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from composer.errors import ComposerError
from composer.library.bdic import LONGEST, Lexicon, read_bdic, write_bdic
from composer.library.hunspell import Part, checked, read_hunspell
from composer.library.places import user_data
from composer.storage.atomic import write_file

_MADE = b"1"  # counts up when the same dictionary is to be made into another copy
_LARGEST = 64 * 1024 * 1024  # bytes of a file
_TAG = re.compile(r"([a-z]{2,3})(?:[_-]([A-Za-z0-9]{2,8}(?:[_-][A-Za-z0-9]{1,8})*))?")
_CHROME = re.compile(r"-\d+-\d+$")  # behind the language in the names of Chromium's own files
_REGIONS = {"en": "US", "pt": "BR", "nb": "NO", "nn": "NO", "da": "DK", "sv": "SE", "cs": "CZ", "uk": "UA", "el": "GR"}
_SAME = {"no": "nb", "iw": "he", "in": "id"}
WORDS = "words.txt"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """tag: its language as files write it, `de_AT`. files: affixes and words, or the one in the engine's form.

    own: added by the user.
    """

    tag: str
    files: tuple[Path, ...]
    own: bool = False

    @property
    def language(self) -> str:
        """The language as an issue writes it, `de-AT`."""
        return self.tag.replace("_", "-")


def own_folder() -> Path:
    """Where the user's dictionaries are, and the words added to them."""
    return user_data() / "dictionaries"


def dictionaries() -> dict[str, Dictionary]:
    """All that there are by tag; the user's before the system's."""
    found: dict[str, Dictionary] = {}
    for folder in (own_folder(), *_system_folders()):
        for each in _in_folder(folder):
            found.setdefault(each.tag, each)
    return dict(sorted(found.items()))


def _system_folders() -> Iterator[Path]:
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for base in filter(None, shared.split(os.pathsep)):
        for name in ("hunspell", "myspell/dicts", "myspell", "hunspell-bdic"):
            yield Path(base) / name


def _in_folder(folder: Path) -> Iterator[Dictionary]:
    own = folder == own_folder()
    try:
        names = {path.name for path in folder.iterdir()}
    except OSError:
        return
    for name in sorted(names):
        stem, _, ending = name.rpartition(".")
        if ending == "dic" and f"{stem}.aff" in names and (tag := tag_of(stem)):
            yield Dictionary(tag, (folder / f"{stem}.aff", folder / name), own)
        elif ending == "bdic" and f"{stem}.dic" not in names and (tag := tag_of(stem)):
            yield Dictionary(tag, (folder / name,), own)


def tag_of(name: str) -> str:
    """The language that a file's name begins with, `de_AT` of `de-AT`; empty where it names none."""
    match = _TAG.fullmatch(_CHROME.sub("", name))
    if not match:
        return ""
    rest = (match[2] or "").replace("-", "_").split("_")
    region = [part.upper() if len(part) == 2 else part for part in rest if part]
    return "_".join([match[1], *region])


def fitting(language: str, found: Mapping[str, Dictionary]) -> Dictionary | None:
    """The dictionary for a language: of the very tag, of the language alone, of its usual region, or of any."""
    tag = tag_of(language)
    base, _, region = tag.partition("_")
    base = _SAME.get(base, base)
    usual = _REGIONS.get(base, base.upper())
    if base == "en" and region not in ("", "US", "CA", "PH"):
        usual = "GB"
    wanted = [f"{base}_{region}", base, f"{base}_{usual}"] if region else [base, f"{base}_{usual}"]
    others = [each for each in found if each.split("_")[0] == base]
    return next((found[each] for each in [*wanted, *others] if base and each in found), None)


def read_dictionary(dictionary: Dictionary) -> Lexicon:
    """What is in a dictionary; ComposerError in a sentence where it cannot be used."""
    return lexicon_of([Part(path.name, read_bytes(path)) for path in dictionary.files])


def lexicon_of(parts: list[Part]) -> Lexicon:
    """The lexicon of affixes and words, or of one file in the engine's form."""
    if len(parts) == 2:
        return read_hunspell(*parts)
    return checked(read_bdic(parts[0].data, parts[0].name), parts[0].name)


def read_bytes(path: Path) -> bytes:
    """A file's bytes, if it is no larger than a dictionary is."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ComposerError(f"{path.name}: more than {_LARGEST // 2**20} MB are too much for a dictionary.")
        return path.read_bytes()
    except OSError as error:
        raise ComposerError(f"{path.name} could not be read: {error.strerror}.") from None


def make_copy(dictionary: Dictionary, folder: Path) -> str:
    """Have the engine's copy in its folder; gives the name by which the engine finds it."""
    digest = hashlib.sha256(_MADE)
    for path in dictionary.files:
        digest.update(read_bytes(path) + b"\0")
    return _put(f"{dictionary.tag}_d", digest.hexdigest(), folder, lambda: read_dictionary(dictionary))


def own_words() -> list[str]:
    """The words that the user added, in the order of the file; a line that begins with # is a comment."""
    try:
        lines = read_bytes(own_folder() / WORDS).decode("utf-8", "replace").splitlines()
    except ComposerError:
        return []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def add_word(word: str) -> None:
    """Keep a word as one that is spelt right in every language."""
    path, word = own_folder() / WORDS, " ".join(word.split())
    if not word or word in own_words():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") if path.exists() else "# Words of your own, one a line.\n"
    except (OSError, ValueError) as error:
        raise ComposerError(f"“{word}” could not be added: {path} cannot be read ({error}).") from None
    write_file(path, f"{before.rstrip()}\n{word}\n".encode())


def copy_words(tag: str, folder: Path) -> str:
    """Have the user's words in the engine's folder as a dictionary for a language; its name, empty without words."""
    words = {word.encode(): (0,) for word in own_words() if len(word.encode()) <= LONGEST}
    if not words:
        return ""
    digest = hashlib.sha256(_MADE + b"\n".join(words))
    return _put(f"{tag}_w", digest.hexdigest(), folder, lambda: Lexicon(words))


def _put(start: str, digest: str, folder: Path, lexicon: Callable[[], Lexicon]) -> str:
    """Write the copy of that content, if it is not there; older ones of its kind go."""
    path = folder / f"{start}{digest[:12]}.bdic"
    if not path.exists():
        data = write_bdic(lexicon())
        folder.mkdir(parents=True, exist_ok=True)
        write_file(path, data)
        for older in folder.glob(f"{start}*.bdic"):
            if older != path and re.fullmatch(r"[0-9a-f]{12}", older.stem.removeprefix(start)):
                with contextlib.suppress(OSError):  # somebody reads it
                    older.unlink()
    return path.stem
