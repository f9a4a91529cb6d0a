"""Block types, each a folder of data: `block.toml`, `block.html`, and where wanted css, text, icon and examples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from composer.errors import ComposerError, FormatError
from composer.library.imprint import MEMBERS, Imprint, imprint_of
from composer.library.places import shipped
from composer.model import values_json as form
from composer.model.fields import CARRY, KINDS, Field, read_fields
from composer.model.record import Record
from composer.storage import canonical

# What a field may mean to its issue, whatever its block type.
ROLES = frozenset(
    "headline short_title label standfirst byline commentator published body sources listed continues about section "
    "address speaker statement charter".split()
)
# Issue-level values that a block's markup may read; a block is rendered again when one it names changes.
USES = frozenset({"contents", "credits", "disclosures", "publication", "dateline"})
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TYPE_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_TOP = {
    "title": str, "group": str, "help": str, "uses": list, "fields": dict, "opens_section": bool, "ends": bool,
    "order": int, "takes": str, **MEMBERS,
}  # fmt: skip
TAKES = ("image", "link", "prose")
_LARGEST_TOML, _MOST_DOTS = 16 * 1024, 100  # the largest that ships is a quarter of that, and has three
_FIELD = {
    "kind", "label", "help", "placeholder", "default", "carry", "role", "credit", "choices", "fields", "least", "most"
}  # fmt: skip
# What a member of a table may be, and how that is called.
_CALLED = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", dict: "a table"}
_CALLED[list] = "a list of texts"
_FAR = 1_000_000  # no number in a declaration is as great

Sheets = tuple[tuple[str, str], ...]  # of style: file and text


@dataclass(frozen=True, slots=True)
class BlockType:
    """One kind of block as declared: what it holds, how it is marked up, what it reads of the issue.

    text is the Jinja markup of its plain-text form, or None for the one made from its fields. A heading that
    `opens_section` can take the blocks below it along when it moves. ends: below it the mail needs no room. takes: what
    makes a block of this type when it comes between others (`image`: a picture, for its first image field; `link`: an
    address; `prose`: words). Where templates dress the type: dresses, their folders for it, the nearest first;
    css_file, where `css` is from; under, the sheets that it is added to.
    """

    name: str
    title: str
    group: str
    fields: tuple[Field, ...]
    markup: str
    css: str
    folder: Path
    help: str = ""
    uses: frozenset[str] = frozenset()
    opens_section: bool = False
    ends: bool = False
    order: int = 100
    takes: str = ""
    text: str | None = None
    dresses: tuple[Path, ...] = ()
    css_file: str = ""
    under: Sheets = ()
    imprint: Imprint = Imprint()
    _by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    _by_role: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {each.name: each for each in reversed(self.fields)})
        object.__setattr__(self, "_by_role", {each.role: each for each in reversed(self.fields)})

    def field(self, name: str) -> Field | None:
        """The declared field of that name."""
        return self._by_name.get(name)

    def with_role(self, role: str) -> Field | None:
        """The first field with that role."""
        return self._by_role.get(role)

    def first(self, kind: str) -> Field | None:
        """The first field of a kind."""
        return next((field for field in self.fields if field.kind == kind), None)

    @property
    def ships(self) -> bool:
        """Whether it comes with the program."""
        return self.folder.is_relative_to(shipped("templates"))

    @property
    def icon(self) -> Path | None:
        path = self.folder / "icon.svg"
        return path if path.is_file() else None

    def examples(self) -> dict[str, Record]:
        """Named field records from `examples/*.json`, for pickers, tests and pictures."""
        found = {}
        for path in sorted((self.folder / "examples").glob("*.json")):
            found[path.stem] = read_fields(canonical.decode(path.read_bytes(), path.name), path.name, self.fields)
        return found


def read_block_type(folder: Path) -> BlockType:
    """The block type in `folder`; ComposerError names the file and the member that is wrong."""
    path = folder / "block.toml"
    if not _TYPE_NAME.fullmatch(folder.name):
        raise ComposerError(f"{folder}: a block type's folder is named with small letters, digits, - and _.")
    given = read_toml(path)
    check_members(given, _TOP, path)
    uses = frozenset(given.get("uses", ()))
    if not uses <= USES:
        raise ComposerError(f"{path}: uses: {', '.join(sorted(uses - USES))} is not among {', '.join(sorted(USES))}.")
    try:
        fields = tuple(read_field(name, item, f"fields.{name}") for name, item in given.get("fields", {}).items())
    except FormatError as error:
        raise ComposerError(f"{path}: {error}") from None
    return BlockType(
        name=folder.name,
        title=str(given.get("title") or folder.name.replace("_", " ").replace("-", " ").capitalize()),
        group=str(given.get("group", "Own")),
        help=str(given.get("help", "")),
        fields=fields,
        markup=read_text(folder / "block.html"),
        css=read_text(folder / "block.css", missing=""),
        text=read_text(folder / "block.txt", missing="") or None,
        folder=folder,
        uses=uses,
        opens_section=bool(given.get("opens_section", False)),
        ends=bool(given.get("ends", False)),
        order=int(given.get("order", 100)),
        takes=_takes(given.get("takes", ""), fields, path),
        imprint=imprint_of(given),
    )


def _takes(given: Any, fields: tuple[Field, ...], path: Path) -> str:
    if given and (given not in TAKES or not any(field.kind == given for field in fields)):
        raise ComposerError(f"{path}: takes: write one of {', '.join(TAKES)}, and declare a field of that kind.")
    return str(given)


def read_field(name: str, json: Any, path: str) -> Field:
    """One field declaration; FormatError says what is wrong with it."""
    given = form.members(json, path)
    if not _NAME.fullmatch(name):
        raise FormatError(path, "a field's name has small letters, digits and _, and begins with a letter.")
    if unknown := set(given) - _FIELD:
        raise FormatError(path, f"{', '.join(sorted(unknown))}: no such member; there are {', '.join(sorted(_FIELD))}.")
    kind = form.word(given.get("kind", ""), f"{path}.kind", tuple(KINDS))
    if not kind:
        raise FormatError(path, f"kind is missing; it is one of {', '.join(KINDS)}.")
    role = form.word(given.get("role", ""), f"{path}.role", tuple(sorted(ROLES)))
    rows = form.members(given.get("fields", {}), f"{path}.fields")
    field = Field(
        name=name,
        kind=kind,
        label=form.line(given.get("label", name.replace("_", " ").capitalize()), f"{path}.label"),
        help=form.line(given.get("help", ""), f"{path}.help"),
        placeholder=form.line(given.get("placeholder", ""), f"{path}.placeholder"),
        carry=form.word(given.get("carry", "keep"), f"{path}.carry", CARRY),
        role=role,
        credit=form.word(given.get("credit", "required"), f"{path}.credit", ("required", "optional")),
        choices=_choices(given.get("choices", {}), f"{path}.choices"),
        fields=tuple(read_field(key, item, f"{path}.fields.{key}") for key, item in rows.items()),
        least=_bound(given, "least", path),
        most=_bound(given, "most", path),
    )
    if kind in ("rows", "choice") and not (field.fields or field.choices):
        raise FormatError(path, "rows need fields, and a choice needs choices.")
    return _with_default(field, given.get("default"), path)


def _bound(given: Mapping[str, Any], name: str, path: str) -> int | None:
    bound = given.get(name)
    if bound is None or is_a(bound, int):
        return cast("int | None", bound)
    raise FormatError(f"{path}.{name}", "expected a whole number.")


def _with_default(field: Field, default: Any, path: str) -> Field:
    if default is None and field.kind == "choice":
        default = field.choices[0][0]
    return field if default is None else replace(field, default=field.read(default, f"{path}.default"))


def _choices(json: Any, path: str) -> tuple[tuple[str, str], ...]:
    if isinstance(json, list):
        return tuple((form.line(item, path), str(item).replace("_", " ").capitalize()) for item in json)
    return tuple((word, form.line(label, f"{path}.{word}")) for word, label in form.members(json, path).items())


def read_block_types(folder: Path) -> dict[str, BlockType]:
    """Every block type below `folder`, by name."""
    paths = sorted(folder.glob("*/block.toml"))
    return {path.parent.name: read_block_type(path.parent) for path in paths}


def read_toml(path: Path) -> Mapping[str, Any]:
    """A TOML file's tables; ComposerError with file and line where it cannot be read."""
    try:
        return toml_tables(path.read_bytes(), path)
    except OSError as error:
        raise ComposerError(f"{path} cannot be read: {error}.") from None


