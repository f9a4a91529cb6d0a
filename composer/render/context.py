"""What markup is given: plain dicts, lists, strings and numbers, made from an issue by field kinds and roles."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from composer.library.block_types import USES, BlockType
from composer.library.templates import Library, Template
from composer.library.words import fill, read_words, spell_date
from composer.model.issue import Block, Issue, Publication, direction
from composer.model.record import Record
from composer.model.words import minutes
from composer.render.beyond import NOTHING, Beyond, beyond, own_words
from composer.render.contents import contents
from composer.render.credits import credits, pattern_of
from composer.render.disclosures import disclosures
from composer.render.field_values import Printing, field_values, image_value
from composer.render.memo import remembered

if TYPE_CHECKING:
    from composer.library.mail_tools import MailTool

# Merge tags that are addresses, spelled by the mail tool or given by the publication.
LINKS = ("unsubscribe", "preferences", "browser_view", "forward")


@dataclass(frozen=True, slots=True)
class RenderContext:
    """All that any fragment of an issue depends on besides its block and what its type `uses`.

    theme: every token's value. purpose: `canvas` or `export`. tags: names of merge tags that have a spelling or an
    address. credit_pattern: how the publication prints a picture's credits.
    """

    template: Template
    theme: Record
    language: str
    purpose: str
    tags: frozenset[str]
    credit_pattern: str

    def __hash__(self) -> int:
        return hash((self.template.name, self.theme, self.language, self.purpose, self.tags, self.credit_pattern))


def context_of(
    issue: Issue, library: Library, *, purpose: str = "export", tool: MailTool | None = None
) -> RenderContext:
    """The context in which an issue is rendered; ComposerError where its template is not there."""
    template = library.template(issue.template)
    given = {name for name in LINKS if address_given(getattr(issue.publication, name))}
    return RenderContext(
        template=template,
        theme=_theme(template, issue.theme),
        language=issue.language,
        purpose=purpose,
        tags=frozenset(given | set(tool.tags if tool else ())),
        credit_pattern=pattern_of(issue.publication, read_words(issue.language)),
    )


def block_values(issue: Issue, block: Block, context: RenderContext) -> dict[str, Any]:
    """The names that a block's markup may say: its declared fields, `block`, `issue`, `theme`, `t`.

    A block of a type that the template does not know has no fields.
    """
    block_type = context.template.blocks.get(block.type)
    outside = beyond(issue, context.template.blocks).get(block.id, NOTHING)
    printing = Printing(read_words(context.language), context.credit_pattern, dict(outside.targets))
    values = field_values(block_type.fields, block.fields, printing) if block_type else {}
    return {
        **values,
        "block": _about_block(block, block_type, outside, printing.words),
        "issue": _issue(issue, context, block_type.uses if block_type else frozenset()),
        "theme": _theme_values(context.theme),
        "t": printing.words,
    }


def page_values(issue: Issue, context: RenderContext, uses: frozenset[str] = USES) -> dict[str, Any]:
    """The names that a page's markup may say: `issue` with what `uses` yields, `theme`, `t`."""
    own = {"subject": issue.subject, "preheader": issue.preheader, "ended": _ended(issue, context)}
    return {
        "issue": _issue(issue, context, uses) | own,
        "theme": _theme_values(context.theme),
        "t": read_words(context.language),
    }


def _ended(issue: Issue, context: RenderContext) -> bool:
    """Whether the last block is one that ends a mail, and needs no room below it."""
    last = next((context.template.blocks.get(block.type) for block in reversed(issue.blocks) if block.printed), None)
    return last is not None and last.ends


def issue_values(issue: Issue, context: RenderContext, uses: Iterable[str], *, block: Block | None = None) -> Hashable:
    """A key that differs when what `uses` yields does, or what `block` takes from the blocks around it."""
    outside = beyond(issue, context.template.blocks).get(block.id) if block else None
    return outside, tuple([_KEYS[use](issue, context) for use in sorted(uses)]) if uses else ()


def address_given(address: str) -> bool:
    """Whether a publication's address is one, not a merge tag that needs a mail tool to mean anything."""
    return bool(address) and not address.startswith("[[")


@remembered(64)
def _theme(template: Template, changed: Record) -> Record:
    return template.theme(changed)


@remembered(64)
def _theme_values(theme: Record) -> dict[str, Any]:
    return dict(theme)


def _about_block(
    block: Block, block_type: BlockType | None, outside: Beyond, words: Mapping[str, str]
) -> dict[str, Any]:
    count = (own_words(block, block_type) if block_type else 0) + outside.words
    return {
        "type": block.type,
        "anchor": f"[[anchor:{block.id}]]",
        "words": count,
        "minutes": minutes(count),
        "reading": reading_time(count, words),
    }


