"""Versions that are known to be sound, from the public index."""

from __future__ import annotations

import io
import json
import re
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import distribution, version
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree
from packaging.requirements import Requirement
from packaging.version import Version
from PIL import features
from PySide6.QtWebEngineCore import qWebEngineChromiumSecurityPatchVersion

from composer.errors import ComposerError
from composer.export.headers import checked
from composer.storage.zips import Zip, write_zip

Promise = Callable[[str, str, object, object], None]
LOCK = Path(__file__).parent.parent / "uv.lock"


@pytest.mark.parametrize(
    ("package", "least"),
    [
        ("Jinja2", "3.1.6"),  # sandbox escapes before
        ("MarkupSafe", "3"),
        ("lxml", "6"),
        ("nh3", "0.3.8"),  # with the ammonia that it holds
        ("Pillow", "12.3"),  # decoders mended in 2026
        ("premailer", "3.10"),  # told not to fetch
        ("cssutils", "2.11"),  # takes a fetcher
        ("requests", "2.32.4"),
        ("urllib3", "2.6"),
    ],
)
def test_version_is_recent_enough(package: str, least: str, promise: Promise) -> None:
    promise("P54", package, f"≥ {least}", version(package))
    assert Version(version(package)) >= Version(least)


@pytest.mark.parametrize("package", ["PySide6-Essentials", "PySide6-Addons", "shiboken6"])
def test_pyside_is_pinned(package: str, promise: Promise) -> None:
    promise("P54", package, "6.11.3", version(package))
    assert version(package) == "6.11.3"


def test_ammonia_inside_nh3_is_recent_enough(promise: Promise) -> None:
    lists = [file for file in distribution("nh3").files or [] if "sboms" in file.parts]
    if not lists:
        pytest.skip("this build of nh3 does not say what it is made of")
    parts = [part for file in lists for part in json.loads(file.read_text("utf-8"))["components"]]
    versions = [Version(part["version"]) for part in parts if part["name"] == "ammonia"]
    assert versions
    promise("P18", "ammonia inside nh3", "≥ 4.1.4", min(versions))
    assert min(versions) >= Version("4.1.4")


def test_the_parsers_of_xml_and_pictures_are_recent_enough(promise: Promise) -> None:
    promise("P54", "libxml2 inside lxml", "≥ 2.14", ".".join(map(str, etree.LIBXML_VERSION)))
    assert etree.LIBXML_VERSION >= (2, 14)
    assert Version(features.version("webp") or "0") >= Version("1.3.2")  # CVE-2023-4863
    assert Version(features.version("libjpeg_turbo") or "0") >= Version("3")


def test_the_browser_has_the_fixes_it_was_tried_with(promise: Promise) -> None:
    patched = qWebEngineChromiumSecurityPatchVersion() or "0"
    promise("P54", "security patches of the browser engine", "≥ 155.0.8059.85", patched)
    assert Version(patched) >= Version("155.0.8059.85")


def test_what_an_old_python_lets_through_is_refused_by_ours() -> None:
    """Before 3.11.10 an encoded line end starts a header; before 3.11.8 parts of a zip may lie on top of each other."""
    assert sys.version_info >= (3, 11)
    with pytest.raises(ComposerError):
        checked("subject", "A =?UTF-8?Q?=0A?=Bcc: x@example.org")
    whole = io.BytesIO()
    write_zip(whole, [("a", b"x" * 60), ("b", b"y" * 60)], stored=("a", "b"))
    central = whole.getvalue()
    second = central.rindex(b"PK\x01\x02")
    layered = central[: second + 42] + bytes(4) + central[second + 46 :]  # the second begins where the first does
    with pytest.raises(ComposerError):
        Zip(io.BytesIO(layered), "a.newsletter")


def test_every_dependency_has_a_floor_that_the_lock_keeps() -> None:
    project = tomllib.loads((LOCK.parent / "pyproject.toml").read_text("utf-8"))["project"]
    locked = {package["name"]: package.get("version") for package in tomllib.loads(LOCK.read_text("utf-8"))["package"]}
    for given in map(Requirement, project["dependencies"]):
        assert any(each.operator in (">=", "==") for each in given.specifier), given
        assert given.specifier.contains(locked[given.name.lower()]), given


def test_lock_names_only_the_public_index() -> None:
    text = LOCK.read_text("utf-8")
    hosts = {urlsplit(address).hostname for address in re.findall(r'[a-z]+://[^"\s]+', text)}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
    assert set(re.findall(r"source = \{ (\w+) =", text)) == {"registry", "editable"}
