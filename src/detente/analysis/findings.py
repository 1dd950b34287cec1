"""Anomalies, reactions and agreement put into words: what they show, and what they cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.analysis.agreement import SeriesAgreement
from detente.analysis.anomalies import Surprise
from detente.analysis.reactions import Reaction
from detente.analysis.wording import counted, figure, period_text

__all__ = ["describe_agreement", "describe_anomalies", "describe_reactions", "verdict"]

_FEWEST_ACTIONS = 5
"""Of fewer actions a share of answers says nothing."""

_RARE = 0.05
"""Answers that chance gives more often than this are not told as answers."""

_TOO_FEW, _MORE = "too few acts", "more than chance"


def describe_anomalies(surprises: Sequence[Surprise], period: str) -> list[str]:
    """Return a sentence on how many periods could be judged, and one for each anomalous period."""
    judged = [item for item in surprises if item.probability is not None]
    if not judged:
        return [f"Too little was read to hold any {period} against those before it."]
    flagged = [item for item in judged if item.anomalous]
    said = [
        f"{counted(len(judged), period)} of {len(surprises)} could be held against the past; "
        f"{counted(len(flagged), period)} told of more conflict than it explains."
    ]
    said += [_surprise(item, period) for item in flagged]
    return said


def _surprise(item: Surprise, period: str) -> str:
    when = period_text(item.start, period)
    return (
        f"{when[0].upper()}{when[1:]}: "
        f"{counted(item.conflicts, 'hostile event')} where the past lets "
        f"{figure(item.expected)} be expected."
    )


def describe_reactions(reactions: Sequence[Reaction], names: Mapping[str, str]) -> list[str]:
    """Return a sentence for each way of answering that is more than chance, or one that none is.

    `names` are those of the sides, by their keys. Ways seen in fewer than five actions say nothing.
    """
    shown = [verdict(item) for item in reactions]
    if all(word == _TOO_FEW for word in shown):
        return ["Too few actions are dated to tell who answers whom."]
    told = [item for item, word in zip(reactions, shown, strict=True) if word == _MORE]
    if not told:
        return ["Neither side answers the other more often than chance lets expect."]
    return [_answer(item, names) for item in told]


def verdict(item: Reaction) -> str:
    """Return what one way of answering shows.

    "more than chance", "no more than chance", or "too few acts" of fewer than five actions.
    """
    if item.actions < _FEWEST_ACTIONS:
        return _TOO_FEW
    return _MORE if item.chance is not None and item.chance <= _RARE else "no more than chance"


def _answer(item: Reaction, names: Mapping[str, str]) -> str:
    by, of = names.get(item.by, item.by), names.get(item.of, item.of)
    kind = "in kind" if item.in_kind else f"with {item.reaction}"
    days = f", after {counted(round(item.days), 'day')} as a rule" if item.days else ""
    return (
        f"{of} answers {item.action} by {by} {kind}: {item.answered} of "
        f"{counted(item.actions, 'day')} with such acts were followed by one within "
        f"{counted(item.window_days, 'day')}{days}. That is {_percent(item.share)}, against "
        f"{_percent(item.usual)} of all days."
    )


def describe_agreement(found: Sequence[SeriesAgreement], one: str, other: str) -> list[str]:
    """Return a sentence for each measure in which two datasets, by name, can be compared."""
    known = [item for item in found if item.pearson is not None]
    if not known:
        return [f"{one} and {other} have too little in common to be compared."]
    return [_correlation(item, one, other) for item in known]


def _correlation(item: SeriesAgreement, one: str, other: str) -> str:
    measure = item.measure.replace("_", " ").capitalize()
    return (
        f"{measure}: over {counted(item.points, 'period')} that both know, {one} and {other} "
        f"correlate by {item.pearson:.2f}{_band(item)}; by rank {item.spearman:.2f}."
    )


def _band(item: SeriesAgreement) -> str:
    if item.low is None or item.high is None:
        return ""
    return f" (band {item.low:.2f} to {item.high:.2f})"


def _percent(share: float | None) -> str:
    return "an unknown share" if share is None else f"{share:.0%}"
