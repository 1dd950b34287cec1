"""Articles with the real parser and the shipped tables: what the whole text says of a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from detente.model import Party

Finder = Callable[..., tuple[Party, ...]]
pytestmark = pytest.mark.model

DAY = date(2016, 9, 7)
AMERICAN = "Voters in Ohio, Texas and North Carolina were waiting. American courts will decide."
BRITISH = "Britain votes in May. Many British towns are divided, the British papers said."

ARTICLES = [
    # article, phrase, country, why
    (f"A coalition of churches welcomed the ruling. {AMERICAN}", "A coalition of churches", "USA"),
    (f"Conservatives welcomed the ruling. {AMERICAN}", "Conservatives", None),
    (f"Conservatives welcomed the ruling. {BRITISH}", "Conservatives", "GBR"),
    ("Conservatives welcomed the ruling.", "Conservatives", None),
    (f"Republicans welcomed the ruling. {BRITISH}", "Republicans", "USA"),
    (f"Christie defended the governor on Monday. {AMERICAN}", "the governor", "USA"),
    ("The Bahamas will vote, Christie said.", "Christie", "BHS"),
    ("Putin spoke with Merkel on Monday.", "Merkel", "DEU"),
    ("Candidate Donald Trump of Ohio met voters. First Trump went to Iowa.", "Trump", "USA"),
    ("Candidate Donald Trump of Ohio met voters. Trump met farmers.", "Trump", "USA"),
    ("McDonald's closed a restaurant. McDonald's said a worker had died.", "a worker", None),
    ("Russia-backed fighters left the town.", "Russia-backed fighters", None),
]


@pytest.mark.parametrize(("text", "phrase", "country"), ARTICLES)
def test_a_phrase_is_of_the_country_that_the_article_tells(
    text: str, phrase: str, country: str | None, read: Finder
) -> None:
    found = {party.text: party.country for party in read(text, DAY)}
    assert found[phrase] == country


def test_a_small_states_leader_is_not_meant_by_a_namesake(read: Finder) -> None:
    found = {party.text: party.country for party in read(f"Christie left. {AMERICAN}", DAY)}
    assert found.get("Christie") is None
