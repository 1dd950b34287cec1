"""From matched clauses to mentions, and an account of every candidate that was not coded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.events.circumstances import Surroundings, surroundings, voices_of
from detente.events.contexts import contexts_of
from detente.events.match import Matches, match_clauses
from detente.events.ontology import Ontology, load_ontology
from detente.events.parties import Cast, cast
from detente.events.rewrite import rewritten
from detente.events.rules import Rule, RuleTable, load_rules
from detente.model import Annotation, Batch, Clause, Label, Mention, Party, Passed, Reality
from detente.tables import Lexicon

__all__ = ["Coder", "code", "load_coder"]


@dataclass(frozen=True, slots=True)
class Coder:
    """What coding needs beside the batch, loaded once a worker."""

    ontology: Ontology
    table: RuleTable


def load_coder(lexicon: Lexicon) -> Coder:
    """Return the ontology and rules of a lexicon.

    Raises:
        TableError: tables are wrong; all faults are listed.
    """
    ontology = load_ontology(lexicon)
    return Coder(ontology, load_rules(lexicon, ontology))


def code(batch: Batch, coder: Coder) -> Batch:
    """Return the batch with `mentions` and `passed` filled."""
    return tuple(_coded(item, coder) for item in batch)


def _coded(item: Annotation, coder: Coder) -> Annotation:
    matches = match_clauses(item.clauses, coder.table) if item.clauses else Matches({}, {})
    parties = cast(item.parties)
    around = surroundings(item)
    mentions: list[Mention] = []
    passed: list[Passed] = []
    taken: dict[int, int] = {}
    for clause in _outermost_first(item):
        judged = _judge(item, clause, matches, parties, coder, taken, around)
        if isinstance(judged, Mention):
            mentions.append(judged)
            taken.update((c.index, clause.index) for c in _own_words(clause, matches))
        elif judged is not None:
            passed.append(judged)
    return replace(
        item,
        mentions=tuple(sorted(mentions, key=lambda m: (m.trigger.start, m.id))),
        passed=tuple(sorted(passed, key=lambda p: (p.start, p.end, p.reason))),
    )


def _outermost_first(item: Annotation) -> list[Clause]:
    def depth(clause: Clause) -> int:
        steps = 0
        while clause.governor is not None and steps < len(item.clauses):
            clause = item.clauses[clause.governor]
            steps += 1
        return steps

    return sorted(item.clauses, key=lambda c: (c.sentence, depth(c), c.index))


def _own_words(clause: Clause, matches: Matches) -> Iterator[Clause]:
    """Yield the clauses that are the content of a coded act."""
    rule = matches.rules[clause.index]
    if rule.content or rule.id:
        yield from matches.contents[clause.index]


def _judge(
    item: Annotation,
    clause: Clause,
    matches: Matches,
    parties: Cast,
    coder: Coder,
    taken: dict[int, int],
    around: Surroundings,
) -> Mention | Passed | None:
    """Return the mention that `clause` makes, why it makes none, or None for no candidate."""
    rule = matches.rules.get(clause.index)
    if rule is None:
        return _unmatched(clause, parties)
    reality = item.realities[clause.index]
    if clause.index in taken and _only_content(item, clause, taken, reality):
        outer = item.clauses[taken[clause.index]]
        return _pass(clause, f"told as the content of {outer.text!r}")
    if _carries_coded_noun(clause, matches):
        return _pass(clause, "carries the event noun that is coded")
    content = matches.contents[clause.index]
    actors = parties.filling(rule.actor, clause, content, every=rule.reciprocal)
    recipients = parties.filling(rule.recipient, clause, content, every=rule.reciprocal)
    recipients = [p for p in recipients if p not in actors]
    if rule.reciprocal:
        actors, recipients = actors + recipients, []
    reason = _unfit(rule, clause, actors, recipients, coder.ontology)
    if reason:
        return _pass(clause, reason)
    return _mention(item, clause, matches, actors, recipients, coder, around)


def _unmatched(clause: Clause, parties: Cast) -> Passed | None:
    """Account for a clause between parties that no rule knows; others are no candidates."""
    if clause.kind != "verb":
        return None
    acting = [p for phrase in clause.subject for p in parties.of(phrase)]
    if not acting:
        return None
    return _pass(clause, f"no rule for {clause.lemma!r}")


def _only_content(
    item: Annotation, clause: Clause, taken: dict[int, int], reality: Reality
) -> bool:
    """Tell whether a clause only says what another coded act is about."""
    outer = item.realities[taken[clause.index]]
    return reality.status != "actual" or outer.status != "actual" or clause.relation == "object"


def _carries_coded_noun(clause: Clause, matches: Matches) -> bool:
    inner = [c for c in matches.contents[clause.index] if c.governor == clause.index]
    return any(c.light == clause.lemma and c.index in matches.rules for c in inner)


def _unfit(
    rule: Rule, clause: Clause, actors: list[Party], recipients: list[Party], ontology: Ontology
) -> str | None:
    known = [p for p in (*actors, *recipients) if p.country or p.sectors]
    if not known:
        return "names no party with a country or sector"
    if not actors and clause.subject and not rule.reciprocal and not _is_instrument(clause):
        return f"{clause.subject[0].text!r} is no actor"
    if not actors and clause.kind == "noun":
        return "does not say who acts"
    if ontology.types[rule.type].recipient_required and not recipients and not rule.reciprocal:
        return f"{rule.type} needs a recipient"
    return None


def _is_instrument(clause: Clause) -> bool:
    return clause.kind == "verb"


def _pass(clause: Clause, reason: str) -> Passed:
    return Passed(
        sentence=clause.sentence,
        start=clause.start,
        end=clause.end,
        text=clause.text,
        reason=reason,
    )


def _mention(
    item: Annotation,
    clause: Clause,
    matches: Matches,
    actors: list[Party],
    recipients: list[Party],
    coder: Coder,
    around: Surroundings,
) -> Mention:
    rule = matches.rules[clause.index]
    sentence = item.sentences[clause.sentence]
    reality = item.realities[clause.index]
    contexts = contexts_of(sentence, rule, coder.ontology)
    act = coder.ontology.label(rule.label, contexts)
    label, why = rewritten(act, reality, coder.ontology)
    voices = voices_of(item, clause)
    day, day_reason = around.day(clause)
    place, place_reason = around.place(clause, [*actors, *recipients])
    return Mention(
        id=_identity(item, clause),
        sentence=sentence,
        trigger=item.document.span(clause.start, clause.end),
        label=label,
        act=act,
        about=_about(clause, matches, coder),
        actors=tuple(actors),
        recipients=tuple(recipients),
        status=reality.status,
        polarity=reality.polarity,
        attribution=voices,
        day=day,
        place=place,
        confidence=round(rule.strength, 2),
        clause=clause.index,
        trace=tuple(
            filter(
                None,
                (
                    f"type: rule {rule.id}",
                    why,
                    *(f"actor {p.text!r}: {p.reason}" for p in actors),
                    *(f"recipient {p.text!r}: {p.reason}" for p in recipients),
                    *(f"status: {reason}" for reason in reality.reasons),
                    day_reason,
                    place_reason,
                ),
            )
        ),
    )


def _about(clause: Clause, matches: Matches, coder: Coder) -> Label | None:
    """Return the act that a coded act speaks of: its first content that a rule knows."""
    if not matches.rules[clause.index].content:
        return None
    known = [
        matches.rules[c.index] for c in matches.contents[clause.index] if c.index in matches.rules
    ]
    return coder.ontology.label(known[0].label) if known else None


def _identity(item: Annotation, clause: Clause) -> str:
    key = f"{item.document.id}\x1f{item.document.text}\x1f{clause.start}\x1f{clause.end}"
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
