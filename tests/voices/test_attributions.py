"""Who says what, as a table: text, then source, cue, content, direct and stance of each."""

from __future__ import annotations

import pytest

from detente.language import Parser, find_clauses, load_grammar
from detente.model import Annotation, Document, Party
from detente.tables import open_lexicon
from detente.voices import find, load_cues

pytestmark = pytest.mark.model

Row = tuple[str | None, str, str, bool, str]

CASES: list[tuple[str, list[Row]]] = [
    (
        "The minister said that the border would stay shut.",
        [("The minister", "said", "that the border would stay shut", False, "states")],
    ),
    (
        "The border would stay shut, the minister said.",
        [("the minister", "said", "The border would stay shut", False, "states")],
    ),
    (
        "“The border stays shut,” said Interior Minister Petra Olsen, who visited the town.",
        [
            (
                "Interior Minister Petra Olsen, who visited the town",
                "said",
                "“The border stays shut,”",
                True,
                "states",
            )
        ],
    ),
    (
        "“The border,” the minister said, “stays shut.”",
        [
            (
                "the minister",
                "said",
                "“The border,” the minister said, “stays shut.”",
                True,
                "states",
            )
        ],
    ),
    (
        "“The border stays shut,” she said. “We have no choice.”",
        [
            (
                "she",
                "said",
                "“The border stays shut,” she said. “We have no choice.”",
                True,
                "states",
            )
        ],
    ),
    (
        "He said, “Our army will leave. Nobody asked us to stay.”",
        [("He", "said", "“Our army will leave. Nobody asked us to stay.”", True, "states")],
    ),
    (
        "The general told reporters that the siege was over.",
        [("The general", "told", "that the siege was over", False, "states")],
    ),
    (
        "According to local officials, six people died.",
        [("local officials", "According to", "six people died", False, "states")],
    ),
    (
        "Six people died in the raid, according to police.",
        [("police", "according to", "Six people died in the raid", False, "states")],
    ),
    (
        "The talks were reportedly cancelled.",
        [(None, "reportedly", "The talks were reportedly cancelled", False, "states")],
    ),
    (
        "The rebels allegedly burned the school.",
        [(None, "allegedly", "The rebels allegedly burned the school", False, "alleges")],
    ),
    (
        "Turkey denied that its troops had crossed the river.",
        [("Turkey", "denied", "that its troops had crossed the river", False, "denies")],
    ),
    (
        "The president promised to withdraw the troops.",
        [("The president", "promised", "to withdraw the troops", False, "promises")],
    ),
    (
        "Aid agencies warned of a famine.",
        [("Aid agencies", "warned of", "a famine", False, "warns")],
    ),
    (
        "The opposition called for an inquiry.",
        [("The opposition", "called for", "an inquiry", False, "asks")],
    ),
    (
        "Analysts believe the truce will hold.",
        [("Analysts", "believe", "the truce will hold", False, "believes")],
    ),
    (
        "The envoy said the foreign minister had denied that a deal existed.",
        [
            (
                "The envoy",
                "said",
                "the foreign minister had denied that a deal existed",
                False,
                "states",
            ),
            ("the foreign minister", "denied", "that a deal existed", False, "denies"),
        ],
    ),
    (
        "The general said he would attack and added that talks had failed.",
        [
            ("The general", "said", "he would attack", False, "states"),
            ("The general", "added", "that talks had failed", False, "states"),
        ],
    ),
    (
        "Critics rejected the army's claim that the village was empty.",
        [
            ("Critics", "rejected", "the army's claim that the village was empty", False, "denies"),
        ],
    ),
    (
        "Kovač: “We will never sign.”",
        [("Kovač", ":", "“We will never sign.”", True, "states")],
    ),
    (
        "The plan has failed, and the general said so.",
        [("the general", "said", "The plan has failed", False, "states")],
    ),
]
CASES += [
    (
        "The officer was quoted as saying the bridge was lost.",
        [("The officer", "saying", "the bridge was lost", False, "states")],
    ),
    (
        "It was reported that the bridge was lost.",
        [(None, "reported", "that the bridge was lost", False, "states")],
    ),
    (
        "The rebels are said to have left the city.",
        [(None, "said", "The rebels are said to have left the city", False, "states")],
    ),
    (
        "In the words of the governor, the city is lost.",
        [("the governor", "In the words of", "the city is lost", False, "states")],
    ),
    (
        "As the minister said, the deal is off.",
        [("the minister", "said", "the deal is off", False, "states")],
    ),
    (
        "Russia threatened to veto the resolution.",
        [("Russia", "threatened", "to veto the resolution", False, "warns")],
    ),
    (
        "The ministry's statement that no troops were involved drew laughter.",
        [("The ministry", "statement", "that no troops were involved", False, "states")],
    ),
    ("“Where are they?” she asked.", [("she", "asked", "“Where are they?”", True, "asks")]),
    (
        "On Tuesday the palace reported that the visit had been put off: “There was a talk.”",
        [
            (
                "the palace",
                "reported",
                "that the visit had been put off: “There was a talk.”",
                False,
                "states",
            )
        ],
    ),
]
NEGATIVE = [
    "On “Meet the Nation,” the band played two songs.",
    "The army shelled the town on Monday.",
    "The so-called “green zone” was hit by two rockets.",
    "Troops crossed the river and burned two villages.",
    "The film “Last Days of Winter” opened in Prague.",
]


