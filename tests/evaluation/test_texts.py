"""Annotations made by hand against the samples, with figures worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from detente.evaluation import Texts, open_benchmark
from detente.evaluation.geoparsing import error_area
from detente.model import (
    Annotation,
    Attribution,
    Label,
    Mention,
    Party,
    Place,
    Sentence,
    Span,
    Time,
)
from detente.tables import Lexicon


class Bench:
    """A sample opened, and its documents annotated with whatever a test finds in them."""

    def __init__(self, task: str, path: Path, lexicon: Lexicon) -> None:
        found = open_benchmark(task, path, lexicon)
        assert isinstance(found, Texts)
        self.texts = found
        self.items = [Annotation(document=document) for document in found.documents]

    def span(self, number: int, words: str) -> Span:
        text = self.items[number].document.text
        start = text.index(words)
        return Span(start, start + len(words), words)

    def party(self, number: int, words: str, country: str | None, *sectors: str) -> Party:
        at = self.span(number, words)
        of = {"name": words, "kind": "country", "country": country, "sectors": sectors}
        return Party(sentence=0, head=0, start=at.start, end=at.end, text=words, **of)  # type: ignore[arg-type]

    def tell(self, number: int, kind: str, actors: list[Party], recipients: list[Party]) -> None:
        text, label = self.items[number].document.text, Label(type=kind)
        told = Mention(
            id="m",
            sentence=Sentence(index=0, start=0, end=len(text), text=text, tokens=()),
            trigger=Span(0, 1, text[:1]),
            label=label,
            act=label,
            actors=tuple(actors),
            recipients=tuple(recipients),
        )
        self.items[number] = replace(
            self.items[number], mentions=(*self.items[number].mentions, told)
        )

    def figures(self) -> dict[str, float | None]:
        return {one.name: one.value for one in self.texts.score(self.items).figures}


@pytest.fixture
def roles(samples: Path, lexicon: Lexicon) -> Bench:
    return Bench("cameo-ner", samples / "cameo_ner.txt", lexicon)


def test_spans_of_actors_and_recipients(roles: Bench) -> None:
    actor = roles.party(0, "Finnish foreign minister", "FIN")
    recipient = roles.party(0, "Estonia", "EST")
    roles.tell(0, "ACCUSE", [actor], [recipient])
    got = roles.figures()
    assert (got["actors_strict_f1"], got["recipients_strict_f1"]) == (1.0, 0.0)
    assert got["recipients_overlap_f1"] == 1.0
    assert (got["macro_strict_f1"], got["macro_overlap_f1"]) == (0.5, 1.0)
    # of the four spans tagged S, T and R one is found, of two said
    assert got["all_tags_strict_precision"] == 0.5
    assert got["all_tags_strict_recall"] == 0.25


def test_reciprocal_actors_are_recipients_too(roles: Bench) -> None:
    both = [roles.party(1, "Zambia", "ZMB"), roles.party(1, "Malawi", "MWI")]
    roles.tell(1, "CONSULT", both, [])
    got = roles.figures()
    assert got["actors_strict_precision"] == got["recipients_strict_precision"] == 0.0
    assert got["all_tags_strict_precision"] == 1.0
    assert got["all_tags_strict_recall"] == 0.5


def test_actors_of_one_sided_types_are_not(roles: Bench) -> None:
    roles.tell(1, "PROTEST", [roles.party(1, "Zambia", "ZMB")], [])
    assert roles.figures()["recipients_strict_precision"] is None


@pytest.fixture
def records(samples: Path, lexicon: Lexicon) -> Bench:
    # r1: NOR ACCUSE ISL; r2, the same sentence: NOR REQUEST, nobody named; r3: JPN CONSULT IGO
    return Bench("gsr", samples / "gsr.json", lexicon)


def test_nothing_told_finds_nothing(records: Bench) -> None:
    got = records.figures()
    assert (got["any"], got["type"], got["both"], got["mentions_per_sentence"]) == (0, 0, 0, 0)
    assert got["mention_type_precision"] is None


def test_old_names_and_target_without_parties(records: Bench) -> None:
    norway = records.party(0, "Norway", "NOR", "GOV")
    iceland = records.party(0, "Iceland", "ISL")
    records.tell(0, "ACCUSE", [norway], [iceland])
    got = records.figures()
    assert got["any"] == got["dyad"] == pytest.approx(2 / 3)  # r2 wants Norway on either side
    assert got["type"] == got["both"] == pytest.approx(1 / 3)
    assert got["sector"] == 1.0
    assert got["mention_type_precision"] == 1.0
    assert got["macro_type_recall"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("kind", "actor", "recipient", "expected"),
    [
        ("ACCUSE", "Norway", "Iceland", 1 / 3),
        ("ACCUSE", "Iceland", "Norway", 0.0),  # the wrong way round
        ("REQUEST", "Iceland", "Norway", 1 / 3),  # r2 names no target, so that either side will do
        ("AID", "Norway", "Iceland", 0.0),
    ],
)
def test_direction_counts(
    kind: str, actor: str, recipient: str, expected: float, records: Bench
) -> None:
    codes = {"Norway": "NOR", "Iceland": "ISL"}
    sides = [records.party(0, words, codes[words]) for words in (actor, recipient)]
    records.tell(0, kind, sides[:1], sides[1:])
    assert records.figures()["both"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("code", "plain", "equated"),
    [("IGO", 1 / 3, 1 / 3), ("UNO", 0.0, 1 / 3), ("EUR", 0.0, 1 / 3), ("NGO", 0, 0)],
)
def test_uno_is_igo_in_the_second_figure_only(
    code: str, plain: float, equated: float, records: Bench
) -> None:
    parties = [records.party(1, "United Nations", code), records.party(1, "Japan", "JPN")]
    records.tell(1, "CONSULT", parties, [])
    got = records.figures()
    assert got["both"] == pytest.approx(plain)
    assert got["both_codes_equated"] == pytest.approx(equated)


def sides(bench: Bench) -> dict[str, float | None]:
    return {name: value for name, value in bench.figures().items() if name.startswith("side_")}


def test_sides_are_judged_where_somebody_stands_there(records: Bench) -> None:
    assert sides(records) == {
        "side_found": 0.0,
        "side_country": None,
        "side_country_codes_equated": None,
        "side_sector": None,
    }
    # of five sides named, Norway's two are found, and Iceland's with a wrong country
    norway, faroe = records.party(0, "Norway", "NOR", "COP"), records.party(0, "Iceland", "DNK")
    records.tell(0, "ACCUSE", [norway], [faroe])
    got = sides(records)
    assert got["side_found"] == pytest.approx(3 / 5)
    assert got["side_country"] == got["side_country_codes_equated"] == pytest.approx(2 / 3)
    assert got["side_sector"] == 0.0
    (table,) = [t for t in records.texts.score(records.items).tables if t.name == "sides wrong"]
    assert ("r1", "target", "country", "ISL", "DNK") in table.rows
    assert ("r1", "source", "sector", "GOV", "COP") in table.rows


def test_sides_of_reciprocal_types_are_one(records: Bench) -> None:
    both = [records.party(1, "United Nations", "UNO"), records.party(1, "Japan", "JPN")]
    records.tell(1, "CONSULT", both, [])
    got = sides(records)
    assert got["side_country"] == pytest.approx(1 / 2)
    assert got["side_country_codes_equated"] == 1.0


def test_records_are_called_what_fits_best(records: Bench) -> None:
    norway, iceland = records.party(0, "Norway", "NOR"), records.party(0, "Iceland", "ISL")
    records.tell(0, "AID", [norway], [iceland])
    records.tell(0, "ACCUSE", [norway], [iceland])
    (table,) = [t for t in records.texts.score(records.items).tables if t.name == "confusion"]
    assert table.columns == ("gold", "ACCUSE", "CONSULT", "REQUEST", "AID", "NONE")
    assert table.rows == (
        ("ACCUSE", 1, 0, 0, 0, 0),
        ("CONSULT", 0, 0, 0, 0, 1),
        ("REQUEST", 0, 0, 0, 1, 0),
    )


@pytest.fixture
def voices(samples: Path, lexicon: Lexicon) -> Bench:
    return Bench("polnear", samples / "polnear", lexicon)


SAID = [
    # source, cue, content of ours; found of two, source right, share of 35 characters of content
    ("The mayor", "said", "the quarry would close", 0.5, 1.0, 22 / 35),
    ("mayor", "said the", "quarry", 0.5, 1.0, 6 / 35),
    (None, "said", "the quarry would close", 0.5, 0.0, 22 / 35),
    ("nobody", "said", "the quarry would close", 0.5, 0.0, 22 / 35),
    (None, "Reportedly", "nobody minded", 0.5, None, 13 / 35),
    ("The mayor", "would", "the quarry", 0.0, None, 10 / 35),  # another cue
    ("The mayor", "said", "nobody minded", 0.0, None, 13 / 35),  # another content
]


@pytest.mark.parametrize(("source", "cue", "content", "found", "right", "covered"), SAID)
def test_attributions(
    source: str | None,
    cue: str,
    content: str,
    found: float,
    right: float | None,
    covered: float,
    voices: Bench,
) -> None:
    ours = Attribution(
        sentence=0,
        cue=voices.span(0, cue),
        content=voices.span(0, content),
        source=voices.span(0, source) if source else None,
    )
    voices.items[0] = replace(voices.items[0], attributions=(ours,))
    got = voices.figures()
    assert got["attribution_recall"] == found
    assert got["attribution_precision"] == (1.0 if found else 0.0)
    assert got["source_accuracy"] == right
    assert got["content_characters_recall"] == pytest.approx(covered)


def test_an_attribution_counts_once(voices: Bench) -> None:
    ours = Attribution(
        sentence=0, cue=voices.span(0, "said"), content=voices.span(0, "the quarry would close")
    )
    voices.items[0] = replace(voices.items[0], attributions=(ours, ours))
    got = voices.figures()
    assert (got["attribution_precision"], got["attribution_recall"]) == (0.5, 0.5)


@pytest.fixture
def toponyms(samples: Path, lexicon: Lexicon) -> Bench:
    return Bench("geoparsing", samples / "lgl.xml", lexicon)


def put(bench: Bench, words: str, latitude: float | None, longitude: float | None) -> None:
    at = bench.span(0, words)
    one = Place(
        sentence=0,
        start=at.start,
        end=at.end,
        text=words,
        name=words,
        latitude=latitude,
        longitude=longitude,
    )
    bench.items[0] = replace(bench.items[0], places=(*bench.items[0].places, one))


def test_toponyms_and_distances(toponyms: Bench) -> None:
    put(toponyms, "Ashford", 51.15, 0.87)  # where it is
    put(toponyms, "in Kent", 51.2, 90.7)  # a quarter of the way round, 5,849 km, a word too long
    put(toponyms, "Bath", 51.38, -2.36)  # the gold does not say where
    got = toponyms.figures()
    assert got["exact_f1"] == pytest.approx(2 / 3)
    assert got["overlap_f1"] == 1.0
    assert got["within_161km_resolved"] == got["within_161km_all"] == 0.5
    assert got["median_km"] == got["mean_km"] == pytest.approx(5849 / 2, rel=1e-3)


def test_places_not_found_count_among_all_only(toponyms: Bench) -> None:
    put(toponyms, "Ashford", 51.15, 0.87)
    put(toponyms, "fair", None, None)
    got = toponyms.figures()
    assert got["exact_precision"] == 0.5
    assert (got["within_161km_resolved"], got["within_161km_all"]) == (1.0, 0.5)
    assert got["mean_km"] == pytest.approx(0.0)


def test_no_places_no_distance(toponyms: Bench) -> None:
    got = toponyms.figures()
    assert (got["exact_precision"], got["exact_recall"], got["mean_km"]) == (None, 0.0, None)
    assert (got["within_161km_resolved"], got["within_161km_all"]) == (None, 0.0)


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        ([], None),
        ([0.0, 0.0, 0.0], 0.0),
        ([20038.0, 20038.0], 1.0),
        ([20038.0, 0.0], 0.5),
        ([math.sqrt(20039) - 1], 0.5),
    ],
)
def test_area_under_the_errors(errors: list[float], expected: float | None) -> None:
    assert error_area(errors) == (None if expected is None else pytest.approx(expected))


TIMES = [
    # file; expressions of ours with values; relaxed, strict and value F1
    ("news.tml", [("Monday", "2016-10-10"), ("two years", "P2Y")], 1.0, 1.0, 1.0),
    ("news.tml", [("on Monday", "2016-10-10"), ("years", "P1Y")], 1.0, 0.0, 0.5),
    ("news.tml", [("Monday after two years", "2016-10-10")], 2 / 3, 0.0, 2 / 3),
    ("news.tml", [("bridge", None)], 0.0, 0.0, 0.0),
    ("news.tml", [], 0.0, 0.0, 0.0),
    ("war.key.xml", [("June 1912", "1912-06"), ("Lately", None)], 2 / 3, 2 / 3, 2 / 3),
    ("war.key.xml", [("three months later", "1912-09-03")], 2 / 5, 2 / 5, 2 / 5),
]


@pytest.mark.parametrize(("name", "said", "relaxed", "strict", "value"), TIMES)
def test_times(
    name: str,
    said: list[tuple[str, str | None]],
    relaxed: float,
    strict: float,
    value: float,
    samples: Path,
    lexicon: Lexicon,
) -> None:
    bench = Bench("timeml", samples / name, lexicon)
    spans = [(bench.span(0, words), worth) for words, worth in said]
    times = tuple(
        Time(sentence=0, start=at.start, end=at.end, text=at.text, kind="date", value=worth)
        for at, worth in spans
    )
    bench.items[0] = replace(bench.items[0], times=times)
    got = bench.figures()
    assert got["relaxed_f1"] == pytest.approx(relaxed)
    assert got["strict_f1"] == pytest.approx(strict)
    assert got["value_f1"] == pytest.approx(value)
