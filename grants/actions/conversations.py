"""Messages between the applicant and the officers about one application."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.documents import actions as documents
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from grants.choices import CaseSide
from grants.models import Application, CaseFile, CaseMessage
from grants.rules import conversations as rules
from registry.queries import holders

TOPIC = "grants.conversations"
NEW = Letter(
    TOPIC,
    gettext_noop("New messages on application %(number)s"),
    gettext_noop("Somebody has written to you about the application %(number)s. Read and answer on its page."),
)


@transaction.atomic(durable=True)
def send(
    *, application: Application, text: str, wants_answer: bool, by: Any, upload: File[Any] | None = None
) -> CaseMessage:
    """Write a message; the other side is told once until it has looked. Raises NotPermitted, Invalid or FileRefused."""
    application = lock(Application, application.pk)
    side = rules.check_can_write_message(by, application)
    rules.check_text(text)
    message = CaseMessage.objects.create(
        application=application,
        side=side,
        author=by,
        text=text.strip(),
        wants_answer=wants_answer,
        sent_at=clock.now(),
    )
    if upload is not None:
        CaseFile.objects.create(message=message, document=documents.store(upload=upload, by=by))
    record("grants.case.message_sent", application, by=by, changes={"side": side, "wants_answer": wants_answer})
    _tell(message)
    return message


def _tell(message: CaseMessage) -> None:
    """One notice for each day, thread and person, however many messages there are.

    The topic's mail is usually the daily one, so a person gets one mail a day with all threads.
    """
    application = message.application
    link = reverse("grants:conversation", args=[application.number])
    key = f"grants.case.{application.pk}.{message.side}.{clock.now().date().isoformat()}"
    notify_each(_others(message), NEW, {"number": application.number}, link=link, key=key)


def _others(message: CaseMessage) -> list[User]:
    application = message.application
    if message.side == CaseSide.OFFICER:
        people = {*(one.pk for one in holders.heads_of(application.organisation_id)), application.submitted_by_id}
    else:
        people = {one.pk for one in holders.officers_of(application.call.operator_id)}
    known = [pk for pk in people if pk and pk != message.author_id]
    return list(User.objects.filter(pk__in=known).order_by("pk"))
