"""A run that is killed loses no finished document and stores none twice."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "kills.py"


@pytest.mark.model
def test_three_kills_lose_nothing() -> None:
    words = [sys.executable, str(SCRIPT), "--kills", "3", "--documents", "20"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "truth      20 documents" in done.stdout
    assert re.search(r"killed     3 times, [1-3] of them while it linked", done.stdout)
    assert "faults     0" in done.stdout
