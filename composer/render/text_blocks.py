"""One block as paragraphs of plain text: by its own `block.txt`, else from its fields and what its type `uses`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from composer import language
from composer.errors import ComposerError
from composer.library.block_types import BlockType
from composer.library.words import read_words
from composer.model.fields import Field, value_of
from composer.model.issue import Block, Issue, Publication
from composer.model.prose import from_text
from composer.model.record import Record
from composer.model.values import Link, Raw
from composer.render.beyond import NOTHING, beyond, own_words
from composer.render.context import LINKS, RenderContext, block_values, page_values, reading_time
from composer.render.environment import make_environment
from composer.render.field_values import Printing
from composer.render.text_fields import Told, leading, sign, tell_field
from composer.render.text_layout import wrap
from composer.render.text_prose import Links, Paragraph, write_prose

# A publication's member that stands in for an empty field of another name.
_STANDS_IN = {"title": "name"}
# What a type reads, and the word that heads it where the block has no title.
_HEADINGS = {"contents": "contents", "credits": "credits", "disclosures": "disclosure"}


def write_block(issue: Issue, block: Block, context: RenderContext, links: Links) -> list[Paragraph]:
    """The block's paragraphs, none when it says nothing; ComposerError where its `block.txt` cannot be carried out."""
    block_type = context.template.blocks.get(block.type)
    if block_type is None:
        return _unknown(block)
    if block_type.text is not None:
        return _from_markup(issue, block, context, links)
    outside = beyond(issue, context.template.blocks).get(block.id, NOTHING)
    printing = Printing(read_words(context.language), context.credit_pattern, dict(outside.targets))
    quoting, rolled = block_type.with_role("speaker") is not None, "credits" in block_type.uses
    count = own_words(block, block_type) + outside.words
    reading = reading_time(count, printing.words) if block_type.with_role("byline") else ""
    told = Told(printing, links, quoting=quoting, rolled=rolled, reading=reading)
    record = _filled(block.fields, block_type, issue.publication, context)
    _title(told, record, block_type)
    titled = len(told.paragraphs)
    for declared in block_type.fields:
        if declared is not title_field(block_type):
            tell_field(told, declared, record)
    sign(told)
    statement = block_type.with_role("statement")
    own = bool(statement and value_of(record, statement))
    for use in sorted(block_type.uses & set(_USES)):
        _USES[use](told, page_values(issue, context)["issue"], own)
    empty = len(told.paragraphs) == titled and not block_type.uses.isdisjoint(_HEADINGS)
    return [] if empty else told.paragraphs


def title_field(block_type: BlockType) -> Field | None:
    """The line named `title`, which heads a block that has no headline."""
    field = block_type.field("title")
    return field if field and field.kind == "line" and not field.role else None


def _title(told: Told, record: Record, block_type: BlockType) -> None:
    """The block's title; a type that reads the issue and has none is headed by what it reads."""
    field = title_field(block_type)
    read = next((use for use in _HEADINGS if use in block_type.uses), "")
    text = (value_of(record, field) if field else "") or (told.words[_HEADINGS[read]] if read else "")
    told.head(text, "=" if "dateline" in block_type.uses else "-")


def _filled(record: Record, block_type: BlockType, publication: Publication, context: RenderContext) -> Record:
    """The record with what the publication says, by the same name, where a field is empty."""
    if "publication" not in block_type.uses:
        return record
    for declared in block_type.fields:
        if not value_of(record, declared):
            given = _given(declared, publication, context)
            record = record.put(declared.name, given) if given else record
        elif declared.kind == "image" and not value_of(record, declared).asset:
            record = record.put(declared.name, getattr(publication, declared.name, value_of(record, declared)))
    return record


def _given(declared: Field, publication: Publication, context: RenderContext) -> Any:
    if declared.name in LINKS:
        return f"[[{declared.name}]]" if declared.name in context.tags else ""
    if declared.kind == "rows":
        columns = {column.name for column in declared.fields}
        return publication.social if columns == {"network", "address"} else ()
    given = getattr(publication, _STANDS_IN.get(declared.name, declared.name), "")
    if not isinstance(given, str):
        return ""
    as_kind: Mapping[str, Callable[[str], Any]] = {"line": str, "prose": from_text, "link": lambda at: Link(address=at)}
    return as_kind[declared.kind](given) if given and declared.kind in as_kind else ""


