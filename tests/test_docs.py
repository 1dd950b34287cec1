"""The documentation cannot drift: links lead somewhere, commands and tables are described."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.main import app
from detente.model.shapes import LAYERS
from detente.tables import shipped_folder

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


def tables() -> list[Path]:
    return [path for path in shipped_folder().rglob("*") if path.suffix in {".csv", ".toml"}]


if __name__ == "__main__":
    (ROOT / "docs" / "reference" / "commands.md").write_text(reference(), "utf-8")
