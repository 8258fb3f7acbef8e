from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from civilportal.embedded import ports
from civilportal.embedded.errors import CannotStart


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind((ports.LOOPBACK, 0))
        server.listen()
        yield server.getsockname()[1]


def test_is_free_sees_a_listener(busy_port):
    assert ports.is_free(busy_port) is False


def test_is_free_after_the_listener_has_gone():
    with socket.socket() as server:
        server.bind((ports.LOOPBACK, 0))
        server.listen()
        port = server.getsockname()[1]

    assert ports.is_free(port) is True


def test_any_free_can_be_listened_on():
    assert ports.is_free(ports.any_free()) is True


def test_wanted_returns_the_number():
    port = ports.any_free()

    assert ports.wanted(str(port)) == port


def test_wanted_says_that_the_port_is_busy_and_names_another(busy_port):
    with pytest.raises(CannotStart) as refusal:
        ports.wanted(str(busy_port))

    assert str(refusal.value) == (
        f"Port {busy_port} is busy: another program listens on it, or this user may not use it. "
        f"Stop that program, or choose another port: PORT={busy_port + 1} make demo"
    )


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "80 80"])
def test_wanted_refuses_what_is_no_port(text):
    with pytest.raises(CannotStart) as refusal:
        ports.wanted(text)

    assert str(refusal.value) == f"PORT must be a number from 1 to 65535, not {text!r}."
