from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from foundation.notifications import topics

topics.register({"tests.news": "Test news", "tests.other": "Other test news"})


@dataclass
class MailServer:
    """A mail server on this machine that keeps what it gets. ``answers``: what it says instead of 250, by command."""

    listener: socket.socket
    answers: dict[str, str] = field(default_factory=dict)
    letters: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return self.listener.getsockname()[1]

    def serve(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            with client, client.makefile("rwb") as stream:
                self._talk(stream)

    def _talk(self, stream) -> None:
        def say(line: str) -> None:
            stream.write(f"{line}\r\n".encode())
            stream.flush()

        say(self.answers.get("HELLO", "220 test"))
        while line := stream.readline().decode().strip():
            command = line.split()[0].upper().partition(":")[0]
            if command == "RCPT":
                self.recipients.append(line.partition(":")[2])
            answer = self.answers.get(command, {"DATA": "354 go on", "QUIT": "221 bye"}.get(command, "250 ok"))
            say(answer)
            if command == "QUIT" or answer == "":
                return
            if command == "DATA" and answer.startswith("354"):
                self.letters.append(self._letter(stream))
                if self.answers.get("END") == "":
                    return
                say(self.answers.get("END", "250 taken"))

    @staticmethod
    def _letter(stream) -> bytes:
        lines = []
        while (line := stream.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = MailServer(listener)
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.PUBLIC_ADDRESS = "https://portal.example.kz"
        yield server
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)
