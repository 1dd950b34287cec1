"""One expression a row: sentence, its words, kind, value, interval; published 2016-10-14 (Fri)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from detente.model import Time

Finder = Callable[..., tuple[Time, ...]]

DATED = [
    ("On the eve of 3 May 2006 they met.", "the eve of 3 May 2006", "2006-05-02", ""),
    ("They met on the eve of Christmas 2015.", "the eve of Christmas 2015", "2015-12-24", ""),
    ("They met on Bastille Day in 2015.", "Bastille Day in 2015", "2015-07-14", ""),
    (
        "Spending rose in fiscal year 2014.",
        "fiscal year 2014",
        "FY2014",
        "2013-04-01..2015-03-31",
    ),
    ("Spending rose in FY2014.", "FY2014", "FY2014", "2013-04-01..2015-03-31"),
    (
        "In fiscal 2015-16 it rose.",
        "fiscal 2015-16",
        "2015/2016",
        "2015-01-01..2016-12-31",
    ),
    ("They met on 19 October 2016.", "19 October 2016", "2016-10-19", "2016-10-19"),
    ("They met on Oct. 19, 2016, in Bern.", "Oct. 19, 2016", "2016-10-19", "2016-10-19"),
    ("It was Wednesday, October 19, 2016.", "Wednesday, October 19, 2016", "2016-10-19", ""),
    ("The log of 2016-10-19 is lost.", "2016-10-19", "2016-10-19", ""),
    ("Filed 19/10/2016 in Bern.", "19/10/2016", "2016-10-19", ""),
    ("Filed 10/19/2016 in Bern.", "10/19/2016", "2016-10-19", ""),
    ("Filed 03/04/2016 in Bern.", "03/04/2016", "2016-04-03", ""),
    ("They signed on the 5th of May 1987.", "the 5th of May 1987", "1987-05-05", ""),
    (
        "They signed on the twenty-first of May 1987.",
        "the twenty-first of May 1987",
        "1987-05-21",
        "",
    ),
    (
        "The talks of June 5-7, 2014 failed.",
        "June 5-7, 2014",
        "2014-06-05/2014-06-07",
        "2014-06-05..2014-06-07",
    ),
    (
        "From 5 to 7 June 2014 they talked.",
        "5 to 7 June 2014",
        "2014-06-05/2014-06-07",
        "2014-06-05..2014-06-07",
    ),
    ("The truce of February 2015 broke.", "February 2015", "2015-02", "2015-02-01..2015-02-28"),
    ("War came in 2011.", "2011", "2011", "2011-01-01..2011-12-31"),
    ("The 2011 protests spread.", "2011", "2011", "2011-01-01..2011-12-31"),
    ("The 2013-14 budget passed.", "2013-14", "2013/2014", "2013-01-01..2014-12-31"),
    ("In the 1990s they fought.", "the 1990s", "199", "1990-01-01..1999-12-31"),
    ("In the early 1980s they fought.", "the early 1980s", "198", "1980-01-01..1982-12-31"),
    ("Twice in the 20th century it fell.", "the 20th century", "19", "1901-01-01..2000-12-31"),
    (
        "A nineteenth-century treaty binds them.",
        "nineteenth-century",
        "18",
        "1801-01-01..1900-12-31",
    ),
    ("In the spring of 1994 it began.", "the spring of 1994", "1994-SP", "1994-03-01..1994-05-31"),
    ("By the end of 2015 it fell.", "the end of 2015", "2015", "2015-09-01..2015-12-31"),
    (
        "The first half of 2015 was calm.",
        "The first half of 2015",
        "2015-H1",
        "2015-01-01..2015-06-30",
    ),
    (
        "The third quarter of 2015 was calm.",
        "The third quarter of 2015",
        "2015-Q3",
        "2015-07-01..2015-09-30",
    ),
    (
        "In the last week of August 2015 it rained.",
        "the last week of August 2015",
        "2015-08",
        "2015-08-25..2015-08-31",
    ),
    ("They met in mid-March 2015.", "mid-March 2015", "2015-03", "2015-03-11..2015-03-20"),
    ("The September 11 attacks shook them.", "September 11", "2001-09-11", "2001-09-11"),
    ("After 9/11 they invaded.", "9/11", "2001-09-11", "2001-09-11"),
    ("At Christmas 2014 the guns fell silent.", "Christmas 2014", "2014-12-25", "2014-12-25"),
    ("Easter 2015 was quiet.", "Easter 2015", "2015-04-05", "2015-04-05"),
    ("Carthage fell in 146 BC.", "146 BC", "BC0146", "none"),
]

COUNTED = [
    ("The visit was slated for October 19.", "October 19", "2016-10-19", "2016-10-19"),
    ("The September truce broke.", "September", "2016-09", "2016-09-01..2016-09-30"),
    ("Last week France tried again.", "Last week", "2016-W40", "2016-10-03..2016-10-09"),
    ("This week two men died.", "This week", "2016-W41", "2016-10-10..2016-10-16"),
    ("Next month they vote.", "Next month", "2016-11", "2016-11-01..2016-11-30"),
    (
        "At the beginning of the week they met.",
        "the beginning of the week",
        "2016-W41",
        "2016-10-10..2016-10-11",
    ),
    ("Earlier this month they met.", "Earlier this month", "2016-10", "2016-10-01..2016-10-14"),
    ("Early next month they meet.", "Early next month", "2016-11", "2016-11-01..2016-11-10"),
    ("Late last year they met.", "Late last year", "2015", "2015-09-01..2015-12-31"),
    ("Later this year they meet.", "Later this year", "2016", "2016-10-14..2016-12-31"),
    ("Today they met.", "Today", "2016-10-14", "2016-10-14"),
    ("Yesterday they met.", "Yesterday", "2016-10-13", "2016-10-13"),
    ("They arrive the day after tomorrow.", "the day after tomorrow", "2016-10-16", "2016-10-16"),
    ("They met on Monday.", "Monday", "2016-10-10", "2016-10-10"),
    ("They met on Friday.", "Friday", "2016-10-14", "2016-10-14"),
    ("They met last Friday.", "last Friday", "2016-10-07", "2016-10-07"),
    ("They meet next Friday.", "next Friday", "2016-10-21", "2016-10-21"),
    ("They met on Tuesday of last week.", "Tuesday of last week", "2016-10-04", "2016-10-04"),
    ("Over the weekend they met.", "the weekend", "2016-W40-WE", "2016-10-08..2016-10-09"),
    ("They met last September.", "last September", "2016-09", "2016-09-01..2016-09-30"),
    ("They met last December.", "last December", "2015-12", "2015-12-01..2015-12-31"),
    ("They met last summer.", "last summer", "2016-SU", "2016-06-01..2016-08-31"),
    ("They met in October last year.", "October last year", "2015-10", "2015-10-01..2015-10-31"),
    ("They met two days ago.", "two days ago", "2016-10-12", "2016-10-12"),
    ("They met three weeks ago.", "three weeks ago", "2016-W38", "2016-09-19..2016-09-25"),
    ("They met two years ago.", "two years ago", "2014", "2014-01-01..2014-12-31"),
    ("They met half a century ago.", "half a century ago", "1966", "1966-01-01..1966-12-31"),
    ("By year end they will leave.", "year end", "2016", "2016-09-01..2016-12-31"),
]

OTHER = [
    ("They met on Monday morning.", "Monday morning", "time", "2016-10-10TMO", "2016-10-10"),
    (
        "Early on Tuesday night it fell.",
        "Early on Tuesday night",
        "time",
        "2016-10-11TNI",
        "2016-10-11",
    ),
    ("This morning they met.", "This morning", "time", "2016-10-14TMO", "2016-10-14"),
    ("Last night they met.", "Last night", "time", "2016-10-13TNI", "2016-10-13"),
    (
        "On the night of October 3 it fell.",
        "the night of October 3",
        "time",
        "2016-10-03TNI",
        "2016-10-03",
    ),
    ("It struck at 8:20 a.m. sharp.", "8:20 a.m.", "time", "2016-10-14T08:20", "2016-10-14"),
    ("It struck at 8pm.", "8pm", "time", "2016-10-14T20:00", "2016-10-14"),
    ("It struck at 0600 GMT.", "0600 GMT", "time", "2016-10-14T06:00", "2016-10-14"),
    ("It lasted for six months.", "six months", "duration", "P6M", "none"),
    ("A two-day visit ended.", "two-day", "duration", "P2D", "none"),
    ("A three-year siege ended.", "three-year", "duration", "P3Y", "none"),
    ("It lasted for a decade.", "a decade", "duration", "P1DE", "none"),
    ("It lasted several hours.", "several hours", "duration", "PTXH", "none"),
    ("It lasted a year and a half.", "a year and a half", "duration", "P1.5Y", "none"),
    (
        "In the past 24 hours five died.",
        "the past 24 hours",
        "duration",
        "PT24H",
        "2016-10-13..2016-10-14",
    ),
    ("Over the past year five died.", "the past year", "duration", "P1Y", "2015-10-14..2016-10-14"),
    ("They march every Monday.", "every Monday", "set", "XXXX-WXX-1", "none"),
    ("They march on Mondays.", "Mondays", "set", "XXXX-WXX-1", "none"),
    ("Shells fall daily.", "daily", "set", "P1D", "none"),
    ("It convenes annually.", "annually", "set", "P1Y", "none"),
    ("It convenes twice a year.", "twice a year", "set", "P1Y", "none"),
    ("Paris now prepares.", "now", "date", "PRESENT_REF", "none"),
    ("He recently resigned.", "recently", "date", "PAST_REF", "none"),
    ("Years ago he resigned.", "Years ago", "date", "PAST_REF", "none"),
    ("He leaves in the coming days.", "the coming days", "date", "FUTURE_REF", "none"),
    ("Fighting stopped for Ramadan.", "Ramadan", "date", None, "none"),
    ("On the eve of the summit they met.", "the eve", "date", None, "none"),
]


def interval(time: Time) -> str:
    if time.earliest is None:
        return "none"
    return f"{time.earliest}" + ("" if time.earliest == time.latest else f"..{time.latest}")


@pytest.mark.parametrize(("sentence", "text", "value", "days"), DATED + COUNTED)
def test_dates(times_of: Finder, sentence: str, text: str, value: str, days: str) -> None:
    (time,) = times_of(sentence)
    assert (time.text, time.kind, time.value) == (text, "date", value)
    assert interval(time) == (days or value)
    assert sentence[time.start : time.end] == time.text


@pytest.mark.parametrize(("sentence", "text", "kind", "value", "days"), OTHER)
def test_other_kinds(
    times_of: Finder, sentence: str, text: str, kind: str, value: str | None, days: str
) -> None:
    (time,) = times_of(sentence)
    assert (time.text, time.kind, time.value, interval(time)) == (text, kind, value, days)


@pytest.mark.parametrize(
    "sentence",
    [
        "May said the deal was dead.",
        "Theresa May met the ministers.",
        "It may rain and they march on.",
        "The march on Washington began.",
        "The March on Washington began.",
        "A second attack came second.",
        "Some 2,000 people fled.",
        "They killed 2000 people.",
        "The Sun reported it and the sun set.",
        "The army sent 1,500 troops in 2 columns.",
        "The Sunday Times reported it.",
        "Bloody Sunday divides them.",
        "The Daily Mail and USA Today reported it.",
        "Some 1,920 men fled.",
        "The council adopted resolution 1973.",
        "The Arab Spring failed.",
        "The fall of the city stunned them.",
        "The 28-year-old man, aged 30 years old, fled.",
        "They pay $5 a day.",
        "They won 3:16 after all.",
        "He came as soon as he could.",
        "The Christmas Accord failed.",
    ],
)
def test_no_time(times_of: Finder, sentence: str) -> None:
    assert times_of(sentence) == ()


def test_in_text_order_and_apart(times_of: Finder) -> None:
    times = times_of("Between 2006 and 2009, and since 2013, they met in May and June 2014.")
    assert [t.text for t in times] == ["2006", "2009", "2013", "May", "June 2014"]
    assert times[3].value == "2014-05"


@pytest.mark.parametrize(
    ("published", "sentence", "value"),
    [
        (date(2017, 1, 4), "He left on December 30.", "2016-12-30"),
        (date(2016, 12, 30), "He leaves on January 4.", "2017-01-04"),
        (date(2016, 2, 29), "A year ago he left.", "2015"),
        (date(2016, 1, 2), "Last week he left.", "2015-W52"),
    ],
)
def test_around_the_turn_of_a_year(
    times_of: Finder, published: date, sentence: str, value: str
) -> None:
    assert times_of(sentence, published=published)[0].value == value
