"""Requests that mean harm or make no sense, drawn from a seed; `hostile.py` asks them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from fuzz import damaged
from hostile_words import (
    ADDRESSES,
    BROKEN,
    DAYS,
    FORMULAS,
    HEADERS,
    HOSTS,
    KEYS,
    MARKUP,
    METHODS,
    NAMES,
    PAGING,
    SQL,
    TEXTS,
    TRICKS,
    VALUES,
)

__all__ = ["HOST", "Asked", "draw"]

HOST = "localhost"
OWN = (("x-detente", "1"),)
JSON = (("content-type", "application/json"), *OWN)
FORM = (("content-type", "application/x-www-form-urlencoded"), *OWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it goes to the application: `path` and `query` as on the wire, quoted."""

    kind: str
    method: str = "GET"
    path: str = "/"
    query: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    host: str = HOST
    body: bytes = b""


class _Drawer:
    """Draws requests; `ids` are events, mentions and documents that there are."""

    def __init__(self, chance: random.Random, ids: Sequence[str]) -> None:
        self.chance, self.ids = chance, ids

    def value(self) -> str:
        """Return a value for a parameter, mostly not what it is for."""
        pools: tuple[Sequence[str], ...] = (PAGING, DAYS, SQL, MARKUP, FORMULAS, self.ids)
        drawn = self.chance.choice(self.chance.choice(pools))
        longer = self.chance.random()
        return drawn * self.chance.randrange(1, 400) if longer < 0.03 else drawn

    def address(self) -> str:
        """Return the path of something that there is, about something that may not be."""
        path = self.chance.choice(ADDRESSES)
        while "{" in path:
            for slot, known in (("{side}", ("FRA", "USA", "China", "")), ("{id}", self.ids)):
                kept = self.chance.random() < 0.7
                given = self.chance.choice(known) if kept else self.value()
                path = path.replace(slot, quote(given, safe=""), 1)
        return path

    def query(self, *draws: Callable[[], str]) -> str:
        """Return a few parameters, with values from one of `draws` each."""
        names = self.chance.choices(NAMES, k=self.chance.randrange(1, 6))
        pairs = ((name, self.chance.choice(draws)()) for name in names)
        return "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)

    def paging(self) -> Asked:
        return Asked(kind="paging", path=self.address(), query=self.query(self.of(PAGING)))

    def days(self) -> Asked:
        names = ("since", "until") if self.chance.random() < 0.6 else ("until",)
        asked = "&".join(f"{name}={self.chance.choice(DAYS)}" for name in names)
        more = self.chance.choice(
            ("", "&period=day", "&period=week", "&half_life=3650", "&days=366")
        )
        return Asked(kind="days", path=self.address(), query=asked + more)

    def sql(self) -> Asked:
        return Asked(kind="sql", path=self.address(), query=self.query(self.of(SQL), self.value))

    def encoding(self) -> Asked:
        parts = [self.chance.choice(BROKEN) for _ in range(self.chance.randrange(1, 5))]
        name = self.chance.choice(NAMES[:-1])
        path, query = self.address(), f"{name}={''.join(parts)}"
        if self.chance.random() < 0.4:
            path += "/" + quote("".join(parts), safe="%/")
        return Asked(kind="encoding", path=path, query=query.replace("#", "%23"))

    def path(self) -> Asked:
        path = self.chance.choice(TRICKS)
        if self.chance.random() < 0.2:
            path += "/" + "../" * self.chance.randrange(40) + "secret.txt"
        if self.chance.random() < 0.05:
            path += "a" * 9000
        return Asked(kind="path", path=path.replace("\\", "%5c"))

    def hosts(self) -> Asked:
        return Asked(kind="host", path=self.address(), host=self.chance.choice(HOSTS))

    def headers(self) -> Asked:
        drawn = self.chance.sample(HEADERS, self.chance.randrange(1, 4))
        path = self.chance.choice(("/bokeh/js/bokeh.min.js", "/assets/page.css", self.address()))
        if self.chance.random() < 0.05:
            drawn += [(f"x-{k}", "v" * 100) for k in range(3000)]
        return Asked(kind="headers", path=path, headers=tuple(drawn))

    def methods(self) -> Asked:
        method, own = self.chance.choice(METHODS), self.chance.choice(((), OWN, JSON))
        return Asked(kind="method", method=method, path=self.address(), headers=own)

    def json(self) -> Asked:
        path = self.chance.choice(("/api/corrections", "/api/code"))
        drawn = self.chance.random()
        if drawn < 0.4:
            body = self.chance.choice(TEXTS)
        else:
            keys = self.chance.sample(KEYS, self.chance.randrange(1, 5))
            given = {key: self.chance.choice((*VALUES, *self.ids)) for key in keys}
            body = json.dumps(given).encode()
        if drawn > 0.8:
            body = damaged(body, self.chance)
        return Asked(kind="json", method="POST", path=path, headers=JSON, body=body)

    def forms(self) -> Asked:
        path = self.chance.choice(
            ("/try", "/event/{id}/say", "/event/{id}/split", "/event/{id}/merge")
        )
        path = path.replace("{id}", quote(self.chance.choice((*self.ids, *SQL)), safe=""))
        parts = (self.query(self.value), "%ff=%ff", "text=" + "%F0%9D" * 900, "&" * 5000, "\ud800")
        body = self.chance.choice(parts).encode("utf-8", "surrogatepass")
        return Asked(kind="form", method="POST", path=path, headers=FORM, body=body)

    def formulas(self) -> Asked:
        told = json.dumps(
            {"text": self.chance.choice((*FORMULAS, *MARKUP)), "title": self.value()[:90]}
        )
        if self.chance.random() < 0.5:
            return Asked(
                kind="formula", method="POST", path="/api/code", headers=JSON, body=told.encode()
            )
        path = self.chance.choice(("/api/export/csv", "/data", "/search", "/document/d00000000"))
        return Asked(
            kind="formula", path=path, query=self.query(self.of(FORMULAS), self.of(MARKUP))
        )

    def large(self) -> Asked:
        size = self.chance.choice((999_999, 1_000_001, 3_000_000))
        path = self.chance.choice(("/api/code", "/try", "/api/corrections", "/api/nothing"))
        return Asked(kind="large", method="POST", path=path, headers=JSON, body=b"[" * size)

    def foreign(self) -> Asked:
        site = self.chance.choice(
            (("origin", "http://evil.example"), ("sec-fetch-site", "cross-site"))
        )
        body = json.dumps({"say": "wrong", "mention": self.chance.choice(self.ids)}).encode()
        given = (site, ("content-type", "text/plain"), *OWN)
        return Asked(
            kind="foreign", method="POST", path="/api/corrections", headers=given, body=body
        )

    def of(self, pool: Sequence[str]) -> Callable[[], str]:
        return lambda: self.chance.choice(pool)


def draw(chance: random.Random, ids: Sequence[str], count: int) -> list[Asked]:
    """Return so many requests, every kind often and large bodies seldom."""
    drawer = _Drawer(chance, ids)
    kinds: dict[Callable[[], Asked], int] = {
        drawer.paging: 10,
        drawer.days: 10,
        drawer.sql: 15,
        drawer.encoding: 12,
        drawer.path: 10,
        drawer.hosts: 8,
        drawer.headers: 10,
        drawer.methods: 6,
        drawer.json: 12,
        drawer.forms: 8,
        drawer.formulas: 4,
        drawer.large: 1,
        drawer.foreign: 2,
    }
    return [one() for one in chance.choices(list(kinds), list(kinds.values()), k=count)]
