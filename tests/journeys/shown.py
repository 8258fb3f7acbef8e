"""An address of the portal and who looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User


@dataclass
class Shown:
    """An address without its language, and who looks at it; ``None`` is anybody."""

    path: str
    reader: User | None = None
    session: str = ""

    def __post_init__(self) -> None:
        if self.reader is not None:
            client = Client()
            client.force_login(self.reader)
            self.session = client.cookies["sessionid"].value


def address(name: str, *arguments: object) -> str:
    """The address after its language."""
    return reverse(name, args=arguments).removeprefix("/en")
