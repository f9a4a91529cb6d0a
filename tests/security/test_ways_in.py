"""Nothing that is pasted, opened or typed runs, whichever way it comes in: shown in a page whose scripts are on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData
from pytestqt.qtbot import QtBot

from composer.app.editors.prose_input import ProseInput
from composer.app.page_edits import PageEdits
from composer.importing.paste import pasted
from composer.importing.photo import described
from composer.library.mail_tools import read_mail_tools
from composer.library.templates import read_library
from composer.model.fields import Field
from composer.model.issue import Block, Issue
from composer.model.issue_json import read_issue, write_issue
from composer.model.prose import address_allowed, clean
from composer.model.record import Record
from composer.model.values import Image
from composer.render.finish import Finish, finish
from composer.render.page import Renderer
from tests.app.desks import desk
from tests.importing.test_photo import iptc
from tests.security.material import attacks, payloads, sample, there
from tests.security.probe import Probe

Promise = Callable[[str, str, object, object], None]
LIBRARY = read_library()
ASSET = "ab" * 32 + ".png"
AT_ONCE = 80
TOOLS = read_mail_tools()


@cache
def live() -> tuple[str, ...]:
    """The payloads of which it is known that they run in a browser as they are."""
    return tuple(attack["payload"] for attack in attacks("xss_dev") if attack["live_doc"])


@cache
def payloads_live_inside() -> tuple[str, ...]:
    """Those that run when a script writes them into a page."""
    return tuple(attack["payload"] for attack in attacks("xss_dev") if attack["live_innerhtml"])


def value(field: Field, payload: str) -> Any:
    """The field's JSON with the payload wherever text goes."""
    picture = {"asset": ASSET, "alt": payload, "caption": payload, "file": payload, "credit": _credit(payload)}
    person = {"name": payload, "role": payload, "link": payload, "picture": picture}
    made = {
        "line": payload,
        "prose": payload,
        "image": picture,
        "link": {"text": payload, "address": payload},
        "person": person,
        "people": [person],
        "credits": [_credit(payload)],
        "disclosure": {"uses": ["assisted"], "note": payload, "interests": payload},
    }
    if field.kind == "rows":
        return [{each.name: value(each, payload) for each in field.fields if each.kind != "toggle"}]
    return made.get(field.kind)


def _credit(payload: str) -> dict[str, Any]:
    return {"role": "photographer", "name": payload, "publication": payload, "link": payload, "licence": payload}


def block(kind: str, payload: str) -> dict[str, Any]:
    """A block with the payload in every field; of an unknown kind, in members of all sorts."""
    if kind not in LIBRARY.blocks:
        return {"type": payload, "fields": {"a": payload, "b": [payload, {"c": payload}], payload: f"<p>{payload}</p>"}}
    fields = {field.name: value(field, payload) for field in LIBRARY.blocks[kind].fields}
    return {"type": kind, "fields": {name: given for name, given in fields.items() if given is not None}}


def around(payload: str) -> dict[str, Any]:
    """An issue with the payload in all that is not a block."""
    publication = dict.fromkeys(
        ("name", "tagline", "website", "address", "reason", "contact", "unsubscribe", "preferences", "browser_view",
         "forward", "credit_pattern"), payload
    )  # fmt: skip
    social = [{"network": payload, "address": payload}]
    return {
        "subject": payload,
        "preheader": payload,
        "label": payload,
        "language": payload,
        "theme": dict.fromkeys(LIBRARY.template("dispatch").tokens, payload),
        "publication": {**publication, "charter": {"name": payload, "link": payload}, "social": social},
        "blocks": [block(kind, payload) for kind in ("masthead", "social", "footer", "credits", "contents", "article")],
    }


def shown(issue: Issue, renderer: Renderer, purpose: str = "export", tool: str = "mailchimp") -> str:
    """The finished page, for the canvas or as it leaves."""
    page = renderer.page(issue, purpose=purpose, tool=TOOLS[tool])
    how = Finish(issue, TOOLS[tool], lambda asset, width: "cid:picture", sample=purpose == "canvas")
    return finish(page.html, how)


def issues(kinds: Iterable[str], given: list[str]) -> Iterable[Issue]:
    """Issues of so many blocks as go into one mail."""
    blocks = [block(kind, payload) for kind in kinds for payload in given]
    for at in range(0, len(blocks), AT_ONCE):
        yield read_issue({"blocks": blocks[at : at + AT_ONCE]}, LIBRARY.declared)