def annotate(parser: Parser, text: str, *parties: Party) -> Annotation:
    """Return a text with its attributions."""
    lexicon = open_lexicon()
    parsed = parser.parse((Annotation(document=Document(id="d", text=text), parties=parties),))
    return find(find_clauses(parsed, load_grammar(lexicon)), load_cues(lexicon))[0]


def rows(item: Annotation) -> list[Row]:
    return [
        (a.source.text if a.source else None, a.cue.text, a.content.text, a.direct, a.stance)
        for a in item.attributions
    ]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_who_says_what(parser: Parser, text: str, expected: list[Row]) -> None:
    assert rows(annotate(parser, text)) == expected


@pytest.mark.parametrize("text", NEGATIVE)
def test_nobody_speaks(parser: Parser, text: str) -> None:
    assert rows(annotate(parser, text)) == []


def test_speech_runs_on_over_paragraphs(parser: Parser) -> None:
    text = "The envoy said: “The talks failed.\n\n“We leave tonight.”\n\nThe army moved in."
    (only,) = annotate(parser, text).attributions
    assert only.content.text == "“The talks failed.\n\n“We leave tonight.”"


def test_an_inner_voice_lies_inside_the_outer_one(parser: Parser) -> None:
    text = "On Monday the palace said, “Norway has announced that it will join the talks.”"
    outer, inner = annotate(parser, text).attributions
    assert (outer.cue.text, inner.cue.text) == ("said", "announced")
    assert outer.content.start <= inner.content.start <= inner.content.end <= outer.content.end


def test_the_source_is_a_party_when_its_head_lies_in_it(parser: Parser) -> None:
    text = "Finnish officials said the talks had failed."
    officials = Party(
        sentence=0,
        head=1,
        start=0,
        end=17,
        text="Finnish officials",
        name="officials",
        kind="people",
    )
    (only,) = annotate(parser, text, officials).attributions
    assert only.party == 0


def test_who_stands_for_the_party_before_it(parser: Parser) -> None:
    text = "Officials who said the talks had failed went home."
    officials = Party(
        sentence=0, head=0, start=0, end=9, text="Officials", name="officials", kind="people"
    )
    (only,) = annotate(parser, text, officials).attributions
    assert (only.source and only.source.text, only.party) == ("who", 0)


def test_spans_are_the_words_of_the_text(parser: Parser) -> None:
    for text, _ in CASES:
        for found in annotate(parser, text).attributions:
            for span in (found.cue, found.content, found.source):
                assert span is None or text[span.start : span.end] == span.text
