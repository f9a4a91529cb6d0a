"""Documents harmed in thousands of ways: each opens, is salvaged, or is refused in a sentence; none takes long."""

from __future__ import annotations

import io
import json
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from composer.checks.run import Checked, run
from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.document import Document, open_document, save_document
from composer.files.salvage import open_or_salvage
from composer.library.mail_tools import read_mail_tools
from composer.library.templates import read_library
from composer.model.fields import write_fields
from composer.model.issue_json import read_issue
from composer.render.finish import Finish, finish
from composer.render.page import Renderer
from composer.render.text import write_text
from tests.drawn import picture
from tests.files.mutations import Parts, harmed, harmed_json, mutant, packed, unpacked
from tests.soak import figure

LIBRARY = read_library()
TOOL = read_mail_tools()["mailchimp"]
RENDERER = Renderer(LIBRARY)
BLOCKS = 8  # in one document
ENOUGH = 2.0  # seconds
UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # never in a sentence
State = Callable[[str, str, object, object], None]


def sound(folder: Path) -> list[Parts]:
    """Documents that hold every shipped example of every block type, and two pictures each."""
    found = [
        {"type": name, "fields": write_fields(fields, block_type.fields)}
        for name, block_type in sorted(LIBRARY.blocks.items())
        for fields in block_type.examples().values()
    ]
    made, path = [], folder / "sound.newsletter"
    for at in range(0, len(found), BLOCKS):
        assets = Assets({"notes.txt": b"kept " * 20})
        images = [assets.add(picture(form, (40, 30))) for form in ("PNG", "JPEG")]
        blocks = [*found[at : at + BLOCKS], {"type": "image", "fields": {"image": {"asset": images[0].asset}}}]
        given = {
            "subject": "Sound", "date": "2024-05-01", "theme": {"accent": "#0b57d0"}, "blocks": blocks, "x_m": [1, {}],
            "publication": {"name": "Signal and Noise", "logo": {"asset": images[1].asset}, "address": "1 Street"},
        }  # fmt: skip
        save_document(path, read_issue(given, LIBRARY.declared), assets, library=LIBRARY)
        made.append(unpacked(path.read_bytes()))
    return made


def fate(path: Path) -> str:
    """What becomes of a file: opened, salvaged, or refused. What is opened is shown, checked, saved and read again."""
    try:
        document = open_or_salvage(path, LIBRARY)
    except ComposerError as error:
        assert_sentence(str(error))
        return "refused"
    used(document, path.with_name("again.newsletter"))
    return "opened" if document.digest else "salvaged"


def used(document: Document, again: Path) -> None:
    """Do with the issue what the window does."""
    issue = document.issue
    html = text = ""
    try:
        for purpose in ("canvas", "export"):
            page = RENDERER.page(issue, purpose=purpose, tool=TOOL)
            html = finish(page.html, Finish(issue, TOOL, lambda asset, width: "cid:a", sample=purpose == "canvas"))
        text = finish(write_text(issue, LIBRARY, tool=TOOL), Finish(issue, TOOL, lambda asset, width: "", text=True))
    except ComposerError as error:
        assert_sentence(str(error))
    run(Checked(issue, LIBRARY, TOOL, html, text))
    save_document(again, issue, document.assets, library=LIBRARY)
    assert open_document(again, LIBRARY).issue == issue


def assert_sentence(text: str) -> None:
    assert text.endswith("."), text
    assert len(text) < 600, text
    assert not UNFIT.search(text), ascii(text)
    assert "Traceback" not in text


def test_whatever_happened_to_a_document_it_opens_or_is_refused_in_a_sentence(tmp_path: Path, promise: State) -> None:
    times, slowest, fates = figure(300, 10_000), 0.0, Counter[str]()
    whole, path = sound(tmp_path), tmp_path / "mine.newsletter"
    for number in range(times):
        path.write_bytes(mutant(number, whole[number % len(whole)]))
        begun = time.process_time()
        try:
            fates[fate(path)] += 1
        except Exception as error:
            raise AssertionError(f"mutant {number} was not foreseen") from error
        slowest = max(slowest, time.process_time() - begun)
    seen = ", ".join(f"{count:,} {name}" for name, count in sorted(fates.items()))
    promise(
        "P28", f"{times:,} harmed documents: told in a sentence or opened", f"{times:,}", f"{fates.total():,} ({seen})"
    )
    promise("P28", f"{times:,} harmed documents: the slowest", "≤ 2 s", f"{slowest:.2f} s")
    assert set(fates) == {"opened", "salvaged", "refused"}
    assert slowest < ENOUGH


def test_a_folder_that_somebody_edited_opens_or_is_refused_in_a_sentence(tmp_path: Path, promise: State) -> None:
    times, fates, whole = figure(40, 1000), Counter[str](), sound(tmp_path)
    for number in range(times):
        chance, parts = random.Random(number), dict(whole[number % len(whole)])
        name = chance.choice(["issue.json", "issue.json", "manifest.json", *parts])
        as_json = name.endswith(".json") and chance.random() < 0.7
        parts[name] = (harmed_json if as_json else harmed)(chance, parts[name])
        folder = tmp_path / str(number)
        for part, data in parts.items():
            (folder / part).parent.mkdir(parents=True, exist_ok=True)
            (folder / part).write_bytes(data)
        try:
            fates[fate(folder)] += 1
        except Exception as error:
            raise AssertionError(f"folder {number} was not foreseen") from error
    seen = ", ".join(f"{count:,} {name}" for name, count in sorted(fates.items()))
    promise(
        "P28", f"{times:,} harmed folders: told in a sentence or opened", f"{times:,}", f"{fates.total():,} ({seen})"
    )
    assert {"opened", "refused"} <= set(fates)


def careless(data: bytes) -> None:
    """How a document would be read by somebody who trusts it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        issue = json.loads(archive.read("issue.json"))
        parts = json.loads(archive.read("manifest.json"))["parts"]
        assert parts.keys() <= set(archive.namelist())
    for block in issue["blocks"]:
        assert {"".join(name) for name in block["fields"]} or block["type"].strip()
    assert issue["subject"].title() or issue["publication"]["name"].title()


def test_the_same_documents_are_too_much_for_a_careless_reader(tmp_path: Path) -> None:
    """The control: what is done to them does harm."""
    whole, fell = sound(tmp_path), 0
    for parts in whole:
        careless(packed(parts))
    for number in range(200):
        try:
            careless(mutant(number, whole[number % len(whole)]))
        except Exception:  # noqa: BLE001  # whatever it falls over
            fell += 1
    assert fell > 100


# What was found so, kept.
FOUND: dict[str, dict[str, object]] = {
    "a name that turns the direction of what is said": {
        "blocks": [{"type": "image", "fields": {"image": {"asset": "\u202egnp.exe"}}}]
    },
    "a format that never was": {"format": "a" * 9999},
    "a format of hundreds of digits": {"format": 10**500},
    "a template of a name too long to say": {"template": "a" * 9999},
    "a line end in a name": {"blocks": [{"type": "image", "fields": {"image": {"asset": "a\r\x1b[2Jb"}}}]},
}


@pytest.mark.parametrize("kind", FOUND)
def test_what_was_found_stays_mended(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "issue.json"
    path.write_text(json.dumps(FOUND[kind]), "utf-8")
    assert fate(path) in ("opened", "refused")