@pytest.fixture
def renderer() -> Renderer:
    return Renderer(LIBRARY)


def harmless(probe: Probe, html: str) -> None:
    """Nothing ran, and there is nothing that could."""
    assert probe.open(html) == set()
    assert probe.foreign() == []


@there
def test_the_probe_sees_over_half_of_the_live_ones_run(probe: Probe, promise: Promise) -> None:
    tried = sample(live(), 360)
    ran = sum(len(probe.apart(tried[at : at + 120])) for at in range(0, len(tried), 120))
    promise("P16", "control: live payloads that run as they are", "over half", f"{ran:,} of {len(tried):,}")
    assert ran > len(tried) / 2


@there
def test_the_probe_would_see_what_a_field_lets_through(probe: Probe) -> None:
    assert probe.apart(["<p>a</p>", "<img src=x: onerror=alert(1)>", "<a href='java\tscript:alert(1)'>a</a>"]) == {1, 2}
    assert probe.open("<svg onload=alert(1)><a xlink:href='javascript:1'><text>a</text></a></svg>") == {""}
    assert len(probe.foreign()) >= 3


@there
def test_nothing_in_a_block_runs(probe: Probe, renderer: Renderer, promise: Promise) -> None:
    given = sample(payloads(), 800)
    for issue in issues(("article", "a stranger's"), given):
        harmless(probe, shown(issue, renderer))
    for number, kind in enumerate(sorted(LIBRARY.blocks)):
        for issue in issues((kind,), given[number :: len(LIBRARY.blocks)]):
            harmless(probe, shown(issue, renderer, "canvas"))
    promise("P16", "payloads that run from any field", f"0 of {len(given):,}", f"0 of {len(given):,}")


def written_in(html: str) -> str:
    """A page whose script writes the HTML into it."""
    text = json.dumps(html).replace("<", "\\u003c")
    return f"<!DOCTYPE html><meta charset=utf-8><div></div><script>document.body.firstChild.innerHTML = {text}</script>"


@there
def test_nothing_runs_that_a_script_writes_into_a_page(probe: Probe, promise: Promise) -> None:
    tried = sample(payloads_live_inside(), 240)
    ran = sum(len(probe.apart(map(written_in, tried[at : at + 120]))) for at in range(0, len(tried), 120))
    promise("P16", "control: live payloads that run through innerHTML", "over half", f"{ran:,} of {len(tried):,}")
    assert ran > len(tried) / 2
    given = sample(payloads(), 800)
    assert probe.open(written_in("".join(map(clean, given)))) == set()
    promise("P16", "payloads that run through innerHTML", f"0 of {len(given):,}", f"0 of {len(given):,}")


@there
def test_nothing_about_the_issue_runs(probe: Probe, renderer: Renderer, promise: Promise) -> None:
    given = sample(live(), 100)
    for at in range(0, len(given), 20):
        found = [read_issue(around(payload), LIBRARY.declared) for payload in given[at : at + 20]]
        assert probe.apart(shown(issue, renderer, tool="plain") for issue in found) == set()
        harmless(probe, shown(found[0], renderer, "canvas"))
    promise("P20", "payloads that run from subject, theme, publication", f"0 of {len(given):,}", f"0 of {len(given):,}")


@there
def test_nothing_pasted_runs(probe: Probe, qtbot: QtBot, promise: Promise) -> None:
    given = sample(payloads(), 800)
    made = []
    editor = ProseInput()
    qtbot.addWidget(editor)
    for payload in given:
        editor.show_html("")
        for as_html in (True, False):
            mime = QMimeData()
            (mime.setHtml if as_html else mime.setText)(payload)
            editor.insertFromMimeData(mime)
        made.append(editor.html())
    assert [html for html in made if clean(html) != html] == []
    for at in range(0, len(made), 500):
        harmless(probe, "<!DOCTYPE html><meta charset=utf-8>" + "".join(made[at : at + 500]))
    promise("P20", "payloads that run when pasted", f"0 of {len(given):,}", f"0 of {len(given):,}")


