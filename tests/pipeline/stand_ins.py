"""Stages that do what a document's text says, for tests of workers; importable by them."""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import replace
from pathlib import Path

from detente.errors import Fault, TableError
from detente.model import Annotation, Batch, Document, Sentence
from detente.pipeline import Stage, Tools
from detente.tables import Lexicon

LEXICON = Lexicon((Path("none"),))


class Obedient(Tools):
    """Tools with a single stage, which needs no model."""

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("parse", frozenset({"document"}), frozenset({"sentences"}), obey),)


class Broken(Tools):
    """Tools whose tables are wrong."""

    def stages(self) -> tuple[Stage, ...]:
        raise TableError([Fault(file="a.csv", line=k, problem="is wrong") for k in (2, 3)])


class Short(Tools):
    """Tools that no process lives long enough to load."""

    def stages(self) -> tuple[Stage, ...]:
        os.kill(os.getpid(), signal.SIGKILL)
        return ()


def obey(batch: Batch) -> Batch:
    for item in batch:
        match item.document.text.split(":"):
            case ["die"]:
                os.kill(os.getpid(), signal.SIGKILL)
            case ["die once", mark]:
                _die_once(Path(mark))
            case ["slow", *_]:
                time.sleep(0.05)
            case ["hang"]:
                time.sleep(600)
            case ["backtrack"]:
                re.match(r"(a+)+$", "a" * 40 + "b")
            case ["raise"]:
                raise MemoryError("too much")
    return tuple(replace(item, sentences=(whole(item.document),)) for item in batch)


def _die_once(mark: Path) -> None:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def whole(document: Document) -> Sentence:
    text = document.text
    return Sentence(index=0, start=0, end=len(text), text=text, tokens=())


def shown(item: Annotation) -> str:
    """Return what became of a document, in a line."""
    return f"{item.document.id}: {item.failure or item.sentences[0].text}"


def process(item: Annotation) -> int:
    """Return the process that worked on a document."""
    assert item.sentences
    return os.getpid()
