"""What is being worked on stays as it was last read, while its files are there; what is taken away is gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from composer.library.last_good import STAYS, with_last_good
from composer.library.places import user_templates
from composer.library.save_template import save_template
from composer.library.templates import Library, read_library
from composer.model.issue import Issue
from tests.looks import whole_look
from tests.own_block_type import NAME, keep_type


@pytest.fixture
def before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A look, a template saved over it, and a block type of one's own."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path))
    keep_type()
    whole_look(user_templates() / "mine")
    save_template(Issue(template="mine"), {}, name="Weekly", library=read_library())
    return read_library()


def slip(path: Path) -> None:
    path.write_text("title =\n" + path.read_text("utf-8"), "utf-8")


def test_a_slip_leaves_all_as_it_was(before: Library) -> None:
    assert with_last_good(before, read_library()) == before
    slip(user_templates() / "mine" / "template.toml")
    slip(user_templates() / "blocks" / NAME / "block.toml")
    broken = read_library()
    assert not {"mine", "weekly"} & set(broken.templates)
    assert NAME not in broken.blocks
    kept = with_last_good(before, broken)
    assert list(kept.templates) == list(before.templates)
    assert kept.templates["mine"] == before.templates["mine"]
    assert kept.blocks[NAME] == before.blocks[NAME]
    assert NAME in kept.templates["dispatch"].blocks
    assert len(kept.troubles) == 3
    assert all(trouble.endswith(STAYS) for trouble in kept.troubles)
    again = with_last_good(kept, read_library())
    assert again == kept


def test_what_is_taken_away_is_gone(before: Library) -> None:
    shutil.rmtree(user_templates() / "mine")
    kept = with_last_good(before, read_library())
    assert "mine" not in kept.templates
    assert "weekly" in kept.templates  # whose files are there
    shutil.rmtree(user_templates())
    assert with_last_good(kept, read_library()) == read_library()


def test_what_never_could_be_read_is_left_out(before: Library) -> None:
    slip(whole_look(user_templates() / "other") / "template.toml")
    kept = with_last_good(before, read_library())
    assert "other" not in kept.templates
    (trouble,) = kept.troubles
    assert STAYS not in trouble