def _dateline(told: Told, issue: dict[str, Any], own: bool) -> None:
    told.say(issue["dateline"])


def _contents(told: Told, issue: dict[str, Any], own: bool) -> None:
    """Sections stand by themselves, with what they open under them."""
    lines: list[str] = []
    for entry in issue["contents"]:
        if entry["kind"] == "section":
            lines += [*([""] if lines else []), *wrap(entry["title"])]
        else:
            kicker = f"{entry['kicker']}: " if entry["kicker"] else ""
            lines += wrap(kicker + entry["title"], "- ", "  ")
    told.add(lines)


def _credits(told: Told, issue: dict[str, Any], own: bool) -> None:
    roll = issue["credits"]
    for part, key in (("words", "line"), ("commentary", "line"), ("pictures", "short")):
        items = [leading(item[key], item.get("link", "")) for item in roll[part]]
        told.listed(told.words[f"credits_{part}"], items)
    sources = [
        leading(
            ", ".join(text for text in (item["title"], item["author"], item["publication"]) if text), item["address"]
        )
        for item in roll["sources"]
    ]
    told.listed(told.words["sources"], sources)


def _disclosures(told: Told, issue: dict[str, Any], own: bool) -> None:
    """own: the block brings a statement of its own."""
    said = issue["disclosures"]
    if not own:
        told.say(said["statement"])
    told.items([f"{item['what']}: {item['line']}" for item in said["items"]])
    told.items([picture["line"] for picture in said["pictures"]])
    told.listed(told.words["interests"], said["interests"])
    if said["charter"]["name"]:
        see = f" – {told.words['see_charter']}" if said["charter"]["link"] else ""
        told.say(leading(f"{told.words['made_with']} {said['charter']['name']}{see}", said["charter"]["link"]))


_USES: Mapping[str, Callable[[Told, dict[str, Any], bool], None]] = {
    "dateline": _dateline,
    "contents": _contents,
    "credits": _credits,
    "disclosures": _disclosures,
}


def _from_markup(issue: Issue, block: Block, context: RenderContext, links: Links) -> list[Paragraph]:
    """What `block.txt` makes; long lines are wrapped, blank lines part paragraphs."""
    block_type = context.template.blocks[block.type]
    source, file = refuse_text(block_type)
    environment = make_environment(autoescape=False, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {
        "prose": lambda html, *_: "\n\n".join("\n".join(lines) for lines in write_prose(str(html), links)),
        "src": lambda image, px: "",
        "lines": str,
    }
    try:
        made = environment.from_string(source).render(block_values(issue, block, context))
    except Exception as error:
        raise ComposerError(f"{file}: {error}.") from error
    return [
        [line for written in part.split("\n") if written.strip() for line in _wrapped(written)]
        for part in re.split(r"\n[ \t]*\n", made)
        if part.strip()
    ]


def refuse_text(block_type: BlockType) -> tuple[str, str]:
    """The markup of `block.txt`, and its file; ComposerError for what the language does not allow."""
    source, file = block_type.text or "", str(block_type.folder / "block.txt")
    _checked(source, file, frozenset(("block", "issue", "theme", "t", *(field.name for field in block_type.fields))))
    return source, file


@lru_cache(maxsize=256)
def _checked(source: str, file: str, names: frozenset[str]) -> None:
    language.check(source, file, names=names, edits=False)


def _wrapped(line: str) -> list[str]:
    """A written line, its continuation set in under its own indent, list mark or quotation mark."""
    mark = re.match(r"(?:> )*\s*(?:[-*•] |\d+\. |\[\d+\] )?", line.rstrip())
    first = mark[0] if mark else ""
    rest = re.sub(r"[^> ]", " ", first) if first.startswith(">") else " " * len(first)
    return wrap(line.rstrip()[len(first) :], first, rest)


def _unknown(block: Block) -> list[Paragraph]:
    """The words of a block whose type is not there, so that nothing an editor wrote is lost to readers."""
    texts = [text for value in block.fields.values() for text in _texts(value)]
    return [wrap(text) for text in texts if text and not text.startswith(("http://", "https://"))]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Raw):
        yield from _texts(json.loads(value.json))
    elif isinstance(value, str):
        yield re.sub(r"<[^>]*>", " ", value).strip()
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
