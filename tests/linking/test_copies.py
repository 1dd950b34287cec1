"""Which texts repeat each other."""

from __future__ import annotations

import pytest

from detente.linking import bands_of, repeats

REPORT = (
    "Poland expelled three Russian diplomats on Monday over an arson attack on a warehouse in "
    "Wroclaw, the foreign ministry said. The ambassador was summoned in the morning and handed a "
    "note. Moscow called the accusation absurd and promised an answer in kind. Relations have "
    "been strained since the fire, which destroyed half of a logistics park in January."
)
REWRITTEN = (
    "Three members of the Russian embassy must leave Poland, which blames Moscow for a fire at a "
    "logistics park in Wroclaw. The ministry in Warsaw gave them a week. Russia said that it "
    "would respond; it has denied any part in the blaze of January."
)
TEXTS = [
    # one text, other text, whether one repeats the other
    (REPORT, REPORT, True),
    (REPORT, f"WARSAW (Wire) - {REPORT}", True),
    (REPORT, REPORT.upper().replace(",", ""), True),
    (REPORT, REPORT.partition(" Moscow")[0], True),
    (REPORT, REWRITTEN, False),
    (REPORT, f"{REWRITTEN} {REPORT.partition(' The')[0]}", False),
    (REPORT, REPORT.partition(",")[0], False),
    (REPORT, "", False),
    ("", "", False),
    ("Fire.", "Fire.", True),
]


@pytest.mark.parametrize(("one", "other", "copied"), TEXTS)
def test_copies(one: str, other: str, copied: bool) -> None:
    assert repeats(one, other) is copied
    assert repeats(other, one) is copied


@pytest.mark.parametrize(("one", "other", "copied"), TEXTS)
def test_copies_share_a_band(one: str, other: str, copied: bool) -> None:
    shared = set(bands_of(one)) & set(bands_of(other))
    assert bool(shared) or not copied


def test_bands_do_not_change_between_versions() -> None:
    assert bands_of("Fire in Wroclaw.")[:2] == [-5046849047608858546, -807822441851620647]
    assert bands_of(" … ") == []
