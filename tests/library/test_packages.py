"""Packages: what travels is what was packed; what a stranger changed in it is refused, and nothing of it is left."""

from __future__ import annotations

import atexit
import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from composer.checks.proof import prove_folder
from composer.errors import ComposerError
from composer.library.folders import put_in_place
from composer.library.installing import all_of, install
from composer.library.package_files import pack_block_types, pack_template, read_package
from composer.library.packages import SUFFIX, is_plain_icon
from composer.library.places import shipped, user_templates
from composer.library.templates import Library, read_library
from composer.storage import canonical
from composer.storage.zips import write_zip
from tests.checks.test_proof import few
from tests.looks import whole_look
from tests.own_block_type import NAME, keep_type

CACHE = Path(tempfile.mkdtemp(prefix="newsletter-composer-styles-"))
atexit.register(shutil.rmtree, CACHE, ignore_errors=True)
Alter = Callable[[dict[str, bytes]], None]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def look(tmp_path: Path) -> Path:
    """A package of a look of somebody's own."""
    whole_look(user_templates() / "mine")
    packed = tmp_path / f"mine{SUFFIX}"
    assert pack_template(read_library().template("mine"), read_library(), packed) == ()
    shutil.rmtree(user_templates())
    return packed


def altered(package: Path, alter: Alter, *, card: dict[str, object] | None = None) -> Path:
    """The package with other parts, listed as its maker would list them."""
    with zipfile.ZipFile(package) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(parts.pop("package.json"))
    parts.pop("mimetype")
    alter(parts)
    told |= {"parts": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}, **(card or {})}
    file = io.BytesIO()
    write_zip(file, [("package.json", canonical.encode(told)), *parts.items()])
    package.write_bytes(file.getvalue())
    return package


def put_in(package: Path, *, replacing: bool = False) -> tuple[Path, ...]:
    library = few(read_library())
    return install(all_of(read_package(package)), library, partial(prove_folder, cache=CACHE), replacing=replacing)


def test_a_look_arrives_as_it_was_packed(look: Path, tmp_path: Path) -> None:
    assert "mine" not in read_library().templates
    assert put_in(look) == (user_templates() / "mine",)
    here, there = user_templates() / "mine", whole_look(tmp_path / "there")
    files = [path.relative_to(there) for path in there.rglob("*") if path.is_file()]
    assert files
    assert all((here / name).read_bytes() == (there / name).read_bytes() for name in files)
    assert read_library().template("mine").own


def test_what_is_refused_is_named_by_package_and_part(look: Path, tmp_path: Path) -> None:
    altered(look, lambda parts: parts.update({"theme.css": b"p + p { margin: 0 }"}))
    with pytest.raises(ComposerError, match=r"^“Foundation”, theme\.css:1: ") as refused:
        put_in(look)
    assert str(tmp_path) not in str(refused.value)


