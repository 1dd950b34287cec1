"""What a person said of mentions, put in force when their document is coded again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.errors import SettingError
from detente.events import Ontology, load_ontology
from detente.linking import Sighting, recognise
from detente.model import Annotation, Batch, Heeded, Mention, Passed
from detente.model.shapes import mention_shape
from detente.pipeline.stages import Stage
from detente.storage import WITHDRAWN, Correction, digest_of, mark_of
from detente.tables import Lexicon

__all__ = ["corrected", "with_corrections"]

Corrections = Mapping[str, Sequence[Correction]]


def with_corrections(
    stages: Sequence[Stage], corrections: Corrections, lexicon: Lexicon
) -> tuple[Stage, ...]:
    """Return the stages with one more after `events`, which puts corrections in force.

    `corrections` stand under the digests of their documents. Without any the stages stay as they
    are.

    Raises:
        SettingError: a correction names a label that the lexicon's ontology lacks.
    """
    if not corrections:
        return tuple(stages)
    ontology = load_ontology(lexicon)
    for correction in (c for several in corrections.values() for c in several):
        if correction.label and (problem := ontology.fault(correction.label)):
            raise SettingError(
                f"mention {correction.mention} was corrected to {correction.label}: {problem}; "
                "name the lexicon folder that has it with --lexicon"
            )

    def work(batch: Batch) -> Batch:
        return tuple(corrected(item, corrections, ontology) for item in batch)

    place = 1 + next(k for k, stage in enumerate(stages) if stage.name == "events")
    needs = frozenset({"mentions", "passed"})
    stage = Stage("corrections", needs, needs, work)
    return (*stages[:place], stage, *stages[place:])


def corrected(item: Annotation, corrections: Corrections, ontology: Ontology) -> Annotation:
    """Return a document as a person corrected it; what was marked wrong is passed with that reason.

    A correction is in force for the mention that it was said of, or what that is now: see
    `recognise`. `heeded` tells which that was, or why there is none.
    """
    digest = digest_of(item.document)
    said = [c for c in corrections.get(digest, ()) if c.verdict != WITHDRAWN]
    if not said:
        return item
    marks = [mark_of(digest, mention_shape(mention)) for mention in item.mentions]
    sightings = recognise([correction.mark for correction in said], marks)
    pairs = list(zip(said, sightings, strict=True))
    by_number = {number: c for c, seen in pairs for number in seen.mentions}
    told = [(mention, by_number.get(n)) for n, mention in enumerate(item.mentions)]
    wrong = [_passed(m) for m, c in told if c is not None and c.verdict == "wrong"]
    kept = [_mended(m, c, ontology) for m, c in told if c is None or c.verdict != "wrong"]
    left = {mention.id for mention in kept}
    return replace(
        item,
        mentions=tuple(kept),
        reactions=tuple(r for r in item.reactions if {r.cause, r.effect} <= left),
        passed=tuple(sorted((*item.passed, *wrong), key=lambda p: (p.start, p.end, p.reason))),
        heeded=tuple(h for c, seen in pairs for h in _heeded(c, seen, item.mentions)),
    )


def _heeded(
    correction: Correction, seen: Sighting, mentions: Sequence[Mention]
) -> Iterator[Heeded]:
    """Yield what became of a correction, for each mention that it is in force for."""
    bare = Heeded(
        sentence=correction.sentence,
        start=correction.trigger_start,
        trigger=correction.trigger,
        problem=seen.problem,
    )
    yield from (replace(bare, mention=mentions[number].id) for number in seen.mentions)
    if not seen.mentions:
        yield bare


def _mended(mention: Mention, correction: Correction | None, ontology: Ontology) -> Mention:
    if correction is None or correction.label is None:
        return mention
    if str(mention.label) == correction.label:
        trace = (*mention.trace, f"type: {correction.label} is right by hand")
        return replace(mention, confidence=1.0, trace=trace)
    label = ontology.label(correction.label, mention.label.contexts)
    trace = (f"type: {label} by hand for {mention.label}", *mention.trace)
    return replace(mention, label=label, act=label, confidence=1.0, trace=trace)


def _passed(mention: Mention) -> Passed:
    return Passed(
        sentence=mention.sentence.index,
        start=mention.trigger.start,
        end=mention.trigger.end,
        text=mention.trigger.text,
        reason=f"{mention.label} is wrong by hand",
    )
