"""The server and the processes that it starts reach for nothing beyond this machine.

Every Python process of the test takes in a hook that names, and refuses, whatever a socket is
asked for beyond loopback: an address to connect or send to, a name to look up.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from tests.web.conftest import NEWS, RUN, annotation
from tests.web.test_pages import ADDRESSES
from tests.web.test_serve import served

from detente.storage import open_store

HOOK = """
import ipaddress, os, sys

def note(line):
    with open(os.environ["REACHED"], "a", encoding="utf-8") as out:
        out.write(f"{os.getpid()} {line}\\n")

def beyond(host):
    if host in (None, "", "localhost", b"localhost"):
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True

def hook(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.bind"):
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = args[0]
    else:
        return
    if beyond(host):
        note(f"{event} {host}")
        raise OSError(f"refused by the test: {event} {host}")

sys.addaudithook(hook)
note("watched")
"""


@pytest.fixture
def reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have processes started from here watched; return where they write what they reach for."""
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK, "utf-8")
    before = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "hook"), before]))
    monkeypatch.setenv("REACHED", str(tmp_path / "reached"))
    return tmp_path / "reached"


def lines(reached: Path) -> list[tuple[str, str]]:
    """Return what was written, process by process."""
    told = [line.partition(" ") for line in reached.read_text("utf-8").splitlines()]
    return [(process, what) for process, _, what in told]


@pytest.mark.parametrize(
    "reaching",
    [
        "socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "socket.getaddrinfo('example.org', 80)",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 53))",
    ],
)
def test_the_hook_refuses_what_it_is_there_for(reached: Path, reaching: str) -> None:
    command = [sys.executable, "-c", f"import socket; {reaching}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "refused by the test" in done.stderr
    assert len(lines(reached)) == 2
    socket.getaddrinfo("localhost", 80)


@pytest.mark.model
def test_no_page_or_answer_makes_the_server_reach_beyond_this_machine(
    reached: Path, tmp_path: Path
) -> None:
    with open_store(tmp_path / "store.duckdb") as store:
        store.save([annotation(item) for item in NEWS], RUN)
    with (
        served(tmp_path / "store.duckdb") as (base, _),
        httpx.Client(base_url=base, timeout=120) as client,
    ):
        failed = [one for one in addresses(client) if client.get(one).is_server_error]
        assert failed == []
        ours = {"X-Detente": "1", "Origin": base}
        text = {"text": "France accused Russia of lying. See https://example.org/."}
        assert client.post("/try", data=text, headers=ours).status_code == 200
        assert client.post("/api/code", json=text, headers=ours).status_code == 200
        said = {"say": "wrong", "mention": "m-a", "apply": True}
        assert client.post("/api/corrections", json=said, headers=ours).is_success
        assert client.get("/document/b?layers=all").status_code == 200
    told = lines(reached)
    assert len({process for process, _ in told}) >= 2  # the server, and what codes texts for it
    assert [what for _, what in told if what != "watched"] == []


def addresses(client: httpx.Client) -> list[str]:
    """Return the addresses of all pages and of all that the API gives and every download."""
    described = client.get("/api/openapi.json").json()["paths"]
    formats = ("jsonl", "csv", "parquet", "gdelt", "icews", "acled", "ucdp", "polecat", "plover")
    names = {"a": "FRA", "b": "RUS", "id": "a", "format": "csv"}
    asked = [one.format_map(names) for one, how in described.items() if "get" in how]
    events = [row["id"] for row in client.get("/api/events").json()["items"]]
    asked += [f"/{kind}/{quote(one)}" for one in events for kind in ("event", "api/events")]
    return [*ADDRESSES, *asked, *(f"/api/export/{name}" for name in formats), "/assets/page.js"]
