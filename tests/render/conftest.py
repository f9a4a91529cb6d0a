"""A renderer whose compiled styles last for the test run."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.library.templates import Library, read_library
from composer.render.page import Renderer
from tests.render import tiny


@pytest.fixture(scope="session")
def shipped_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return read_library(own_folder=tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="session")
def shipped(shipped_library: Library, styles: Path) -> Renderer:
    return Renderer(shipped_library, styles)


@pytest.fixture
def small(styles: Path) -> Renderer:
    """A renderer of the tiny template with nothing remembered."""
    return tiny.renderer(styles)
