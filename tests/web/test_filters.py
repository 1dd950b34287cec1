"""The same filter means the same events on the page, in the REST API and on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
import typer.main
from starlette.testclient import TestClient
from tests.web.conftest import NEWS, RUN, annotation
from typer.testing import CliRunner

from detente.cli.main import app
from detente.errors import DetenteError
from detente.model import FILTERS, MEASURED
from detente.storage import open_shelved, open_store
from detente.tables import Lexicon
from detente.web import Access, Context, create_app

Fields = list[tuple[str, str]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filters") / "store.duckdb"
    with open_store(path) as store:
        store.save([annotation(item) for item in NEWS], RUN)
    return path


@pytest.fixture
def served(kept: Path, lexicon: Lexicon) -> Iterator[Callable[[], TestClient]]:
    """Give what serves the store; it is closed again before a command opens it."""
    opened = []

    def serve() -> TestClient:
        store = open_shelved(kept, read_only=True)
        opened.append(store)
        return TestClient(create_app(Context(store, lexicon, Access(hosts=("testserver",)))))

    yield serve
    for store in opened:
        store.close()


def options(fields: Fields) -> list[str]:
    """Return fields of an address as options of a command."""
    words = []
    for name, value in fields:
        flag = {"claimed": "--no-claimed", "weighed": "--weighed"}.get(name)
        words += [flag] if flag else [f"--{name}", value]
    return words


def exported(kept: Path, tmp_path: Path, fields: Fields) -> str:
    out = tmp_path / "out.jsonl"
    words = ["export", "--store", str(kept), "-o", str(out), *options(fields)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    return names(json.loads(line)["id"] for line in out.read_text("utf-8").splitlines())


def names(ids: Iterator[str]) -> str:
    return " ".join(sorted({name.removeprefix("e-") for name in ids}))


def on_page(text: str) -> str:
    return names(iter(re.findall(r'href="/event/([^"]+)"', text)))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "a b c d e f g"),
        ("since=2016-10-08", "e f g"),
        ("until=2016-10-04", "a b"),
        ("q=convoy", "g"),
        ("party=SYR", "f g"),
        ("party=Azure Front", "g"),
        ("actor=France", "a b c e f"),
        ("recipient=FRA", "d"),
        ("dyad=RUS,France", "a b c d e"),
        ("type=AID&type=ASSAULT", "e f g"),
        ("mode=visit", ""),
        ("quad=1&quad=2", "c f"),
        ("status=planned", "e"),
        ("status=planned&status=actual", "a b c d e f g"),
        ("polarity=negated", "f"),
        ("claimed=false", "a c d e f g"),
        ("confidence=0.5", "a c d e f g"),
        ("place=Syria&source=Weekly", "d"),
        ("place=FRA", ""),
        ("sector=REB", "g"),
        ("dataset=own", "a b c d e f g"),
        ("run=r1&quad=1", "c"),
        ("document=c", "c"),
    ],
)
def test_lists(
    served: Callable[[], TestClient], kept: Path, tmp_path: Path, query: str, found: str
) -> None:
    fields = parse_qsl(query)
    assert exported(kept, tmp_path, fields) == found
    client, asked = served(), urlencode(fields)
    told = client.get(f"/api/events?{asked}").json()
    assert names(item["id"] for item in told["items"]) == found
    assert on_page(client.get(f"/data?{asked}").text) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "a b c d"),
        ("since=2016-10-05", "c d"),
        ("until=2016-10-05", "a b"),
        ("type=ACCUSE", "a b d"),
        ("status=planned", "e"),
        ("status=actual&status=planned", "a b c d e"),
        ("claimed=false", "a c d"),
        ("confidence=0.5", "a c d"),
        ("source=Weekly", "d"),
        ("polarity=negated", ""),
        ("weighed=true", "a b c d"),
        ("dataset=own", "a b c d"),
    ],
)
def test_what_two_sides_did(
    served: Callable[[], TestClient], kept: Path, query: str, found: str
) -> None:
    fields = parse_qsl(query)
    words = ["series", "FRA", "RUS", "--both", "--store", str(kept), *options(fields)]
    printed = CliRunner().invoke(app, words).stdout.splitlines()[1:]
    counted = sum(int(line.split()[2]) for line in printed if line.split()[2] != "?")
    assert counted == len(found.split())
    client, asked = served(), urlencode(fields)
    told = client.get(f"/api/dyads/FRA/RUS/timeline?{asked}").json()
    assert names(item["event"]["id"] for item in told["items"]) == found
    page = client.get(f"/dyad?one=FRA&other=RUS&{asked}").text
    timeline = page[page.index('id="timeline"') : page.index('id="voices"')]
    assert on_page(timeline) == found
    onward = re.search(r'class="button" href="(/data[^"]*)"', page)
    assert onward is not None
    assert on_page(client.get(unescape(onward[1])).text) == found


def test_what_does_not_count_is_told_and_one_click_away(
    served: Callable[[], TestClient],
) -> None:
    client = served()
    page = client.get("/dyad?one=FRA&other=RUS&type=ACCUSE&confidence=0.5").text
    onward = re.search(r'<a href="([^"]*)">All that is told</a>: 3 events more', page)
    assert onward is not None
    whole = client.get(unescape(onward[1])).text
    assert on_page(whole[whole.index('id="timeline"') :]) == "a b c d e"
    assert "All that is told" not in whole


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("include=planned", "status=actual&status=planned"),
        ("include=negated", "polarity=positive&polarity=negated"),
        ("reported=true", "claimed=false"),
    ],
)
def test_older_names_still_mean_the_same(
    served: Callable[[], TestClient], kept: Path, older: str, newer: str
) -> None:
    words = ["series", "FRA", "RUS", "--both", "--store", str(kept)]
    flag = ["--reported"] if older == "reported=true" else options(parse_qsl(older))
    printed = [
        CliRunner().invoke(app, [*words, *given]).stdout
        for given in (flag, options(parse_qsl(newer)))
    ]
    assert printed[0] == printed[1] != ""
    client = served()
    pages = [client.get(f"/dyad?one=FRA&other=RUS&{given}").text for given in (older, newer)]
    timelines = [on_page(page[page.index('id="timeline"') :]) for page in pages]
    assert timelines[0] == timelines[1] != ""


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("since", "May", "since"),
        ("type", "ASSULT", "did you mean 'ASSAULT'"),
        ("mode", "expell", "no mode 'expell' in the tables; did you mean 'expel'"),
        ("quad", "9", "quad"),
        ("status", "rumoured", "planned"),
        ("polarity", "perhaps", "negated"),
        ("confidence", "7", "confidence"),
        ("actor", "Frnace", "did you mean 'France'"),
        ("recipient", "Frnace", "did you mean 'France'"),
        ("party", "Frnace", "did you mean 'France'"),
        ("dyad", "FRA", "write them as in FRA,RUS"),
        ("place", "Syrie", "did you mean 'Syria'"),
        ("place", "Azure Front", "give a code (SYR) or a name"),
        ("sector", "GVO", "GOV"),
        ("source", "Dialy", "no source 'Dialy' in this store; did you mean 'Daily'"),
        ("dataset", "icews", "no dataset 'icews' in this store; there are own"),
        ("run", "r9", "no run 'r9' in this store"),
        ("document", "zz", "no document 'zz' in this store; there are a, b, c"),
    ],
)
def test_a_value_that_there_is_not(
    served: Callable[[], TestClient], kept: Path, tmp_path: Path, name: str, value: str, said: str
) -> None:
    out = str(tmp_path / "out.jsonl")
    words = ["export", "--store", str(kept), "-o", out, f"--{name}", value]
    done = CliRunner().invoke(app, words)
    assert isinstance(done.exception, DetenteError)
    assert said in str(done.exception)
    client, asked = served(), urlencode({name: value})
    told = client.get(f"/api/events?{asked}")
    assert (told.status_code, said in told.json()["detail"]) == (422, True), told.text
    page = client.get(f"/data?{asked}")
    fault = re.search(r'role="alert">([^<]*)<', page.text)
    assert fault is not None
    assert (page.status_code, said in unescape(fault[1])) == (422, True), fault[1]


@pytest.mark.parametrize(
    ("command", "without"),
    [("series", ""), ("tension", ""), ("chart", ""), ("brief", "since until")],
)
def test_measures_have_an_option_for_each_filter(command: str, without: str) -> None:
    wanted = {row.name for row in MEASURED} - set(without.split())
    assert wanted <= known(command)


def test_names_are_the_same_everywhere(served: Callable[[], TestClient]) -> None:
    client = served()
    every, measured = {row.name for row in FILTERS}, {row.name for row in MEASURED}
    assert every <= known("export")
    assert parameters(client, "/api/events") >= every
    assert parameters(client, "/api/export/{format}") == every | {"format"}
    assert parameters(client, "/api/dyads/{a}/{b}/timeline") >= measured
    given = "run=r1&document=a"  # these two are shown where they are asked for
    assert every - {"dataset"} <= form(client, f"/data?{given}")
    for address in ("/dyad", "/network"):
        assert measured - {"dataset"} <= form(client, address)


def test_what_is_less_sure_counts_for_less_wherever_points_are_measured(
    served: Callable[[], TestClient], kept: Path
) -> None:
    words = ["tension", "FRA", "RUS", "--store", str(kept), "--period", "day"]
    printed = [CliRunner().invoke(app, [*words, *more]).stdout for more in ([], ["--weighed"])]
    client, pages = served(), []
    for more in ("", "&weighed=true"):
        page = client.get(f"/dyad?one=FRA&other=RUS{more}").text
        readings = client.get(f"/api/dyads/FRA/RUS/tension?{more}").json()
        stands = re.search(r"stands at (\S+) points", page)
        assert stands is not None
        assert stands[1] == f"{readings[-1]['tension']:.0f}"
        box = re.search(r'<input type="checkbox" name="weighed" value="true"( checked)?>', page)
        assert box is not None
        assert bool(box[1]) is bool(more)
        panels = re.findall(r'data-panel="([^"]*)"', page)
        assert ["weighed=true" in panel for panel in panels] == [bool(more)] * 2
        pages.append((stands[1], *(client.get(unescape(panel)).text for panel in panels)))
        assert stands[1] in printed[bool(more)]
    (plain, *panels), (weighed, *same) = pages
    assert float(weighed) < float(plain)
    back = ["/dyad?one=FRA&amp;other=RUS&amp;", "weighed=true"]
    assert [all(part in page for part in back) for page in same] == [True, True]


def test_lists_and_mere_counts_take_no_weights(served: Callable[[], TestClient]) -> None:
    assert {"anomalies", "reactions", "export"} == {
        name for name in (*_COMMANDS, "export") if "weighed" not in known(name)
    }
    client = served()
    for path in ("events", "export/csv", "dyads/FRA/RUS/anomalies", "dyads/FRA/RUS/reactions"):
        assert client.get(f"/api/{path}?weighed=true").status_code == 422
    page = client.get("/dyad?one=FRA&other=RUS&weighed=true").text
    onward = re.search(r'class="button" href="(/data[^"]*)"', page)
    assert onward is not None
    assert "weighed" not in onward[1]
    assert "weighed" not in form(client, "/data")


_COMMANDS = ("series", "tension", "chart", "brief", "correlate", "anomalies", "reactions")


def known(command: str) -> set[str]:
    """Return the names of a command's options."""
    group = typer.main.get_command(app)
    return {one.name or "" for one in group.commands[command].params}  # type: ignore[attr-defined]


