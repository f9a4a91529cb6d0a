"""Versions that are known to be sound, from the public index."""

from __future__ import annotations

import json
import re
from importlib.metadata import distribution, version
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from packaging.version import Version

LOCK = Path(__file__).parent.parent / "uv.lock"


@pytest.mark.parametrize(
    ("package", "least"),
    [
        ("Jinja2", "3.1.6"),  # sandbox escapes before
        ("lxml", "6"),
        ("nh3", "0.3.7"),
        ("Pillow", "12.3"),
    ],
)
def test_version_is_recent_enough(package: str, least: str) -> None:
    assert Version(version(package)) >= Version(least)


@pytest.mark.parametrize("package", ["PySide6-Essentials", "PySide6-Addons", "shiboken6"])
def test_pyside_is_pinned(package: str) -> None:
    assert version(package) == "6.11.3"


def test_ammonia_inside_nh3_is_recent_enough() -> None:
    lists = [file for file in distribution("nh3").files or [] if "sboms" in file.parts]
    if not lists:
        pytest.skip("this build of nh3 does not say what it is made of")
    parts = [part for file in lists for part in json.loads(file.read_text("utf-8"))["components"]]
    versions = [Version(part["version"]) for part in parts if part["name"] == "ammonia"]
    assert versions
    assert min(versions) >= Version("4.1.4")


def test_lock_names_only_the_public_index() -> None:
    text = LOCK.read_text("utf-8")
    hosts = {urlsplit(address).hostname for address in re.findall(r'[a-z]+://[^"\s]+', text)}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
    assert set(re.findall(r"source = \{ (\w+) =", text)) == {"registry", "editable"}
