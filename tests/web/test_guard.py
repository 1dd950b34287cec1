"""The guard: foreign names, foreign sites, missing tokens, too much at once, and what is sent."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from detente.errors import SettingError
from detente.storage import Store, every_correction
from detente.tables import Lexicon
from detente.web import Access, Context, access_for, create_app, is_loopback
from detente.web.seals import Seals

TOKEN = "a-token-of-some-length"
OWN = {"X-Detente": "1"}


def client_of(
    store: Store, lexicon: Lexicon, access: Access, base: str = "http://testserver"
) -> TestClient:
    app: FastAPI = create_app(Context(store, lexicon, access))
    return TestClient(app, base_url=base, raise_server_exceptions=False, follow_redirects=False)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8484", 200),
        ("127.0.0.1:8484", 200),
        ("[::1]:8484", 200),
        ("LOCALHOST", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("evil.example:8484", 421),
        ("127.0.0.1.evil.example", 421),
        ("169.254.169.254", 421),
        ("[::1", 421),
        ("", 421),
    ],
)
def test_only_our_own_names_are_answered(
    store: Store, lexicon: Lexicon, host: str, status: int
) -> None:
    client = client_of(store, lexicon, access_for("127.0.0.1"))
    assert client.get("/api/health", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OWN, 404),
        ({**OWN, "Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, 404),
        ({**OWN, "Sec-Fetch-Site": "none"}, 404),
        ({}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 403),
        ({**OWN, "Sec-Fetch-Site": "cross-site"}, 403),
        ({**OWN, "Sec-Fetch-Site": "same-site"}, 403),
        ({**OWN, "Origin": "http://evil.example"}, 403),
        ({**OWN, "Origin": "http://testserver.evil.example"}, 403),
        ({**OWN, "Origin": "http://testserver:9999"}, 403),
        ({**OWN, "Origin": "null"}, 403),
        ({**OWN, "Origin": "http://[bad"}, 403),
    ],
)
def test_only_our_own_pages_change_anything(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    given = {"say": "wrong", "mention": "nope"}
    assert client.post("/api/corrections", json=given, headers=headers).status_code == status


def test_a_form_of_another_site_changes_nothing(client: TestClient, store: Store) -> None:
    form = {"say": "wrong", "mention": "m-a"}
    answer = client.post("/api/corrections", data=form, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    assert store.connection.execute("SELECT count(*) FROM corrections").fetchall() == [(0,)]


SEAL = re.compile(r'name="seal" value="([^"]+)"')


def seal_of(client: TestClient) -> str:
    found = SEAL.search(client.get("/event/e-a").text)
    assert found is not None
    return found[1]


def judged(client: TestClient, seal: str | None, **headers: str) -> int:
    """Send the form of a page as a browser without scripts does, and return the status."""
    form = {"mention": "m-a", "verdict": "wrong"} | ({"seal": seal} if seal is not None else {})
    sent = {
        "Accept": "text/html",
        **{name.replace("_", "-"): said for name, said in headers.items()},
    }
    return client.post(
        "/event/e-a/say", data=form, headers=sent, follow_redirects=False
    ).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://testserver"},
        {"Origin": "http://testserver", "Sec_Fetch_Site": "same-origin"},
    ],
)
def test_forms_of_our_pages_need_no_script(
    client: TestClient, store: Store, headers: dict[str, str]
) -> None:
    assert judged(client, seal_of(client), **headers) == 303
    assert len(every_correction(store.connection)) == 1


@pytest.mark.parametrize(
    ("change", "headers"),
    [
        (lambda _: None, {}),
        (lambda _: "", {}),
        (lambda _: "seal", {}),
        (lambda seal: seal[:-1], {}),
        (lambda seal: "x" + seal, {}),
        (lambda seal: seal.partition(".")[0], {}),
        (lambda _: "é", {}),
        (lambda _: Seals().make(), {}),
        (lambda seal: seal, {"Origin": "http://evil.example"}),
        (lambda seal: seal, {"Origin": "null"}),
        (lambda seal: seal, {"Sec_Fetch_Site": "cross-site"}),
        (lambda seal: seal, {"Sec_Fetch_Site": "same-site"}),
    ],
)
def test_other_forms_change_nothing(
    client: TestClient,
    store: Store,
    change: Callable[[str], str | None],
    headers: dict[str, str],
) -> None:
    assert judged(client, change(seal_of(client)), **headers) == 403
    assert every_correction(store.connection) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/corrections", "application/x-www-form-urlencoded"),
        ("/event/e-a/say", "text/plain"),
        ("/event/e-a/say", "application/json"),
        ("/event/e-a/say", "multipart/form-data; boundary=x"),
        ("/event/e-a/say", ""),
    ],
)
def test_a_seal_opens_forms_of_pages_alone(
    client: TestClient, store: Store, path: str, kind: str
) -> None:
    body = f"mention=m-a&verdict=wrong&say=wrong&seal={seal_of(client)}"
    answer = client.post(path, content=body, headers={"Content-Type": kind})
    assert answer.status_code == 403
    assert "X-Detente: 1" in answer.json()["detail"]
    assert every_correction(store.connection) == []


def test_a_seal_grows_old(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    seal, now = seal_of(client), time.time()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now + 12 * 3600 - 60)
    assert judged(client, seal) == 303
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now + 12 * 3600 + 60)
    form = {"mention": "m-a", "verdict": "wrong", "seal": seal}
    answer = client.post("/event/e-a/say", data=form, headers={"Accept": "text/html"})
    assert answer.status_code == 403
    assert "too old; load it again" in answer.text
    assert answer.text.startswith("<!doctype html>")


def test_no_two_seals_are_alike(client: TestClient) -> None:
    assert len({seal_of(client) for _ in range(3)}) == 3


def test_a_form_too_large_is_refused_before_its_seal_is_read(client: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(3):
            yield b"x" * 500_000

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/try", content=parts(), headers=kind).status_code == 413


@pytest.fixture
def guarded(store: Store, lexicon: Lexicon) -> Iterator[TestClient]:
    access = Access(hosts=("testserver",), token=TOKEN)
    with client_of(store, lexicon, access) as client:
        yield client


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer {TOKEN}", 200),
        ("Bearer wrong", 401),
        ("Bearer ", 401),
        ("Bearer é", 401),
        (f"Basic {TOKEN}", 401),
        (TOKEN, 401),
        ("", 401),
    ],
)
def test_the_token_opens(guarded: TestClient, header: str, status: int) -> None:
    answer = guarded.get("/api/health", headers={b"Authorization": header.encode()})
    assert answer.status_code == status
    assert ("www-authenticate" in answer.headers) is (status == 401)


def test_a_browser_brings_the_token_once(guarded: TestClient) -> None:
    entry = guarded.get(f"/api/health?token={TOKEN}&x=1")
    assert (entry.status_code, entry.headers["location"]) == (303, "/api/health?x=1")
    assert {"HttpOnly", "SameSite=strict"} <= set(entry.headers["set-cookie"].split("; "))
    assert guarded.get("/api/health").status_code == 200


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/"])
def test_the_way_in_leads_nowhere_else(guarded: TestClient, path: str) -> None:
    entry = guarded.get(f"http://testserver{path}?token={TOKEN}")
    assert entry.headers["location"].startswith("/evil.example")


def test_a_wrong_token_is_no_way_in(guarded: TestClient) -> None:
    assert guarded.get("/api/health?token=wrong").status_code == 401
    assert guarded.post(f"/api/code?token={TOKEN}", headers=OWN).status_code == 401


def test_large_requests_are_refused_whether_they_say_so_or_not(client: TestClient) -> None:
    large = b"x" * 1_000_001

    def parts() -> Iterator[bytes]:
        for _ in range(3):
            yield b"x" * 500_000

    for body in (large, parts()):
        answer = client.post("/api/code", content=body, headers=OWN)
        assert answer.status_code == 413
        assert "1,000,000 bytes" in answer.json()["detail"]


@pytest.mark.parametrize("length", ["-1", "1e3", "x", "99999999999999999999"])
def test_a_length_that_is_none_is_refused(client: TestClient, length: str) -> None:
    answer = client.get("/api/health", headers={"Content-Length": length})
    assert answer.status_code == 413


def test_too_many_requests_have_to_wait(store: Store, lexicon: Lexicon) -> None:
    access = Access(hosts=("testserver",), per_second=5, burst=5)
    client = client_of(store, lexicon, access)
    answers = [client.get("/api/ontology") for _ in range(12)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert 2 <= len(refused) <= 7
    assert refused[0].headers["retry-after"] == "1"


@pytest.mark.parametrize("address", ["/api/health", "/api/nothing", "/bokeh/js/bokeh.min.js"])
def test_browsers_are_told_what_may_run(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert re.search(r"script-src 'self' 'nonce-[\w-]{20,}';", policy)
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers


def test_every_answer_has_a_nonce_of_its_own(client: TestClient) -> None:
    said = {client.get("/api/health").headers["content-security-policy"] for _ in range(3)}
    assert len(said) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/bokeh/../../settings.py",
        "/bokeh/%2e%2e/%2e%2e/settings.py",
        "/bokeh/..%5c..%5csettings.py",
        "/bokeh//etc/passwd",
        "/bokeh/js/%00",
    ],
)
def test_no_path_leads_out_of_the_scripts(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in {404, 405}


@pytest.mark.parametrize("asked", ["bytes=0-1", "bytes=abc", "bytes=99999999-", "bytes=0-1,0-1"])
def test_files_are_sent_whole(client: TestClient, asked: str) -> None:
    address = "/bokeh/js/bokeh.min.js"
    part = client.get(address, headers={"Range": asked, "If-Range": "x"})
    assert part.status_code == 200
    assert part.content == client.get(address).content


@pytest.mark.parametrize(
    "body",
    [
        b'{"\\ud800": 1, "say": "right", "mention": "m-a"}',
        b'{"say": "\\ud800"}',
        b'{"say": "right", "mention": "\\ud800"}',
    ],
)
def test_half_characters_are_told_in_the_one_shape(client: TestClient, body: bytes) -> None:
    answer = client.post("/api/corrections", content=body, headers=OWN)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 422


def test_a_surprise_is_told_without_its_trace(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret /path/of/this/machine")

    monkeypatch.setattr("detente.web.rest_about.holdings", broken)
    answer = client.get("/api/health")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.2", False),
        ("example.org", False),
    ],
)
def test_a_token_is_made_up_where_others_can_ask(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone
    access = access_for(host, also=["Name.Example"])
    assert (access.token is None) is alone
    assert "name.example" in access.hosts


@pytest.mark.parametrize("token", ["", "short", "ü" * 20])
def test_a_weak_token_is_refused(token: str) -> None:
    with pytest.raises(SettingError, match="at least 16"):
        access_for("127.0.0.1", token=token)
