"""What times are counted from: tense, speech, the story so far, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from detente.model import Time

Finder = Callable[..., tuple[Time, ...]]

TENSES = [
    ("They met on Monday.", {"met": "VBD"}, "2016-10-10"),
    ("They will meet on Monday.", {"will": "MD"}, "2016-10-17"),
    ("They will meet on Friday.", {"will": "MD"}, "2016-10-14"),
    ("The town voted in December.", {"voted": "VBD"}, "2015-12"),
    ("The town will vote in December.", {"will": "MD"}, "2016-12"),
    ("The mission runs through December.", {"runs": "VBZ"}, "2016-12"),
    ("The mission ran through December.", {"ran": "VBD"}, "2015-12"),
    ("Rebels attacked on November 25.", {"attacked": "VBD"}, "2015-11-25"),
    ("Rebels will attack on November 25.", {"will": "MD"}, "2016-11-25"),
    ("They resigned in the spring.", {"resigned": "VBD"}, "2016-SP"),
    ("They will resign in the spring.", {"will": "MD"}, "2017-SP"),
    ("He will fly in two weeks.", {"will": "MD"}, "2016-W43"),
    ("He won it in two weeks.", {"won": "VBD"}, "P2W"),
    ("Envoys will arrive soon.", {"will": "MD"}, "FUTURE_REF"),
]


@pytest.mark.parametrize(("sentence", "tags", "value"), TENSES)
def test_tense_decides(times_of: Finder, sentence: str, tags: dict[str, str], value: str) -> None:
    assert [t.value for t in times_of(sentence, tags=tags)] == [value]


def test_soon_in_a_story_of_the_past_is_no_time(times_of: Finder) -> None:
    assert times_of("Envoys soon arrived.", tags={"arrived": "VBD"}) == ()


def test_reason_names_tense_and_side(times_of: Finder) -> None:
    (time,) = times_of("They met on Monday.", tags={"met": "VBD"})
    assert time.reason == "weekday before publication (past tense)"


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday, the palace said: “We talked this morning and agreed.”",
        "“We talked this morning and agreed,” the palace said on Tuesday.",
        'On Tuesday, the palace said: "We talked this morning and agreed."',
    ],
)
def test_speech_counts_from_its_own_day(times_of: Finder, text: str) -> None:
    values = {t.text: t.value for t in times_of(text)}
    assert values == {"Tuesday": "2016-10-11", "this morning": "2016-10-11TMO"}


def test_speech_without_a_day_counts_from_publication(times_of: Finder) -> None:
    assert times_of("“We meet tomorrow,” he said.")[0].value == "2016-10-15"


STORIES = [
    ("In 1974, Greece mobilised. On 20 July the landing began.", "20 July", "1974-07-20"),
    ("On 20 July 1974 they landed. The next day Athens fell silent.", "The next day", "1974-07-21"),
    (
        "On 20 July 1974 they landed. Three weeks later talks failed.",
        "Three weeks later",
        "1974-W32",
    ),
    ("On 20 July 1974 they landed. A year earlier all was calm.", "A year earlier", "1973"),
    (
        "In July 1974 they landed, and in August of the same year left.",
        "August of the same year",
        "1974-08",
    ),
    ("On 20 December 1974 they landed. On 3 January they left.", "3 January", "1975-01-03"),
    ("It began in 1974. That year it ended.", "That year", "1974"),
    ("It began in 1994. By the following spring it was over.", "the following spring", "1995-SP"),
    (
        "In March 1994 it began. The following spring it was over.",
        "The following spring",
        "1995-SP",
    ),
    ("In January 1994 it began. The following spring it ended.", "The following spring", "1994-SP"),
    ("On Monday they met. Two days later they parted.", "Two days later", "2016-10-12"),
    ("It lasted from October 19 to November 3, 2014.", "October 19", "2014-10-19"),
    (
        "The blast came on Monday. It struck at 8:20 a.m. local time.",
        "8:20 a.m. local time",
        "2016-10-10T08:20",
    ),
]


@pytest.mark.parametrize(("text", "expression", "value"), STORIES)
def test_story_goes_on(times_of: Finder, text: str, expression: str, value: str) -> None:
    assert {t.text: t.value for t in times_of(text)}[expression] == value


def test_news_of_today_does_not_take_the_year_of_an_aside(times_of: Finder) -> None:
    text = "He was first elected in 1999.\nOn October 10 he resigned."
    assert [t.value for t in times_of(text)] == ["1999", "2016-10-10"]


def test_history_keeps_its_year_across_paragraphs(times_of: Finder) -> None:
    text = (
        "War came in 1912. In 1913 it spread; by 1914 all fought.\n"
        "On 28 July 1914 the guns opened.\n"
        "It was hot.\n"
        "On 4 August the border fell."
    )
    assert times_of(text)[-1].value == "1914-08-04"


UNDATED = [
    ("Yesterday they met.", None),
    ("They met on Monday morning.", None),
    ("They met last week.", None),
    ("They met on October 19.", None),
    ("They met two days ago.", None),
    ("They met on 19 October 2014.", "2014-10-19"),
    ("They met in 2014.", "2014"),
    ("They meet now.", "PRESENT_REF"),
    ("They met for 3 days.", "P3D"),
    ("They met in the past 24 hours.", "PT24H"),
]


@pytest.mark.parametrize(("sentence", "value"), UNDATED)
def test_without_a_date_of_publication(times_of: Finder, sentence: str, value: str | None) -> None:
    (time,) = times_of(sentence, published=None)
    assert time.value == value
    if value is None:
        assert (time.earliest, time.reason) == (None, "no date of publication")


def test_seed_like_article(times_of: Finder) -> None:
    text = (
        "The meeting was slated for October 19 after the September truce.\n"
        "Last week they tried again. At the beginning of the week they refused.\n"
        "On Monday he spoke."
    )
    assert [(t.value, t.earliest) for t in times_of(text)] == [
        ("2016-10-19", date(2016, 10, 19)),
        ("2016-09", date(2016, 9, 1)),
        ("2016-W40", date(2016, 10, 3)),
        ("2016-W41", date(2016, 10, 10)),
        ("2016-10-10", date(2016, 10, 10)),
    ]


@pytest.mark.parametrize("filler", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_filler_is_no_date_of_publication(times_of: Finder, filler: date) -> None:
    (time,) = times_of("They met on Monday.", published=filler)
    assert (time.value, time.reason) == (None, "no date of publication")
