"""How real: status and polarity of every clause, from the outermost inwards.

A clause's own form speaks first (tense, modal, negation), then what governs it: an implicative,
factive or negative verb, a plan, a wish, a condition. Acts dated long before the article are
historical. After Saurí and Pustejovsky (2009) in the reading of governors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from detente.events.cues import RealityCues
from detente.events.effects import EFFECTS, IN_VAIN, because, said
from detente.events.history import long_ago
from detente.model import Annotation, Batch, Clause, Reality, Sentence

__all__ = ["assess"]

_REAL = frozenset({("actual", "positive"), ("historical", "positive")})
_NEAR = 3
"""Clauses after a noun among which the participle that describes it is sought."""
_REACHING = frozenset({None, "for", "into", "of", "to"})
"""Prepositions, None for none, through which a verb reaches an event that it makes or aims at."""
_EMBEDDED = frozenset({"complement", "object", "subject", "oblique"})


def assess(batch: Batch, cues: RealityCues) -> Batch:
    """Return the batch with `realities` filled, one for each clause."""
    return tuple(replace(item, realities=_assessed(item, cues)) for item in batch)


def _assessed(item: Annotation, cues: RealityCues) -> tuple[Reality, ...]:
    known: dict[int, Reality] = {}
    for clause in item.clauses:
        _resolve(clause, item, cues, known, frozenset())
    questions = {s.index for s in item.sentences if _is_asked(s)}
    past = _handed_up(long_ago(item, cues), item, known)
    return tuple(
        _dated(_questioned(known[c.index], c, questions), past.get(c.index)) for c in item.clauses
    )


def _resolve(
    clause: Clause,
    item: Annotation,
    cues: RealityCues,
    known: dict[int, Reality],
    path: frozenset[int],
) -> Reality:
    if clause.index in known:
        return known[clause.index]
    own = _described(_own(clause, cues), clause, item, cues)
    result = own
    if clause.governor is None and clause.base and own.status == "actual":
        result = _of_base(clause, own, item)
    if clause.governor is not None and clause.governor not in path:
        governor = item.clauses[clause.governor]
        above = _resolve(governor, item, cues, known, path | {clause.index})
        result = _under(clause, own, governor, above, cues)
    known[clause.index] = result
    return result


def _described(own: Reality, clause: Clause, item: Annotation, cues: RealityCues) -> Reality:
    """Return a noun's reality by the participle after it: "talks planned for Monday"."""
    for other in item.clauses[clause.index + 1 : clause.index + 1 + _NEAR]:
        told = other.relation == "relative" and other.governor == clause.index and other.passive
        if clause.kind == "noun" and told and other.text.lower() in cues.modifiers:
            return said(own, cues.modifiers[other.text.lower()], f"modifier {other.text!r}")
    return own


def _of_base(clause: Clause, own: Reality, item: Annotation) -> Reality:
    """Return the reality of a sentence's main verb in its base form.

    With a subject before it, it is a headline's: "Gunmen Kill 14", "Rivals to Meet".
    """
    before = item.sentences[clause.sentence].tokens[clause.head - 1]
    if clause.subject and before.tag == "TO":
        return said(own, "planned", "a headline's infinitive")
    if any(phrase.start < clause.start for phrase in clause.subject) and before.text != ",":
        return own
    return said(own, "hypothetical", "a command or wish")


def _own(clause: Clause, cues: RealityCues) -> Reality:
    """Return what the clause says of itself."""
    reality = Reality()
    if clause.tense == "future":
        reality = said(reality, "planned", "future tense")
    if clause.modal and clause.modal in cues.modals:
        reality = said(reality, cues.modals[clause.modal], f"modal {clause.modal!r}")
        if clause.perfect and clause.modal in {"would", "could", "should", "might"}:
            reality = replace(reality, polarity="negated")
            reality = because(reality, "unreal past")
    for word in (clause.determiner, *clause.modifiers):
        if word and word in cues.modifiers:
            reality = said(reality, cues.modifiers[word], f"modifier {word!r}")
    if clause.negation and reality.polarity == "positive":
        reality = replace(reality, polarity="negated")
        reality = because(reality, f"negation {clause.negation!r}")
    if clause.mark and clause.mark in cues.marks:
        reality = said(reality, cues.marks[clause.mark], f"{clause.mark!r}")
    if any((p.preposition, p.lemma) == ("in", "vain") for p in clause.obliques):
        reality = because(reality, IN_VAIN)
    return reality


def _under(
    clause: Clause, own: Reality, governor: Clause, above: Reality, cues: RealityCues
) -> Reality:
    """Return the clause's reality under its governor's."""
    if clause.relation == "adverbial":
        return _adverbial(clause, own, governor, above, cues)
    if clause.relation not in _EMBEDDED:
        return _beside(clause, own, above)
    effect = _effect(clause, governor, cues)
    if governor.kind == "noun" and above.reasons[-1:] and above.reasons[-1].startswith("refused"):
        above = replace(above, polarity="negated")
    if effect in {None, "told"} and clause.light == governor.lemma:
        return _carried(own, above, governor)
    if effect == "told" and clause.kind == "noun":
        return own
    if effect is None:
        return _by_default(clause, own, governor, above)
    return EFFECTS[effect](own, above, f"{effect} by {governor.text!r}")


