"""Headlines lose the capitals that mean nothing."""

from __future__ import annotations

import pytest

from detente.language.recase import Casing, recase

BODY = "The minister cancels visits rarely. He met with Iran and the Red Cross in Paris. A cross."

HEADLINES = [
    ("Minister Cancels Visits", "minister cancels visits"),
    ("Iran Vows Revenge", "Iran vows Revenge"),
    ("UN Vetoes Motion", "UN vetoes Motion"),
    ("Nothing changes in this line", "Nothing changes in this line"),
]


@pytest.mark.parametrize(("line", "expected"), HEADLINES)
def test_common_words_of_a_title_case_line_become_small(line: str, expected: str) -> None:
    casing = Casing(BODY, frozenset({"vow", "veto"}))
    assert recase(line, casing) == expected
    assert len(recase(line, casing)) == len(line)
