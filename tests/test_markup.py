"""What the Nu HTML checker finds in exported mail: only what mail programs ask for and HTML no longer has."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from composer.library.mail_tools import mail_tool
from composer.model.issue import Issue
from composer.render.finish import Finish, finish
from composer.render.page import Renderer
from tests.sheets import library, sample, shown_issue

JAR = Path(__file__).parent / "nu_checker" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Quick for the seconds that it runs, with the stack that the schema of HTML takes.
_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m", "-Xmx512m")
# Outlook's namespaces and properties, and anchors in the form that every mail program knows.
ALLOWED = re.compile(
    r"Attribute “xmlns:[vo]” not allowed here\."
    r"|CSS: “mso-[a-z-]+”: Property “mso-[a-z-]+” doesn't exist\."
    r"|Element “a” is missing required attribute “href”\. <a name=\"[^\"]+\"( style=\"[^\"]*\")?>"
)


def found(folder: Path) -> set[str]:
    """What is wrong in the pages of a folder: page, sentence and place of each error, those allowed left out."""
    java = shutil.which("java")
    if not java:
        pytest.skip(
            "the markup of exported mail is not checked: there is no Java, and packaging/setup.sh test got none"
        )
    if not JAR.is_file():
        pytest.skip("the markup of exported mail is not checked: packaging/setup.sh test could not fetch the checker")
    command = [java, *_JAVA, "-jar", str(JAR), "--errors-only", "--exit-zero-always", "--format", "json"]
    pages = sorted(map(str, folder.glob("*.html")))
    done = subprocess.run([*command, *pages], capture_output=True, text=True, encoding="utf-8", timeout=170, check=True)
    told = [(Path(each["url"]).name, each["message"], element(each)) for each in json.loads(done.stderr)["messages"]]
    return {f"{name}: {text} {at}" for name, text, at in told if not ALLOWED.fullmatch(f"{text} {at}".strip())}


def element(message: dict[str, Any]) -> str:
    """The tag that a message is about; nothing where it is about the style sheet or the namespaces of the page."""
    if message["message"].startswith(("CSS: ", "Attribute “xmlns:")):
        return ""
    start = message.get("hiliteStart", 0)
    return str(message.get("extract", ""))[start : start + message.get("hiliteLength", 0)]


def issues() -> Iterator[tuple[str, Issue]]:
    """Every example of every block type in every look, in two directions of writing, and the sample in each."""
    issue, _ = sample()
    for look in library().templates:
        yield f"{look}-sample", replace(issue, template=look)
        for language in ("en", "ar"):
            yield f"{look}-{language}", shown_issue(look, language, everything=True)


def test_exported_mail_is_sound_html(tmp_path: Path, styles: Path) -> None:
    renderer, tool = Renderer(library(), styles), mail_tool("plain")
    for name, issue in issues():
        how = Finish(issue, tool, lambda asset, px: f"images/{asset[:12]}-{px}.jpg")
        (tmp_path / f"{name}.html").write_text(finish(renderer.page(issue, tool=tool).html, how), "utf-8")
    assert len(list(tmp_path.glob("*.html"))) == 3 * len(library().templates)
    assert found(tmp_path) == set()


def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    head = '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>'
    (tmp_path / "wrong.html").write_text(f'{head}<p><a rel="next">x</a><img src="x.png"></p></body></html>', "utf-8")
    assert {each.split(" for details")[0].partition(": ")[2].partition(" <")[0] for each in found(tmp_path)} == {
        "Element “a” is missing required attribute “href”.",
        "An “img” element must have an “alt” attribute, except under certain conditions. For details, consult guidance"
        " on providing text alternatives for images.",
    }
