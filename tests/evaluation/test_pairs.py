"""Guesses for marked pairs against the samples, with figures worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import SettingError
from detente.evaluation import Guess, Outcome, Pairs, calibration_table, open_benchmark
from detente.tables import Lexicon


def guess(event: str, *, type: str | None = None, mode: str | None = None) -> Guess:
    return Guess(type=type or event, mode=mode, confidence=0.9, event=event, event_confidence=0.6)


def figures(outcome: Outcome) -> dict[str, float | None]:
    return {one.name: one.value for one in outcome.figures}


def pairs(task: str, path: Path, lexicon: Lexicon) -> Pairs:
    found = open_benchmark(task, path, lexicon)
    assert isinstance(found, Pairs)
    return found


# the gold of plv.tsv: ACCUSE 3, ASSAULT 4, YIELD 2, CONSULT 1
PLV = [
    # guesses; root macro-F1, root accuracy, quad macro-F1, binary macro-F1
    (["ACCUSE", "ASSAULT", "RETREAT", "CONSULT"], 1.0, 1.0, 1.0, 1.0),
    (["ACCUSE", "ASSAULT", "CONCEDE", "CONSULT"], 1.0, 1.0, 1.0, 1.0),  # YIELD is both
    (["ASSAULT", "ASSAULT", "RETREAT", "CONSULT"], (0 + 2 / 3 + 2) / 4, 0.75, (2 / 3 + 2) / 4, 1.0),
    # AID, which the file never uses, has no quad and is no conflict
    (["AID", "ASSAULT", "RETREAT", "CONSULT"], 0.75, 0.75, 0.75, (2 / 3 + 4 / 5) / 2),
]


@pytest.mark.parametrize(("events", "root", "right", "quad", "binary"), PLV)
def test_plv(
    events: list[str],
    root: float,
    right: float,
    quad: float,
    binary: float,
    samples: Path,
    lexicon: Lexicon,
) -> None:
    benchmark = pairs("plv", samples / "plv.tsv", lexicon)
    got = figures(benchmark.score([guess(event) for event in events]))
    assert got == pytest.approx(
        {
            "root_macro_f1": root,
            "root_accuracy": right,
            "quad_macro_f1": quad,
            "binary_macro_f1": binary,
        }
    )


def test_plv_takes_the_likeliest_event_though_the_model_says_none(
    samples: Path, lexicon: Lexicon
) -> None:
    benchmark = pairs("plv", samples / "plv.tsv", lexicon)
    events = ["ACCUSE", "ASSAULT", "RETREAT", "CONSULT"]
    outcome = benchmark.score([guess(event, type="NONE") for event in events])
    assert figures(outcome)["root_accuracy"] == 1.0
    assert [one.confidence for one in outcome.judged] == [0.6] * 4


def test_our_own_text_counts_none_as_an_answer(samples: Path, lexicon: Lexicon) -> None:
    benchmark = pairs("plover-own", samples / "own.tsv", lexicon)
    # right: the first four types, of them two modes, and the one NONE; the rest called NONE
    said = [
        guess("ACCUSE", mode="disapprove"),
        guess("ASSAULT", mode="aerial"),
        guess("RETREAT", mode="release"),
        guess("CONSULT"),
        *[guess("AID", type="NONE", mode=None)] * 8,
    ]
    got = figures(benchmark.score(said))
    assert got["type_accuracy"] == pytest.approx(5 / 12)
    assert got["event_precision"] == 1.0
    assert got["event_recall"] == pytest.approx(4 / 11)
    assert got["mode_accuracy"] == pytest.approx(2 / 7)
    assert got["type_macro_f1"] == pytest.approx((4 + 2 / 9) / 12)


def test_our_own_text_is_told_by_register(samples: Path, lexicon: Lexicon) -> None:
    outcome = pairs("plover-own", samples / "own.tsv", lexicon).score([guess("AID")] * 12)
    (table,) = [table for table in outcome.tables if table.name == "register"]
    assert table.rows == (("local", 1, 0.0), ("sport", 1, 0.0), ("wire", 10, 0.1))


def test_a_folder_is_read_file_by_file(samples: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    for name in ("b.tsv", "a.tsv"):
        (tmp_path / name).write_bytes((samples / "plv.tsv").read_bytes())
    benchmark = pairs("plv", tmp_path, lexicon)
    assert [path.name for path in benchmark.files] == ["a.tsv", "b.tsv"]
    assert len(benchmark.sentences) == 8


def test_a_guess_is_wanted_for_every_pair(samples: Path, lexicon: Lexicon) -> None:
    with pytest.raises(ValueError, match="argument 2"):
        pairs("plv", samples / "plv.tsv", lexicon).score([guess("AID")])


def test_calibration_ends_in_the_error_over_all(samples: Path, lexicon: Lexicon) -> None:
    outcome = pairs("plv", samples / "plv.tsv", lexicon).score([guess("ACCUSE")] * 4)
    table = calibration_table(outcome)
    assert len(table.rows) == 11
    name, count, confidence, accuracy, error = table.rows[-1]
    assert (name, count, accuracy) == ("all", 4, 0.25)
    assert confidence == pytest.approx(0.6)
    assert error == pytest.approx(0.35)


def test_calibration_of_what_has_no_confidence_is_refused() -> None:
    with pytest.raises(SettingError, match="confidence"):
        calibration_table(Outcome(figures=()))
