"""The seal of a form: it shows that the form stands on a page that this server made.

Another site can send a form to us, but cannot read a page of ours, and so never holds a seal. With
it forms work where no script adds the header that `guard` otherwise asks for.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.types import Message, Receive

__all__ = ["SEAL", "Seals", "body_of", "carries_form", "read_again"]

SEAL = "seal"
"""The name of the field that holds it."""

_VALID_SECONDS = 12 * 3600
_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 1000


class Seals:
    """Makes seals and knows them again; their key is this process's own and leaves it never."""

    def __init__(self) -> None:
        """Draw a key."""
        from itsdangerous import TimestampSigner

        self._signer = TimestampSigner(
            secrets.token_bytes(32), salt="detente.form", digest_method=hashlib.sha256
        )

    def make(self) -> str:
        """Return a seal that is like no other, so that packed pages do not give it away."""
        return self._signer.sign(secrets.token_urlsafe(12)).decode("ascii")

    def fault(self, body: bytes) -> str | None:
        """Return what is wrong with the seal of a form as it was sent, None when it is ours."""
        from itsdangerous import BadSignature, SignatureExpired

        try:
            fields = parse_qs(body.decode("ascii"), max_num_fields=_MOST_FIELDS)
            self._signer.unsign(fields.get(SEAL, [""])[-1], max_age=_VALID_SECONDS)
        except SignatureExpired:
            return "the page that this form stands on is too old; load it again, then send it"
        except (BadSignature, ValueError):
            return (
                "requests that change something must carry the header X-Detente: 1, or come from "
                "a form on a page of this server; if this one does, load its page again"
            )
        return None


def carries_form(headers: Headers) -> bool:
    """Tell whether a request has a form as its body."""
    return headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM


async def body_of(receive: Receive) -> bytes:
    """Return the whole body of a request, what came of it where the sender hung up."""
    parts: list[bytes] = []
    more = True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def read_again(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives a body read before, then whatever comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def given() -> Message:
        return waiting.pop() if waiting else await receive()

    return given
