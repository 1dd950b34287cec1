"""Sentences with the spans of those who act and those who are acted on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from examples import NOTHING, Row

__all__ = ["ROLES", "Tagged", "from_pairs", "from_tags", "held_out", "silent"]

ROLES = ("S", "T", "R")
"""Actor, recipient, and party to a mutual act."""

_TAG = re.compile(r"</?([st])>")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence and its spans: role, start, end.

    Where `loose`, the source does not tell mutual acts from others: actor and recipient may be "R".
    Where `unfinished`, nobody is marked as acted on though somebody may be.
    """

    sentence: str
    spans: tuple[tuple[str, int, int], ...]
    loose: bool = False
    unfinished: bool = False


def from_pairs(rows: Sequence[Row], reciprocal: frozenset[str]) -> list[Tagged]:
    """Return the marked pairs of events as spans; those of `reciprocal` types are loose."""
    return [
        without_marks(row.sentence, loose=bool(reciprocal.intersection(row.types)))
        for row in rows
        if row.types != (NOTHING,)
    ]


def without_marks(sentence: str, *, loose: bool = False) -> Tagged:
    """Return a marked pair as a sentence with spans."""
    spans: list[tuple[str, int, int]] = []
    plain, at, started = "", 0, 0
    for tag in _TAG.finditer(sentence):
        plain += sentence[at : tag.start()]
        at = tag.end()
        if tag[0].startswith("</"):
            spans.append((tag[1].upper(), started, len(plain)))
        started = len(plain)
    return Tagged(plain + sentence[at:], tuple(spans), loose)


def silent(rows: Sequence[Row]) -> list[Tagged]:
    """Return rows without an event as sentences in which nobody acts on anybody.

    Only those that no rule of the lexicon codes either: where a pair does nothing to each other,
    a third party may.
    """
    from detente import pipeline
    from detente.model import Document
    from detente.tables import open_lexicon

    plain = [without_marks(row.sentence) for row in rows if row.types == (NOTHING,)]
    documents = [Document(id=str(number), text=row.sentence) for number, row in enumerate(plain)]
    coded = pipeline.annotate(documents, pipeline.load_stages(open_lexicon(), relations=False))
    return [
        Tagged(p.sentence, ()) for p, item in zip(plain, coded, strict=True) if not item.mentions
    ]


def from_tags(path: Path, *, without: frozenset[int] = frozenset()) -> list[Tagged]:
    """Return a file of words and B-S, I-S, B-T, I-T, O tags; sentences are parted by empty lines.

    `without` holds the numbers of sentences to leave out.
    """
    lines = path.read_text("utf-8").splitlines()
    return [_joined(words) for k, words in enumerate(_sentences(lines)) if k not in without]


def _sentences(lines: Sequence[str]) -> Iterator[list[tuple[str, str]]]:
    words: list[tuple[str, str]] = []
    for line in [*lines, ""]:
        if line.strip():
            word, _, tag = line.rpartition(" ")
            words.append((word, tag))
        elif words:
            yield words
            words = []


def _joined(words: Sequence[tuple[str, str]]) -> Tagged:
    """Return the words as running text, marks of their tags put in and taken out again."""
    text = ""
    for (word, tag), (_, after) in zip(words, [*words[1:], ("", "O")], strict=True):
        text += " " + (f"\x01{tag[-1]}" if tag.startswith("B") else "") + word
        text += "\x02" if tag != "O" and not after.startswith("I") else ""
    text = _closed_up(text.strip())
    spans: list[tuple[str, int, int]] = []
    plain, role, started = "", "", 0
    for piece in re.split(r"(\x01[A-Z]|\x02)", text):
        if piece.startswith("\x01"):
            role, started = piece[1], len(plain)
        elif piece == "\x02":
            spans.append((role, started, len(plain)))
        else:
            plain += piece
    one_sided = {role for role, _, _ in spans} == {"S"}
    return Tagged(plain, tuple(spans), unfinished=one_sided)


def _closed_up(text: str) -> str:
    """Return text without the spaces that a tokenizer put around punctuation."""
    text = re.sub(r" ([.,;:!?%)\]])", r"\1", text)
    text = re.sub(r" (['’](?:s|re|ve|ll|d|m)?\b|n['’]t\b)", r"\1", text)
    text = re.sub(r" ([’']) s\b", r"\1s", text)
    text = re.sub(r"([(\[$£€]) ", r"\1", text)
    return re.sub(r"(?<=\w)(\x02?) - (?=\w|\x01)", r"\1-", text)


def held_out(rows: Sequence[Tagged], gold: Path) -> list[Tagged]:
    """Return the rows whose numbers are the ids ("ner12") of a file of development data."""
    ids = [json.loads(line)["id"] for line in gold.read_text("utf-8").splitlines()]
    return [rows[int(name.removeprefix("ner"))] for name in ids]
