"""Bodies of the shipped tables: what a name means on a day, across the continents."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors import Directory, load_members, look_up, members_on
from detente.tables import Lexicon


@pytest.mark.parametrize(
    ("name", "day", "country", "sector"),
    [
        ("M23", "2013-01-01", "COD", "REB"),
        ("Three Brotherhood Alliance", "2023-11-01", "MMR", "REB"),
        ("Radwan Force", "2024-01-01", "LBN", "UAF"),
        ("Chone Killers", "2023-01-01", "ECU", "CRM"),
        ("La Union Tepito", "2019-01-01", "MEX", "CRM"),
        ("Kinahan cartel", "2022-04-12", "IRL", "CRM"),
        ("Sudan Shield Forces", "2024-01-01", "SDN", "PRM"),
        ("Arambai Tenggol", "2023-06-01", "IND", "PRM"),
        ("Giants Brigades", "2022-01-20", "YEM", "PRM"),
        ("Azov Regiment", "2014-06-01", "UKR", "PRM"),
        ("Azov Regiment", "2022-04-01", "UKR", "MIL"),
        ("Rapid Support Forces", "2022-01-01", "SDN", "PRM"),
        ("Rapid Support Forces", "2023-06-01", "SDN", "REB"),
        ("FSB", "2006-11-23", "RUS", "SPY"),
        ("Carabinieri", "1992-05-23", "ITA", "COP"),
        ("Rapid Action Battalion", "2018-01-01", "BGD", "COP"),
        ("Shin Bet", "1995-11-04", "ISR", "SPY"),
        ("Quds Force", "2020-01-03", "IRN", "MIL"),
        ("Danab", "2023-01-01", "SOM", "MIL"),
        ("EFCC", "2010-01-01", "NGA", "COP"),
        ("Densus 88", "2009-07-17", "IDN", "COP"),
        ("Egyptian Mukhabarat", "2011-01-25", "EGY", "SPY"),
        ("DGFI", "2012-01-01", "BGD", "SPY"),
        ("FARDC", "2012-11-20", "COD", "MIL"),
        ("BOPE", "2010-11-28", "BRA", "COP"),
        ("Knesset", "2015-03-17", "ISR", "LEG"),
        ("State Duma", "2014-03-20", "RUS", "LEG"),
        ("Lok Sabha", "2014-05-16", "IND", "LEG"),
        ("Bundestag", "2005-11-22", "DEU", "LEG"),
        ("Zhongnanhai", "1989-05-20", "CHN", "GOV"),
        ("Foggy Bottom", "2003-02-05", "USA", "GOV"),
        ("Torre Tagle", "2019-09-30", "PER", "GOV"),
        ("Bab al-Aziziya", "1986-04-15", "LBY", "GOV"),
        ("INEC", "2015-03-30", "NGA", "GOV"),
        ("Federal Constitutional Court", "2020-05-05", "DEU", "JUD"),
        ("Presidential Leadership Council", "2022-06-01", "YEM", "GOV"),
        ("National Council for Peace and Order", "2014-06-01", "THA", "GOV"),
        ("Vooruit", "2022-01-01", "BEL", "PTY"),
        ("Danish Moderates", "2022-11-01", "DNK", "PTY"),
        ("Pheu Thai", "2023-08-01", "THA", "PTY"),
        ("Benno Bokk Yakaar", "2020-01-01", "SEN", "PTY"),
        ("Tamilaga Vettri Kazhagam", "2024-11-01", "IND", "PTY"),
        ("Waddani", "2024-11-13", "SOM", "PTY"),
        ("Yatama", "1988-01-01", "NIC", "REB"),
        ("Norwegian People's Aid", "2001-01-01", "NGO", None),
        ("Stop the War Coalition", "2003-02-15", "GBR", "CVL"),
        ("Indigenist Missionary Council", "2005-01-01", "BRA", "REL"),
        ("Pernod Ricard", "2020-06-01", "MNC", "BUS"),
        ("Rohingya", "2017-09-01", "MMR", "CVL"),
        ("Copts", "2011-10-09", "EGY", "REL"),
        ("Tutsis", "1994-04-07", None, "CVL"),
        ("Kurds", "1991-03-01", None, "CVL"),
        ("Qwghlm Liberation Army", "2000-01-01", None, None),
    ],
)
def test_a_body_has_its_country_and_sector(
    directory: Directory, name: str, day: str, country: str | None, sector: str | None
) -> None:
    identity = look_up(name, directory, date.fromisoformat(day)).identity
    got = (identity.country, next(iter(identity.sectors), None)) if identity else (None, None)
    assert got == (country, sector)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Socialist Party", "PRT"),
        ("Socialist Party", "SEN"),
        ("Justice and Development Party", "MAR"),
        ("People's National Party", "JAM"),
        ("PNP", "JAM"),
        ("Kurds", "SYR"),
        ("Fulani", "MLI"),
        ("Hutus", "BDI"),
    ],
)
def test_the_country_of_the_text_decides(directory: Directory, name: str, country: str) -> None:
    identity = look_up(name, directory, date(2012, 5, 1), country=country).identity
    assert identity is not None
    assert identity.country == country


@pytest.mark.parametrize(
    ("body", "day", "country", "member"),
    [
        ("European Union", "2020-01-31", "GBR", True),
        ("European Union", "2020-02-01", "GBR", False),
        ("European Union", "2013-06-30", "HRV", False),
        ("NATO", "2023-04-04", "FIN", True),
        ("NATO", "2016-10-14", "RUS", False),
        ("ECOWAS", "2024-12-31", "MLI", True),
        ("ECOWAS", "2025-02-01", "MLI", False),
        ("OPEC", "2010-01-01", "IDN", False),
        ("Council of Europe", "2022-03-17", "RUS", False),
        ("Warsaw Pact", "1985-01-01", "SUN", True),
        ("Organization of American States", "2023-11-18", "NIC", True),
        ("Organization of American States", "2023-11-20", "NIC", False),
        ("Organization of American States", "2000-01-01", "CUB", False),
        ("Commonwealth of Nations", "1990-01-01", "ZAF", False),
        ("Commonwealth of Nations", "2017-01-01", "MDV", False),
        ("Commonwealth of Nations", "2021-01-01", "MDV", True),
        ("OSCE", "1999-01-01", "SRB", False),
        ("OSCE", "2013-01-01", "MNG", True),
        ("Organisation of Islamic Cooperation", "2013-01-01", "SYR", False),
        ("World Trade Organization", "2012-08-21", "RUS", False),
        ("World Trade Organization", "2012-08-22", "RUS", True),
    ],
)
def test_a_country_belongs_to_a_body_for_a_time(
    lexicon: Lexicon, body: str, day: str, country: str, member: bool
) -> None:
    found = members_on(load_members(lexicon), body, date.fromisoformat(day))
    assert (country in found) is member
