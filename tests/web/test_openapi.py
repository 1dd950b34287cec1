"""The API as it describes itself: requests made up from the description find no server error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from detente.model.shapes import annotation_shape
from detente.pipeline import Stage, annotate
from detente.reading import from_text
from detente.storage import open_store, shelve
from detente.tables import open_lexicon
from detente.web import Access, Context, create_app

ADDRESSES = {
    "/api/events",
    "/api/events/{id}",
    "/api/documents",
    "/api/documents/{id}",
    "/api/documents/{id}/layers",
    "/api/dyads",
    "/api/dyads/{a}/{b}/series",
    "/api/dyads/{a}/{b}/tension",
    "/api/dyads/{a}/{b}/turning-points",
    "/api/dyads/{a}/{b}/timeline",
    "/api/dyads/{a}/{b}/anomalies",
    "/api/dyads/{a}/{b}/reactions",
    "/api/dyads/{a}/{b}/agreement",
    "/api/network",
    "/api/movers",
    "/api/countries",
    "/api/export/{format}",
    "/api/code",
    "/api/corrections",
    "/api/decisions",
    "/api/health",
    "/api/ontology",
    "/api/datasets",
    "/api/choices",
}


POSTS = {"/api/code", "/api/corrections"}
OPERATIONS = [("POST" if a in POSTS else "GET", a) for a in sorted(ADDRESSES)]
OPERATIONS.append(("GET", "/api/corrections"))
OPEN = [
    ("GET", f"/api/{one}")
    for one in (
        *("health", "ontology", "datasets", "corrections", "decisions"),
        *("events/{id}", "documents/{id}", "documents/{id}/layers"),
    )
]
"""Operations that take nothing, or any text: of these nothing can be wrong in form."""


IDS = tuple("abcdefg")
ELSEWHERE = [("GET", "/api/dyads/{a}/{b}/agreement")]
"""Operations that need a second dataset, which this store lacks: they answer what is missing."""
KNOWN: dict[str, dict[str, Sequence[str]]] = {
    "/api/events/{id}": {"id": [f"e-{one}" for one in IDS]},
    "/api/documents/{id}": {"id": IDS},
    "/api/documents/{id}/layers": {"id": IDS},
    "/api/export/{format}": {"format": ("csv", "jsonl", "parquet", "gdelt", "icews", "plover")},
}
"""What is there to be asked for; a made-up id would never find anything."""
SIDES: dict[str, Sequence[str]] = {
    "a": ("FRA", "Russia", "Azure Front"),
    "b": ("RUS", "France", "SYR"),
}


@dataclass(frozen=True, slots=True)
class LoadedCoder:
    """Codes texts with stages that are loaded already."""

    stages: tuple[Stage, ...]

    def code(
        self, text: str, *, title: str | None = None, published: date | None = None
    ) -> dict[str, Any]:
        document = replace(from_text(text, id="text", published=published), title=title)
        (item,) = annotate([document], self.stages)
        return annotation_shape(item)


@pytest.fixture
def coding(context: Context, stages: tuple[Stage, ...]) -> Context:
    """Return the small server with a coder; what it codes anew it codes with the same stages."""
    made = replace(context, coder=LoadedCoder(stages))
    made._shared.stages = stages
    return made


def known(data: DataObject, address: str, case: schemathesis.Case[Any]) -> None:
    """Have most requests ask for what is there."""
    names = SIDES if "/dyads/" in address else KNOWN.get(address, {})
    for name, values in names.items():
        if data.draw(st.sampled_from((True, True, False))):
            case.path_parameters[name] = data.draw(st.sampled_from(values))
    if address == "/api/corrections" and isinstance(case.body, dict):
        body: dict[str, Any] = case.body
        for name, kind in (("mention", "m"), ("event", "e")):
            ids = st.sampled_from([f"{kind}-{one}" for one in IDS])
            if name in body:
                body[name] = data.draw(ids)
            if f"{name}s" in body:
                body[f"{name}s"] = data.draw(st.lists(ids, min_size=2, max_size=3))


SETTINGS = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def asked(
    context: Context, method: str, address: str, mode: GenerationMode, ask: Callable[..., None]
) -> None:
    """Call `ask` with requests to an operation that are made up, right ones or wrong ones."""
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", create_app(context))
    cases = schema[address][method].as_strategy(generation_mode=mode)
    given(case=cases, data=st.data())(SETTINGS(ask))()


@pytest.mark.model
@pytest.mark.parametrize(("method", "address"), OPERATIONS)
def test_what_is_asked_rightly_is_answered(coding: Context, method: str, address: str) -> None:
    found: Counter[int] = Counter()

    def ask(case: schemathesis.Case[Any], data: DataObject) -> None:
        known(data, address, case)
        answer = case.call()
        found[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    asked(coding, method, address, GenerationMode.POSITIVE, ask)
    assert found[200] > 0 or (method, address) in ELSEWHERE, found


@pytest.mark.model
@pytest.mark.parametrize(("method", "address"), [one for one in OPERATIONS if one not in OPEN])
def test_what_is_asked_wrongly_is_refused(coding: Context, method: str, address: str) -> None:
    def ask(case: schemathesis.Case[Any], data: DataObject) -> None:  # noqa: ARG001 (as above)
        case.validate_response(case.call(), checks=[*CHECKS, negative_data_rejection])

    asked(coding, method, address, GenerationMode.NEGATIVE, ask)


def test_every_address_is_described(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert set(described["paths"]) == ADDRESSES
    operations = [one for path in described["paths"].values() for one in path.values()]
    assert [one for one in operations if not one.get("description")] == []
    for one in operations:
        for code in ("default", "422"):
            (shape,) = one["responses"][code]["content"].values()
            assert shape["schema"]["title"] == "Problem"


def test_an_empty_store_answers_everything() -> None:
    with open_store(None) as store:
        shelve(store.connection)
        app = create_app(Context(store, open_lexicon(), Access(hosts=("testserver",))))
        client = TestClient(app, raise_server_exceptions=False)
        for address in sorted(ADDRESSES):
            if address in {"/api/code"}:
                continue
            filled = address.format(id="x", a="FRA", b="RUS", format="csv")
            filled += "?against=own" if address.endswith("agreement") else ""
            assert client.get(filled).status_code in {200, 404, 503}, filled
