"""What stays of the style sheets, merged once into the head of a mail."""

from __future__ import annotations

from collections.abc import Iterable

from composer.render.compile import Compiled

Kept = tuple[str, str, str]


def head_styles(compiled: Iterable[Compiled]) -> str:
    """Style elements as Jinja: rules of one condition together, Outlook.com's and fonts each in their own element.

    An element of their own, because Roundcube drops a whole sheet that has `url(`, and Gmail one that it cannot read.
    """
    parts = list(compiled)
    kept = write_kept(rule for part in parts for rule in part.kept)
    outlook = write_kept(rule for part in parts for rule in part.outlook)
    fonts = "".join(dict.fromkeys(font for part in parts for font in part.fonts))
    return "".join(f"<style>{text}</style>" for text in (kept, outlook, fonts) if text)


def write_kept(rules: Iterable[Kept]) -> str:
    """Kept rules as CSS: those outside `@media` first, then each condition once, in order of appearance."""
    by_condition: dict[str, list[tuple[list[str], str]]] = {"": []}
    for condition, selector, body in rules:
        group = by_condition.setdefault(condition, [])
        if group and group[-1][1] == body:
            group[-1][0].append(selector)
        else:
            group.append(([selector], body))
    out = []
    for condition, group in by_condition.items():
        text = "".join(f"{','.join(selectors)}{{{body}}}" for selectors, body in group)
        out.append(f"{condition}{{{text}}}" if condition and text else text)
    return "\n".join(text for text in out if text)