def reading_time(count: int, words: Mapping[str, str]) -> str:
    """`4 min read` of so many words; nothing where there are none."""
    return fill(words["reading_time"], minutes=str(minutes(count))) if count else ""


def _issue(issue: Issue, context: RenderContext, uses: frozenset[str]) -> dict[str, Any]:
    values = _direction(context.language)
    for use in uses:
        values = values | _PARTS[use](issue, context)
    return values


@lru_cache(maxsize=64)
def _direction(language: str) -> dict[str, Any]:
    rtl = direction(language) == "rtl"
    return {
        "language": language,
        "direction": "rtl" if rtl else "ltr",
        "start": "right" if rtl else "left",
        "end": "left" if rtl else "right",
    }


def _publication(issue: Issue, context: RenderContext) -> dict[str, Any]:
    given = issue.publication
    printing = Printing(read_words(context.language), context.credit_pattern, {})
    logos = {"logo": image_value(given.logo, printing), "dark_logo": image_value(given.dark_logo, printing)}
    texts = {name: getattr(given, name) for name in ("name", "tagline", "website", "address", "reason", "contact")}
    social = [
        {"network": str(row.get("network") or ""), "address": str(row.get("address") or "")} for row in given.social
    ]
    charter = {"name": given.charter.name, "link": given.charter.link}
    links = {name: f"[[{name}]]" if name in context.tags else "" for name in LINKS}
    return {"publication": texts | logos | {"charter": charter, "social": social}, "links": links}


def _dateline(issue: Issue, context: RenderContext) -> dict[str, Any]:
    words = read_words(context.language)
    number = fill(words["issue_number"], number=str(issue.number)) if issue.number is not None else ""
    day = spell_date(issue.date, words) if issue.date else ""
    label = issue.label
    if label and direction(context.language) == "rtl":
        label = f"\u2068{label}\u2069"  # isolated (Unicode UAX 9): a label in Latin letters would turn its neighbours
    return {
        "dateline": " · ".join(part for part in (number, label, day) if part),
        "number": "" if issue.number is None else issue.number,
        "label": issue.label,
        "date": issue.date.isoformat() if issue.date else "",
    }


def _dateline_key(issue: Issue, context: RenderContext) -> Hashable:
    return issue.number, issue.label, issue.date


def _publication_key(issue: Issue, context: RenderContext) -> Publication:
    return issue.publication


def _contents(issue: Issue, context: RenderContext) -> tuple[Any, ...]:
    return contents(issue, context.template.blocks, read_words(context.language))


def _credits(issue: Issue, context: RenderContext) -> tuple[Any, ...]:
    return credits(issue, context.template.blocks, read_words(context.language))


def _disclosures(issue: Issue, context: RenderContext) -> tuple[Any, ...]:
    return disclosures(issue, context.template.blocks, read_words(context.language))


def plain(value: Any) -> Any:
    """Named tuples as dicts and tuples as lists, all the way down."""
    if not isinstance(value, tuple):
        return value
    if hasattr(value, "_fields"):
        items = [item if type(item) is str else plain(item) for item in value]
        return dict(zip(value._fields, items, strict=True))
    if len(_entries) > _MOST_ENTRIES:
        _entries.clear()
    return [(_entries.get(id(item)) or _entered(item))[1] for item in value]


_entries: dict[int, tuple[Any, Any]] = {}  # of lists, in which one edit leaves most the very objects; held with them
_MOST_ENTRIES = 2_000


def _entered(item: Any) -> tuple[Any, Any]:
    made = (item, plain(item))
    if hasattr(item, "_fields"):
        _entries[id(item)] = made
    return made


_plain = remembered(16)(plain)

Part = Callable[[Issue, RenderContext], dict[str, Any]]
Key = Callable[[Issue, RenderContext], Hashable]
_PARTS: Mapping[str, Part] = {
    "contents": lambda issue, context: {"contents": _plain(_contents(issue, context))},
    "credits": lambda issue, context: {"credits": _plain(_credits(issue, context))},
    "disclosures": lambda issue, context: {"disclosures": plain(_disclosures(issue, context))},
    "publication": _publication,
    "dateline": _dateline,
}
_KEYS: Mapping[str, Key] = {
    "contents": _contents,
    "credits": _credits,
    "disclosures": _disclosures,
    "publication": _publication_key,
    "dateline": _dateline_key,
}
