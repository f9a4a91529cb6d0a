"""A dictionary that somebody chose, taken into the user's folder: .dic and .aff, .bdic, or LibreOffice's .oxt.

It is read as the engine's copy will be before anything is put in its place: what is there can be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lxml import etree

from composer.errors import ComposerError
from composer.library.bdic import write_bdic
from composer.library.dictionaries import Dictionary, lexicon_of, own_folder, read_bytes, tag_of
from composer.library.hunspell import Part
from composer.storage.atomic import write_file
from composer.storage.zips import MB, Limits, Zip

_LIMITS = Limits(members=500, member=64 * MB, total=256 * MB)
_NAME = re.compile(r"[^\x00-\x1f]{1,200}")  # no file is ever called so
_OOR = "{http://openoffice.org/2001/registry}"
Found = Iterator[tuple[str, list[Part]]]  # tags, and affixes with words, or one file in the engine's form


def add_dictionary(path: Path) -> list[Dictionary]:
    """Take in what is in a file, in the place of what there was for the same languages; what was added."""
    kind = path.suffix.lower()
    if kind not in (".oxt", ".dic", ".aff", ".bdic"):
        raise ComposerError(f"{path.name}: a dictionary is a .oxt, .bdic or .dic file; a .dic has its .aff beside it.")
    added = {}
    for tag, parts in _extension(path) if kind == ".oxt" else _files(path, kind):
        if len(parts) == 1:  # written anew: what the engine reads was checked to the last byte
            parts = [Part(parts[0].name, write_bdic(lexicon_of(parts)))]
        else:
            lexicon_of(parts)
        added[tag] = _keep(tag, parts)
    if not added:
        raise ComposerError(f"{path.name}: there is no dictionary for spell checking in it.")
    return list(added.values())


def _keep(tag: str, parts: list[Part]) -> Dictionary:
    folder = own_folder()
    endings = (".aff", ".dic") if len(parts) == 2 else (".bdic",)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for other in {".aff", ".dic", ".bdic"} - {*endings}:
            (folder / f"{tag}{other}").unlink(missing_ok=True)
    except OSError as error:
        raise ComposerError(f"The dictionary could not be put into {folder}: {error.strerror}.") from None
    for ending, part in zip(endings, parts, strict=True):
        write_file(folder / f"{tag}{ending}", part.data)
    return Dictionary(tag, tuple(folder / f"{tag}{ending}" for ending in endings), own=True)


def _files(path: Path, kind: str) -> Found:
    tag = tag_of(path.stem)
    if not tag:
        raise ComposerError(f"{path.name}: name the file after its language, such as de_DE{kind}, and add it again.")
    if kind == ".bdic":
        yield tag, [Part(path.name, read_bytes(path))]
        return
    pair = [path.with_suffix(ending) for ending in (".aff", ".dic")]
    for each in pair:
        if not each.exists():
            raise ComposerError(f"{path.name}: {each.name} belongs to it, and is not beside it.")
    yield tag, [Part(each.name, read_bytes(each)) for each in pair]


def _extension(path: Path) -> Found:
    """The dictionaries of an extension. Nothing of it is unpacked to disk: members are only read by name."""
    try:
        with path.open("rb") as file:
            zipped = Zip(file, path.name, _LIMITS, named=lambda name: bool(_NAME.fullmatch(name)))
            for locales, names in _listed(zipped, path.name):
                tag = _tag(locales, PurePosixPath(names[1]).stem)
                if tag:
                    yield tag, [Part(f"{path.name}, {name}", zipped.read(name)) for name in names]
    except OSError as error:
        raise ComposerError(f"{path.name} could not be read: {error.strerror}.") from None


def _listed(zipped: Zip, name: str) -> Iterator[tuple[list[str], tuple[str, str]]]:
    """Languages with affixes and words, as the extension lists them; else each pair by its own name."""
    pairs = {each.removesuffix(".dic"): each for each in zipped.names if each.endswith(".dic")}
    pairs = {stem: each for stem, each in pairs.items() if f"{stem}.aff" in zipped.names}
    told = set()
    for said in (each for each in zipped.names if PurePosixPath(each).name.lower() == "dictionaries.xcu"):
        for locales, places in _entries(zipped.read(said), name):
            inside = [_inside(said, place) for place in places]
            stem = next((each.removesuffix(".dic") for each in inside if each.endswith(".dic")), "")
            if stem in pairs:
                told.add(stem)
                yield locales, (f"{stem}.aff", f"{stem}.dic")
    for stem in pairs.keys() - told if not told else ():
        yield [], (f"{stem}.aff", f"{stem}.dic")


def _entries(data: bytes, name: str) -> Iterator[tuple[list[str], list[str]]]:
    """Locales and locations of each dictionary for spell checking in `dictionaries.xcu`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ComposerError(f"{name}, dictionaries.xcu, line {error.lineno}: this is no XML.") from None
    for node in root.iter("node"):
        values = {
            each.get(f"{_OOR}name"): " ".join(map(str, each.itertext())).split() for each in node.iterfind("prop")
        }
        if values.get("Format") == ["DICT_SPELL"]:
            yield values.get("Locales", []), values.get("Locations", [])


def _inside(said: str, place: str) -> str:
    """The member that a location means, beside the file that says it."""
    within = place.removeprefix("%origin%/").removeprefix("./")
    folder = PurePosixPath(said).parent.as_posix()
    return within if folder == "." else f"{folder}/{within}"


def _tag(locales: list[str], stem: str) -> str:
    """What the dictionary is kept as: its one language, the one it is called by, or the language of all of them."""
    tags = [tag for tag in map(tag_of, locales) if tag]
    own = tag_of(stem)
    if not tags or own in tags:
        return own
    bases = {tag.split("_")[0] for tag in tags}
    return tags[0] if len(tags) == 1 or len(bases) > 1 else bases.pop()
