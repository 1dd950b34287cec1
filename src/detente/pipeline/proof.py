"""The lexicon tested by its own examples: every rule's sentence must give what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.errors import Fault
from detente.events import Example, Rule
from detente.model import Annotation, Document, Mention, Party
from detente.pipeline.stages import Stage
from detente.pipeline.work import annotate
from detente.tables import Lexicon

__all__ = ["Proof", "matches_notation", "notation", "prove"]


@dataclass(frozen=True, slots=True)
class Proof:
    """How many examples of a folder were run, and what is wrong with those that failed."""

    examples: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    path: Path
    line: int
    rule: Rule
    example: Example


def prove(lexicon: Lexicon, folder: Path, stages: Sequence[Stage]) -> Proof:
    """Run the examples of the rules in `folder` through the stages and say which fail."""
    cases = [
        _Case(path, line, rule, example)
        for path, line, rule in lexicon.numbered_blocks("events/*.toml", "rule", Rule)
        if path.is_relative_to(folder)
        for example in rule.example
    ]
    documents = (_document(case, number) for number, case in enumerate(cases))
    faults = [
        Fault(file=str(case.path), line=case.line, problem=problem)
        for case, item in zip(cases, annotate(documents, stages), strict=True)
        for problem in _problems(case, item)
    ]
    return Proof(len(cases), tuple(faults))


def _document(case: _Case, number: int) -> Document:
    published = case.example.published
    return Document(
        id=str(number),
        text=case.example.text,
        published=date.fromisoformat(published) if published else None,
    )


def _problems(case: _Case, item: Annotation) -> Iterator[str]:
    expected, sentence = case.example, f"{case.rule.id}: {case.example.text!r}"
    got = "; ".join(map(notation, item.mentions)) or "nothing"
    if expected.event == "none":
        if any(m.trace[0] == f"type: rule {case.rule.id}" for m in item.mentions):
            yield f"{sentence} should give no event by this rule, but gives {got}"
        because = expected.because
        if because and not any(because in passed.reason for passed in item.passed):
            reasons = "; ".join(p.reason for p in item.passed) or "no reason"
            yield f"{sentence} should be passed because {because!r}, but says {reasons}"
        return
    fitting = [m for m in item.mentions if matches_notation(m, expected.event)]
    if not fitting:
        yield f"{sentence} should give {expected.event}, but gives {got}"
    elif not any(_real(m, expected) for m in fitting):
        yield f"{sentence} has another status or polarity: {got}"


def _real(mention: Mention, expected: Example) -> bool:
    status = expected.status in {None, mention.status}
    return status and expected.polarity in {None, mention.polarity}


def matches_notation(mention: Mention, event: str) -> bool:
    """Tell whether a mention is what `POL.GOV SANCTION/expel RUS.GOV` says.

    Every party written must be there; sectors count where they are written; "-" means that the
    side has no party with a country.
    """
    actors, label, recipients = event.split()
    sides = ((actors, mention.actors), (recipients, mention.recipients))
    return str(mention.label) == label and all(_side_matches(*side) for side in sides)


def _side_matches(written: str, parties: Iterable[Party]) -> bool:
    codes = {(p.country or "", sector) for p in parties for sector in (*p.sectors, "")}
    if written == "-":
        return not any(country for country, _ in codes)
    wanted = [part.partition(".") for part in written.split("+")]
    return all((country, sector) in codes for country, _, sector in wanted)


def notation(mention: Mention) -> str:
    """Return a mention as `POL.GOV SANCTION/expel RUS.GOV`, with what is unreal about it."""
    unreal = [w for w in (mention.status, mention.polarity) if w not in {"actual", "positive"}]
    sides = [
        "+".join(".".join(filter(None, [p.country, p.sector])) or "?" for p in side) or "-"
        for side in (mention.actors, mention.recipients)
    ]
    return " ".join([sides[0], str(mention.label), sides[1], *unreal])
