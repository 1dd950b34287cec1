"""What is said around acts: what answers what, loaded wording, disputed events."""

from __future__ import annotations

from datetime import date

import pytest

from detente.model import Annotation, Document
from detente.pipeline import Stage, annotate

pytestmark = pytest.mark.model

REACTIONS = [
    # text, cause, effect, the words that say so; nothing where no words make a reaction
    (
        "In response to Russia's bombing of Aleppo, France expelled two diplomats.",
        ("bombing", "expelled", "In response to"),
    ),
    (
        "Iran arrested six British sailors. In retaliation, Britain expelled Iran's ambassador.",
        ("arrested", "expelled", "In retaliation"),
    ),
    (
        "Turkey recalled its ambassador after Israel attacked the ship.",
        ("attacked", "recalled", "after"),
    ),
    (
        "Because of the shelling by Pakistan, India closed the border.",
        ("shelling", "closed", "Because of"),
    ),
    (
        "Israel retaliated for the attack by Hamas by bombing Gaza.",
        ("attack", "bombing", "retaliated"),
    ),
    (
        "France tried to arrest two Russian envoys. "
        "In response, Russia said that it would expel a French diplomat.",
        ("arrest", "expel", "In response"),
    ),
    (
        "India summoned the Pakistani ambassador. Pakistan arrested two Indians in Lahore.",
        None,
    ),
    ("Turkey said that Russia bombed Aleppo on Monday after midnight.", None),
]

LOADED = [
    # text, the writer's loaded words with the first act
    ("The imperialist powers ruthlessly bombed Libya.", ["imperialist", "ruthlessly"]),
    ("The brutal regime in Damascus bombed Aleppo.", ["brutal", "regime"]),
    ("American warplanes bombed Libya.", []),
    ("Turkey said the brutal regime in Damascus bombed Aleppo.", []),
]

DISPUTED = [
    # text, whether two voices differ on one event
    (
        "Turkey said Russia bombed a hospital in Aleppo. "
        "The Kremlin said Russia had not bombed the hospital.",
        True,
    ),
    (
        "Ukraine says Russian troops attacked Avdiivka. "
        "Russia said its troops did not attack Avdiivka.",
        True,
    ),
    (
        "Turkey said Russia bombed a hospital in Aleppo. "
        "France said Russia had bombed the hospital.",
        False,
    ),
    ("The Kremlin said Russia had not bombed the hospital in Aleppo.", False),
]

DAYS = [
    # text, printed on Friday 14 October 2016; the days of October of its acts, None where unknown
    ("Gunmen killed six villagers and burned a school on Monday.", {"killed": 10, "burned": 10}),
    ("On Monday gunmen killed six villagers and burned a school.", {"killed": 10, "burned": 10}),
    ("Gunmen killed six villagers, and burned a school on Monday.", {"killed": None, "burned": 10}),
    ("Troops shelled the town on Tuesday and burned a school.", {"shelled": 11, "burned": 11}),
    ("Troops shelled the town on Tuesday and burned a school on Wednesday.", {"shelled": 11}),
    ("France condemned the attack, in which rebels burned a school on Monday.", {"burned": 10}),
    ("France condemned the attack and will expel two envoys on Monday.", {"condemned": None}),
    ("Police said on Thursday they had arrested six protesters.", {"arrested": 13}),
    ("Police arrested six protesters.", {"arrested": None}),
]

DENIED = [
    # text, polarity and stance told of the deed; to refuse is an act of its own, to deny is none
    ("Israel denied bombing a hospital in Gaza City.", "bombing", "negated", "denies"),
    ("Israel denied having bombed a hospital in Gaza City.", "bombed", "negated", "denies"),
    ("Russia denied that it bombed the town of Bakhmut.", "bombed", "negated", "denies"),
    ("Russia did not deny bombing the town of Bakhmut.", "bombing", "positive", "withholds"),
    ("Turkey rejected a request by Sweden for talks.", "rejected", "positive", None),
]

TEXTS = [
    *(text for text, _ in (*REACTIONS, *LOADED, *DISPUTED, *DAYS)),
    *(text for text, *_ in DENIED),
]


@pytest.fixture(scope="module")
def told(stages: tuple[Stage, ...]) -> dict[str, Annotation]:
    made = [
        Document(id=str(n), text=text, published=date(2016, 10, 14)) for n, text in enumerate(TEXTS)
    ]
    return {item.document.text: item for item in annotate(made, stages)}


@pytest.mark.parametrize(("text", "expected"), REACTIONS)
def test_what_answers_what(
    text: str, expected: tuple[str, str, str] | None, told: dict[str, Annotation]
) -> None:
    item = told[text]
    triggers = {mention.id: mention.trigger.text for mention in item.mentions}
    found = [(triggers[r.cause], triggers[r.effect], r.cue.text) for r in item.reactions]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(("text", "expected"), LOADED)
def test_loaded_words_of_the_writer(
    text: str, expected: list[str], told: dict[str, Annotation]
) -> None:
    assert [words.text for words in told[text].mentions[0].loaded] == expected


@pytest.mark.parametrize(("text", "expected"), DISPUTED)
def test_two_voices_on_one_event(text: str, expected: bool, told: dict[str, Annotation]) -> None:
    disputes = [event.disputed for event in told[text].events if event.disputed]
    assert bool(disputes) == expected
    for dispute in disputes:
        assert dispute.asserted
        assert dispute.denied


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_when_an_act_happened(
    text: str, expected: dict[str, int | None], told: dict[str, Annotation]
) -> None:
    days = {m.trigger.text: m.day.earliest.day if m.day else None for m in told[text].mentions}
    assert {word: days[word] for word in expected} == expected


@pytest.mark.parametrize(("text", "word", "polarity", "stance"), DENIED)
def test_a_denied_deed_is_no_refusal(
    text: str, word: str, polarity: str, stance: str | None, told: dict[str, Annotation]
) -> None:
    (deed,) = (m for m in told[text].mentions if m.trigger.text == word)
    refused = deed.label.type == "REJECT"
    assert (deed.polarity, refused) == (polarity, word == "rejected")
    assert [voice.stance for voice in deed.attribution] == ([stance] if stance else [])
