"""PolNeAR: who says what, as brat standoff beside the articles.

The corpus of Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News" (LREC
2018): events that join a Source, a Cue and a Content. A folder holds `text/NAME.txt` and
`attributions/NAME_ANNOTATOR.ann`, or both side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from detente.errors import InputError
from detente.evaluation.benchmark import Texts
from detente.evaluation.corpus import find_files, read_text, refuse
from detente.evaluation.profiles import Profile
from detente.evaluation.results import Figure, Outcome, figures
from detente.evaluation.scores import Score, exact, share, total
from detente.evaluation.spans import Range, characters, common, hull
from detente.model import Annotation, Attribution, Document

__all__ = ["Said", "read", "read_standoff", "score"]

_SUFFIX = re.compile(r"_[0-9a-f]{4}$")
"""The annotator, at the end of a file's name."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution of the gold; spans may be broken, or missing where the text has none."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


def read(path: Path, profile: Profile) -> Texts:
    """Return the articles of a folder; of several annotations of one, the first by name.

    The day of publication is the one in an article's name.

    Raises:
        InputError: the folder holds no annotations, one lacks its article, or lines are wrong.
    """
    documents, gold, used = [], [], []
    for text, notes in _articles(path).items():
        document = Document(
            id=text.stem, text=read_text(text), published=profile.day(_day(text.stem))
        )
        documents.append(document)
        gold.append(read_standoff(notes, len(document.text)))
        used += [text, notes]
    layers = frozenset({"attributions"})
    return Texts(tuple(used), tuple(documents), layers, partial(score, gold=tuple(gold)))


def _day(name: str) -> str | None:
    found = _DAY.search(name)
    return found[0] if found else None


def _articles(path: Path) -> Mapping[Path, Path]:
    """Return for each article its annotation, in the order of the annotations' names."""
    found: dict[Path, Path] = {}
    for notes in find_files(path, (".ann",)):
        folders = (notes.parent, notes.parent.parent / "text")
        names = (notes.stem, _SUFFIX.sub("", notes.stem))
        places = [folder / f"{name}.txt" for folder in folders for name in names]
        text = next((place for place in places if place.is_file()), None)
        if text is None:
            raise InputError(f"{notes}: its article is missing; there is no {places[-1]}")
        found.setdefault(text, notes)
    return found


def read_standoff(path: Path, length: int) -> tuple[Said, ...]:
    """Return the attributions of a brat file for a text of so many characters.

    Raises:
        InputError: lines are wrong; each is named.
    """
    faults: list[str] = []
    spans: dict[str, tuple[Range, ...]] = {}
    events: list[tuple[int, Sequence[str]]] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        name, _, rest = line.rstrip("\r").partition("\t")
        if name.startswith("T"):
            try:
                spans[name] = _spans(rest.partition("\t")[0], length)
            except ValueError as error:
                faults.append(f"line {number}: {error}")
        elif name.startswith("E"):
            events.append((number, rest.split()))
    parts = [(number, [word.split(":") for word in words[1:]]) for number, words in events]
    faults += [
        f"line {number}: names {word[-1]!r}, which is no span of this file"
        for number, words in parts
        for word in words
        if word[-1] not in spans
    ]
    refuse(path, faults)
    return tuple(_said(words, spans) for _, words in parts)


def _spans(words: str, length: int) -> tuple[Range, ...]:
    """Return the ranges of `Content 10 20;25 30`.

    Raises:
        ValueError: they are no ranges within the text.
    """
    kind, _, offsets = words.partition(" ")
    ranges = []
    for part in offsets.split(";"):
        ends = part.split()
        if len(ends) != 2 or not all(end.isdecimal() for end in ends):
            raise ValueError(f"{words[:40]!r} is not a label with a start and an end")
        start, end = map(int, ends)
        if not start < end <= length:
            raise ValueError(f"{kind} from {start} to {end} lies outside the article")
        ranges.append((start, end))
    return tuple(ranges)


def _said(parts: Sequence[Sequence[str]], spans: Mapping[str, tuple[Range, ...]]) -> Said:
    def of(role: str) -> tuple[Range, ...]:
        # a second span of the same role is written Content2 and so on
        found = (spans[p[-1]] for p in parts if re.fullmatch(rf"{role}\d*", p[0]))
        return tuple(span for group in found for span in group)

    return Said(of("Source"), of("Cue"), of("Content"))


def score(annotations: Iterable[Annotation], *, gold: Sequence[Sequence[Said]]) -> Outcome:
    """Return the figures for one annotation an article.

    An attribution is found when one of ours touches both its cue and its content. The source's
    accuracy is over those found that have a source. Content is compared by characters too.
    """
    attributions, contents = [], []
    sources: list[bool] = []
    for item, wanted in zip(annotations, gold, strict=True):
        pairs = list(_paired(wanted, item.attributions))
        attributions.append(exact(len(pairs), len(item.attributions), len(wanted)))
        sources += [_same_source(one, ours) for one, ours in pairs if one.source]
        contents.append(_content_score(wanted, item.attributions))
    return Outcome(
        figures=(
            *figures("attribution", total(attributions)),
            Figure("source_accuracy", share(sum(sources), len(sources))),
            *figures("content_characters", total(contents)),
        )
    )


def _paired(
    gold: Sequence[Said], ours: Sequence[Attribution]
) -> Iterator[tuple[Said, Attribution]]:
    """Yield the gold that is found with the one of ours that fits best; each is used once."""
    left = dict(enumerate(ours))
    for one in gold:
        fits = {number: _fit(one, attribution) for number, attribution in left.items()}
        best = max(fits, key=lambda number: fits[number], default=None)
        if best is not None and fits[best] > 0:
            yield one, left.pop(best)


def _fit(gold: Said, ours: Attribution) -> float:
    """Return how well two attributions fit: the share of the content, and 1 for the cue; 0 none."""
    content, cue = hull(gold.content), hull(gold.cue)
    own_content = (ours.content.start, ours.content.end)
    own_cue = (ours.cue.start, ours.cue.end)
    shared = common(own_content, content) if content else 0
    if (content and not shared) or (cue and not common(own_cue, cue)):
        return 0.0
    width = max(own_content[1], content[1]) - min(own_content[0], content[0]) if content else 1
    return shared / width + (1.0 if cue else 0.0)


def _same_source(gold: Said, ours: Attribution) -> bool:
    source = ours.source
    return source is not None and any(source.overlaps(*span) for span in gold.source)


def _content_score(gold: Sequence[Said], ours: Sequence[Attribution]) -> Score:
    wanted = characters(span for one in gold for span in one.content)
    said = characters((one.content.start, one.content.end) for one in ours)
    return exact(len(wanted & said), len(said), len(wanted))
