"""What a package brings with it, and how it stands to what somebody has: all of it is put in, or nothing."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from composer.checks.arriving import prove_arrival, proved_before
from composer.checks.proof import prove_folder
from composer.errors import ComposerError
from composer.files.arrival_words import facts, meets
from composer.files.arrivals import look_through
from composer.files.assets import Assets
from composer.files.starter import starter_issue
from composer.library.installing import NEW, OTHER, SAME, all_of, beside, install, standings
from composer.library.package_files import companions, pack_template, read_package
from composer.library.packages import SUFFIX, Package
from composer.library.places import user_templates
from composer.library.save_template import save_template
from composer.library.templates import read_library
from composer.model.issue import Block, Issue
from composer.model.locks import decide
from composer.model.record import Record
from composer.render.page import Renderer
from tests.checks.test_proof import few
from tests.drawn import picture
from tests.library.test_packages import altered
from tests.looks import whole_look
from tests.own_block_type import NAME, keep_type

STYLES = Path(tempfile.mkdtemp(prefix="newsletter-composer-styles-"))
atexit.register(shutil.rmtree, STYLES, ignore_errors=True)
Go = Callable[[str], None]
LOOK = "templates/mine"


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Go:
    """Go to somebody's profile."""
    return lambda name: monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / name))


@pytest.fixture
def packed(go: Go, tmp_path: Path) -> Path:
    """A template saved over its maker's look, of a block type of the maker's and a picture, in a package."""
    go("maker")
    keep_type()
    whole_look(user_templates() / "mine")
    assets = Assets()
    photo = replace(assets.add(picture(), "photo.jpg"), alt="A boat")
    blocks = (
        Block("a", "image", Record({"image": photo})),
        Block("w", NAME, Record({"place": "Eastquay", "outlook": "<p>Sunny.</p>"})),
    )
    issue = decide(Issue(subject="Weekly", template="mine", blocks=blocks), {"w": ("locked", "fixed")}, ["accent"])
    save_template(issue, {photo.asset: assets.get(photo.asset)}, name="Weekly", library=read_library())
    out = tmp_path / f"weekly{SUFFIX}"
    assert pack_template(read_library().template("weekly"), read_library(), out) == ()
    return out


def rendered(template: str) -> tuple[Issue, str]:
    library = read_library()
    issue, _ = starter_issue(template, library)
    return issue, Renderer(library, STYLES).page(issue).html


def put_in(package: Path, *, replacing: bool = False) -> tuple[Path, ...]:
    library = few(read_library())
    return install(all_of(read_package(package)), library, partial(prove_folder, cache=STYLES), replacing=replacing)


def test_a_template_over_ones_own_look_opens_in_another_profile_to_the_same_bytes(packed: Path, go: Go) -> None:
    made, html = rendered("weekly")
    assert "Eastquay</h2>" in html
    go("elsewhere")
    assert "weekly" not in read_library().templates
    names = [path.relative_to(user_templates()).as_posix() for path in put_in(packed)]
    assert names == [f"blocks/{NAME}", "mine", "weekly"]
    there, elsewhere = rendered("weekly")
    assert elsewhere == html
    assert there == made
    assert there.closed == ("accent",)
    assert starter_issue("weekly", read_library())[1].names() == (there.blocks[0].fields["image"].asset,)


def test_what_a_template_needs_is_what_it_wears_and_is_made_of(packed: Path, go: Go) -> None:
    library = read_library()
    assert companions(library.template("weekly"), library) == (f"blocks/{NAME}", "mine")
    assert companions(library.template("mine"), library) == ()
    save_template(Issue(template="dispatch"), {}, name="House", library=library)
    assert companions(read_library().template("house"), read_library()) == ()


def test_it_is_looked_through_before_anything_of_it_is_there(packed: Path, go: Go) -> None:
    go("elsewhere")
    before = read_library()
    arrival = look_through(packed, before)
    told = dict(facts(arrival))
    assert told["Brings"] == "the block type “Weather report”, the look “Foundation”"
    assert told["Locked"] == "words of 1 block, place of 1 block, 1 colour"
    assert told["Size"].startswith(f"{arrival.package.files} files, 1 picture, ")
    assert arrival.specimen()[0].subject == "Weekly"
    assert "weekly" in arrival.library.templates
    assert [each.how for each in arrival.standings] == [NEW] * 3
    assert (meets(arrival), arrival.nothing_new) == ("", False)
    assert prove_arrival(replace(arrival, library=few(arrival.library))) == ()
    assert not user_templates().exists()
    assert read_library() == before