def _effect(
    clause: Clause, governor: Clause, cues: RealityCues, *, loose: bool = False
) -> str | None:
    """Return what a governor does to a clause, those that its form decides decided."""
    effect = cues.effect(governor, clause, loose=loose)
    if effect == "past" and governor.object:
        return "implied"
    if effect == "owed":
        return "implied" if governor.tense in {"past", "future"} else "hypothetical"
    return effect


def _beside(clause: Clause, own: Reality, above: Reality) -> Reality:
    """Return the reality of a coordinated or relative clause; a base form shows none itself."""
    if own.status != "actual":
        return own
    participle = clause.relation == "relative" and clause.tense is None and not clause.base
    if participle and above.status in {"hypothetical", "planned"}:
        return because(replace(own, status=above.status), "part of what is not actual")
    if not clause.base:
        return own
    if clause.relation == "coordinate":
        return because(replace(own, status=above.status), "shared with what it is joined to")
    return said(own, "hypothetical", "an infinitive")


def _adverbial(
    clause: Clause, own: Reality, governor: Clause, above: Reality, cues: RealityCues
) -> Reality:
    if clause.mark == "to" and own.status == "actual" and clause.tense is None:
        effect = _effect(clause, governor, cues, loose=True)
        if effect is not None:
            return EFFECTS[effect](own, above, f"{effect} by {governor.text!r}")
        return said(own, "hypothetical", "a purpose")
    if clause.tense is None and clause.modal is None and above.status != "actual":
        return because(replace(own, status=above.status), "part of what is not actual")
    return own


def _carried(own: Reality, above: Reality, governor: Clause) -> Reality:
    """Return a light verb's reality for the noun it carries."""
    if (above.status, above.polarity) == ("actual", "positive"):
        return own
    polarity = "negated" if "negated" in (own.polarity, above.polarity) else "positive"
    status = above.status if own.status == "actual" else own.status
    return Reality(status, polarity, (*own.reasons, f"carried by {governor.text!r}"))


def _by_default(clause: Clause, own: Reality, governor: Clause, above: Reality) -> Reality:
    """Return the reality under a governor that no row speaks of."""
    if clause.kind == "noun":
        vague = clause.determiner in {None, "a", "an"} and clause.relation != "subject"
        vague = vague and clause.mark in _REACHING and not _possessed(clause)
        unreal = (above.status, above.polarity) not in _REAL
        if vague and unreal and own.status == "actual":
            changed = replace(own, status=above.status, polarity=above.polarity)
            return because(changed, f"under {governor.text!r}")
        return own
    if clause.tense is None and clause.mark == "to":
        status = above.status if above.status != "actual" else "hypothetical"
        kept = "too" in governor.modifiers
        kept = kept or ("enough" in governor.modifiers and above.polarity == "negated")
        changed = replace(own, status=status, polarity="negated" if kept else own.polarity)
        return because(changed, f"infinitive under {governor.text!r}")
    return own


def _possessed(clause: Clause) -> bool:
    """Tell whether a noun without an article is somebody's: "its decision", "last week's vote"."""
    owners = (phrase.text.lower() for phrase in clause.subject)
    return clause.determiner is None and any(owner not in clause.modifiers for owner in owners)


def _is_asked(sentence: Sentence) -> bool:
    """Tell whether a sentence asks if something is so; "why did it bomb" takes it for granted."""
    words = [token.tag for token in sentence.tokens if token.text[:1].isalpha()]
    return sentence.text.rstrip("”\"'’ ").endswith("?") and not (words and words[0].startswith("W"))


def _questioned(reality: Reality, clause: Clause, questions: Iterable[int]) -> Reality:
    if reality.status == "actual" and clause.sentence in questions and clause.governor is None:
        return said(reality, "hypothetical", "a question")
    return reality


def _handed_up(
    past: Mapping[int, str], item: Annotation, known: Mapping[int, Reality]
) -> dict[int, str]:
    """Return the reasons, those of what was only wanted given to who wanted it.

    "It pressed for an intervention in 2013": what lies in 2013 is the pressing.
    """
    handed: dict[int, str] = {}
    for index, reason in past.items():
        clause = item.clauses[index]
        wanted = clause.kind == "noun" and known[index].status in {"hypothetical", "planned"}
        above = clause.governor if wanted and clause.governor is not None else index
        handed.setdefault(above, reason)
    return handed


def _dated(reality: Reality, reason: str | None) -> Reality:
    """Return an actual act as historical when something puts it long before the article."""
    if reason is None or reality.status != "actual" or reality.polarity == "negated":
        return reality
    return said(reality, "historical", reason)
