"""The tense of real sentences, and the weekday or month that follows from it."""

from __future__ import annotations

from datetime import date

import pytest

from detente import times
from detente.language import Parser
from detente.model import Annotation, Document
from detente.tables import Lexicon
from detente.times import load_calendar

pytestmark = pytest.mark.model

FRIDAY = date(2016, 10, 14)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister is due in Paris on Monday.", "2016-10-17"),
        ("The minister was due in Paris on Monday.", "2016-10-17"),
        ("The minister was in Paris on Monday.", "2016-10-10"),
        ("The minister is likely to resign on Monday.", "2016-10-17"),
        ("Troops are to leave on Wednesday.", "2016-10-19"),
        ("Troops are leaving on Wednesday.", "2016-10-19"),
        ("Troops left on Wednesday.", "2016-10-12"),
        ("The vote, which was scheduled for Sunday, was put off.", "2016-10-16"),
        ("He is expected to resign on Monday.", "2016-10-17"),
        ("They met on the eve of Tuesday's vote.", "2016-10-10"),
    ],
)
def test_a_weekday_follows_from_the_tense(
    parser: Parser, lexicon: Lexicon, text: str, value: str
) -> None:
    item = Annotation(document=Document(id="1", text=text, published=FRIDAY))
    (done,) = times.find(parser.parse((item,)), load_calendar(lexicon))
    assert [time.value for time in done.times] == [value]
