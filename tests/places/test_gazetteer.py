"""Names in one form, the atlas in its file, and what the tables promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import TableError
from detente.places.atlas import Atlas, Site, open_atlas, pack, save
from detente.places.distance import km
from detente.places.gazetteer import Gazetteer
from detente.places.names import is_short, key, keys_of_arabic
from detente.places.overlay import overlay
from detente.places.survey import Survey
from detente.tables import Lexicon, open_lexicon

SITES = [
    Site(name="Elbe Town", kind="city", country="DEU", latitude=53.5, longitude=10.0,
         population=70_000, geonames=7, admin1=1),
    Site(name="Land", kind="admin1", country="DEU", latitude=53.0, longitude=9.5),
    Site(name="Far Sea", kind="feature", country=None, latitude=-3.25, longitude=-170.5),
]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("São Paulo", "sao paulo"),
        ("St. John's", "saint johns"),
        ("Mt. Fuji", "mount fuji"),
        ("Port-au-Prince", "port au prince"),
        ("El-Fasher", "al fasher"),
        ("Ts’khinvali", "tskhinvali"),
        ("Łódź", "lodz"),
        ("KABUL", "kabul"),
    ],
)
def test_spellings_of_a_name_share_a_key(written: str, form: str) -> None:
    assert key(written) == form


def test_arabic_names_are_known_without_their_article() -> None:
    assert keys_of_arabic("Ar Raqqah") == ("al raqqah", "raqqah")
    assert keys_of_arabic("Homs") == ()


@pytest.mark.parametrize(
    ("text", "short"),
    [("US", True), ("U.S.", True), ("D.C.", True), ("Us", False), ("Oslo", False)],
)
def test_short_forms_are_told_by_their_capitals(text: str, short: bool) -> None:
    assert is_short(text) is short


def test_distance_is_measured_along_the_globe() -> None:
    assert km(48.85, 2.35, 51.51, -0.13) == pytest.approx(343, abs=3)
    assert km(0, 179.5, 0, -179.5) == pytest.approx(111, abs=1)


def test_an_atlas_gives_back_what_was_packed() -> None:
    atlas = Atlas(memoryview(pack(SITES, [("elbe town", 0, 0), ("town", 0, 1), ("town", 1, 0)])))
    assert [atlas.site(number) for number in range(len(atlas))] == SITES
    assert sorted(atlas.numbers("town")) == [(0, 1), (1, 0)]
    assert list(atlas.numbers("nowhere")) == []


def test_a_saved_atlas_can_be_opened_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    data = pack(SITES, [("land", 1, 0)])
    path = tmp_path / "deep" / "one.atlas"
    save(path, data)
    assert open_atlas(path).site(1) == SITES[1]
    assert [p.name for p in path.parent.iterdir()] == ["one.atlas"]
    path.write_bytes(data[:-3])
    with pytest.raises(ValueError, match="not an atlas"):
        open_atlas(path)
    path.write_bytes(b"\x05\x00\x00\x00hello")
    with pytest.raises(ValueError, match="Expecting value"):
        open_atlas(path)


def test_a_row_that_names_no_place_is_reported_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "places"
    folder.mkdir()
    (folder / "aliases.csv").write_text("alias,name,country\nBigtown,Nowhere,FRA\n")
    with pytest.raises(TableError, match=r"aliases\.csv:2: no city 'Nowhere' in FRA"):
        overlay(Survey(), Lexicon((tmp_path,)))


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Cologne", "DEU", 50.9, 7.0),
        ("Kiev", "UKR", 50.5, 30.5),
        ("Bombay", "IND", 19.1, 72.9),
        ("Raqqa", "SYR", 35.95, 39.0),
        ("Donbass", "UKR", 48.3, 38.0),
        ("Rapides Parish", "USA", 31.2, -92.4),
        ("Ivory Coast", "CIV", 8.0, -5.5),
        ("Bavaria", "DEU", 48.9, 11.4),
        ("Queensland", "AUS", -22.0, 143.5),
        ("Scotland", "GBR", 56.5, -4.0),
    ],
)
def test_names_lead_to_their_place(
    gazetteer: Gazetteer, name: str, country: str, latitude: float, longitude: float
) -> None:
    sites = [sense.site for sense in gazetteer.senses(name)]
    near = [
        site
        for site in sites
        if site.country == country and km(site.latitude, site.longitude, latitude, longitude) < 100
    ]
    assert near


def test_every_country_with_a_name_has_a_point() -> None:
    named = {
        line.split(",")[0]
        for path in open_lexicon().files("actors/countries.csv")
        for line in path.read_text(encoding="utf-8").splitlines()[1:]
    }
    pointed = {
        line.split(",")[0]
        for path in open_lexicon().files("places/countries.csv")
        for line in path.read_text(encoding="utf-8").splitlines()[1:]
    }
    assert named - pointed == set()
