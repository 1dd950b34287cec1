"""The map as a test: a room imports only rooms above it in the list."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import detente

ROOMS = [
    "errors",
    "model",
    "tables",
    "reading",
    "language",
    "actors",
    "places",
    "times",
    "voices",
    "events",
    "linking",
    "storage",
    "analysis",
    "formats",
    "evaluation",
    "pipeline",
    "learning",
    "scaling",
    "component",
    "rendering",
    "web",
    "cli",
    "__main__",
]
PACKAGE = Path(detente.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))


def rooms_of(path: Path) -> str:
    inside = path.relative_to(PACKAGE).parts
    return inside[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            if node.module == "detente":
                yield from (f"detente.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_every_room_has_its_place_in_the_order() -> None:
    found = {rooms_of(path) for path in SOURCES} - {"__init__"}
    assert found <= set(ROOMS)


def test_rooms_import_downwards_only() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in SOURCES
        if rooms_of(path) in ROOMS
        for name in imported(path)
        if name.startswith("detente.") and name.split(".")[1] in ROOMS
        if ROOMS.index(name.split(".")[1]) > ROOMS.index(rooms_of(path))
    ]
    assert wrong == []


def test_only_language_imports_spacy() -> None:
    found = {rooms_of(p) for p in SOURCES if any(n.split(".")[0] == "spacy" for n in imported(p))}
    assert found == {"language"}


def test_what_is_raised_on_purpose_has_one_root() -> None:
    classes = [
        node
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    roots = [one.name for one in classes if "Exception" in map(ast.unparse, one.bases)]
    assert roots == ["DetenteError"]


def test_no_python_in_data() -> None:
    assert list((PACKAGE / "data").rglob("*.py")) == []


def test_modules_stay_short() -> None:
    long = {p.name: n for p in SOURCES if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert long == {}
