"""Packages harmed in thousands of ways: each is installed, or refused in a sentence and leaves nothing."""

from __future__ import annotations

import hashlib
import io
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from composer.checks.proof import prove_folder
from composer.errors import ComposerError
from composer.library.installing import all_of, install
from composer.library.package_files import pack_block_types, pack_template, read_package
from composer.library.templates import read_library
from composer.storage.zips import write_zip
from tests.files.mutations import Parts, harmed, harmed_json, unpacked
from tests.files.test_fuzz import assert_sentence
from tests.soak import figure

LIBRARY = read_library()
CARD = "package.json"
State = Callable[[str, str, object, object], None]


def sound(folder: Path) -> list[Parts]:
    """A look, and a block type, of nobody else's name."""
    path = folder / "sound.newsletter-template"
    pack_template(LIBRARY.template("dispatch"), LIBRARY, path)
    look = unpacked(path.read_bytes())
    look[CARD] = look[CARD].replace(b'"name": "dispatch"', b'"name": "mine"')
    pack_block_types(("spacer",), LIBRARY, path)
    types = {
        name.replace("spacer", "distance"): data.replace(b"spacer", b"distance")
        for name, data in unpacked(path.read_bytes()).items()
    }
    listed = {name: hashlib.sha256(types[name]).hexdigest() for name in types if name not in (CARD, "mimetype")}
    types[CARD] = json.dumps(json.loads(types[CARD]) | {"parts": listed}).encode()
    return [look, types, types]


def mutant(number: int, parts: Parts) -> bytes:
    """The package harmed in its card, in a part that the card then lists, or in the bytes of the file."""
    chance, parts = random.Random(number), dict(parts)
    how = chance.randrange(4)
    if how == 0:
        parts[CARD] = harmed_json(chance, parts[CARD])
    elif how < 3:
        inside = [name for name in parts if name not in (CARD, "mimetype")]
        name = chance.choice(inside)
        as_json = name.endswith(".json") and chance.random() < 0.7
        parts[name] = (harmed_json if as_json else harmed)(chance, parts[name])
        listed = {name: hashlib.sha256(parts[name]).hexdigest() for name in inside}
        parts[CARD] = json.dumps(json.loads(parts[CARD]) | {"parts": listed}).encode()
    out = io.BytesIO()
    write_zip(out, parts.items(), stored=("mimetype",))
    return harmed(chance, out.getvalue()) if how == 3 else out.getvalue()


def fate(path: Path, home: Path | None) -> str:
    """Whether the package is refused, or read, or where there is a home for it installed."""
    try:
        package = read_package(path)
        if home is None:
            return "read"
        install(all_of(package), LIBRARY, prove_folder, home=home)
    except ComposerError as error:
        assert_sentence(str(error))
        assert home is None or not any(home.rglob("*"))
        return "refused"
    return "installed"


def test_whatever_happened_to_a_package_it_is_installed_or_refused_in_a_sentence(
    tmp_path: Path, promise: State
) -> None:
    whole, path, fates, slowest = sound(tmp_path), tmp_path / "a.newsletter-template", Counter[str](), 0.0
    times, proved = figure(100, 5000), figure(3, 200)
    for number in range(times):
        path.write_bytes(mutant(number, whole[number % len(whole)]))
        begun = time.process_time()
        try:
            fates[fate(path, tmp_path / f"home{number}" if number < proved else None)] += 1
        except Exception as error:
            raise AssertionError(f"mutant {number} was not foreseen") from error
        if number >= proved:
            slowest = max(slowest, time.process_time() - begun)
    seen = ", ".join(f"{count:,} {name}" for name, count in sorted(fates.items()))
    promise(
        "P26", f"{times:,} harmed packages: told in a sentence or taken", f"{times:,}", f"{fates.total():,} ({seen})"
    )
    assert {"read", "refused"} <= set(fates)
    assert slowest < 2


def test_a_sound_one_is_installed(tmp_path: Path) -> None:
    """The control: it is the harm that is refused."""
    types, out = sound(tmp_path)[1], tmp_path / "a.newsletter-template"
    with out.open("wb") as file:
        write_zip(file, types.items(), stored=("mimetype",))
    assert fate(out, tmp_path / "home") == "installed"


@pytest.mark.parametrize("card", [b"[]", b"null", b"1", b'"a"'])
def test_a_card_that_is_none_is_damage(card: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.newsletter-template"
    with path.open("wb") as file:
        write_zip(file, [(CARD, card)])
    with pytest.raises(ComposerError, match="is damaged"):
        read_package(path)


@pytest.mark.parametrize("example", [b"{", b"\xff", b"[" * 9999, b"[]", b"3"])
def test_an_example_that_is_none_is_told_with_its_name(example: bytes, tmp_path: Path) -> None:
    out = tmp_path / "a.newsletter-template"
    pack_block_types(("spacer",), LIBRARY, out)
    for name, data in unpacked(out.read_bytes()).items():
        if name.startswith("blocks/"):
            path = tmp_path / name.replace("spacer", "distance")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(example if "/examples/" in name else data.replace(b"spacer", b"distance"))
    with pytest.raises(ComposerError, match=r"\.json.*\.$"):
        prove_folder(tmp_path / "blocks" / "distance", LIBRARY)
