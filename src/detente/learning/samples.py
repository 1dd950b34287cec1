"""Labelled sentences: a user's table of examples, and the background that ships."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.errors import Fault, InputError, TableError
from detente.events import Ontology
from detente.events.relation import NOTHING
from detente.formats import opened
from detente.tables import Lexicon

__all__ = ["BACKGROUND", "Sample", "load_background", "read_samples", "write_samples"]

BACKGROUND = "learning/*.tsv"
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0", "other", "none"})
_TAGS = ("<s>", "</s>", "<t>", "</t>")
_ONE = r"<{0}>[^<]+</{0}>"
_WELL_MARKED = [
    re.compile("[^<]*".join(["", *(_ONE.format(mark) for mark in marks), ""]))
    for marks in ("s", "st", "ts")
]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence with its pair marked, and its kind: a label of the ontology or "NONE".

    The recipient may be missing, the actor not.
    """

    sentence: str
    kind: str


def read_samples(path: Path, own: str, ontology: Ontology) -> tuple[Sample, ...]:
    """Return the samples of a table (.csv, or .tsv without quoting) for the new label `own`.

    Columns: `sentence`, marked with `<s>actor</s>` and `<t>recipient</t>` or not, and then `actor`
    and `recipient` hold their words; `label`, which is yes, no, the new label or any other type; or
    in its place `type` and `mode`, as `detente correct --export` writes them. Others are not read.

    Raises:
        InputError: the file is missing or lacks a column.
        TableError: rows are wrong; all of them are named.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file; give a .csv with columns sentence and label")
    made: list[Sample] = []
    faults: list[Fault] = []
    for line, row in _rows(path):
        try:
            made.append(Sample(_marked(row), _kind(row, own, ontology)))
        except ValueError as error:
            faults.append(Fault(file=str(path), line=line, problem=str(error)))
    if faults:
        raise TableError(faults)
    return tuple(dict.fromkeys(made))


def load_background(lexicon: Lexicon) -> tuple[Sample, ...]:
    """Return sentences of all shipped types and of none, what a new type is told apart from.

    Raises:
        TableError: rows are wrong; all of them are named.
    """
    found: list[Sample] = []
    faults: list[Fault] = []
    for path in lexicon.files(BACKGROUND):
        for line, row in _rows(path):
            name = f"{row['type']}/{row['mode']}" if row.get("mode") else row["type"]
            try:
                found.append(Sample(_marked(row), name))
            except ValueError as error:
                faults.append(Fault(file=str(path), line=line, problem=str(error)))
    if faults:
        raise TableError(faults)
    return tuple(found)


def write_samples(path: Path, samples: Iterable[Sample]) -> None:
    """Write samples to a .csv that `read_samples` reads back."""
    with opened(path) as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["sentence", "label"])
        writer.writerows([sample.sentence, sample.kind] for sample in samples)


class _Tabs(csv.excel_tab):
    """A table parted by tabs, in which quotation marks are text."""

    quoting = csv.QUOTE_NONE


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows of a table with their line numbers.

    Raises:
        InputError: it is no UTF-8 text, or lacks a column.
    """
    tabs = path.suffix == ".tsv"
    style = _Tabs if tabs else csv.excel
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, restkey="", restval="", dialect=style)
            header = [name.strip() for name in reader.fieldnames or []]
            if "sentence" not in header or not {"label", "type"} & set(header):
                told = ", ".join(header) or "none"
                raise InputError(f"{path}: needs columns sentence and label; it has {told}")
            for row in reader:
                yield (
                    reader.line_num,
                    {k.strip(): v.strip() for k, v in row.items() if isinstance(v, str)},
                )
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: is not a table in UTF-8: {error}") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


def _marked(row: Mapping[str, str]) -> str:
    """Return the sentence with its marks.

    Raises:
        ValueError: it has none and the words of the parties are not in it, or they are wrong.
    """
    sentence = row["sentence"]
    if not any(tag in sentence for tag in _TAGS):
        for tag, side in (("s", "actor"), ("t", "recipient")):
            if words := row.get(side, ""):
                sentence = _mark(sentence, words, tag, side)
    if not any(pattern.fullmatch(sentence) for pattern in _WELL_MARKED):
        raise ValueError(
            "must mark one actor and at most one recipient: <s>actor</s>, <t>recipient</t>; "
            "or fill the columns actor and recipient"
        )
    return sentence


def _mark(sentence: str, words: str, tag: str, side: str) -> str:
    """Mark the first place of `words` outside other marks, as whole words if there is one.

    Raises:
        ValueError: there is no such place.
    """
    for pattern in (rf"(?<!\w){re.escape(words)}(?!\w)", re.escape(words)):
        for found in re.finditer(pattern, sentence):
            before, after = sentence[: found.start()], sentence[found.end() :]
            if before.count("<s>") == before.count("</s>"):
                return f"{before}<{tag}>{words}</{tag}>{after}"
    raise ValueError(f"the {side} {words!r} does not stand in the sentence beside the other")


def _kind(row: Mapping[str, str], own: str, ontology: Ontology) -> str:
    """Return what the row's label names.

    Raises:
        ValueError: it is neither yes nor no nor a label.
    """
    said = row.get("label", "")
    if not said and row.get("type"):
        said = f"{row['type']}/{row['mode']}" if row.get("mode") else row["type"]
    if said.lower() in {own.lower(), own.partition("/")[2].lower() or "yes"} | YES:
        return own
    if said.lower() in NO:
        return NOTHING
    if not said:
        raise ValueError(f"has no label; write yes, no, {own} or another type")
    kind, slash, mode = said.partition("/")
    name = f"{kind.upper()}{slash}{mode}"
    if (problem := ontology.fault(name)) is not None:
        raise ValueError(f"label {said!r} is neither yes, no nor {own}: {problem}")
    return name
