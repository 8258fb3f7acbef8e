from __future__ import annotations

import io
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation.documents import scanning
from foundation.documents.examining import examine
from foundation.documents.refusals import FileRefused
from tests.builders import files


class Daemon(threading.Thread):
    """A ClamAV daemon that speaks INSTREAM and gives one prepared answer to each client."""

    def __init__(self, listener: socket.socket, answer: bytes) -> None:
        super().__init__(daemon=True)
        self.listener, self.answer, self.received = listener, answer, b""

    def run(self) -> None:
        client, _ = self.listener.accept()
        with client, client.makefile("rb") as stream:
            assert stream.readline() == b"nINSTREAM\n"
            while length := struct.unpack("!L", stream.read(4))[0]:
                self.received += stream.read(length)
            client.sendall(self.answer)


@pytest.fixture
def listener(tmp_path: Path, settings) -> Iterator[socket.socket]:
    settings.CLAMD_ADDRESS = str(tmp_path / "clamd.sock")
    with socket.socket(socket.AF_UNIX) as found:
        found.bind(settings.CLAMD_ADDRESS)
        found.listen()
        yield found


@pytest.mark.parametrize(
    ("answer", "virus"), [(b"stream: OK\n", ""), (b"stream: Win.Test.EICAR_HDB-1 FOUND\n", "Win.Test.EICAR_HDB-1")]
)
def test_the_daemon_is_asked_about_every_byte(listener: socket.socket, answer: bytes, virus: str) -> None:
    daemon = Daemon(listener, answer)
    daemon.start()
    content = files.pdf() * 30

    found = scanning.find_virus(io.BytesIO(content))
    daemon.join(timeout=5)

    assert (found, daemon.received) == (virus, content)


@pytest.mark.parametrize(
    "answer", [b"stream: Can't allocate memory ERROR\n", b"INSTREAM size limit exceeded. ERROR\n", b"", b"\xff"]
)
def test_nothing_is_taken_when_the_daemon_cannot_tell(listener: socket.socket, answer: bytes) -> None:
    Daemon(listener, answer).start()

    with pytest.raises(FileRefused) as caught:
        examine(files.upload(files.pdf()))

    assert (caught.value.code, str(caught.value)) == (
        "not_scanned",
        "“plan.pdf” could not be checked for viruses, so it was not taken. Try again in a few minutes.",
    )


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nowhere.sock"])
def test_nothing_is_taken_when_there_is_no_daemon(settings, address: str) -> None:
    settings.CLAMD_ADDRESS = address

    with pytest.raises(scanning.NotScanned):
        scanning.find_virus(io.BytesIO(b"clean"))


def test_without_a_daemon_the_test_file_is_found_wherever_it_lies() -> None:
    across = b"x" * (scanning.CHUNK - 30) + scanning.EICAR + b"y"

    assert [scanning.find_virus(io.BytesIO(content)) for content in (across, b"x" * 200_000)] == ["EICAR test file", ""]
