"""The tables of weights: what they must hold, and how a fault is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import TableError
from detente.linking import load_scale
from detente.tables import Lexicon, open_lexicon


def test_every_event_type_is_in_one_family(lexicon: Lexicon) -> None:
    from detente.events import load_ontology

    scale = load_scale(lexicon)
    assert set(scale.families) == set(load_ontology(lexicon).types)
    assert scale.family("OWN-TYPE").types == ("OWN-TYPE",)


def test_a_folder_of_ones_own_changes_a_weight(tmp_path: Path) -> None:
    (tmp_path / "linking").mkdir()
    table = '[[evidence]]\nid = "same-day"\nweight = 9\nsays = "one day"\n'
    (tmp_path / "linking" / "mine.toml").write_text(table)
    scale = load_scale(open_lexicon([tmp_path]))
    assert scale.evidence["same-day"].weight == 9.0
    assert scale.evidence["same-place"].weight > 0


FAULTS = [
    ('[[evidence]]\nid = "same-moon"\nweight = 1\nsays = "x"\n', "no evidence 'same-moon'"),
    ('[[limit]]\nid = "pears"\nvalue = 1\n', "no limit 'pears'; there are base, group, pair, veto"),
    ('[[evidence]]\nid = "same-day"\nweight = "much"\nsays = "x"\n', "mine.toml:1: "),
    ('[[evidence]]\nid = "same-day"\n', "key 'weight' is missing"),
]


@pytest.mark.parametrize(("table", "said"), FAULTS)
def test_a_wrong_table_is_named(table: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "linking").mkdir()
    (tmp_path / "linking" / "mine.toml").write_text(table)
    with pytest.raises(TableError, match=said):
        load_scale(open_lexicon([tmp_path]))


def test_words_in_every_sentence_tell_nothing(lexicon: Lexicon) -> None:
    words = load_scale(lexicon).words
    assert words.weight("the") < 1 < words.weight("minist") < words.weight("warehous")
    assert words.weight("zzyzx") == words.unknown
    same, other = (words.weigh(frozenset({"the", word})) for word in ("arson", "veto"))
    assert words.likeness(same, same) == pytest.approx(1.0)
    assert 0 < words.likeness(same, other) < 0.2
    assert words.likeness(same, words.weigh(frozenset())) == 0.0
