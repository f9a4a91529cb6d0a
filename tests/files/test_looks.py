"""A look of one's own travels inside the issue: what one profile saved, another one renders to the same bytes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from composer.checks.checked import Checked
from composer.checks.travelling import check
from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.document import Document, open_document, save_document
from composer.files.forms import open_saved
from composer.files.journal import Journal, Origin
from composer.files.looks import read_looks
from composer.files.salvage import open_or_salvage
from composer.files.starter import starter_issue
from composer.files.unpacked import open_unpacked, save_unpacked
from composer.files.versions import Versions
from composer.library.brought import brought_by, key_of, with_brought
from composer.library.mail_tools import mail_tool
from composer.library.packages import FOLDER
from composer.library.places import user_cache, user_templates
from composer.library.templates import Library, read_library
from composer.model.issue import Block, Issue
from composer.model.record import Record
from composer.render.page import Renderer
from tests.drawn import picture
from tests.files.mutations import harmed, harmed_json, unpacked
from tests.files.test_document import written
from tests.looks import whole_look
from tests.own_block_type import NAME, keep_type
from tests.soak import figure

SHIPPED = read_library(own_folder=Path("nowhere"))
State = Callable[[str, str, object, object], None]
Alter = Callable[[dict[str, bytes]], None]


@dataclass
class Made:
    """An issue in a look of its maker's, as saved there; `html` is what it renders to."""

    path: Path
    issue: Issue
    assets: Assets
    library: Library
    html: str


@pytest.fixture(scope="module")
def at_home(tmp_path_factory: pytest.TempPathFactory, styles: Path) -> Made:
    """Made in the profile of who has the look."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEWSLETTER_COMPOSER_HOME", str(folder / "home"))
        keep_type()
        look = whole_look(user_templates() / "mine")
        (look / "images").mkdir()
        (look / "images" / "proof.png").write_bytes(picture("PNG"))
        library = read_library()
        issue, assets = starter_issue("mine", library)
        weather = Block("w", NAME, Record({"place": "Eastquay", "outlook": "<p>Sunny.</p>"}))
        issue = replace(issue, template="mine", blocks=(*issue.blocks[:3], weather))
        path = folder / "mine.newsletter"
        save_document(path, issue, assets, library=library)
        return Made(path, issue, assets, library, Renderer(library, styles).page(issue).html)


@pytest.fixture
def made(at_home: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """What was made at home, in another profile."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "elsewhere"))
    return replace(at_home, path=Path(shutil.copy(at_home.path, tmp_path)))


def looks_of(path: Path) -> dict[str, bytes]:
    return {name: data for name, data in unpacked(path.read_bytes()).items() if name.startswith(FOLDER)}


def brought_keys(document: Document) -> set[str]:
    return {key_of(name) for name in document.brought}


def rendered(document: Document, library: Library, styles: Path) -> str:
    return Renderer(with_brought(library, document.brought), styles).page(document.issue).html


def test_another_profile_renders_the_same_bytes(made: Made, styles: Path) -> None:
    opened = open_document(made.path, SHIPPED)
    assert opened.troubles == ()
    assert opened.issue == made.issue
    assert {key_of(name) for name in opened.brought} == {"mine", f"blocks/{NAME}"}
    assert rendered(opened, SHIPPED, styles) == made.html
    assert "Eastquay</h2>" in made.html
    assert set(SHIPPED.templates) == set(read_library().templates)


@pytest.mark.parametrize("bringing", [True, False], ids=["with its looks", "by a library that lacks them"])
def test_saved_elsewhere_it_is_the_same_bytes(made: Made, tmp_path: Path, *, bringing: bool) -> None:
    opened = open_document(made.path, SHIPPED)
    library = with_brought(SHIPPED, opened.brought if bringing else {})
    save_document(tmp_path / "again.newsletter", opened.issue, opened.assets, library=library)
    assert (tmp_path / "again.newsletter").read_bytes() == made.path.read_bytes()


def test_a_folder_holds_the_same_parts(made: Made, tmp_path: Path, styles: Path) -> None:
    save_unpacked(tmp_path / "issue", made.issue, made.assets, library=made.library)
    opened = open_unpacked(tmp_path / "issue", SHIPPED)
    assert (opened.issue, opened.troubles) == (made.issue, ())
    assert rendered(opened, SHIPPED, styles) == made.html
    parts = looks_of(made.path)
    assert all((tmp_path / "issue" / name).read_bytes() == data for name, data in parts.items())
    save_unpacked(tmp_path / "issue", replace(opened.issue, template="dispatch", blocks=()), opened.assets,
                  library=with_brought(SHIPPED, opened.brought))  # fmt: skip
    assert not [path for path in (tmp_path / "issue" / "templates").rglob("*") if path.is_file()]


