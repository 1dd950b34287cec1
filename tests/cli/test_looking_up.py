"""`who`, `where` and `when` as a person types them."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from detente.cli.main import app


def detente(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("who", "Hollande", "--on", "2016-10-14"), "François Hollande, FRA GOV, President of"),
        (("who", "Hollande", "--on", "2018-10-14"), "François Hollande, FRA ELI, former President"),
        (("who", "NATO", "--on", "2016-10-14"), "members on 2016-10-14: ALB BEL BGR"),
        (("who", "Socialist Party", "--on", "2016-10-14", "--country", "PRT"), "the row of PRT"),
        (("who", "Qwghlm"), "Qwghlm: no table lists this name"),
        (("where", "Springfield, Ohio"), "Springfield (Ohio, USA), the text puts it in Ohio"),
        (("where", "Springfield", "--limit", "2"), "more; show them with --limit"),
        (("where", "Qwghlm"), "Qwghlm: no place of that name in the gazetteer"),
        (("when", "last Tuesday", "--published", "2016-10-14"), "2016-10-11  2016-10-11"),
        (("when", "a lamp"), "a lamp: no expression of time"),
    ],
)
def test_the_answer_and_why(words: tuple[str, ...], told: str) -> None:
    done = detente(*words)
    assert done.exit_code == 0
    assert told in done.stdout


def test_who_names_the_row() -> None:
    found = json.loads(detente("who", "Hollande", "--on", "2016-10-14", "--json").stdout)
    assert found["identity"]["name"] == "François Hollande"
    (row,) = [one for one in found["findings"] if one["chosen"]]
    assert row["row"].startswith("roles/europe.csv:")
    assert (row["from"], row["until"], row["standing"]) == ("2012-05-15", "2017-05-13", "holds")


def test_where_and_when_give_json() -> None:
    places = json.loads(detente("where", "Springfield", "--json").stdout)
    assert [one["chosen"] for one in places] == [True] + [False] * 9
    (time,) = json.loads(detente("when", "yesterday", "--published", "2016-10-14", "--json").stdout)
    assert (time["value"], time["earliest"]) == ("2016-10-13", "2016-10-13")


def test_a_day_that_is_none_is_a_mistake() -> None:
    assert "--on 'soon' is not a date" in str(detente("who", "NATO", "--on", "soon").exception)
