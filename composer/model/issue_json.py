"""An issue as JSON data, the form of scripts and of `issue.json` in a document."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from composer.errors import ComposerError, FormatError
from composer.model import values_json as form
from composer.model.fields import Field, read_fields, write_fields
from composer.model.issue import FORMAT, Block, Issue, Last, Publication, Settings
from composer.model.record import Record
from composer.model.values import Extra, Person, Raw
from composer.model.walk import map_people

Declared = Mapping[str, tuple[Field, ...]]
_ALWAYS = ("template", "subject", "preheader", "language")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

SOCIAL_FIELDS = (
    Field("network", "line", "Network", placeholder="Mastodon"),
    Field("address", "line", "Address", placeholder="https://", role="address"),
)


def read_issue(json: Any, declared: Declared) -> Issue:
    """The issue of decoded JSON. `declared` gives the fields of each block type; FormatError names what is wrong where.

    Ids left out are made from positions and names, so the same JSON is the same issue.
    """
    given = dict(form.members(json, ""))
    wanted = given.pop("format", FORMAT)
    if not isinstance(wanted, int) or wanted > FORMAT:
        raise ComposerError(
            f"This issue has format {wanted}, made by a newer version; this one reads formats up to {FORMAT}. "
            "Update the program to open it."
        )
    blocks = given.pop("blocks", None)
    issue = _issue(given, "")
    return _with_person_ids(replace(issue, blocks=_read_blocks([] if blocks is None else blocks, declared)), declared)


def write_issue(issue: Issue, declared: Declared) -> dict[str, Any]:
    """JSON data of the issue; `read_issue` gives the same issue back.

    What every script looks at is there even when empty or as usual; so are fields of blocks, and ids of people.
    """
    issue = _with_person_ids(issue, declared)
    always = {name: getattr(issue, name) for name in _ALWAYS}
    written: dict[str, Any] = {"format": FORMAT, **always, **form.write(replace(issue, blocks=()))}
    written["blocks"] = [write_block(block, declared) for block in issue.blocks]
    return written


def read_block(json: Any, path: str, declared: Declared) -> Block:
    """One block; fields of an unknown type are kept as Raw. The id may be empty."""
    given = dict(form.members(json, path))
    block_type = form.line(given.pop("type", None), f"{path}.type")
    fields = read_fields(_given(given, "fields", {}), f"{path}.fields", declared.get(block_type, ()))
    settings = _settings(_given(given, "settings", {}), f"{path}.settings")
    block_id = _block_id(_given(given, "id", ""), f"{path}.id")
    extra: Extra = tuple(sorted((name, form.raw(value).json) for name, value in given.items()))
    return Block(block_id, block_type, fields, settings, extra)


def write_block(block: Block, declared: Declared) -> dict[str, Any]:
    """JSON data of one block."""
    fields = write_fields(block.fields, declared.get(block.type, ()))
    written: dict[str, Any] = {"id": block.id, "type": block.type, "fields": fields}
    if settings := form.write(block.settings):
        written["settings"] = settings
    return written | {name: form.write(Raw(text)) for name, text in block.extra}


def _block_id(json: Any, path: str) -> str:
    """An id that can stand in anchors and in paths; it may be empty."""
    block_id = form.line(json, path)
    if block_id and not _ID.fullmatch(block_id):
        raise FormatError(path, f"“{block_id[:60]}” is no id; use up to 64 letters, digits, - and _.")
    return block_id


def _given(members: dict[str, Any], name: str, default: Any) -> Any:
    """Take a member out; the default where it is null or not there."""
    value = members.pop(name, None)
    return default if value is None else value


def slug(name: str) -> str:
    """A readable id of a name; a short hash where it has no Latin letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48]
    return words or hashlib.sha256(name.encode()).hexdigest()[:8]


def _read_blocks(json: Any, declared: Declared) -> tuple[Block, ...]:
    blocks = [read_block(item, f"blocks[{n}]", declared) for n, item in enumerate(form.array(json, "blocks"))]
    taken: set[str] = set()
    for n, block in enumerate(blocks):
        if block.id in taken:
            raise FormatError(f"blocks[{n}].id", f"the id “{block.id}” is given to two blocks.")
        taken |= {block.id} - {""}
    number = 0
    for n, block in enumerate(blocks):
        if not block.id:
            number = next(k for k in range(number + 1, number + 2 + len(taken)) if f"b{k}" not in taken)
            blocks[n] = replace(block, id=f"b{number}")
    return tuple(blocks)


def _with_person_ids(issue: Issue, declared: Declared) -> Issue:
    """Every named person and publication gets an id: people of the same name are one person."""

    def identified(person: Person) -> Person:
        return replace(person, id=slug(person.name)) if person.name and not person.id else person

    publication = issue.publication
    if publication.name and not publication.id:
        publication = replace(publication, id=slug(publication.name))
    return replace(map_people(issue, declared, identified), publication=publication)


def read_tokens(json: Any, path: str) -> Record:
    """Theme tokens and what they hold."""
    return Record((name, form.line(value, f"{path}.{name}")) for name, value in form.members(json, path).items())


def _names(json: Any, path: str) -> tuple[str, ...]:
    return tuple(form.line(name, f"{path}[{n}]") for n, name in enumerate(form.array(json, path)))


def _social(json: Any, path: str) -> tuple[Record, ...]:
    return tuple(read_fields(row, f"{path}[{n}]", SOCIAL_FIELDS) for n, row in enumerate(form.array(json, path)))


_settings = form.record(
    Settings,
    {
        **dict.fromkeys(("hidden", "held_over", "locked", "fixed", "needed", "single"), form.toggle),
        "synced": form.line,
    },
)
read_publication = form.record(
    Publication,
    {
        "id": form.line,
        "name": form.line,
        "tagline": form.line,
        "logo": form.image,
        "dark_logo": form.image,
        "website": form.line,
        "address": form.lines,
        "reason": form.line,
        "contact": form.line,
        "unsubscribe": form.line,
        "preferences": form.line,
        "browser_view": form.line,
        "forward": form.line,
        "charter": form.charter,
        "credit_pattern": form.line,
        "social": _social,
    },
)
_issue = form.record(
    Issue,
    {
        "subject": form.line,
        "preheader": form.line,
        "number": form.whole,
        "label": form.line,
        "date": form.day,
        "language": form.line,
        "template": form.line,
        "publication": read_publication,
        "theme": read_tokens,
        "closed": _names,
        "last": form.record(Last, {"date": form.day, "digests": read_tokens}),
    },
)
