"""A stranger's package whose markup attacks, as a block type or a look's page: refused while it is installed."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from composer.library.package_files import pack_block_types, pack_template
from composer.library.places import user_templates
from composer.library.templates import read_library
from composer.storage import canonical
from composer.storage.zips import write_zip
from tests.looks import whole_look
from tests.own_block_type import NAME, keep_type
from tests.security.material import attacks, sample, there
from tests.security.weighed import MB, posix, weigh

Promise = Callable[[str, str, object, object], None]
SECONDS, MEMORY = 2.0, 500 * MB
QUICK = 12  # of each file of attacks, tried in the quick run
pytestmark = [there, posix]


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[dict[str, bytes], str]]:
    """The parts of two sound packages by their kind, each with the name of the part to attack by."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    keep_type()
    whole_look(user_templates() / "mine")
    library, out = read_library(), tmp_path / "sound.zip"
    pack_block_types((NAME,), library, out)
    block = parts_of(out)
    pack_template(library.template("mine"), library, out)
    shutil.rmtree(user_templates())
    return {"block type": (block, f"blocks/{NAME}/block.html"), "page": (parts_of(out), "page.html")}


def parts_of(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(parts: dict[str, bytes], name: str, data: bytes) -> bytes:
    """The package with one part another, listed as its maker would list it."""
    made = parts | {name: data}
    told = json.loads(made.pop("package.json"))
    made.pop("mimetype")
    told["parts"] = {each: hashlib.sha256(found).hexdigest() for each, found in made.items()}
    file = io.BytesIO()
    write_zip(file, [("package.json", canonical.encode(told)), *made.items()])
    return file.getvalue()


def attacked(sound: bytes, source: str) -> bytes:
    """The markup with an attack where its words would be."""
    text = sound.decode()
    before = "</td></tr>\n</table>" if "<body" not in text else "{{ blocks }}"
    assert text.count(before) == 1
    return text.replace(before, f"{source}{before}").encode("utf-8", "surrogatepass")


def tried(name: str) -> list[str]:
    return sample(tuple(attack["template"] for attack in attacks(name)), QUICK)


@pytest.mark.parametrize("kind", ["block type", "page"])
def test_it_is_refused_in_time_and_within_memory(
    packed: dict[str, tuple[dict[str, bytes], str]], kind: str, tmp_path: Path, promise: Promise
) -> None:
    parts, part = packed[kind]
    escapes, hangs = tried("ssti_jinja2"), tried("jinja2_dos")
    files = {source: with_part(parts, part, attacked(parts[part], source)) for source in (*escapes, *hangs)}
    costs = weigh("package", {"sound": with_part(parts, part, parts[part])} | files, tmp_path)
    sound = costs.pop("sound")
    assert (sound.told, sound.refused) == ("", False)  # it is the attack that is refused
    for number, what, sources in (("P22", "escapes", escapes), ("P24", "hangs", hangs)):
        some = [costs[source] for source in sources]
        slowest, most = max(cost.seconds for cost in some), max(cost.memory for cost in some)
        seen = f"{sum(cost.refused for cost in some)} of {len(some)}, {slowest:.2f} s, {most / MB:.0f} MB"
        promise(number, f"{what} refused while a package is installed, as its {kind}", "all, ≤ 2 s, ≤ 500 MB", seen)
        assert [source for source in sources if not costs[source].refused] == []
        assert slowest < SECONDS
        assert most < MEMORY
