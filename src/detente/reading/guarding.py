"""Which machines may be asked: none within the own network, unless the user allows it by name.

The name is resolved here, every address that it has is looked at, and the connection is made to
the address that was looked at, so that a name cannot mean one machine when it is checked and
another when it is asked. Each step of a redirection comes through here anew.
"""

from __future__ import annotations

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

__all__ = ["GuardedTransport", "RefusedError", "checked_address"]

Address = IPv4Address | IPv6Address
NAT64 = ip_network("64:ff9b::/96")


class RefusedError(httpx.TransportError):
    """An address that must not be asked; asking again would not help."""


class GuardedTransport(httpx.BaseTransport):
    """Sends requests over HTTP and HTTPS to public addresses only.

    `allowed` names hosts, in lower case, that may have any address.
    """

    def __init__(self, allowed: Collection[str] = ()) -> None:
        """Make the transport; proxies of the environment are not used, they would go round it."""
        self._allowed = frozenset(allowed)
        self._inner = httpx.HTTPTransport(trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the address that its host has now.

        Raises:
            RefusedError: it is no HTTP, or the host has an address that is not public.
            httpx.TransportError: it cannot be reached.
        """
        url = request.url
        if url.scheme not in ("http", "https"):
            raise RefusedError(f"{url.scheme}: is neither http nor https")
        address = checked_address(url.host, url.port or 443, self._allowed)
        request.url = url.copy_with(host=str(address))
        request.extensions = {**request.extensions, "sni_hostname": url.host}
        response = self._inner.handle_request(request)
        request.url = url  # redirections are relative to the name
        return response

    def close(self) -> None:
        """Close all connections."""
        self._inner.close()


def checked_address(host: str, port: int, allowed: Collection[str]) -> Address:
    """Return the first address of a host; all of them must be public unless it is allowed.

    Raises:
        RefusedError: one of them is not.
        httpx.ConnectError: the name has no address.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpx.ConnectError(f"{host} cannot be found: {error}") from None
    addresses = [ip_address(str(place[0]).partition("%")[0]) for *_, place in found]
    inner = [address for address in addresses if not _public(address)]
    if inner and host.lower().rstrip(".") not in allowed:
        raise RefusedError(
            f"{host} is at {inner[0]}, which is no public address; "
            "name the host under allow_hosts if it is meant"
        )
    return addresses[0]


def _public(address: Address) -> bool:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return _public(address.ipv4_mapped)
        if address.sixtofour or address.teredo or address in NAT64:
            return False  # they carry an IPv4 address that could be any
    return address.is_global and not address.is_multicast
