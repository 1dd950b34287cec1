"""The documentation cannot drift: links lead somewhere, commands and tables are described."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.web.serving import serving
from typer.testing import CliRunner

import detente
from detente.cli.main import app
from detente.model import Document
from detente.model.shapes import LAYERS
from detente.pipeline import code_into
from detente.storage import every_correction, open_shelved
from detente.tables import open_lexicon, shipped_folder
from detente.web import Access, Context, create_app

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
COMMANDS = sorted(command.name or "" for command in app.registered_commands)


def reference() -> str:
    """Return the page of commands as it follows from their help."""
    runner = CliRunner(env={"COLUMNS": "88", "TERM": "dumb", "NO_COLOR": "1"})
    parts = ["# Commands\n", "What each command says of itself with `--help`.\n"]
    for name in COMMANDS:
        shown = runner.invoke(app, [name, "--help"], prog_name="detente").stdout
        text = "\n".join(line.rstrip() for line in shown.strip().splitlines())
        parts.append(f"## {name}\n\n```\n{text}\n```\n")
    return "\n".join(parts)


def test_the_page_of_commands_is_what_they_say_themselves() -> None:
    page = ROOT / "docs" / "reference" / "commands.md"
    assert page.read_text("utf-8") == reference(), "write it anew: python tests/test_docs.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
    broken = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_is_described(layer: str) -> None:
    assert f"`{layer}`" in (ROOT / "docs" / "reference" / "output.md").read_text("utf-8")


def test_every_folder_of_tables_is_described() -> None:
    text = (ROOT / "docs" / "reference" / "tables.md").read_text("utf-8")
    folders = {path.parent.relative_to(shipped_folder()).parts[0] for path in tables()}
    assert [name for name in sorted(folders) if f"`{name}/" not in text] == []


def test_the_licence_of_every_package_is_told() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    locked = {plain(line.partition("==")[0]) for line in lines if "==" in line}
    page = (ROOT / "docs" / "reference" / "licences.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines()]
    told = {plain(row[0]): row[1] for row in rows if len(row) == 2}
    assert sorted(locked - told.keys()) == [], "write it anew: make licences"
    assert [name for name in locked if told[name] in ("", "UNKNOWN")] == []


def plain(name: str) -> str:
    """Return the name of a package as all its spellings have it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def tables() -> list[Path]:
    return [path for path in shipped_folder().rglob("*") if path.suffix in {".csv", ".toml"}]


ADDRESS, MENTION = "http://127.0.0.1:8484", "3f2a9c0d1b7e4586"
"""What pages say in place of the reader's own server and mention."""


def run_page(name: str, *, address: str = ADDRESS, mention: str = MENTION) -> dict[str, Any]:
    """Run the Python of a page from top to bottom, and return the names that it leaves.

    `address` and `mention` stand in for those that the page speaks of.
    """
    text = (ROOT / name).read_text("utf-8")
    text = text.replace(ADDRESS, address).replace(MENTION, mention)
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL):
        exec(block, names)
    return names


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of eight days of news."""
    path = tmp_path_factory.mktemp("docs") / "events.duckdb"
    with detente.open_store(path) as store:
        news = [
            Document(
                id=f"n{k}",
                text="France accused Russia of lying.",
                published=date(2016, 10, 1) + timedelta(days=k),
            )
            for k in range(8)
        ]
        for _ in code_into(store, news, open_lexicon()):
            pass
    return path


@pytest.fixture
def here(coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with that store, under the names that pages give it."""
    for name in ("events.duckdb", "store.duckdb"):
        shutil.copy(coded, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.model
@pytest.mark.usefixtures("here")
def test_the_page_on_notebooks_runs_and_shows_what_it_says() -> None:
    names = run_page("docs/how-to/in-a-notebook.md")
    assert {str(event.best.label) for event in names["events"]} >= {"SANCTION/expel"}
    assert "[who:] </span>Poland" in names["item"]._repr_html_()
    assert "<table>" in names["events"][:10]._repr_html_()
    assert "Why</summary>" in names["events"][0]._repr_html_()
    assert names["pair"].readings[-1].tension > 0
    assert "<svg" in names["pair"]._repr_html_()


@pytest.mark.model
def test_the_page_on_spacy_runs_and_gives_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    import detente.component  # noqa: F401 (for where the entry point is not installed)

    names = run_page("docs/how-to/use-from-spacy.md")
    assert capsys.readouterr().out == "SANCTION/expel 2016-10-10 ['RUS']\n"
    assert names["nlp"](names["doc"])._.events[0].day.earliest == date(2020, 1, 6)


@pytest.mark.model
@pytest.mark.usefixtures("here")
def test_the_page_on_python_runs_and_gives_what_it_says() -> None:
    names = run_page("docs/how-to/use-from-python.md")
    assert str(names["event"].best.label) == "SANCTION/expel"
    assert names["event"].best.trace
    assert names["item"].document.text == "..."


@pytest.mark.model
@pytest.mark.usefixtures("here")
def test_the_page_on_analysis_runs(capsys: pytest.CaptureFixture[str]) -> None:
    names = run_page("docs/reference/analysis.md")
    assert len(names["frame"]) == 8
    assert capsys.readouterr().out.splitlines()[0].split()[0] == "2016-09-26"


@pytest.mark.model
def test_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    run_page("README.md")
    assert capsys.readouterr().out == "SANCTION/expel ['Poland'] 2016-10-10\n"


@pytest.mark.model
def test_the_page_on_the_api_runs_against_a_served_store(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_shelved(here / "events.duckdb") as store:
        (mention,) = store.connection.execute("SELECT min(id) FROM mentions").fetchone() or ("",)
        with serving(create_app(Context(store, open_lexicon(), Access()))) as address:
            names = run_page("docs/how-to/use-the-rest-api.md", address=address, mention=mention)
        (said,) = every_correction(store.connection)
    assert (said.mention, said.label) == (mention, "SANCTION/expel")
    assert capsys.readouterr().out == "2016-10-01 ACCUSE France accused Russia of lying.\n"
    assert len(names["days"]) == 8


if __name__ == "__main__":
    (ROOT / "docs" / "reference" / "commands.md").write_text(reference(), "utf-8")