def test_starters_and_pictures_stay_at_home(made: Made) -> None:
    assert (made.library.template("mine").folder / "starter.json").is_file()
    assert not [name for name in looks_of(made.path) if "starter" in name or name.endswith(".png")]


def test_what_is_not_used_does_not_travel(made: Made, tmp_path: Path) -> None:
    opened = open_document(made.path, SHIPPED)
    library = with_brought(SHIPPED, opened.brought)
    plain = replace(opened.issue, template="dispatch", blocks=opened.issue.blocks[:2])
    save_document(tmp_path / "plain.newsletter", plain, opened.assets, library=library)
    assert looks_of(tmp_path / "plain.newsletter") == {}
    save_document(tmp_path / "weather.newsletter", replace(plain, blocks=opened.issue.blocks), opened.assets,
                  library=library)  # fmt: skip
    assert {key_of(name) for name in looks_of(tmp_path / "weather.newsletter")} == {f"blocks/{NAME}"}


def test_what_a_look_builds_on_comes_along(made: Made, tmp_path: Path, styles: Path) -> None:
    """A look that extends one of the user's own, with starters declared in its card."""
    whole_look(user_templates() / "zine")
    folder = user_templates() / "again"
    (folder / "starters").mkdir(parents=True)
    (folder / "starters" / "long.json").write_text("{}")
    (folder / "template.toml").write_text('title = "Again"\nextends = "zine"\n\n[starters.long]\ntitle = "Long"\n')
    (folder / "theme.css").write_text(".article { padding-left: 7px }\n")
    library = read_library()
    issue = replace(made.issue, template="again", blocks=made.issue.blocks[:3])
    save_document(tmp_path / "a.newsletter", issue, made.assets, library=library)
    html = Renderer(library, styles).page(issue).html
    shutil.rmtree(user_templates())
    opened = open_document(tmp_path / "a.newsletter", SHIPPED)
    assert opened.troubles == ()
    assert {key_of(name) for name in opened.brought} == {"again", "zine"}
    assert rendered(opened, SHIPPED, styles) == html
    assert with_brought(SHIPPED, opened.brought).template("again").title == "Again"


def test_of_two_by_one_name_the_document_has_its_own(made: Made, styles: Path) -> None:
    sheet = whole_look(user_templates() / "mine") / "theme.css"
    sheet.write_text(sheet.read_text("utf-8").replace("body {", "body { letter-spacing: 1px;", 1), "utf-8")
    here = read_library()
    opened = open_document(made.path, here)
    assert "mine" in {key_of(name) for name in opened.brought}
    assert rendered(opened, here, styles) == made.html
    assert Renderer(here, styles).page(replace(made.issue, blocks=())).html != made.html


def test_what_the_user_has_just_so_is_the_users(made: Made) -> None:
    assert open_document(made.path, made.library).brought == {}


def test_what_was_unpacked_is_made_again_when_it_is_gone_or_changed(made: Made, styles: Path) -> None:
    opened = open_document(made.path, SHIPPED)
    sheets = list((user_cache() / "looks").rglob("theme.css"))
    assert len(sheets) == 1
    sheets[0].write_text("body { color: #00ff00 }")
    assert rendered(opened, SHIPPED, styles) == made.html
    shutil.rmtree(user_cache() / "looks")
    assert rendered(opened, SHIPPED, styles) == made.html


def altered(path: Path, alter: Alter, *, listed: bool = True) -> Path:
    """The document with other parts; with `listed`, its looks list them as their makers would."""
    parts = unpacked(path.read_bytes())
    alter(parts)
    for key in {key_of(name) for name in parts if key_of(name)} if listed else ():
        start = f"{FOLDER}{key}/"
        card = parts.get(f"{start}package.json")
        if card:
            inside = f"{key}/" if "/" in key else ""
            files = {f"{inside}{name.removeprefix(start)}": parts[name] for name in parts if name.startswith(start)}
            told = {name: hashlib.sha256(files[name]).hexdigest() for name in files if "package.json" not in name}
            parts[f"{start}package.json"] = json.dumps(json.loads(card) | {"parts": told}).encode()
    return written(path, parts)