def test_the_same_folder_is_the_same_package(look: Path, tmp_path: Path) -> None:
    put_in(look)
    pack_template(read_library().template("mine"), read_library(), tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == look.read_bytes()


def test_block_types_travel_without_a_look(tmp_path: Path) -> None:
    keep_type()
    packed = tmp_path / f"{NAME}{SUFFIX}"
    pack_block_types((NAME,), read_library(), packed)
    shutil.rmtree(user_templates())
    assert read_package(packed).block_types == (NAME,)
    assert put_in(packed) == (user_templates() / "blocks" / NAME,)
    assert NAME in read_library().blocks


def test_what_is_no_part_of_a_look_stays_at_home(look: Path, tmp_path: Path) -> None:
    put_in(look)
    for name in ("notes.docx", ".hidden.css", "Read me.txt"):
        (user_templates() / "mine" / name).write_text("x", "utf-8")
    (user_templates() / "mine" / "link.css").symlink_to(look)
    left = pack_template(read_library().template("mine"), read_library(), tmp_path / "again")
    assert sorted(left) == [".hidden.css", "Read me.txt", "link.css", "notes.docx"]
    assert (tmp_path / "again").read_bytes() == look.read_bytes()


def test_what_is_there_is_replaced_only_when_asked(look: Path) -> None:
    put_in(look)
    mark = user_templates() / "mine" / "theme.css"
    mark.write_text("/* mine */" + mark.read_text("utf-8"), "utf-8")
    with pytest.raises(ComposerError, match="already"):
        put_in(look)
    assert mark.read_text("utf-8").startswith("/* mine */")
    put_in(look, replacing=True)
    assert not mark.read_text("utf-8").startswith("/* mine */")


def _add(name: str, data: bytes) -> Alter:
    return lambda parts: parts.update({name: data})


def _in(name: str, old: bytes, new: bytes) -> Alter:
    def alter(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return alter


SHAPES = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M4 4h16"/></svg>'
HOSTILE: dict[str, tuple[Alter, str]] = {
    "a program": (_add("setup.py", b"print()"), "neither a text nor a picture"),
    "markup that is no UTF-8": (_add("page.html", b"\xff\xfe"), "not written in UTF-8"),
    "an endless text": (_add("starters/x.json", b" " * 4_300_000), "more than 4 MB"),
    "a card too large": (_add("template.toml", b"#" * 16_385), "template.toml, which has more than 16 KB"),
    "a block type's card too large": (_add("blocks/mine/block.toml", b"#" * 16_385), "block.toml, which has more than"),
    "a key of many parts": (
        _add("template.toml", b"a." * 101 + b"a = 1"),
        "template.toml, which has more than 100 dots",
    ),
    "a card of many boxes": (_add("template.toml", b"a = " + b"[" * 8_000), "template.toml: brackets"),
    "an icon with a script": (
        _add("blocks/mine/icon.svg", SHAPES.replace("<path", "<script>x</script><path").encode()),
        "more than shapes",
    ),
    "a picture that is none": (_add("images/a.png", b"\x89PNG not"), "cannot be read|not a picture|damaged"),
    "a call in the page": (_in("page.html", b"{{ blocks }}", b"{{ blocks }}{{ issue.x() }}"), "page.html:"),
    "a script in the page": (_in("page.html", b"{{ blocks }}", b"{{ blocks }}<script>x</script>"), "page.html:"),
    "a sheet from elsewhere": (_in("theme.css", b"body {", b"@import 'x';\nbody {"), "theme.css:"),
    "a picture from elsewhere": (_in("theme.css", b"body {", b"body { background: url(http://a/);"), "theme.css:"),
    "a starter's picture outside": (
        _add(
            "starter.json",
            b'{"blocks": [{"type": "article", "fields": {"image": {"file": "../../../photo.jpg", "alt": "a"}}}]}',
        ),
        "starter.json",
    ),
    "an article of its own": (
        _add("blocks/article/block.toml", b'title = "A"\n[fields.headline]\nkind = "line"\n'),
        "comes with the program",
    ),
    "colours nobody can read": (_in("template.toml", b'value = "#1d1d1f"', b'value = "#eeeeee"'), "contrast"),
    "no look": (lambda parts: parts.pop("template.toml", None), "neither a template nor block types"),
}


@pytest.mark.parametrize(("alter", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_package_is_refused_and_leaves_nothing(look: Path, home: Path, alter: Alter, said: str) -> None:
    altered(look, alter)
    with pytest.raises(ComposerError, match=said):
        put_in(look)
    assert not [path for path in home.rglob("*") if "mine" in path.name or "article" in path.name]


@pytest.mark.parametrize("name", ["../mine", "Mine", "blocks", "", "a" * 41, "con fig", 7])
def test_a_package_cannot_call_itself_anything(look: Path, name: object) -> None:
    altered(look, lambda parts: None, card={"name": name})
    with pytest.raises(ComposerError, match="does not say what it is"):
        read_package(look)


@pytest.mark.parametrize("name", ["dispatch", "foundation"])
def test_a_look_that_ships_is_not_replaced(look: Path, name: str) -> None:
    altered(look, lambda parts: None, card={"name": name})
    with pytest.raises(ComposerError, match="comes with the program"):
        put_in(look, replacing=True)


def test_a_newer_form_says_what_to_do(look: Path) -> None:
    altered(look, lambda parts: None, card={"format": 2})
    with pytest.raises(ComposerError, match="update"):
        read_package(look)


def test_parts_that_are_not_those_listed_are_damage(look: Path) -> None:
    altered(look, lambda parts: None, card={"parts": {"page.html": "0" * 64}})
    with pytest.raises(ComposerError, match="damaged"):
        read_package(look)


def test_a_disk_that_refuses_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "templates"
    put_in_place(home, {"one": {"a.txt": b"old"}, "two": {"a.txt": b"old"}})
    real = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "two" and path.parent.name == "new":
            raise OSError(28, "No space left on device")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="No space"):
        put_in_place(home, {"one": {"a.txt": b"new"}, "two": {"a.txt": b"new"}})
    assert [(home / name / "a.txt").read_bytes() for name in ("one", "two")] == [b"old", b"old"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "templates"] or not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    "svg",
    [
        SHAPES.replace("<path", '<image href="http://a/"/><path'),
        SHAPES.replace('d="M4 4h16"', 'd="M4 4h16" onclick="x"'),
        SHAPES.replace("<path", "<style>@import 'x'</style><path"),
        SHAPES.replace('d="M4 4h16"', 'fill="url(#a)"'),
        f'<!DOCTYPE svg [<!ENTITY a "b">]>{SHAPES}',
        SHAPES.replace("viewBox", 'onload="x" viewBox'),
        SHAPES.replace("<path", '<a href="x"><path'),
        f"<?xml-stylesheet href='x'?>{SHAPES}",
        SHAPES.replace("/></svg>", "/>" + " " * 20_000 + "</svg>"),
        "",
    ],
    ids=range(10),
)
def test_an_icon_is_shapes_alone(svg: str) -> None:
    assert is_plain_icon(SHAPES)
    assert not is_plain_icon(svg)


def test_icons_that_ship_are_plain() -> None:
    found = list(shipped("templates").rglob("icon.svg"))
    assert len(found) > 15
    assert all(is_plain_icon(path.read_text("utf-8")) for path in found)


def test_a_library_reads_what_was_put_in(look: Path) -> None:
    put_in(look)
    library: Library = read_library()
    assert library.troubles == ()
