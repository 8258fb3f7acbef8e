"""Sending to an address that somebody else has chosen, without becoming their hand inside our network.

The name is resolved once, every address it has must be public, and the connection goes to the very address that was
looked at. Redirects are not followed. What is answered is not read beyond its head.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault, Invalid

TIMEOUT_SECONDS = 10
TOGETHER_SECONDS = 25
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotAllowed(Exception):
    """The address is not one that the portal sends to."""


@dataclass(frozen=True)
class Answer:
    """What came of it: the status, or why there is none."""

    status: int | None
    error: str = ""

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def check_url(url: str) -> None:
    """Raises Invalid for an address that is not https:// (or not plain). The name is looked up when it is sent to."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise Invalid(Fault(_("Enter an address like https://system.example.kz/portal."), "url")) from None
    schemes = {"https", "http"} if settings.API_WEBHOOK_PRIVATE else {"https"}
    if parts.scheme not in schemes or not parts.hostname or parts.username or parts.password or not port:
        raise Invalid(Fault(_("Enter an address like https://system.example.kz/portal."), "url"))
    try:
        named = ipaddress.ip_address(parts.hostname)
    except ValueError:
        return
    if not _is_public(named):
        raise Invalid(Fault(_("This address is not on the public internet."), "url"))


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send ``body``; never raises."""
    try:
        parts = urlsplit(url)
        return _send(parts, _pinned(parts), body, headers)
    except NotAllowed as fault:
        return Answer(None, str(fault))
    except (OSError, ValueError, http.client.HTTPException) as fault:
        return Answer(None, f"{type(fault).__name__}: {fault}"[:300])


def _pinned(parts: SplitResult) -> str:
    """The address to connect to. Raises NotAllowed, or OSError when there is no such name."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for one in found:
        if not _is_public(ipaddress.ip_address(one.split("%")[0])):
            raise NotAllowed("The name leads to an address that is not on the public internet.")
    return found[0]


def _is_public(address: Address) -> bool:
    if settings.API_WEBHOOK_PRIVATE:
        return True
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped or address.sixtofour:
            address = address.ipv4_mapped or address.sixtofour or address
        elif address in _NAT64:
            address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.is_global and not address.is_multicast


def _send(parts: SplitResult, pinned: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    is_tls = parts.scheme == "https"
    kind = http.client.HTTPSConnection if is_tls else http.client.HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
    plain = socket.create_connection((pinned, line.port), timeout=TIMEOUT_SECONDS)
    # Whoever answers a letter at a time does not hold a worker for long.
    clock = threading.Timer(TOGETHER_SECONDS, _cut, [plain])
    clock.start()
    try:
        context = ssl.create_default_context()
        line.sock = context.wrap_socket(plain, server_hostname=parts.hostname) if is_tls else plain
        path = parts.path or "/"
        line.request("POST", f"{path}?{parts.query}" if parts.query else path, body, dict(headers))
        status = line.getresponse().status
    finally:
        clock.cancel()
        line.close()
        plain.close()
    if 300 <= status < 400:
        return Answer(status, "Redirects are not followed.")
    return Answer(status, "" if 200 <= status < 300 else f"The system answered {status}.")


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
