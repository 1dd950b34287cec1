"""Tables of examples: what a row may look like, what becomes of it, what is wrong with others."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import InputError, TableError
from detente.events import Ontology, load_ontology
from detente.learning.samples import Sample, load_background, read_samples, write_samples
from detente.tables import Lexicon

OWN = "BOYCOTT"
MARKED = "<s>Mali</s> shuns <t>French</t> goods."


@pytest.fixture(scope="module")
def ontology(lexicon: Lexicon) -> Ontology:
    return load_ontology(lexicon)


def read(tmp_path: Path, text: str, ontology: Ontology, own: str = OWN) -> tuple[Sample, ...]:
    path = tmp_path / "examples.csv"
    path.write_text(text, encoding="utf-8")
    return read_samples(path, own, ontology)


LABELS = [
    ("yes", OWN),
    ("Y", OWN),
    ("boycott", OWN),
    ("BOYCOTT", OWN),
    ("no", "NONE"),
    ("other", "NONE"),
    ("SANCTION", "SANCTION"),
    ("sanction/expel", "SANCTION/expel"),
]


@pytest.mark.parametrize(("label", "kind"), LABELS)
def test_labels(label: str, kind: str, tmp_path: Path, ontology: Ontology) -> None:
    text = f"sentence,label\n{MARKED},{label}\n"
    assert read(tmp_path, text, ontology) == (Sample(MARKED, kind),)


@pytest.mark.parametrize("label", ["yes", "asset-freeze", "SANCTION/asset-freeze"])
def test_labels_of_a_mode(label: str, tmp_path: Path, ontology: Ontology) -> None:
    own = "SANCTION/asset-freeze"
    assert read(tmp_path, f"sentence,label\n{MARKED},{label}\n", ontology, own)[0].kind == own


UNMARKED = [
    # sentence, actor, recipient, the sentence with its marks
    ("Mali shuns French goods.", "Mali", "French", MARKED),
    ("Mali shuns French goods.", "Mali", "", "<s>Mali</s> shuns French goods."),
    ("Oman left Mali to Romania.", "Oman", "Mali", "<s>Oman</s> left <t>Mali</t> to Romania."),
    ("Romania left Oman.", "Oman", "Romania", "<t>Romania</t> left <s>Oman</s>."),
    ("Roman and Oman shun us.", "Oman", "us", "Roman and <s>Oman</s> shun <t>us</t>."),
    ("Mali shuns Mali.", "Mali", "Mali", "<s>Mali</s> shuns <t>Mali</t>."),
    (MARKED, "", "", MARKED),
]


@pytest.mark.parametrize(("sentence", "actor", "recipient", "marked"), UNMARKED)
def test_parties_named_in_columns_are_marked(
    sentence: str, actor: str, recipient: str, marked: str, tmp_path: Path, ontology: Ontology
) -> None:
    text = f"sentence,actor,recipient,label,source\n{sentence},{actor},{recipient},yes,mine\n"
    assert read(tmp_path, text, ontology) == (Sample(marked, OWN),)


FAULTS = [
    # the row, part of what is said of it
    (f"{MARKED},perhaps", "neither yes, no nor BOYCOTT"),
    (f"{MARKED},", "has no label"),
    ("Mali shuns French goods.,yes", "must mark one actor"),
    ("<t>Mali</t> is shunned.,yes", "must mark one actor"),
    ("<s>Mali</s> and <s>Chad</s> shun it.,yes", "must mark one actor"),
    ("<s>Mali <t>shuns</t></s> it.,yes", "must mark one actor"),
    ("<s></s> shuns it.,yes", "must mark one actor"),
]


@pytest.mark.parametrize(("row", "said"), FAULTS)
def test_a_wrong_row_is_named_with_its_line(
    row: str, said: str, tmp_path: Path, ontology: Ontology
) -> None:
    with pytest.raises(TableError, match=r"examples\.csv:3: ") as caught:
        read(tmp_path, f"sentence,label\n{MARKED},yes\n{row}\n", ontology)
    assert said in str(caught.value)
    assert len(caught.value.faults) == 1


def test_words_that_are_not_there_are_named(tmp_path: Path, ontology: Ontology) -> None:
    text = "sentence,actor,label\nMali shuns French goods.,Chad,yes\n"
    with pytest.raises(TableError, match="the actor 'Chad' does not stand in the sentence"):
        read(tmp_path, text, ontology)


FILES = [
    ("text,label\nx,yes\n", "needs columns sentence and label; it has text, label"),
    ("", "it has none"),
]


@pytest.mark.parametrize(("text", "said"), FILES)
def test_a_wrong_table_is_one_sentence(
    text: str, said: str, tmp_path: Path, ontology: Ontology
) -> None:
    with pytest.raises(InputError, match=said):
        read(tmp_path, text, ontology)


def test_a_file_that_is_missing_or_no_text(tmp_path: Path, ontology: Ontology) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_samples(tmp_path / "none.csv", OWN, ontology)
    (tmp_path / "bad.csv").write_bytes(b"sentence,label\n\xff\xfe,yes\n")
    with pytest.raises(InputError, match="not a table in UTF-8"):
        read_samples(tmp_path / "bad.csv", OWN, ontology)


def test_rows_of_the_training_text_are_examples_too(tmp_path: Path, ontology: Ontology) -> None:
    path = tmp_path / "rows.tsv"
    row = '<s>A "B</s> hit <t>C</t>\tASSAULT\tbeat\t\twire'
    path.write_text(f"sentence\ttype\tmode\tcontexts\tregister\n{row}\n", encoding="utf-8")
    assert read_samples(path, OWN, ontology) == (
        Sample('<s>A "B</s> hit <t>C</t>', "ASSAULT/beat"),
    )


def test_what_is_written_is_read_back(tmp_path: Path, ontology: Ontology) -> None:
    samples = (Sample('<s>A</s> said "no, never" to <t>B</t>.', OWN), Sample(MARKED, "NONE"))
    write_samples(tmp_path / "kept.csv", samples)
    assert read_samples(tmp_path / "kept.csv", OWN, ontology) == samples


def test_the_background_has_every_type_and_none(lexicon: Lexicon, ontology: Ontology) -> None:
    background = load_background(lexicon)
    kinds = {sample.kind.partition("/")[0] for sample in background}
    assert kinds == {*ontology.types, "NONE"}
    assert not [s for s in background if s.kind != "NONE" and ontology.fault(s.kind)]
    assert len({s.sentence for s in background}) == len(background)
