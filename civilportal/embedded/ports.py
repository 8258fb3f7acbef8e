"""Which TCP ports of this machine are free."""

from __future__ import annotations

import socket

from civilportal.embedded.errors import CannotStart

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a server could listen on ``port`` of the loopback address now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # Without it a port whose last connections are still winding down would look busy for a minute.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def any_free() -> int:
    """A port that was free a moment ago."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def wanted(text: str, *, example: str = "make demo") -> int:
    """The port number written in ``text``.

    Raises CannotStart when it is no number from 1 to 65535, or when another program listens there.
    """
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise CannotStart(f"PORT must be a number from 1 to 65535, not {text!r}.")
    port = int(text)
    if not is_free(port):
        raise CannotStart(
            f"Port {port} is busy: another program listens on it, or this user may not use it. "
            f"Stop that program, or choose another port: PORT={port + 1 if port < 65535 else 8000} {example}"
        )
    return port
