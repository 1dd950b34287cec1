"""What a person asks for looked up: names become keys, and what there is not is said.

A value that neither the tables nor the store know would find nothing, and a slip of the pen must
not look like calm. So it is refused, in one sentence that names what would be right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache

from detente.actors.rows import CodeRow
from detente.analysis.filters import Filters
from detente.analysis.sides import Side, find_side, names_of_codes, side_of
from detente.errors import SettingError
from detente.events import Ontology, load_ontology
from detente.model import OWN, Asked
from detente.storage import Selection, Store
from detente.tables import Lexicon

__all__ = ["filters_of", "selection_between", "selection_of", "side_in"]

_MOST_NAMED = 30
_MOST_COMPARED = 2000


def selection_of(asked: Asked, store: Store, lexicon: Lexicon) -> Selection:
    """Return the selection that is asked for.

    Raises:
        SettingError: a value is none that there is; the message names what would be right.
    """
    _check(asked, store, lexicon)

    def keys(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(side_in(store, text, lexicon).key for text in texts)

    return Selection(
        since=asked.since,
        until=asked.until,
        actors=keys(asked.actor),
        recipients=keys(asked.recipient),
        parties=keys(asked.party),
        dyad=_dyad(asked.dyad, keys) if asked.dyad else None,
        types=asked.type,
        modes=asked.mode,
        quads=asked.quad,
        statuses=asked.status,
        polarities=asked.polarity,
        sectors=asked.sector,
        places=tuple(_place(text, lexicon) for text in asked.place),
        sources=asked.source,
        runs=asked.run,
        documents=asked.document,
        words=asked.q,
        claimed=asked.claimed,
        minimum_confidence=asked.confidence,
        dataset=asked.dataset,
    )


def filters_of(asked: Asked, store: Store, lexicon: Lexicon) -> Filters:
    """Return what a measure counts: what is told as having happened, unless more is asked for.

    Raises:
        SettingError: a value is none that there is; the message names what would be right.
    """
    _check(asked, store, lexicon)
    if asked.since and asked.until and asked.until < asked.since:
        raise SettingError(f"until {asked.until} lies before since {asked.since}")
    given = Filters()
    return Filters(
        statuses=tuple(dict.fromkeys(asked.status)) or given.statuses,
        polarities=tuple(dict.fromkeys(asked.polarity)) or given.polarities,
        claimed=asked.claimed,
        minimum_confidence=asked.confidence,
        weighed=asked.weighed,
        types=asked.type,
        sources=asked.source,
        dataset=asked.dataset,
    )


def selection_between(
    one: Side, other: Side, filters: Filters, since: date | None, until: date | None
) -> Selection:
    """Return the events between two sides that their measures count."""
    return Selection(
        since=since,
        until=until,
        dyad=(one.key, other.key),
        types=filters.types,
        statuses=filters.statuses,
        polarities=filters.polarities,
        sources=filters.sources,
        claimed=filters.claimed,
        minimum_confidence=filters.minimum_confidence,
        dataset=filters.dataset,
    )


def side_in(store: Store, text: str, lexicon: Lexicon) -> Side:
    """Return the side that a code or name means in the tables or, failing them, in the store.

    Raises:
        SettingError: neither knows it; the message names the nearest in the tables.
    """
    side = find_side(text, lexicon)
    if side is not None:
        return side
    name = text.strip()
    told = "SELECT 1 FROM parties WHERE name = $name"
    brought = "SELECT 1 FROM imported WHERE actor_name = $name OR recipient_name = $name"
    known = store.connection.execute(f"{told} UNION ALL {brought} LIMIT 1", {"name": name})
    return Side(name, name, "name") if known.fetchone() else side_of(text, lexicon)


def _dyad(text: str, keys: Callable[[Iterable[str]], tuple[str, ...]]) -> tuple[str, str]:
    one, comma, other = text.partition(",")
    if not (comma and one.strip() and other.strip()):
        raise SettingError(f"{text!r} are not two sides; write them as in FRA,RUS")
    first, second = keys((one, other))
    return first, second


def _check(asked: Asked, store: Store, lexicon: Lexicon) -> None:
    """Refuse types, modes and sectors that no table has, and datasets and the like of no store."""
    ontology = _ontology(lexicon)
    if fault := next((said for name in asked.type if (said := ontology.fault(name))), None):
        raise SettingError(fault)
    modes = sorted({name.partition("/")[2] for name in ontology.modes})
    _among("mode", asked.mode, modes, "in the tables")
    _among("sector", asked.sector, _sectors(lexicon), "in the tables")
    for name, given in (
        ("dataset", () if asked.dataset == OWN else (asked.dataset,)),
        ("source", asked.source),
        ("run", asked.run),
        ("document", asked.document),
    ):
        for value in given:
            if not store.connection.execute(
                f"{_HELD[name]} WHERE it = ? LIMIT 1", [value]
            ).fetchone():
                raise SettingError(_unknown(name, value, _known(store, name), "in this store"))


_HELD = {
    "dataset": "SELECT it FROM (SELECT dataset AS it FROM imports)",
    "source": "SELECT it FROM (SELECT source AS it FROM documents UNION ALL "
    "SELECT publisher FROM imported)",
    "run": "SELECT it FROM (SELECT id AS it FROM runs UNION ALL SELECT id::VARCHAR FROM imports)",
    "document": "SELECT it FROM (SELECT id AS it FROM documents UNION ALL "
    "SELECT import || ':' || line FROM imported)",
}
"""What a store holds of what can be asked for by name."""


def _known(store: Store, name: str) -> Sequence[str]:
    found = store.connection.execute(
        f"SELECT DISTINCT it FROM ({_HELD[name]}) WHERE it IS NOT NULL ORDER BY it LIMIT ?",
        [_MOST_COMPARED],
    ).fetchall()
    return [*([OWN] if name == "dataset" else ()), *(it for (it,) in found)]


def _among(name: str, given: Iterable[str], known: Sequence[str], where: str) -> None:
    for value in given:
        if value not in known:
            raise SettingError(_unknown(name, value, known, where))


def _unknown(name: str, value: str, known: Sequence[str], where: str) -> str:
    """Say that there is no such value and what would be right: the nearest, or all if few."""
    near = get_close_matches(value, known, n=3, cutoff=0.7)
    if near:
        hint = f"; did you mean {' or '.join(map(repr, near))}?"
    else:
        hint = f"; there are {', '.join(known)}" if 0 < len(known) <= _MOST_NAMED else ""
    return f"no {name} {value!r} {where}{hint}"


def _place(text: str, lexicon: Lexicon) -> str:
    side = find_side(text, lexicon)
    if side is not None and side.by == "country":
        return side.key
    near = get_close_matches(text.strip(), names_of_codes(lexicon).values(), n=3)
    hint = (
        f"did you mean {' or '.join(map(repr, near))}?" if near else "give a code (SYR) or a name"
    )
    raise SettingError(f"no country {text!r} in the tables; {hint}")


@cache
def _ontology(lexicon: Lexicon) -> Ontology:
    return load_ontology(lexicon)


@cache
def _sectors(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(row.code for row in lexicon.rows("actors/sectors.csv", CodeRow))