def toml_tables(data: bytes, name: Path | str) -> Mapping[str, Any]:
    """The tables of TOML; ComposerError with its name, and the line, where it cannot be read or is not to be."""
    if trouble := toml_trouble(data):
        raise ComposerError(f"{name} has {trouble}; it was not opened.")
    try:
        return tomllib.loads(data.decode())
    except tomllib.TOMLDecodeError as error:
        raise ComposerError(f"{name}: {error}.") from None
    except RecursionError:
        raise ComposerError(f"{name}: brackets stand inside one another too deep.") from None
    except UnicodeDecodeError as error:
        raise ComposerError(f"{name} cannot be read: {error}.") from None


def toml_trouble(data: bytes) -> str:
    """What of a TOML file keeps it from being opened, or nothing: a key of thousands of parts takes seconds to read."""
    if len(data) > _LARGEST_TOML:
        return f"more than {_LARGEST_TOML // 1024} KB"
    if any(line.count(b".") > _MOST_DOTS for line in data.split(b"\n")):
        return f"more than {_MOST_DOTS} dots in a line"
    return ""


def read_text(path: Path, missing: str | None = None) -> str:
    """A text file; `missing` where there is none, or a ComposerError."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        if missing is not None:
            return missing
        raise ComposerError(f"{path} is missing.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ComposerError(f"{path} cannot be read: {error}.") from None


def check_members(given: Mapping[str, Any], known: Mapping[str, type], path: Path, where: str = "") -> None:
    """ComposerError where a table has members that mean nothing, or are not what they should be: a slip of the pen is
    seen, and a stranger's card does no harm."""
    if unknown := sorted(set(given) - set(known)):
        raise ComposerError(f"{path}: {', '.join(unknown)}: no such member; there are {', '.join(sorted(known))}.")
    for name, value in given.items():
        if not is_a(value, known[name]):
            raise ComposerError(f"{path}: {where}{name}: expected {_CALLED[known[name]]}.")


def is_a(value: object, kind: type) -> bool:
    """Whether a TOML value is one: a number within reason, a list of texts alone."""
    if kind in (int, float):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return (whole or (kind is float and isinstance(value, float))) and -_FAR < value < _FAR  # type: ignore[operator]
    if kind is list:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return isinstance(value, kind)
