"""CAMEO-NER: the spans of source and target in sentences of news, in BIO tags.

One word and its tag a line, a blank line between sentences; tags S (source), T (target) and R
(party of a reciprocal event). Actors and recipients of all mentions of a sentence are compared with
S and T; under a reciprocal type the actors are recipients too, if it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import starmap
from pathlib import Path

from detente.errors import InputError
from detente.evaluation.benchmark import Texts
from detente.evaluation.corpus import find_files, read_text, refuse
from detente.evaluation.profiles import Profile
from detente.evaluation.results import Figure, Outcome, figures, scored
from detente.evaluation.scores import Score, mean, total
from detente.evaluation.spans import Range, by_overlap, strictly
from detente.model import Annotation, Document, Mention, Party

__all__ = ["Tagged", "read", "score", "tagged_sentence"]

_GLUED = tuple(".,;:!?%)’'")
"""Marks that a word opens with if no space stands before it in print."""

SOURCE, TARGET, BOTH = "S", "T", "R"


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence and its tagged spans as (tag, span)."""

    text: str
    spans: tuple[tuple[str, Range], ...]

    def tagged(self, tag: str) -> frozenset[Range]:
        """Return the spans with a tag."""
        return frozenset(span for name, span in self.spans if name == tag)


def read(path: Path, profile: Profile) -> Texts:
    """Return the sentences of a file, or of all .txt and .bio files of a folder.

    Raises:
        InputError: a file cannot be read, or lines are not a word and a tag.
    """
    files = find_files(path, (".txt", ".bio"))
    gold = tuple(sentence for file in files for sentence in _sentences(file))
    documents = tuple(
        Document(id=f"ner{number}", text=one.text, published=profile.day(None))
        for number, one in enumerate(gold)
    )
    layers = frozenset({"mentions"})
    return Texts(files, documents, layers, partial(score, gold=gold, profile=profile))


def _sentences(path: Path) -> Iterator[Tagged]:
    faults: list[str] = []
    block: list[tuple[str, str]] = []
    blocks = [block]
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        word, _, tag = line.strip().replace("\t", " ").rpartition(" ")
        if not line.strip():
            block = []
            blocks.append(block)
        elif not word or not (tag == "O" or tag.startswith(("B-", "I-"))):
            faults.append(f"line {number}: {line.strip()[:40]!r} is not a word and a tag like B-S")
        else:
            block.append((word.strip(), tag))
    refuse(path, faults)
    if not any(blocks):
        raise InputError(f"{path}: holds no tagged words")
    return (tagged_sentence(block) for block in blocks if block)


def tagged_sentence(words: Sequence[tuple[str, str]]) -> Tagged:
    """Return words and their tags as running text with spans; marks are joined to the word before.

    An I- tag that continues nothing of its kind begins a span.
    """
    text, spans, open_tag = "", list[tuple[str, Range]](), ""
    for word, tag in words:
        text += word if not text or word.startswith(_GLUED) else f" {word}"
        begins, kind = tag[:1], tag[2:]
        start = len(text) - len(word)
        if begins == "I" and kind == open_tag:
            start = spans.pop()[1][0]
        if kind:
            spans.append((kind, (start, len(text))))
        open_tag = kind
    return Tagged(text, tuple(spans))


def score(
    annotations: Iterable[Annotation], *, gold: Sequence[Tagged], profile: Profile
) -> Outcome:
    """Return the figures for one annotation a sentence: actors and recipients, strict and touching.

    Figures named `all_tags` are over S, T and R together: there the parties of a reciprocal mention
    without recipients count as R and as nothing else.
    """
    told = [item.mentions for item in annotations]
    pairs = list(zip(told, gold, strict=True))
    actors = [(_actors(said), one.tagged(SOURCE)) for said, one in pairs]
    recipients = [(_recipients(said, profile), one.tagged(TARGET)) for said, one in pairs]
    sides = {"actors": actors, "recipients": recipients}
    strict = {name: total(starmap(strictly, of)) for name, of in sides.items()}
    loose = {name: total(starmap(by_overlap, of)) for name, of in sides.items()}
    tags = [_by_tag(said, one, profile) for said, one in pairs]
    by_tag = {tag: total(scores[tag] for scores in tags) for tag in (SOURCE, TARGET, BOTH)}
    return Outcome(
        figures=(
            *(f for name, one in strict.items() for f in figures(f"{name}_strict", one)),
            *(f for name, one in loose.items() for f in figures(f"{name}_overlap", one)),
            Figure("macro_strict_f1", mean(one.f1 for one in strict.values())),
            Figure("macro_overlap_f1", mean(one.f1 for one in loose.values())),
            *figures("all_tags_strict", total(by_tag.values())),
        ),
        tables=(scored("strict", strict), scored("overlap", loose), scored("tag", by_tag)),
    )


def _actors(mentions: Iterable[Mention]) -> frozenset[Range]:
    return frozenset(span for mention in mentions for span in _spans(mention.actors))


def _recipients(mentions: Iterable[Mention], profile: Profile) -> frozenset[Range]:
    return frozenset(
        span
        for mention in mentions
        for side in (mention.recipients, mention.actors if _reciprocal(mention, profile) else ())
        for span in _spans(side)
    )


def _by_tag(mentions: Sequence[Mention], gold: Tagged, profile: Profile) -> dict[str, Score]:
    said: dict[str, set[Range]] = {SOURCE: set(), TARGET: set(), BOTH: set()}
    for mention in mentions:
        said[BOTH if _reciprocal(mention, profile) else SOURCE] |= _spans(mention.actors)
        said[TARGET] |= _spans(mention.recipients)
    return {tag: strictly(spans, gold.tagged(tag)) for tag, spans in said.items()}


def _reciprocal(mention: Mention, profile: Profile) -> bool:
    return mention.label.type in profile.reciprocal and not mention.recipients


def _spans(parties: Iterable[Party]) -> frozenset[Range]:
    return frozenset((party.start, party.end) for party in parties)
