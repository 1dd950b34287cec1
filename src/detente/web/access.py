"""Who may ask: the host and port that are served, the token, and the limits."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address

from detente.errors import SettingError

__all__ = ["Access", "access_for", "is_loopback"]

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What the guard lets through.

    `hosts` are the names under which the server may be asked, without a port; any other is
    refused, so that no foreign name can be pointed at it. `token` is None on loopback, where none
    is needed. `body_bytes` is the largest request; `per_second` how many requests one address may
    make in a second on the average, with `burst` at once.
    """

    hosts: tuple[str, ...] = _LOOPBACK
    token: str | None = None
    body_bytes: int = 1_000_000
    per_second: int = 100
    burst: int = 400


def is_loopback(host: str) -> bool:
    """Tell whether a host to listen on can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def access_for(host: str, *, token: str | None = None, also: Iterable[str] = ()) -> Access:
    """Return who may ask a server that listens on `host`.

    On loopback no token is needed unless one is given; elsewhere one is made up. `also` are
    further names that it is asked under, those of a proxy or of this machine in its network.

    Raises:
        SettingError: the token is too short to keep anyone out.
    """
    if token is not None and (len(token) < _SHORTEST_TOKEN or not token.isascii()):
        raise SettingError(f"a token needs at least {_SHORTEST_TOKEN} letters and digits")
    if token is None and not is_loopback(host):
        token = secrets.token_urlsafe(24)
    hosts = dict.fromkeys((*_LOOPBACK, host.lower(), *(name.lower() for name in also)))
    return Access(hosts=tuple(hosts), token=token)
