"""Issues to test with: block types declared here, so that no test depends on the shipped ones, and generated issues."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from composer.library.block_types import BlockType, read_field
from composer.library.look_tokens import Token
from composer.library.templates import Library, Template
from composer.model.issue import Issue
from composer.model.issue_json import read_issue

ASSET = "ab" * 32 + ".png"
_SOURCE = {
    "title": {"kind": "line"},
    "publication": {"kind": "line"},
    "author": {"kind": "line"},
    "address": {"kind": "line", "role": "address"},
    "date": {"kind": "date"},
}
_DECLARED: dict[str, dict[str, Any]] = {
    "story": {
        "fields": {
            "kicker": {"kind": "line", "carry": "clear"},
            "headline": {"kind": "line", "role": "headline", "carry": "clear"},
            "short_title": {"kind": "line", "role": "short_title", "carry": "clear"},
            "byline": {"kind": "people", "role": "byline"},
            "published": {"kind": "date", "role": "published", "carry": "clear"},
            "image": {"kind": "image", "carry": "clear"},
            "body": {"kind": "prose", "role": "body", "carry": "clear"},
            "link": {"kind": "link", "carry": "clear"},
            "sources": {"kind": "rows", "role": "sources", "carry": "clear", "fields": _SOURCE},
            "disclosure": {"kind": "disclosure", "carry": "clear"},
            "in_contents": {"kind": "toggle", "role": "listed", "default": True},
            "layout": {"kind": "choice", "choices": ["lead", "brief"]},
        }
    },
    "opinion": {
        "fields": {
            "label": {"kind": "line", "role": "label", "default": "Commentary"},
            "headline": {"kind": "line", "role": "headline", "carry": "clear"},
            "author": {"kind": "people", "role": "commentator"},
            "body": {"kind": "prose", "role": "body", "carry": "clear"},
            "about": {"kind": "link", "role": "about", "carry": "clear"},
            "disclosure": {"kind": "disclosure", "carry": "clear"},
        }
    },
    "section": {
        "opens_section": True,
        "fields": {"text": {"kind": "line", "role": "section"}, "kicker": {"kind": "line"}},
    },
    "more": {
        "fields": {"body": {"kind": "prose", "role": "body"}, "continues": {"kind": "toggle", "role": "continues"}}
    },
    "saying": {
        "fields": {
            "words": {"kind": "prose"},
            "speaker": {"kind": "person", "role": "speaker"},
            "source": {"kind": "link"},
        }
    },
    "offer": {
        "fields": {
            "name": {"kind": "line", "carry": "ask"},
            "image": {"kind": "image", "credit": "optional", "carry": "ask"},
            "body": {"kind": "prose", "carry": "ask"},
            "at": {"kind": "time"},
            "price": {"kind": "number"},
            "tint": {"kind": "colour"},
        }
    },
    "list": {
        "fields": {
            "title": {"kind": "line"},
            "items": {
                "kind": "rows",
                "fields": {
                    "title": {"kind": "line", "carry": "clear"},
                    "address": {"kind": "line", "role": "address"},
                    "note": {"kind": "line"},
                },
            },
        }
    },
    "head": {
        "uses": ["publication", "dateline"],
        "fields": {
            "logo": {"kind": "image", "credit": "optional"},
            "title": {"kind": "line"},
            "tagline": {"kind": "line"},
        },
    },
    "toc": {"uses": ["contents"], "fields": {"title": {"kind": "line"}}},
    "roll": {"uses": ["credits"], "fields": {"title": {"kind": "line"}, "extra": {"kind": "credits"}}},
    "ai": {"uses": ["disclosures"], "fields": {"statement": {"kind": "prose", "role": "statement"}}},
    "foot": {
        "uses": ["publication"],
        "fields": {
            "address": {"kind": "prose"},
            "reason": {"kind": "line"},
            "unsubscribe": {"kind": "line", "role": "address"},
            "preferences": {"kind": "line", "role": "address"},
        },
    },
    "rule": {
        "fields": {
            "style": {"kind": "choice", "choices": ["line", "dots"]},
            "height": {"kind": "number", "default": 24},
        }
    },
}


def block_type(name: str, declared: dict[str, Any], text: str | None = None) -> BlockType:
    """A block type as `block.toml` would declare it."""
    fields = tuple(read_field(key, item, f"fields.{key}") for key, item in declared.get("fields", {}).items())
    return BlockType(
        name=name,
        title=name.capitalize(),
        group="Test",
        fields=fields,
        markup="<table></table>",
        css="",
        folder=Path(name),
        uses=frozenset(declared.get("uses", ())),
        opens_section=bool(declared.get("opens_section")),
        text=text,
    )


TYPES = {name: block_type(name, declared) for name, declared in _DECLARED.items()}
DECLARED = {name: known.fields for name, known in TYPES.items()}


def library(types: dict[str, BlockType] | None = None) -> Library:
    """A library with one template, `dispatch`, that knows the types above or those given."""
    blocks = TYPES if types is None else types
    tokens = {
        "accent": Token("accent", "colour", "Accent", "#b3261e"),
        "width": Token("width", "length", "Width", "600px", least=480, most=720),
    }
    template = Template("dispatch", "Dispatch", "", tokens, "", "", "{}", Path("dispatch"), blocks)
    return Library({"dispatch": template}, blocks)


LIBRARY = library()


def issue(*blocks: dict[str, Any], **members: Any) -> Issue:
    """An issue of blocks in their JSON form."""
    return read_issue({"blocks": list(blocks), **members}, DECLARED)


def block(kind: str, block_id: str = "", settings: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """One block in its JSON form."""
    return {"type": kind, "fields": fields, **({"id": block_id} if block_id else {}), "settings": settings or {}}


# Generated issues, in their JSON form.

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
addresses = st.sampled_from(["", "https://example.org/a?b=1&c=2", "mailto:a@example.org", "[[unsubscribe]]", "http:/x"])
prose = st.lists(
    st.sampled_from(["<p>", "</p>", "<li>", "<ul>", "</ul>", "<ol>", "<b>", "</b>", "<a href='https://x.org/'>", "</a>",
                     "<blockquote>", "</blockquote>", "<h3>", "<br>", " ", "&nbsp;", "&lt;", "word", "שלום", "漢字"])
    | words,
    max_size=14,
).map("".join)  # fmt: skip
credit = st.fixed_dictionaries(
    {},
    optional={
        "role": st.sampled_from(["photographer", "editor", "own", ""]),
        "name": words,
        "publication": words,
        "link": addresses,
        "none_needed": st.booleans(),
        "colour_profile": st.integers(),
    },
)
image = st.fixed_dictionaries(
    {},
    optional={
        "asset": st.sampled_from([ASSET, ""]),
        "file": words,
        "alt": words,
        "decorative": st.booleans(),
        "caption": words,
        "credit": credit | st.lists(credit, max_size=2),
        "made": st.sampled_from(["photo", "ai-made", "ai-edited"]),
        "focus": st.just([0.25, 1]),
        "crop": st.sampled_from([[0, 0, 1, 1], [0.125, 0, 0.5, 0.3333], [0.66666, 0.5, 0.33333, 0.5]]),
        "turn": st.integers(0, 3),
        "width": st.integers(0, 4000),
    },
)
person = st.fixed_dictionaries({}, optional={"name": words, "role": words, "picture": image, "link": addresses})
disclosure = st.fixed_dictionaries(
    {},
    optional={
        "uses": st.lists(st.sampled_from(["assisted", "drafted", "translated", "illustrated"]), max_size=4),
        "note": words,
        "interests": words,
    },
)
link = st.fixed_dictionaries({}, optional={"text": words, "address": addresses, "block": st.sampled_from(["b1", "no"])})
_BY_KIND: dict[str, st.SearchStrategy[Any]] = {
    "line": words,
    "prose": prose,
    "image": image,
    "link": link,
    "person": person,
    "people": st.lists(person, max_size=2) | person,
    "credit": credit,
    "credits": st.lists(credit, max_size=3),
    "disclosure": disclosure,
    "date": st.dates().map(str) | st.just(""),
    "time": st.times().map(str),
    "number": st.integers(-999, 999) | st.just(1.5),
    "colour": st.sampled_from(["#0b57d0", "#FFFFFF", ""]),
    "toggle": st.booleans(),
}


def fields_json(fields: tuple[Any, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """JSON members for declared fields, some left out, one unknown."""
    members: dict[str, st.SearchStrategy[Any]] = {"unknown_member": st.none() | st.lists(st.integers(), max_size=2)}
    for field in fields:
        if field.kind == "rows":
            members[field.name] = st.lists(fields_json(field.fields), max_size=2)
        elif field.kind == "choice":
            members[field.name] = st.sampled_from([word for word, _ in field.choices])
        else:
            members[field.name] = _BY_KIND[field.kind]
    return st.fixed_dictionaries({}, optional=members)


def _block_json(name: str) -> st.SearchStrategy[dict[str, Any]]:
    settings = st.fixed_dictionaries({}, optional={"hidden": st.booleans(), "held_over": st.booleans()})
    fields = (
        fields_json(DECLARED[name]) if name in DECLARED else st.dictionaries(words, st.integers() | words, max_size=2)
    )
    return st.fixed_dictionaries({"type": st.just(name), "fields": fields}, optional={"settings": settings, "x": words})


blocks_json = st.sampled_from([*DECLARED, "stranger"]).flatmap(_block_json)
issues_json = st.fixed_dictionaries(
    {"blocks": st.lists(blocks_json, max_size=5)},
    optional={
        "subject": words,
        "preheader": words,
        "number": st.integers(0, 9999),
        "label": words,
        "date": st.dates().map(str),
        "language": st.sampled_from(["en", "de", "ar", "xx", "pt-BR"]),
        "theme": st.dictionaries(st.sampled_from(["accent", "width", "gone"]), st.just("#123456"), max_size=2),
        "publication": st.fixed_dictionaries(
            {},
            optional={
                "name": words,
                "logo": image,
                "dark_logo": image,
                "address": words,
                "website": addresses,
                "unsubscribe": addresses,
                "charter": st.fixed_dictionaries({}, optional={"name": words, "link": addresses}),
                "credit_pattern": st.just("Foto: {name} ({publication})"),
                "social": st.lists(st.fixed_dictionaries({"network": words, "address": addresses}), max_size=2),
            },
        ),
        "from_the_future": st.dictionaries(words, st.integers(), max_size=2),
    },
)
issues = issues_json.map(lambda json: read_issue(json, DECLARED))
