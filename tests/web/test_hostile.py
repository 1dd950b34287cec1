"""A few hundred hostile requests; `benchmarks/hostile.py` says what is asked, and asks 20,000."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "hostile.py"


@pytest.mark.parametrize("seed", ["1", "2"])
def test_what_nobody_should_ask_is_refused(seed: str) -> None:
    words = ["--requests", "300", "--wire", "60", "--slow", "0", "--limit", "60", "--seed", seed]
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "faults     0 in all" in done.stdout
    assert "others     200: 1" in done.stdout
