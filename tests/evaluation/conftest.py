"""Where the samples lie, and annotations made by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.evaluation.profiles import Profile, load_profile
from detente.tables import Lexicon

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def samples() -> Path:
    return SAMPLES


@pytest.fixture(scope="session")
def profile(lexicon: Lexicon) -> Callable[[str], Profile]:
    return lambda task: load_profile(lexicon, task)
