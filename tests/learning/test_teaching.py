"""Learning into a folder: what it then holds, and that the folder is one that commands accept."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import InputError, SettingError
from detente.events import RelationModel, load_judge, load_ontology
from detente.events.learned import TaughtModel
from detente.events.network import ModelError
from detente.learning import STALE, Wish, statuses, teach
from detente.learning.status import FRESH
from detente.tables import Lexicon, open_lexicon

BUYERS = ["Mali", "Peru", "Oman", "Chad", "Fiji", "Cuba", "Laos", "Togo", "Guam", "Niue"]
ROWS = [f"<s>{name}</s> shuns and boycotts <t>Malta</t> wholly.,yes" for name in BUYERS]
OTHERS = [f"<s>{name}</s> bought ships.,no" for name in BUYERS[:3]]


def table(folder: Path, rows: list[str]) -> Path:
    path = folder / "examples.csv"
    path.write_text("\n".join(["sentence,label", *rows, ""]), encoding="utf-8")
    return path


@pytest.mark.usefixtures("words")
def test_a_folder_that_has_learned(tmp_path: Path, lexicon: Lexicon) -> None:
    out = tmp_path / "mine"
    taught = teach("BOYCOTT", table(tmp_path, ROWS + OTHERS), lexicon, out)
    files = sorted(str(p.relative_to(out)) for p in out.rglob("*") if p.is_file())
    head = ["learned/BOYCOTT.csv", "learned/BOYCOTT.npy", "learned/BOYCOTT.toml"]
    assert files == [*head, "ontology/BOYCOTT.toml"]
    assert (taught.card.examples, taught.card.others) == (10, 3)
    assert taught.card.background == 500
    assert taught.card.f1 > 0.9
    assert "quad 4" in taught.remarks[0]
    fuller = open_lexicon([out])
    assert load_ontology(fuller).label("BOYCOTT").quad == 4
    assert isinstance(load_judge(fuller, load_ontology(fuller)), TaughtModel)
    assert [(s.card, s.state) for s in statuses(fuller)] == [(taught.card, FRESH)]


@pytest.mark.usefixtures("words")
def test_learning_twice_gives_the_same_bytes(tmp_path: Path, lexicon: Lexicon) -> None:
    examples = table(tmp_path, ROWS + OTHERS)
    held = []
    for name in ("a", "b"):
        teach("BOYCOTT", examples, lexicon, tmp_path / name)
        found = sorted(p for p in (tmp_path / name).rglob("*") if p.is_file())
        held.append([(p.name, p.read_bytes()) for p in found])
    assert held[0] == held[1]


def test_a_head_of_another_model_is_stale_and_refused(
    tmp_path: Path, lexicon: Lexicon, words: RelationModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "mine"
    teach("BOYCOTT", table(tmp_path, ROWS), lexicon, out)
    monkeypatch.setattr(type(words), "name", "fedcba9876543210")
    fuller = open_lexicon([out])
    assert [s.state for s in statuses(fuller)] == [STALE]
    with pytest.raises(ModelError, match=r"learn it again: detente learn BOYCOTT -o .*mine"):
        load_judge(fuller, load_ontology(fuller))
    teach("BOYCOTT", None, fuller, out)  # from the examples that the folder keeps
    assert [s.state for s in statuses(fuller)] == [FRESH]
    assert load_judge(fuller, load_ontology(fuller)) is not None


@pytest.mark.usefixtures("words")
def test_what_is_taken_over_is_no_background(tmp_path: Path, lexicon: Lexicon) -> None:
    examples = table(tmp_path, ROWS)
    taught = teach("BOYCOTT", examples, lexicon, tmp_path / "a", instead_of=["PROTEST/boycott"])
    assert 490 < taught.card.background < 500
    taught = teach("BOYCOTT", examples, lexicon, tmp_path / "b", instead_of=["PROTEST"])
    assert taught.card.background == 475
    again = teach("BOYCOTT", None, open_lexicon([tmp_path / "b"]), tmp_path / "b")
    assert again.card == taught.card
    with pytest.raises(InputError, match="--instead-of DANCE: no event type"):
        teach("BOYCOTT", examples, lexicon, tmp_path / "c", instead_of=["DANCE"])


@pytest.mark.usefixtures("words")
def test_a_row_of_ones_own_is_kept(tmp_path: Path) -> None:
    mine = tmp_path / "ontology" / "mine.toml"
    mine.parent.mkdir()
    mine.write_text('[[type]]\nid = "BOYCOTT"\nquad = 3\nintensity = -1.0\n')
    fuller = open_lexicon([tmp_path])
    teach("BOYCOTT", table(tmp_path, ROWS), fuller, tmp_path)
    assert load_ontology(fuller).types["BOYCOTT"].intensity == -1.0
    with pytest.raises(InputError, match=r"mine\.toml; change quad"):
        teach("BOYCOTT", None, fuller, tmp_path, wish=Wish(quad=2))


@pytest.mark.usefixtures("words")
def test_a_wish_changes_the_row_that_learning_wrote(tmp_path: Path, lexicon: Lexicon) -> None:
    teach("BOYCOTT", table(tmp_path, ROWS), lexicon, tmp_path, wish=Wish(quad=3, intensity=-5.0))
    fuller = open_lexicon([tmp_path])
    teach("BOYCOTT", None, fuller, tmp_path, wish=Wish(definition="Leaving goods on the shelf."))
    row = load_ontology(fuller).types["BOYCOTT"]
    assert (row.quad, row.intensity, row.definition[:7]) == (3, -5.0, "Leaving")


REFUSED: list[tuple[str, list[str], type[Exception], str]] = [
    ("SANCTION", ROWS, SettingError, "ships with the program"),
    ("BOYCOTT", ROWS[:4], InputError, "4 examples of BOYCOTT"),
    ("BOYCOTT", OTHERS, InputError, "0 examples of BOYCOTT"),
]


@pytest.mark.parametrize(("label", "rows", "error", "said"), REFUSED)
@pytest.mark.usefixtures("words")
def test_what_is_refused_leaves_nothing_behind(
    label: str,
    rows: list[str],
    error: type[Exception],
    said: str,
    tmp_path: Path,
    lexicon: Lexicon,
) -> None:
    with pytest.raises(error, match=said):
        teach(label, table(tmp_path, rows), lexicon, tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


@pytest.mark.usefixtures("words")
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, lexicon: Lexicon) -> None:
    (tmp_path / "ontology").write_text("a file where a folder should be")
    with pytest.raises(InputError, match="cannot be written: "):
        teach("BOYCOTT", table(tmp_path, ROWS), lexicon, tmp_path)


@pytest.mark.usefixtures("words")
def test_learning_again_needs_examples(tmp_path: Path, lexicon: Lexicon) -> None:
    with pytest.raises(InputError, match=r"no examples of BOYCOTT: name a \.csv"):
        teach("BOYCOTT", None, lexicon, tmp_path)


def test_nothing_is_learned_where_nothing_is(lexicon: Lexicon) -> None:
    assert statuses(lexicon) == []
