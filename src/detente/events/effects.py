"""What a governor does to what it governs: an implied act is as real as it, a denied one is not.

`governors.csv` names the effect of each word; each effect is a function of a clause's own reality,
the governor's, and the reason to be given.
"""

from __future__ import annotations

from dataclasses import replace

from detente.model import Reality

__all__ = ["EFFECTS", "IN_VAIN", "because", "said"]

_REFUTED = ("denied by", "prevented by", "refused by")
IN_VAIN = "in vain"
"""The reason given where something is done in vain."""


def because(reality: Reality, reason: str) -> Reality:
    """Return `reality` with one more reason."""
    return replace(reality, reasons=(*reality.reasons, reason))


def said(reality: Reality, effect: str, reason: str) -> Reality:
    """Return `reality` changed by an effect on the clause itself."""
    if effect == "negated":
        changed = replace(reality, polarity="negated")
    elif effect == "dropped":
        changed = replace(reality, status="planned", polarity="negated")
    else:
        changed = replace(reality, status=effect)
    return because(changed, reason)


def _implied(own: Reality, above: Reality, reason: str) -> Reality:
    status = above.status if own.status == "actual" else own.status
    same = own.polarity == above.polarity
    polarity = "positive" if same else "negated"
    changed = (status, polarity) != (own.status, own.polarity)
    return Reality(status, polarity, (*own.reasons, reason) if changed else own.reasons)


def _refused(own: Reality, above: Reality, reason: str) -> Reality:
    """Return a telling as real as it is; the reason stays for what it tells of."""
    return own if above.polarity == "negated" else because(own, reason)


def _factive(own: Reality, _above: Reality, _reason: str) -> Reality:
    return own


def _told(own: Reality, above: Reality, reason: str) -> Reality:
    if "future in the past" in own.reasons:
        return own
    if own.reasons[:1] == ("modal 'would'",) and "unreal past" not in own.reasons:
        return Reality("planned", own.polarity, ("future in the past", *own.reasons[1:]))
    if above.polarity == "negated" and above.reasons[-1].startswith(_REFUTED):
        return _denied(own, replace(above, polarity="positive"), f"refuted, {reason}")
    if above.polarity == "negated" or above.status == "hypothetical":
        return because(replace(own, status="hypothetical"), f"not {reason}")
    return own


def _planned(own: Reality, above: Reality, reason: str) -> Reality:
    polarity = "positive" if own.polarity == above.polarity else "negated"
    status = "hypothetical" if above.status == "hypothetical" else "planned"
    return Reality(status, polarity, (*own.reasons, reason))


def _hypothetical(own: Reality, above: Reality, reason: str) -> Reality:
    polarity = "negated" if IN_VAIN in above.reasons else own.polarity
    return Reality("hypothetical", polarity, (*own.reasons, reason))


def _past(own: Reality, above: Reality, reason: str) -> Reality:
    polarity = "positive" if own.polarity == above.polarity else "negated"
    return Reality("historical", polarity, (*own.reasons, reason))


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


EFFECTS = {
    "implied": _implied,
    "factive": _factive,
    "announced": _factive,
    "refused": _refused,
    "told": _told,
    "planned": _planned,
    "hypothetical": _hypothetical,
    "prevented": _prevented,
    "denied": _denied,
    "dropped": _dropped,
    "past": _past,
}
"""The effects by the names that `governors.csv` gives them."""
