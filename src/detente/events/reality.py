"""How real: status and polarity of every clause, from the outermost inwards.

A clause's own form speaks first (tense, modal, negation), then what governs it: an implicative,
factive or negative verb, a plan, a wish, a condition. Acts dated long before the article are
historical. After Saurí and Pustejovsky (2009) in the reading of governors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from detente.events.cues import RealityCues
from detente.model import Annotation, Batch, Clause, Reality, Time

__all__ = ["HISTORICAL_AFTER_DAYS", "assess"]

HISTORICAL_AFTER_DAYS = 365
"""An act that ended longer than this before the article was printed is historical."""

_REAL = frozenset({("actual", "positive"), ("historical", "positive")})
_EMBEDDED = frozenset({"complement", "object", "subject", "oblique"})


def assess(batch: Batch, cues: RealityCues) -> Batch:
    """Return the batch with `realities` filled, one for each clause."""
    return tuple(replace(item, realities=_assessed(item, cues)) for item in batch)


def _assessed(item: Annotation, cues: RealityCues) -> tuple[Reality, ...]:
    known: dict[int, Reality] = {}
    for clause in item.clauses:
        _resolve(clause, item, cues, known, frozenset())
    questions = {s.index for s in item.sentences if s.text.rstrip("”\"'’ ").endswith("?")}
    return tuple(_dated(_questioned(known[c.index], c, questions), c, item) for c in item.clauses)


def _resolve(
    clause: Clause,
    item: Annotation,
    cues: RealityCues,
    known: dict[int, Reality],
    path: frozenset[int],
) -> Reality:
    if clause.index in known:
        return known[clause.index]
    own = _own(clause, cues)
    result = own
    if clause.governor is None and clause.base and own.status == "actual":
        result = _said(own, "hypothetical", "a command or wish")
    if clause.governor is not None and clause.governor not in path:
        governor = item.clauses[clause.governor]
        above = _resolve(governor, item, cues, known, path | {clause.index})
        result = _under(clause, own, governor, above, cues)
    known[clause.index] = result
    return result


def _own(clause: Clause, cues: RealityCues) -> Reality:
    """Return what the clause says of itself."""
    reality = Reality()
    if clause.tense == "future":
        reality = _said(reality, "planned", "future tense")
    if clause.modal and clause.modal in cues.modals:
        reality = _said(reality, cues.modals[clause.modal], f"modal {clause.modal!r}")
        if clause.perfect and clause.modal in {"would", "could", "should", "might"}:
            reality = replace(reality, polarity="negated")
            reality = _because(reality, "unreal past")
    for word in (clause.determiner, *clause.modifiers):
        if word and word in cues.modifiers:
            reality = _said(reality, cues.modifiers[word], f"modifier {word!r}")
    if clause.negation and reality.polarity == "positive":
        reality = replace(reality, polarity="negated")
        reality = _because(reality, f"negation {clause.negation!r}")
    if clause.mark and clause.mark in cues.marks:
        reality = _said(reality, cues.marks[clause.mark], f"{clause.mark!r}")
    return reality


def _because(reality: Reality, reason: str) -> Reality:
    return replace(reality, reasons=(*reality.reasons, reason))


def _said(reality: Reality, effect: str, reason: str) -> Reality:
    """Return `reality` changed by an effect on the clause itself."""
    if effect == "negated":
        changed = replace(reality, polarity="negated")
    elif effect == "dropped":
        changed = replace(reality, status="planned", polarity="negated")
    else:
        changed = replace(reality, status=effect)
    return _because(changed, reason)


def _under(
    clause: Clause, own: Reality, governor: Clause, above: Reality, cues: RealityCues
) -> Reality:
    """Return the clause's reality under its governor's."""
    if clause.relation == "adverbial":
        return _adverbial(clause, own, above)
    if clause.relation not in _EMBEDDED:
        return _beside(clause, own, above)
    effect = cues.effect(governor, clause)
    if effect is None and clause.light == governor.lemma:
        return _carried(own, above, governor)
    if effect is None:
        return _by_default(clause, own, governor, above)
    return _EFFECTS[effect](own, above, f"{effect} by {governor.text!r}")


def _beside(clause: Clause, own: Reality, above: Reality) -> Reality:
    """Return the reality of a coordinated or relative clause; a base form shows none itself."""
    if own.status != "actual":
        return own
    participle = clause.relation == "relative" and clause.tense is None and not clause.base
    if participle and above.status in {"hypothetical", "planned"}:
        return _because(replace(own, status=above.status), "part of what is not actual")
    if not clause.base:
        return own
    if clause.relation == "coordinate":
        return _because(replace(own, status=above.status), "shared with what it is joined to")
    return _said(own, "hypothetical", "an infinitive")


def _adverbial(clause: Clause, own: Reality, above: Reality) -> Reality:
    if clause.mark == "to" and own.status == "actual" and clause.tense is None:
        return _said(own, "hypothetical", "a purpose")
    if clause.tense is None and clause.modal is None and above.status != "actual":
        return _because(replace(own, status=above.status), "part of what is not actual")
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
        unreal = (above.status, above.polarity) not in _REAL
        if vague and unreal and own.status == "actual":
            changed = replace(own, status=above.status, polarity=above.polarity)
            return _because(changed, f"under {governor.text!r}")
        return own
    if clause.tense is None and clause.mark == "to":
        status = above.status if above.status != "actual" else "hypothetical"
        return _because(replace(own, status=status), f"infinitive under {governor.text!r}")
    return own


def _implied(own: Reality, above: Reality, reason: str) -> Reality:
    status = above.status if own.status == "actual" else own.status
    same = own.polarity == above.polarity
    polarity = "positive" if same else "negated"
    changed = (status, polarity) != (own.status, own.polarity)
    return Reality(status, polarity, (*own.reasons, reason) if changed else own.reasons)


def _factive(own: Reality, _above: Reality, _reason: str) -> Reality:
    return own


def _told(own: Reality, above: Reality, reason: str) -> Reality:
    if "future in the past" in own.reasons:
        return own
    if own.reasons == ("modal 'would'",):
        return Reality("planned", own.polarity, ("future in the past",))
    if above.polarity == "negated" or above.status == "hypothetical":
        return _because(replace(own, status="hypothetical"), f"not {reason}")
    return own


def _planned(own: Reality, above: Reality, reason: str) -> Reality:
    polarity = "positive" if own.polarity == above.polarity else "negated"
    status = "hypothetical" if above.status == "hypothetical" else "planned"
    return Reality(status, polarity, (*own.reasons, reason))


def _hypothetical(own: Reality, _above: Reality, reason: str) -> Reality:
    return Reality("hypothetical", own.polarity, (*own.reasons, reason))


def _prevented(own: Reality, above: Reality, reason: str) -> Reality:
    same = own.polarity == above.polarity
    status = above.status if above.status != "actual" else own.status
    return Reality(status, "negated" if same else "positive", (*own.reasons, reason))


def _denied(own: Reality, above: Reality, reason: str) -> Reality:
    if above.polarity == "negated":
        return own
    flipped = "negated" if own.polarity == "positive" else "positive"
    return Reality(own.status, flipped, (*own.reasons, reason))


def _dropped(own: Reality, above: Reality, reason: str) -> Reality:
    polarity = "negated" if above.polarity == "positive" else "positive"
    return Reality("planned", polarity, (*own.reasons, reason))


_EFFECTS = {
    "implied": _implied,
    "factive": _factive,
    "told": _told,
    "planned": _planned,
    "hypothetical": _hypothetical,
    "prevented": _prevented,
    "denied": _denied,
    "dropped": _dropped,
}


def _questioned(reality: Reality, clause: Clause, questions: Iterable[int]) -> Reality:
    if reality.status == "actual" and clause.sentence in questions and clause.governor is None:
        return _said(reality, "hypothetical", "a question")
    return reality


def _dated(reality: Reality, clause: Clause, item: Annotation) -> Reality:
    """Return an actual act as historical when its own date lies long before the article."""
    published = item.document.published
    if published is None or reality.status != "actual" or reality.polarity == "negated":
        return reality
    before = published - timedelta(days=HISTORICAL_AFTER_DAYS)
    dated = next((t for t in item.times if _dates(t, clause, item, before)), None)
    if dated is None:
        return reality
    years = published.year - (dated.latest or published).year
    return _said(reality, "historical", f"{dated.text!r}, {years} years before")


def _dates(time: Time, clause: Clause, item: Annotation, before: date) -> bool:
    """Tell whether a time expression stands with this clause and lies before `before`."""
    if time.latest is None or time.latest >= before or time.kind not in {"date", "time"}:
        return False
    if time.sentence != clause.sentence:
        return False
    nearest = min(
        (c for c in item.clauses if c.sentence == clause.sentence),
        key=lambda c: (abs(c.start - time.start) if c.start < time.start else 10_000, c.index),
    )
    inside = any(p.start <= time.start and time.end <= p.end for p in clause.obliques)
    return inside or nearest.index == clause.index