@there
def test_nothing_pasted_or_typed_on_the_page_runs(probe: Probe, tmp_path: Path, promise: Promise) -> None:
    given = sample(payloads(), 800)
    seat = desk(tmp_path, Issue(blocks=(Block("a", "text"),)))
    calls: list[tuple[str, Any]] = []
    page = PageEdits(seat, lambda: TOOLS["plain"], lambda name, *values: calls.append((name, *values, None)[:2]))
    place = {"block": "a", "field": "body"}
    page.hear({"what": "enter", **place, "slot": 0})
    calls.clear()
    told, empty, made = [], [], []
    for number, payload in enumerate(given):
        for html, text in ((payload, ""), ("", payload)):
            page.hear({"what": "paste", **place, "html": html, "text": text, "selected": True, "plain": not html})
            *put_in, (last, _) = calls
            assert last == "resume"  # the page is answered, whatever came of it
            told += [what for name, what in put_in if name == "paste"]
            empty += [] if put_in else [(html, text)]
            calls.clear()
        typed = {"value": payload, "step": "", "group": number, "carets": [[1, 1], [1, 1]]}
        page.hear({"what": "typed", **place, "seq": number, **typed})
        block = seat.session.now.block("a")
        made.append(str(block.fields.get("body", "")) if block else "")
        calls.clear()
    found = [*made, *(each["value"] for each in told if "value" in each)]
    assert made == [clean(payload) for payload in given]
    assert len(told) + len(empty) == 2 * len(given)
    assert [pasted(*each).prose for each in empty if pasted(*each).prose] == []  # nothing is left of it to put in
    assert len(empty) < len(given) / 2
    assert [html for html in found if clean(html) != html] == []
    assert [each["link"] for each in told if "link" in each and not address_allowed(each["link"])] == []
    for at in range(0, len(found), 500):
        harmless(probe, "<!DOCTYPE html><meta charset=utf-8>" + "".join(found[at : at + 500]))
    promise("P20", "payloads that run from a text on the page", f"0 of {len(given):,}", f"0 of {len(given):,}")


@there
def test_nothing_pasted_from_other_programs_runs(probe: Probe, promise: Promise) -> None:
    given = sample(payloads(), 400)
    ways: list[Callable[[str], tuple[str, str]]] = [
        lambda payload: ("", f"# {payload}\n\n- [a]({payload})\n- ![b]({payload})\n\n> {payload}\n\n<{payload}>"),
        lambda payload: (f"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>{payload}</p>", ""),
        lambda payload: (f"<figure><img src=x><figcaption>Photo: {payload}</figcaption></figure>{payload}", ""),
        lambda payload: (f"<table><tr><td>{payload}<td>a<tr><td>b<td>{payload}</table><style>{payload}</style>", ""),
        lambda payload: (f"<b style='font-weight:normal'><span style=\"{payload}\">{payload}</span></b>", ""),
    ]  # fmt: skip
    made = [pasted(*way(payload)).prose for payload in given for way in ways]
    assert [html for html in made if clean(html) != html] == []
    for at in range(0, len(made), 500):
        harmless(probe, "<!DOCTYPE html><meta charset=utf-8>" + "".join(made[at : at + 500]))
    promise("P20", "payloads that run pasted as Word, Docs, Markdown", f"0 of {len(made):,}", f"0 of {len(made):,}")


@there
def test_nothing_that_a_picture_says_runs(probe: Probe, renderer: Renderer, promise: Promise) -> None:
    given = sample(live(), 160)
    for at in range(0, len(given), 40):
        images = [described(Image(asset=ASSET), iptc_says(payload)) for payload in given[at : at + 40]]
        assert sum(bool(image.alt) for image in images) > len(images) * 3 // 4
        blocks = [Block(str(n), "image", Record({"image": image})) for n, image in enumerate(images)]
        harmless(probe, shown(Issue(template="dispatch", blocks=tuple(blocks)), renderer, "canvas"))
    promise("P20", "payloads that run out of a picture's metadata", f"0 of {len(given):,}", f"0 of {len(given):,}")


def iptc_says(payload: str) -> bytes:
    """A picture whose metadata say the payload wherever they say anything."""
    words = payload[:400]
    return iptc(creator=words, credit=f"Photo: {words} / {words}", source=words, description=words)


@there
def test_a_document_that_was_saved_is_read_as_it_was_cleaned() -> None:
    for issue in issues(("article",), sample(payloads(), 800)):
        again = read_issue(json.loads(json.dumps(write_issue(issue, LIBRARY.declared))), LIBRARY.declared)
        assert again == issue