def parameters(client: TestClient, path: str) -> set[str]:
    """Return the parameters that OpenAPI tells of an address."""
    told = client.get("/api/openapi.json").json()["paths"][path]["get"]["parameters"]
    return {one["name"] for one in told}


def form(client: TestClient, address: str) -> set[str]:
    """Return the names of a page's fields."""
    return set(re.findall(r'<(?:input|select)[^>]*\bname="([^"]+)"', client.get(address).text))


@pytest.mark.parametrize("address", ["/?days=36500&until=2016-10-10", "/network?until=2016-10-09"])
def test_links_carry_the_days_on(served: Callable[[], TestClient], address: str) -> None:
    page = served().get(address).text
    onward = [unescape(link) for link in re.findall(r'href="(/(?:data\?party|dyad\?)[^"]*)"', page)]
    until = dict(parse_qsl(address.partition("?")[2]))["until"]
    assert onward
    assert [link for link in onward if f"until={until}" not in link] == []


def test_a_file_of_a_whole_dataset_takes_no_filter(kept: Path, tmp_path: Path) -> None:
    words = ["export", "--store", str(kept), "-o", str(tmp_path / "folder"), "--partition", "year"]
    done = CliRunner().invoke(app, [*words, "--actor", "FRA"])
    assert isinstance(done.exception, DetenteError)
    assert "leave out --actor" in str(done.exception)


def test_what_is_less_sure_is_counted(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    words = ["export", "--store", str(kept), "-o", str(out), "--type", "ACCUSE"]
    for name in ("--confidence", "--min-confidence"):
        done = CliRunner().invoke(app, [*words, name, "0.5"])
        assert "left out 1 that are less sure than 0.5" in done.stderr
        assert "wrote 2 events" in done.stderr
