"""The filters of events: one table for the options of commands, addresses and fields of forms.

Each field of `Asked` is a filter. Its name is the option `--name`, the parameter `?name=` of the
REST API and the field of the pages' forms; its hint says of what kind its values are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated, Any, get_args, get_origin, get_type_hints

__all__ = [
    "COUNTED",
    "EVERY_FILTER",
    "FILTERS",
    "MEASURED",
    "OWN",
    "POLARITIES",
    "STATUSES",
    "Asked",
    "Filter",
    "fields_of",
    "including",
]

OWN = "own"
"""The dataset of events that this program coded."""

STATUSES = ("actual", "planned", "hypothetical", "historical")
"""What a text can say of an event's reality, as in the contract."""

POLARITIES = ("positive", "negated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a filter means, in a sentence, and as the `label` of a form's field.

    `metavar` stands for a value in help. `measured` filters are those of measures too, which count
    what is told as having happened unless `status` and `polarity` say otherwise. `listed` False:
    it says how much an event counts, not whether, and so is none of lists and of mere counts.
    """

    means: str
    label: str
    metavar: str | None = None
    choices: tuple[Any, ...] = ()
    measured: bool = False
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which events a person asks for; of several values of one filter any will do.

    The default is all of our own. Nothing is looked up yet: names are as they were given, and
    `detente.analysis.selection_of` and `filters_of` say whether there are such.
    """

    since: Annotated[
        date | None,
        Means(means="The first day.", label="from", metavar="YYYY-MM-DD", measured=True),
    ] = None
    until: Annotated[
        date | None,
        Means(means="The last day.", label="to", metavar="YYYY-MM-DD", measured=True),
    ] = None
    q: Annotated[
        str, Means(means="Words, each of which must occur.", label="words", metavar="WORDS")
    ] = ""
    party: Annotated[
        tuple[str, ...],
        Means(
            means="Someone on either side: a code (FRA) or a name (France).",
            label="either side",
            metavar="PARTY",
        ),
    ] = ()
    actor: Annotated[
        tuple[str, ...], Means(means="Who does it, likewise.", label="who", metavar="PARTY")
    ] = ()
    recipient: Annotated[
        tuple[str, ...],
        Means(means="To whom it is done, likewise.", label="to whom", metavar="PARTY"),
    ] = ()
    dyad: Annotated[
        str,
        Means(
            means="Two sides, as in FRA,RUS, in either direction.", label="between", metavar="A,B"
        ),
    ] = ""
    type: Annotated[
        tuple[str, ...],
        Means(means="PLOVER's type, as in SANCTION.", label="type", metavar="TYPE", measured=True),
    ] = ()
    mode: Annotated[
        tuple[str, ...],
        Means(means="PLOVER's mode, as in expel.", label="mode", metavar="MODE"),
    ] = ()
    quad: Annotated[
        tuple[int, ...],
        Means(
            means="1 verbal cooperation, 2 material, 3 verbal conflict, 4 material.",
            label="class",
            metavar="1..4",
            choices=(1, 2, 3, 4),
        ),
    ] = ()
    status: Annotated[
        tuple[str, ...],
        Means(
            means="How real: actual, planned, hypothetical or historical; measures count what is "
            "actual unless told otherwise.",
            label="status",
            metavar="STATUS",
            choices=STATUSES,
            measured=True,
        ),
    ] = ()
    polarity: Annotated[
        tuple[str, ...],
        Means(
            means="Whether it is said to have happened, positive, or not, negated; measures count "
            "what is positive unless told otherwise.",
            label="polarity",
            metavar="POLARITY",
            choices=POLARITIES,
            measured=True,
        ),
    ] = ()
    claimed: Annotated[
        bool,
        Means(
            means="Keep what one voice alone says.",
            label="leave out what one voice alone claims",
            measured=True,
        ),
    ] = True
    confidence: Annotated[
        float,
        Means(
            means="Leave out what is less sure.",
            label="least confidence",
            metavar="0..1",
            measured=True,
        ),
    ] = 0.0
    weighed: Annotated[
        bool,
        Means(
            means="Let an event count for less, the less sure it is.",
            label="let an event count for less, the less sure it is",
            measured=True,
            listed=False,
        ),
    ] = False
    place: Annotated[
        tuple[str, ...],
        Means(
            means="Country where it happened, as in SYR.",
            label="place (country)",
            metavar="COUNTRY",
        ),
    ] = ()
    sector: Annotated[
        tuple[str, ...],
        Means(means="PLOVER's sector of either side, as in GOV.", label="sector", metavar="SECTOR"),
    ] = ()
    source: Annotated[
        tuple[str, ...],
        Means(
            means="Source of the first document.", label="source", metavar="SOURCE", measured=True
        ),
    ] = ()
    dataset: Annotated[
        str,
        Means(
            means="Our own events, or imported ones by name.",
            label="dataset",
            metavar="NAME",
            measured=True,
        ),
    ] = OWN
    run: Annotated[
        tuple[str, ...],
        Means(means="The run, or import, that made it.", label="run", metavar="ID"),
    ] = ()
    document: Annotated[
        tuple[str, ...],
        Means(means="The first document that tells it, by id.", label="document", metavar="ID"),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One row of the table: a filter's name, the kind of one value, and what it means.

    `several` values may be given; any will do. `default` is what stands where nothing is asked.
    """

    name: str
    kind: type
    several: bool
    default: Any
    said: Means


def _table() -> Iterator[Filter]:
    hints = get_type_hints(Asked, include_extras=True)
    for field in fields(Asked):
        hint, said = get_args(hints[field.name])
        several = get_origin(hint) is tuple
        kind = get_args(hint)[0] if several or get_args(hint) else hint
        yield Filter(name=field.name, kind=kind, several=several, default=field.default, said=said)


EVERY_FILTER = tuple(_table())
"""Every filter, in the order in which forms and help show them."""

FILTERS = tuple(row for row in EVERY_FILTER if row.said.listed)
"""Those that lists and downloads take."""

MEASURED = tuple(row for row in EVERY_FILTER if row.said.measured)
"""Those that measures take."""

COUNTED = tuple(row for row in MEASURED if row.said.listed)
"""Those that measures take which only count events."""


def fields_of(asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield what is asked for as fields of an address, to be read back as the same `Asked`."""
    for row in EVERY_FILTER:
        value = getattr(asked, row.name)
        if value != row.default:
            for one in value if row.several else [value]:
                yield row.name, str(one).lower() if row.kind is bool else str(one)


def including(asked: Asked, include: Sequence[str], *, reported: bool) -> Asked:
    """Return `asked` with two shorthands: what to count too, and whether to leave claims out.

    `include` are statuses beside actual, and "negated". Both stand beside the filters that they
    are short for.
    """
    real = [name for name in include if name != "negated"]
    negated = POLARITIES if "negated" in include else ()
    return replace(
        asked,
        status=(*asked.status, *(("actual", *real) if real else ())),
        polarity=(*asked.polarity, *negated),
        claimed=asked.claimed and not reported,
    )
