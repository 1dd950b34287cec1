"""The documentation cannot drift: links lead somewhere, commands and tables are described."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import detente
from detente.cli.main import app
from detente.model import Document
from detente.model.shapes import LAYERS
from detente.pipeline import code_into
from detente.tables import open_lexicon, shipped_folder

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


def run_page(name: str) -> dict[str, Any]:
    """Run the Python of a page from top to bottom, and return the names that it leaves."""
    text = (ROOT / "docs" / "how-to" / name).read_text("utf-8")
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL):
        exec(block, names)
    return names


@pytest.mark.model
def test_the_page_on_notebooks_runs_and_shows_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with detente.open_store("events.duckdb") as store:
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
    names = run_page("in-a-notebook.md")
    assert {str(event.best.label) for event in names["events"]} >= {"SANCTION/expel"}
    assert "[who:] </span>Poland" in names["item"]._repr_html_()
    assert "<table>" in names["events"][:10]._repr_html_()
    assert "Why</summary>" in names["events"][0]._repr_html_()
    assert names["pair"].readings[-1].tension > 0
    assert "<svg" in names["pair"]._repr_html_()


@pytest.mark.model
def test_the_page_on_spacy_runs_and_gives_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    import detente.component  # noqa: F401 (for where the entry point is not installed)

    names = run_page("use-from-spacy.md")
    assert capsys.readouterr().out == "SANCTION/expel 2016-10-10 ['RUS']\n"
    assert names["nlp"](names["doc"])._.events[0].day.earliest == date(2020, 1, 6)


if __name__ == "__main__":
    (ROOT / "docs" / "reference" / "commands.md").write_text(reference(), "utf-8")
