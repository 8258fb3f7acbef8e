"""Mail to an address that has no account yet. Everybody else is told by ``actions.notify``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from foundation.notifications import wording
from foundation.notifications.delivery import mail_server
from foundation.notifications.letters import Letter


def send(*, to: str, language: str, letter: Letter, context: Mapping[str, Any], path: str) -> None:
    """Send ``letter`` in ``language`` with a link to ``path``. Raises ConnectionError when no mail server is reached."""
    with translation.override(language):
        values = {
            "body": wording.fill(letter.body, context),
            "url": wording.address(path),
        }
        text = render_to_string("notifications/outside.txt", values)
        subject = " ".join(wording.fill(letter.subject, context).split())
    server = mail_server()
    try:
        server.open()
    except OSError as fault:
        raise ConnectionError(f"mail server: {fault}") from fault
    mail = EmailMessage(subject, text.strip() + "\n", to=[to], headers={"Auto-Submitted": "auto-generated"})
    try:
        server.send_messages([mail])
    finally:
        server.close()
