"""What stands before every request: who asks, from where, how much, and what a browser may run.

The threats that each check answers are listed in docs/explanation/threats.md.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from detente.web.access import Access
from detente.web.faults import problem, refused
from detente.web.seals import Seals, body_of, carries_form, read_again

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CHANGING_HEADER", "TOKEN_COOKIE", "Guard"]

CHANGING_HEADER = "x-detente"
"""The header that requests which change something carry: no form of another site can set it.

Forms of our own pages carry a seal instead, so that they work without scripts.
"""

TOKEN_COOKIE = "detente_token"

_UNUSED = frozenset({b"range", b"if-range"})
"""Files are sent whole: a download is made anew each time, and has no parts to come back for."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITE = frozenset({"same-origin", "none"})

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Other sites are told nothing; with "no-referrer" our own forms would come without an origin.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Bokeh styles its parts with style elements of its own, which have no nonce; scripts need one."""


class Guard:
    """Refuses what must not come in, and tells browsers what must not run."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        """Stand before `app`."""
        from limits import RateLimitItemPerSecond
        from limits.storage import MemoryStorage
        from limits.strategies import SlidingWindowCounterRateLimiter

        self._app = app
        self._access = access
        self._seals = Seals()
        seconds = max(1, round(access.burst / access.per_second))
        self._rate = RateLimitItemPerSecond(access.per_second * seconds, seconds)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {}).update(nonce=nonce, seal=self._seals.make())

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=nonce))
                headers.setdefault("Cache-Control", _keeping(scope["path"]))
            await send(message)

        limited = _limited(receive, self._access.body_bytes)
        refusal = self._refusal(scope)
        if refusal is None and _unmarked(scope):
            limited, refusal = await self._unsealed(scope, limited)
        if refusal is not None:
            await refusal(scope, receive, headed)
            return
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] not in _UNUSED]
        await self._app(scope, limited, headed)

    async def _unsealed(self, scope: Scope, receive: Receive) -> tuple[Receive, Response | None]:
        """Return why a form is not one of ours, None when it is, and a body to be read again."""
        try:
            body = await body_of(receive)
        except HTTPException as error:
            return receive, problem(error.status_code, str(error.detail))
        fault = self._seals.fault(body)
        return read_again(body, receive), refused(Request(scope), 403, fault) if fault else None

    def _refusal(self, scope: Scope) -> Response | None:
        """Return why a request is not let in, None when it is."""
        headers = Headers(scope=scope)
        host = host_of(headers.get("host", ""))
        if host not in self._access.hosts:
            return problem(421, "this server is not asked under that name; see --allow-host")
        client = scope.get("client") or ("unknown", 0)
        if not self._limiter.hit(self._rate, str(client[0])):
            answer = problem(429, "too many requests; wait a second")
            answer.headers["Retry-After"] = "1"
            return answer
        if self._access.token is not None and not self._known(headers):
            return self._admission(scope)
        if scope["method"] not in _SAFE and (why := foreign(headers)):
            return problem(403, why)
        if _unmarked(scope) and (scope["path"].startswith("/api") or not carries_form(headers)):
            return problem(403, "requests that change something must carry the header X-Detente: 1")
        return self._too_large(headers)

    def _too_large(self, headers: Headers) -> Response | None:
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._access.body_bytes:
            return problem(413, f"a request may have {self._access.body_bytes:,} bytes at most")
        return None

    def _known(self, headers: Headers) -> bool:
        """Tell whether a request carries the token, in a header or in our cookie."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._fits(given):
            return True
        return self._fits(_cookies(headers).get(TOKEN_COOKIE, ""))

    def _fits(self, given: str) -> bool:
        token = self._access.token or ""
        return bool(token) and hmac.compare_digest(given.strip().encode(), token.encode())

    def _admission(self, scope: Scope) -> Response:
        """Return the way in for a browser that comes with `?token=`, else a refusal."""
        pairs = parse_qsl(scope["query_string"].decode("latin-1"))
        given = next((value for name, value in pairs if name == "token"), "")
        if scope["method"] != "GET" or not self._fits(given):
            answer = problem(401, "this server asks for its token: Authorization: Bearer TOKEN")
            answer.headers["WWW-Authenticate"] = "Bearer"
            return answer
        rest = urlencode([pair for pair in pairs if pair[0] != "token"])
        path = "/" + scope["path"].lstrip("/\\")  # "//host" would lead elsewhere
        entry = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        entry.set_cookie(
            TOKEN_COOKIE,
            given,
            httponly=True,
            samesite="strict",
            secure=scope["scheme"] == "https",
        )
        return entry


def _keeping(path: str) -> str:
    """Return how long a browser may keep an answer: what a store holds, not at all."""
    if path.startswith("/bokeh/"):
        return "private, max-age=86400"
    return "no-cache" if path.startswith("/assets/") else "no-store"


def host_of(header: str) -> str:
    """Return the name in a Host header, without its port and brackets; "" when it is none."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _unmarked(scope: Scope) -> bool:
    """Tell whether a request may change something and lacks the header that says it is ours."""
    return scope["method"] not in _SAFE and CHANGING_HEADER not in Headers(scope=scope)


def foreign(headers: Headers) -> str | None:
    """Return why a changing request may come from another site, None when it does not."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in _OWN_SITE:
        return "requests that change something must come from this server's own pages"
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2] != headers.get("host"):
        return "requests that change something must come from this server's own pages"
    return None


def _cookies(headers: Headers) -> Mapping[str, str]:
    try:
        return {name: cell.value for name, cell in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _limited(receive: Receive, most: int) -> Receive:
    """Return `receive`, ending the request when its body grows past `most` bytes."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413, f"a request may have {most:,} bytes at most")
        return message

    return counted
