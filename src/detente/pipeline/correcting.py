"""What a person said of mentions, put in force when their document is coded again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.errors import SettingError
from detente.events import Ontology, load_ontology
from detente.model import Annotation, Batch, Mention, Passed
from detente.pipeline.stages import Stage
from detente.storage import Correction, digest_of
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

    Only what is coded again can be corrected: the same word in the same sentence.
    """
    said = {_key(c): c for c in corrections.get(digest_of(item.document), ())}
    if not said:
        return item
    kept: list[Mention] = []
    passed = list(item.passed)
    for mention in item.mentions:
        place = (mention.sentence.start, mention.sentence.end)
        correction = said.get((*place, mention.trigger.start, mention.trigger.text))
        if correction is not None and correction.verdict == "wrong":
            passed.append(_passed(mention))
        else:
            kept.append(_mended(mention, correction, ontology))
    order = sorted(passed, key=lambda p: (p.start, p.end, p.reason))
    left = {mention.id for mention in kept}
    reactions = tuple(r for r in item.reactions if {r.cause, r.effect} <= left)
    return replace(item, mentions=tuple(kept), reactions=reactions, passed=tuple(order))


def _key(correction: Correction) -> tuple[int, int, int, str]:
    return (*correction.sentence, correction.trigger_start, correction.trigger)


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