def put(name: str, data: bytes) -> Alter:
    return lambda parts: parts.update({f"{FOLDER}{name}": data})


def swap(name: str, old: bytes, new: bytes) -> Alter:
    def alter(parts: dict[str, bytes]) -> None:
        assert old in parts[f"{FOLDER}{name}"]
        parts[f"{FOLDER}{name}"] = parts[f"{FOLDER}{name}"].replace(old, new, 1)

    return alter


def renamed(old: str, new: str) -> Alter:
    def alter(parts: dict[str, bytes]) -> None:
        for name in [name for name in parts if name.startswith(f"{FOLDER}{old}/")]:
            data = parts.pop(name).replace(b'"name": "mine"', f'"name": "{new}"'.encode())
            parts[name.replace(f"{FOLDER}{old}/", f"{FOLDER}{new}/")] = data

    return alter


def many(count: int, data: bytes) -> Alter:
    return lambda parts: parts.update({f"{FOLDER}mine/a{n}.txt": data for n in range(count)})


HOSTILE: dict[str, tuple[Alter, bool, str]] = {
    "a program": (put("mine/run.py", b"import os"), True, "run.py"),
    "an icon that runs": (put("mine/icon.svg", b"<svg onload='x()'/>"), True, "icon.svg"),
    "a script in the page": (swap("mine/page.html", b"{{ blocks }}", b"{{ blocks }}<script>"), True, "page.html:"),
    "a call": (swap("mine/page.html", b"{{ blocks }}", b"{{ blocks }}{{ issue.subject.upper() }}"), True, "page.html:"),
    "a style that loads": (put("mine/theme.css", b"body { background: url(https://x.example/p) }"), True, "theme.css:"),
    "a style laid over the mail": (put("mine/theme.css", b"body { position: fixed }"), True, "theme.css:1: "),
    "a style that cannot be settled": (put("mine/theme.css", b"p + p { margin: 0 }"), True, "theme.css:"),
    "a block that calls": (swap(f"blocks/{NAME}/block.html", b"{{ place }}", b"{{ place() }}"), True, "block.html:"),
    "a block's words that call": (put(f"blocks/{NAME}/block.txt", b"{{ place() }}"), True, "block.txt"),
    "an example that is none": (put(f"blocks/{NAME}/examples/a.json", b"["), True, "a.json"),
    "a card that is none": (put("mine/template.toml", b"[["), True, "template.toml"),
    "a card too large": (put("mine/template.toml", b"a." * 15_000 + b"a = 1"), True, "more than 16 KB"),
    "a key of many parts": (put("mine/template.toml", b"a." * 8_000 + b"a = 1"), True, "100 dots in a line"),
    "a card of many boxes": (put(f"blocks/{NAME}/block.toml", b"a = " + b"[" * 8_000), True, "block.toml: brackets"),
    "a card whose order is a word": (put("mine/template.toml", b'order = "first"'), True, "template.toml: order"),
    "a card whose tokens are a number": (put("mine/template.toml", b"tokens = 5"), True, "template.toml: tokens"),
    "a card of a block that is none": (put(f"blocks/{NAME}/block.toml", b"uses = 7"), True, "block.toml: uses"),
    "a look that builds on nothing": (put("mine/template.toml", b'extends = "nowhere"'), True, "nowhere"),
    "a part that is not listed": (put("mine/more.html", b"<p>"), False, "package.json"),
    "a part that is gone": (lambda parts: parts.pop(f"{FOLDER}mine/page.html") and None, False, "mine"),
    "no package": (lambda parts: parts.pop(f"{FOLDER}mine/package.json") and None, False, "package.json"),
    "a card of another": (swap("mine/package.json", b'"name": "mine"', b'"name": "yours"'), False, "something else"),
    "a newer package": (swap("mine/package.json", b'"format": 1', b'"format": 99'), False, "newer version"),
    "the name of a block type that ships": (put("mine/blocks/article/block.toml", b'title = "Mine"'), True, "article"),
    "too large": (many(5, b"a" * 999_999), True, "larger"),
    "too many": (many(501, b"a"), True, "larger"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_look_costs_a_sentence_and_no_word(made: Made, tmp_path: Path, case: str) -> None:
    alter, listed, said = HOSTILE[case]
    path = altered(made.path, alter, listed=listed)
    opened = open_document(path, SHIPPED)
    assert len(opened.troubles) == 1
    assert said in opened.troubles[0]
    assert str(tmp_path) not in opened.troubles[0]
    assert len({key_of(name) for name in opened.brought}) == 1
    assert opened.issue.subject == made.issue.subject
    assert [block.id for block in opened.issue.blocks] == [block.id for block in made.issue.blocks]
    again = tmp_path / "again.newsletter"
    save_document(again, opened.issue, opened.assets, library=with_brought(SHIPPED, opened.brought))
    assert open_document(again, made.library).issue == made.issue
    if said != "larger":
        assert looks_of(again) == looks_of(path)


def types(count: int, home: str = "") -> Alter:
    """That many block types more, copies of the one that is there: by themselves, or inside the look `home`."""

    def alter(parts: dict[str, bytes]) -> None:
        start = f"{FOLDER}blocks/{NAME}/"
        for number in range(count):
            for name in [name for name in parts if name.startswith(start) and not (home and "package" in name)]:
                data = parts[name].replace(NAME.encode(), f"copy{number}".encode())
                parts[f"{FOLDER}{home}blocks/copy{number}/{name.removeprefix(start)}"] = data

    return alter


@pytest.mark.parametrize(
    ("home", "count", "brought"),
    [("", 38, 40), ("", 39, 40), ("mine/", 38, 2), ("mine/", 39, 1), ("mine/", 40, 1)],
    ids=["as many as may be", "one more", "as many inside a look", "one more inside it", "two more inside it"],
)
def test_looks_beyond_the_most_are_left_out_with_one_sentence(
    made: Made, tmp_path: Path, home: str, count: int, brought: int
) -> None:
    path = altered(made.path, types(count, home))
    opened = open_document(path, SHIPPED)
    too_many = f"This issue brings {count + 2} looks and block types; 40 at most are used."
    assert opened.troubles == ((too_many,) if count > 38 else ())
    assert len(brought_keys(opened)) == brought
    assert opened.issue.subject == made.issue.subject
    assert [block.id for block in opened.issue.blocks] == [block.id for block in made.issue.blocks]
    again = tmp_path / "again.newsletter"
    save_document(again, opened.issue, opened.assets, library=with_brought(SHIPPED, opened.brought))
    assert set(looks_of(again)) >= {name for name in looks_of(path) if key_of(name) not in brought_keys(opened)}


def test_what_is_let_in_one_by_one_is_what_is_brought_at_once(made: Made) -> None:
    """Where a look is changed on which one builds that was brought before, too."""
    folder = whole_look(user_templates() / "zine")
    (user_templates() / "again").mkdir()
    (user_templates() / "again" / "template.toml").write_text('extends = "zine"\n')
    before = brought_by(replace(made.issue, template="again"), read_library())
    (folder / "theme.css").write_text(".page { padding-left: 7px }\n")
    after = brought_by(replace(made.issue, template="again"), read_library())
    at_once = with_brought(SHIPPED, after)
    assert read_looks(after, SHIPPED).library == at_once
    assert read_looks(after, with_brought(SHIPPED, before)).library == at_once
    assert with_brought(SHIPPED, before) != at_once


def test_whatever_happened_to_a_look_the_issue_opens_with_its_words(made: Made, tmp_path: Path, promise: State) -> None:
    """Parts harmed at random, listed by a look that owns up to them or not; what is let in is rendered or refused."""
    whole, fates, path = unpacked(made.path.read_bytes()), Counter[str](), tmp_path / "harmed.newsletter"
    parts = sorted(name for name in whole if key_of(name))
    times, rendering = figure(40, 3000), figure(2, 150)
    for number in range(times):
        chance, name = random.Random(number), random.Random(number).choice(parts)
        data = (harmed_json if name.endswith(".json") and chance.random() < 0.7 else harmed)(chance, whole[name])
        written(path, whole)
        altered(path, put(name.removeprefix(FOLDER), data), listed=chance.random() < 0.7 and not name.endswith(".json"))
        try:
            opened = open_document(path, SHIPPED)
            assert [block.id for block in opened.issue.blocks] == [block.id for block in made.issue.blocks]
            assert all(str(tmp_path) not in sentence for sentence in opened.troubles)
            fates["left out" if opened.troubles else "let in"] += 1
            if fates.total() <= rendering:
                with contextlib.suppress(ComposerError):
                    rendered(opened, SHIPPED, tmp_path / "styles")
        except Exception as error:
            raise AssertionError(f"look {number} was not foreseen") from error
    seen = ", ".join(f"{count:,} {name}" for name, count in sorted(fates.items()))
    promise("P28", f"{times:,} documents with a harmed look: opened", f"{times:,}", f"{fates.total():,} ({seen})")
    assert set(fates) == {"left out", "let in"}


def test_a_look_may_not_be_called_as_what_others_build_on(made: Made) -> None:
    opened = open_document(altered(made.path, renamed("mine", "foundation")), SHIPPED)
    assert len(opened.troubles) == 1
    assert "foundation" in opened.troubles[0]
    worn = with_brought(SHIPPED, opened.brought).foundations["foundation"]
    assert worn.folder == SHIPPED.foundations["foundation"].folder


def test_a_look_may_not_be_called_as_one_that_ships(made: Made, styles: Path) -> None:
    path = altered(made.path, renamed("mine", "dispatch"))
    opened = open_document(path, SHIPPED)
    assert len(opened.troubles) == 1
    assert "dispatch" in opened.troubles[0]
    worn, ships = with_brought(SHIPPED, opened.brought).template("dispatch"), SHIPPED.template("dispatch")
    assert (worn.folder, worn.page, worn.css) == (ships.folder, ships.page, ships.css)


def test_a_member_destroyed_on_the_disk_costs_its_look_alone(made: Made) -> None:
    data = bytearray(made.path.read_bytes())
    at = data.index(f"{FOLDER}mine/theme.css".encode()) + len(f"{FOLDER}mine/theme.css") + 40
    data[at : at + 20] = bytes(20)
    made.path.write_bytes(bytes(data))
    opened = open_document(made.path, SHIPPED)
    assert opened.issue == made.issue
    assert opened.troubles == ("The look “mine” that this issue brings is damaged; it is not used.",)


def test_a_salvaged_issue_has_its_look(made: Made, styles: Path) -> None:
    data = made.path.read_bytes()
    made.path.write_bytes(data[: data.rindex(b"PK\x01\x02") + 10])
    opened = open_or_salvage(made.path, SHIPPED)
    assert not opened.digest
    assert opened.issue == made.issue
    assert rendered(opened, SHIPPED, styles) == made.html


def test_a_look_that_cannot_travel_is_told_before_it_is_missed(made: Made, tmp_path: Path) -> None:
    whole_look(user_templates() / "Own Look")
    library = read_library()
    issue = Issue(template="Own Look")
    told = [each.code for each in check(Checked(issue, library, mail_tool("plain"), "", ""))]
    assert told == ["template.stays"]
    assert not list(check(Checked(made.issue, made.library, mail_tool("plain"), "", "")))
    save_document(tmp_path / "a.newsletter", issue, Assets(), library=library)
    assert looks_of(tmp_path / "a.newsletter") == {}


def test_safe_mode_takes_no_look_and_loses_none(made: Made, tmp_path: Path) -> None:
    careful = replace(SHIPPED, alone=True)
    opened = open_document(made.path, careful)
    assert (opened.brought, opened.troubles) == ({}, ())
    save_document(tmp_path / "again.newsletter", opened.issue, opened.assets, library=careful)
    assert looks_of(tmp_path / "again.newsletter") == looks_of(made.path)


def test_an_earlier_version_has_its_look(made: Made, tmp_path: Path, styles: Path) -> None:
    versions = Versions(tmp_path / "versions")
    versions.keep(open_saved(made.path, SHIPPED), SHIPPED)
    issue, assets, troubles = versions.of(made.path)[0].read(SHIPPED)
    assert (issue, troubles) == (made.issue, ())
    document = replace(open_document(made.path, SHIPPED), issue=issue, assets=assets)
    assert rendered(document, SHIPPED, styles) == made.html
    assert {name for name in assets.others if key_of(name)} == set(looks_of(made.path))


def test_what_a_journal_restores_has_its_look(made: Made, tmp_path: Path, styles: Path) -> None:
    opened = open_document(made.path, SHIPPED)
    library = with_brought(SHIPPED, opened.brought)
    journal = Journal(tmp_path / "journal")
    journal.record(opened.issue, opened.assets, Origin("New"), library)
    changed = replace(opened.issue, subject="Changed")
    journal.record(changed, opened.assets, Origin("New"), library)
    found = Journal(tmp_path / "journal").read(SHIPPED)
    journal.close()
    assert found is not None
    assert (found.issue, found.troubles) == (changed, ())
    assert found.brought == opened.brought
    assert Renderer(with_brought(SHIPPED, found.brought), styles).page(made.issue).html == made.html
