"""Issues made by hypothesis out of what the block types declare."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from composer.library.templates import Library
from composer.model.fields import Field
from composer.model.issue import Issue
from composer.model.issue_json import Declared, read_issue
from composer.model.values import AI_USES, CREDIT_ROLES, MADE

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
_COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
_DATES = st.dates().map(str)
_PROSE = st.lists(WORDS, max_size=3).map(
    lambda all: "".join(f"<p>{words.replace('&', '').replace('<', '')} <em>so</em></p>" for words in all)
)
_CREDITS = st.lists(
    st.fixed_dictionaries({}, optional={"name": WORDS, "role": st.sampled_from([role for role, _ in CREDIT_ROLES])}),
    max_size=2,
)
_LINKS = st.fixed_dictionaries({}, optional={"text": WORDS, "address": st.just("https://example.com/?a=1&b=2")})
_UNKNOWN = st.dictionaries(
    st.from_regex(r"x_[a-z]{1,5}", fullmatch=True), st.none() | st.integers(-9, 9) | st.lists(WORDS), max_size=2
)


def values(field: Field, pictures: tuple[str, ...] = ()) -> st.SearchStrategy[Any]:
    """JSON that the field may hold."""
    images = st.fixed_dictionaries(
        {},
        optional={
            "alt": WORDS,
            "caption": WORDS,
            "credit": _CREDITS,
            "made": st.sampled_from([made[0] for made in MADE]),
            "focus": st.tuples(st.floats(0, 1), st.floats(0, 1)).map(list),
            "crop": st.sampled_from([[0, 0, 1, 1], [0.125, 0, 0.5, 0.25]]),
            "turn": st.integers(0, 3),
            **({"asset": st.sampled_from(pictures)} if pictures else {}),
        },
    )
    people = st.fixed_dictionaries({}, optional={"name": WORDS, "role": WORDS, "picture": images})
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "line": WORDS,
        "prose": _PROSE,
        "image": images,
        "link": _LINKS,
        "person": people,
        "people": st.lists(people, max_size=2),
        "credit": _CREDITS.filter(bool).map(lambda credits: credits[0]),
        "credits": _CREDITS,
        "disclosure": st.fixed_dictionaries(
            {}, optional={"uses": st.lists(st.sampled_from([use for use, _ in AI_USES])), "note": WORDS}
        ),
        "date": _DATES,
        "time": st.times().map(lambda time: time.isoformat("minutes")),
        "number": st.integers(0, 999),
        "colour": _COLOURS,
        "toggle": st.booleans(),
    }
    if field.kind == "choice":
        return st.sampled_from([choice for choice, _ in field.choices])
    if field.kind == "rows":
        return st.lists(fields(field.fields, pictures), max_size=3)
    return kinds[field.kind]


def fields(declared: tuple[Field, ...], pictures: tuple[str, ...] = ()) -> st.SearchStrategy[dict[str, Any]]:
    """JSON members of a record of these fields, some of them left out."""
    return st.fixed_dictionaries({}, optional={field.name: values(field, pictures) for field in declared})


def blocks(declared: Declared, pictures: tuple[str, ...] = ()) -> st.SearchStrategy[dict[str, Any]]:
    """JSON of one block of any type, a type that is not known among them."""
    known = [
        st.fixed_dictionaries(
            {"type": st.just(name), "fields": fields(of_type, pictures)},
            optional={
                "settings": st.fixed_dictionaries({}, optional={"hidden": st.booleans(), "held_over": st.booleans()})
            },
        )
        for name, of_type in declared.items()
    ]
    unknown = st.fixed_dictionaries({"type": st.just("x_unknown"), "fields": _UNKNOWN, "x_more": WORDS})
    return st.one_of(*known, unknown)


def issues(library: Library, pictures: tuple[str, ...] = (), *, most: int = 5) -> st.SearchStrategy[Issue]:
    """Issues of the first template; `pictures` are asset names that images may have."""
    template = next(iter(library.templates.values()))
    form = st.fixed_dictionaries(
        {"template": st.just(template.name), "blocks": st.lists(blocks(template.declared, pictures), max_size=most)},
        optional={
            "subject": WORDS,
            "preheader": WORDS,
            "number": st.integers(0, 999),
            "date": _DATES,
            "language": st.sampled_from(["en", "de", "ar", "zh"]),
            "publication": st.fixed_dictionaries({}, optional={"name": WORDS, "address": WORDS, "tagline": WORDS}),
            "theme": st.fixed_dictionaries({}, optional={"accent": _COLOURS}),
            "x_extra": _UNKNOWN,
        },
    )
    return form.map(lambda json: read_issue(json, template.declared))