def test_what_is_there_just_so_is_left_alone(packed: Path, go: Go) -> None:
    go("elsewhere")
    put_in(packed)
    arrival = look_through(packed, read_library())
    assert arrival.nothing_new
    assert meets(arrival) == "You have the template “Weekly” already, just so."
    (user_templates() / "weekly" / "thumbnail.png").write_bytes(picture("PNG"))  # taken here
    assert look_through(packed, read_library()).nothing_new
    assert put_in(packed) == ()


def test_both_are_kept_and_each_wears_its_own_look(packed: Path, go: Go) -> None:
    _, html = rendered("weekly")
    go("elsewhere")
    whole_look(user_templates() / "mine")
    sheet = user_templates() / "mine" / "theme.css"
    sheet.write_text(sheet.read_text("utf-8") + "\nh2 { color: #008000; }\n", "utf-8")
    save_template(Issue(template="mine", subject="Mine"), {}, name="Weekly", library=read_library())
    arrival = look_through(packed, read_library())
    assert [each.how for each in arrival.standings] == [NEW, OTHER, OTHER]
    assert meets(arrival).startswith("You have another template “Foundation” already; this one differs. You have anoth")
    with pytest.raises(ComposerError, match=r"You have the template “Foundation” already, and it differs"):
        install(arrival.packages, arrival.before, proved_before)
    install(beside(arrival.packages, arrival.before), arrival.before, proved_before)
    library = read_library()
    assert library.troubles == ()
    assert library.template("weekly-2").look == "mine-2"
    assert (library.template("weekly-2").title, library.template("weekly").title) == ("Weekly 2", "Weekly")
    assert rendered("weekly-2")[1] == html
    assert starter_issue("weekly", library)[0].subject == "Mine"


def test_a_block_type_that_differs_cannot_be_kept_twice_but_replaced(packed: Path, go: Go) -> None:
    go("elsewhere")
    markup = keep_type() / "block.html"
    theirs = markup.read_bytes()
    markup.write_text(markup.read_text("utf-8").replace('class="title"', 'class="name"'), "utf-8")
    arrival = look_through(packed, read_library())
    with pytest.raises(ComposerError, match="Both cannot be kept: issues name the block type “Weather report”"):
        beside(arrival.packages, arrival.before)
    install(arrival.packages, arrival.before, proved_before, replacing=True)
    assert markup.read_bytes() == theirs


def _nested(parts: dict[str, bytes]) -> None:
    parts[f"{LOOK}/templates/more/template.toml"] = b""


def _script(parts: dict[str, bytes]) -> None:
    parts[f"{LOOK}/page.html"] += b"<script>x</script>"


def _unlisted(parts: dict[str, bytes]) -> None:
    parts["templates/other/template.toml"] = b'title = "x"\n'


@pytest.mark.parametrize("alter", [_nested, _script, _unlisted])
def test_what_is_brought_is_let_in_as_strictly(packed: Path, go: Go, alter: Callable[[dict[str, bytes]], None]) -> None:
    altered(packed, alter)
    go("elsewhere")
    with pytest.raises(ComposerError):
        look_through(packed, read_library())
    with pytest.raises(ComposerError):
        put_in(packed)
    assert not user_templates().exists() or not any(user_templates().iterdir())


def test_a_package_calls_itself_what_is_in_it(packed: Path) -> None:
    altered(packed, lambda parts: None, card={"title": "Something else"})
    assert read_package(packed).title == "Weekly"


def test_the_whole_is_put_in_or_nothing(packed: Path, go: Go) -> None:
    go("elsewhere")

    def refuse_last(folder: Path, library: object) -> None:
        if folder.name == "weekly":
            raise ComposerError(f"{folder}/page.html:1: no.")

    with pytest.raises(ComposerError, match=r"^“Weekly”, page\.html:1: no\.$"):
        install(all_of(read_package(packed)), read_library(), refuse_last)
    assert list(user_templates().iterdir()) == []


def test_types_stand_to_each_type_that_is_there(go: Go) -> None:
    go("maker")
    folder = keep_type()
    parts = {f"blocks/{NAME}/{path.name}": path.read_bytes() for path in folder.iterdir()}
    other = {name.replace(NAME, "tide"): data for name, data in parts.items()}
    package = Package(NAME, "", "", False, {**parts, **other})
    assert [each.how for each in standings((package,), read_library())] == [NEW, SAME]
