"""What came in a package, in words: for whoever is to say whether it is installed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from composer.errors import ComposerError
from composer.files.arrivals import Arrival
from composer.library.imprint import Imprint, one_line
from composer.library.installing import Standing
from composer.library.templates import Template
from composer.model.issue import Issue

_KINDS = {
    "colour": ("colour", "colours"), "font": ("font", "fonts"), "length": ("measure", "measures"),
    "number": ("measure", "measures"), "choice": ("choice", "choices"),
}  # fmt: skip
_UNSAID = "not said"
_LOCKS = {"locked": "words of", "fixed": "place of", "needed": "that there is", "single": "that there is but one of"}


def facts(arrival: Arrival) -> tuple[tuple[str, str], ...]:
    """What is to be known of it, each with a label; what it does not say of itself is left out."""
    package, template = arrival.package, arrival.template
    made = package.imprint
    wears = f"the look “{one_line(_look_title(arrival, template))}”" if template and template.look else ""
    told = (
        ("Version", made.version),
        ("By", made.author or _UNSAID),
        ("Licence", made.licence or _UNSAID),
        ("Wears", wears),
        ("Brings", ", ".join(map(_brought, arrival.standings[:-1])) if template else ""),
        ("Block types", ", ".join(one_line(each.title) for each in arrival.types)),
        ("Begins with", _starters(template) if template else ""),
        ("Open", _open(template, arrival) if template else ""),
        ("Locked", _locked(arrival) if template else ""),
        ("Size", f"{_count(package.files, 'file')}, {_count(package.pictures, 'picture')}, {_weight(package.size)}"),
    )
    return tuple((label, words) for label, words in told if words)


def meets(arrival: Arrival) -> str:
    """How it stands to what the user has, in a sentence or two; nothing where all of it is new."""
    if arrival.nothing_new:
        return f"You have {arrival.standings[-1].called} already, just so."
    return " ".join(map(_differs, arrival.taken))


def _brought(each: Standing) -> str:
    return f"the {'block type' if each.block_type else 'look'} “{each.title}”"


def _differs(each: Standing) -> str:
    mine = f" ({_of(each.there)})" if _of(each.there) else ""
    this = f" ({_of(each.made)})" if _of(each.made) else ""
    return f"You have another {each.called.removeprefix('the ')} already{mine}; this one{this} differs."


def _of(made: Imprint) -> str:
    version = f"version {made.version}" if made.version else ""
    return " ".join(filter(None, (version, f"by {made.author}" if made.author else "")))


def _look_title(arrival: Arrival, template: Template) -> str:
    look = arrival.library.templates.get(template.look) or arrival.library.foundations.get(template.look)
    return look.title if look else template.look


def _starters(template: Template) -> str:
    return ", ".join(one_line(each.title) for each in template.starters) or "an empty issue"


def _open(template: Template, arrival: Arrival) -> str:
    closed = set(_begun(arrival).closed)
    return _amounts(token.kind for token in template.tokens.values() if token.name not in closed)


def _locked(arrival: Arrival) -> str:
    """What a template saved from an issue does not let be changed."""
    issue, template = _begun(arrival), arrival.template
    parts = []
    for lock, says in _LOCKS.items():
        if count := sum(getattr(block.settings, lock) for block in issue.blocks):
            parts.append(f"{says} {_count(count, 'block')}")
    tokens = template.tokens if template else {}
    parts.append(_amounts(tokens[name].kind for name in issue.closed if name in tokens))
    return ", ".join(filter(None, parts))


def _begun(arrival: Arrival) -> Issue:
    try:
        return arrival.specimen()[0]
    except ComposerError:  # told by the proof, with its file
        return Issue()


def _amounts(kinds: Iterator[str]) -> str:
    counts = Counter(_KINDS[kind] for kind in kinds)
    return ", ".join(f"{count} {one if count == 1 else many}" for (one, many), count in counts.items())


def _count(number: int, thing: str) -> str:
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


def _weight(size: int) -> str:
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
