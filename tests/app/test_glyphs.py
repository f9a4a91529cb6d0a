"""The icons that the page shows beside what can be put in."""

from __future__ import annotations

import base64
from dataclasses import replace

from composer.app.glyphs import glyphs
from composer.library.saved_blocks import new_saved
from composer.model.issue import Block
from tests.app.desks import LIBRARY


def test_all_that_can_be_put_in_has_an_icon() -> None:
    one = replace(new_saved("One"), blocks=(Block("a", "quote"),))
    two = replace(new_saved("Two"), blocks=(Block("a", "quote"), Block("b", "text")))
    found = glyphs(LIBRARY.blocks, replace(LIBRARY, saved={"one": one, "two": two}))
    assert set(found) == {*LIBRARY.blocks, "saved/one", "saved/two"}
    assert found["saved/one"] == found["quote"] != found["saved/two"]
    for address in found.values():
        assert b"<svg" in base64.b64decode(address.removeprefix("data:image/svg+xml;base64,"))
