"""Sentences with the real parser and the shipped tables: who is in them, on that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from detente.model import Party

Finder = Callable[..., tuple[Party, ...]]
pytestmark = pytest.mark.model

OCTOBER_2016 = date(2016, 10, 14)

FOUND = [
    # text, span, country, sectors, kind
    (
        "The Croatian government rejected the plan.",
        "The Croatian government",
        "HRV",
        "GOV",
        "organisation",
    ),
    ("Turkish warplanes bombed the camp.", "Turkish warplanes", "TUR", "MIL", "people"),
    ("Riot police in Kenya fired tear gas.", "Riot police in Kenya", "KEN", "COP", "people"),
    ("A Swiss court convicted the banker.", "A Swiss court", "CHE", "JUD", "organisation"),
    ("The Kremlin denied the report.", "The Kremlin", "RUS", "GOV", "organisation"),
    ("Moscow rejected the offer.", "Moscow", "RUS", "GOV", "country"),
    ("Russia expelled three diplomats.", "Russia", "RUS", "", "country"),
    ("The Russian embassy closed its doors.", "The Russian embassy", "RUS", "GOV", "organisation"),
    ("France vetoed a Russian resolution.", "Russian", "RUS", "", "country"),
    ("UN peacekeepers arrived on Monday.", "UN peacekeepers", "UNO", "MIL", "people"),
    (
        "Kenyan opposition leader Raila Odinga called for protests.",
        "Kenyan opposition leader Raila Odinga",
        "KEN",
        "OPP",
        "person",
    ),
    (
        "Hundreds of Israeli settlers marched to the hill.",
        "Hundreds of Israeli settlers",
        "ISR",
        "CVL",
        "people",
    ),
    ("Iraqis protested against the power cuts.", "Iraqis", "IRQ", "CVL", "people"),
    (
        "The former Ghanaian president criticised the deal.",
        "The former Ghanaian president",
        "GHA",
        "ELI",
        "person",
    ),
    (
        "The government of Iraq agreed to the truce.",
        "The government of Iraq",
        "IRQ",
        "GOV",
        "organisation",
    ),
    (
        "French President François Hollande cancelled the meeting.",
        "French President François Hollande",
        "FRA",
        "GOV",
        "person",
    ),
    ("Chancellor Merkel met reporters.", "Chancellor Merkel", "DEU", "GOV", "person"),
]


@pytest.mark.parametrize(("text", "span", "country", "sectors", "kind"), FOUND, ids=lambda v: v)
def test_a_sentence_has_its_party(
    read: Finder, text: str, span: str, country: str, sectors: str, kind: str
) -> None:
    parties = {p.text: p for p in read(text, OCTOBER_2016)}
    assert span in parties
    party = parties[span]
    assert (party.country, ",".join(party.sectors), party.kind) == (country, sectors, kind)
    assert text[party.start : party.end] == span
    assert party.reason


NOT_FOUND = [
    ("The Russian embassy closed its doors.", "Russian"),
    ("He was born in Paris in 1950.", "Paris"),
    ("The state of emergency ended on Friday.", "The state"),
    ("It is clear that the plan failed.", "It"),
    ("Ships left the Persian Gulf.", "Persian"),
    ("The US-backed plan failed.", "plan"),
    ("It rained in Aleppo.", "Aleppo"),
]


@pytest.mark.parametrize(("text", "span"), NOT_FOUND, ids=lambda v: v)
def test_a_sentence_lacks_what_is_no_party(read: Finder, text: str, span: str) -> None:
    assert span not in [p.text for p in read(text, OCTOBER_2016)]


@pytest.mark.parametrize(
    ("day", "country", "sectors"),
    [
        (date(2016, 10, 14), "FRA", ("GOV",)),
        (date(2020, 1, 1), "FRA", ("ELI",)),
        (date(2000, 1, 1), "FRA", ("PTY",)),
        (date(1990, 1, 1), "FRA", ()),
        (None, "FRA", ("GOV",)),
    ],
    ids=str,
)
def test_a_name_alone_is_coded_by_the_day(
    read: Finder, day: date | None, country: str, sectors: tuple[str, ...]
) -> None:
    (party, *_) = read("François Hollande spoke to reporters.", day)
    assert (party.name, party.country, party.sectors) == ("François Hollande", country, sectors)


def test_adjectives_with_a_hyphen_are_two_parties(read: Finder) -> None:
    found = read("Franco-Russian talks began on Monday.")
    assert [(p.text, p.country) for p in found] == [("Franco", "FRA"), ("Russian", "RUS")]


def test_coordinated_phrases_are_parties_of_their_own(read: Finder) -> None:
    found = {p.text: p.country for p in read("Washington and its European allies condemned Iran.")}
    assert found["Washington"] == "USA"
    assert found["its European allies"] != "USA"
    assert found["Iran"] == "IRN"


def test_apposition_says_who_an_unlisted_person_is(read: Finder) -> None:
    found = read("Ghana's interior minister, Kwabena Ofosu, resigned. Ofosu gave no reason.")
    named = [p for p in found if p.name == "Kwabena Ofosu"]
    assert {(p.country, p.sector) for p in named} == {("GHA", "GOV")}
    assert named[-1].text == "Ofosu"


def test_two_leaders_are_the_two_named_before(read: Finder) -> None:
    found = read(
        "President François Hollande met Vladimir Putin. The two leaders spoke for an hour."
    )
    both = {p.name for p in found if p.text == "The two leaders"}
    assert both == {"François Hollande", "Vladimir Putin"}


def test_the_police_belong_to_the_country_the_article_is_about(read: Finder) -> None:
    found = read("Kenya held an election. Kenya counted the votes. Police dispersed protesters.")
    police = next(p for p in found if p.text == "Police")
    assert police.country == "KEN"
    assert "the article is about" in police.reason


HELD_APART = [
    # text, span, country, sectors: what looks alike and is not
    ("The ministry protested to Ankara.", "Ankara", "TUR", "GOV"),
    ("The ministry sent a plane to Ankara.", "Ankara", "TUR", ""),
    ("The Greek minority in Albania boycotted the vote.", "The Greek minority", "ALB", "CVL"),
    ("Serbia's Hungarian minority boycotted the vote.", "Serbia's Hungarian", "SRB", "CVL"),
    ("The Greek population boycotted the vote.", "The Greek population", "GRC", "CVL"),
    ("The Greek minority boycotted the vote.", "The Greek minority", None, "CVL"),
    ("A peacekeeping force left the enclave.", "A peacekeeping force", "IGO", "MIL"),
    ("Russian peacekeepers left the enclave.", "Russian peacekeepers", "RUS", "MIL"),
    ("Turkish civilian advisers left the port.", "Turkish civilian advisers", "TUR", "CVL,GOV"),
    ("Sudan's civilian government resigned.", "Sudan's civilian government", "SDN", "GOV"),
    ("Georgia's governor signed the law.", "Georgia's governor", "USA", "GOV"),
    ("Georgia's parliament passed the law.", "Georgia's parliament", "GEO", "LEG"),
    ("Georgia and Alabama counted the votes.", "Georgia", "USA", "GOV"),
    ("Armenia and Georgia opened the road.", "Georgia", "GEO", ""),
    ("Sergei Lavrov called his Greek counterpart.", "his Greek counterpart", "GRC", "GOV"),
    (
        "Sergei Lavrov met John Kerry in Geneva. Lavrov said that his counterpart was late.",
        "his counterpart",
        "USA",
        "GOV",
    ),
    ("A Greek trader called his Turkish counterpart.", "his Turkish counterpart", "TUR", ""),
]


@pytest.mark.parametrize(("text", "span", "country", "sectors"), HELD_APART, ids=lambda v: v)
def test_words_alike_are_held_apart(
    read: Finder, text: str, span: str, country: str | None, sectors: str
) -> None:
    (party,) = [p for p in read(text, OCTOBER_2016) if p.text.startswith(span)]
    assert (party.country, ",".join(party.sectors)) == (country, sectors)


def test_mandela_alone_is_the_one_who_led_the_state(read: Finder) -> None:
    (alone, *_) = read("Mandela urged the rivals to talk.", date(1996, 2, 2))
    (full, *_) = read("Winnie Mandela urged the rivals to talk.", date(1985, 2, 2))
    assert (alone.name, alone.sectors) == ("Nelson Mandela", ("GOV",))
    assert (full.name, full.sectors) == ("Winnie Madikizela-Mandela", ("OPP",))


@pytest.mark.parametrize("text", ["Villagers along the Niger fled.", "They swam in the Jordan."])
def test_a_river_is_no_state(read: Finder, text: str) -> None:
    assert not [p for p in read(text, OCTOBER_2016) if p.kind == "country"]
