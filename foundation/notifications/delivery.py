"""Mail that is never sent twice: claim the row, send, mark.

The claim is committed before the mail server is spoken to. A server that cannot be reached, or says «try later», gives
the claim back. When the connection breaks after the mail was handed over, nobody can know whether it left; then it is
not sent again: the message stands on the portal in any case.
"""

from __future__ import annotations

import datetime as dt
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import make_msgid

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from foundation.accounts.models import User
from foundation.core import jobs
from foundation.notifications import wording
from foundation.notifications.models import MailStatus, Message, MessageQuerySet

logger = structlog.get_logger(__name__)

TIMEOUT_SECONDS = 30
RETRY_AFTER = dt.timedelta(minutes=5)
GIVE_UP_AFTER = dt.timedelta(days=3)
BATCH = 500
DIGEST_MAX = 200


@dataclass(frozen=True)
class Outcome:
    status: MailStatus
    error: str = ""


def deliver(message_id: int) -> str:
    """Send the mail of one message. Returns the status it has then; raises ConnectionError when it is to be tried again."""
    messages = _claim(Message.objects.filter(pk=message_id), MailStatus.WAITING)
    if not messages:
        return Message.objects.values_list("mail_status", flat=True).get(pk=message_id)
    return _send(messages, "notifications/email.txt", MailStatus.WAITING)


def deliver_digest(user_id: int) -> str:
    """Send what waits for this person's daily mail, all in one. Nothing is sent when nothing waits."""
    waiting = Message.objects.filter(recipient=user_id).order_by("pk")
    messages = _claim(waiting, MailStatus.DIGEST)
    return _send(messages, "notifications/digest.txt", MailStatus.DIGEST) if messages else "nothing"


def sweep() -> int:
    """Want again the mail that still waits after its job has given up, until it is too old. Returns how many."""
    now = timezone.now()
    late = Message.objects.filter(mail_status=MailStatus.WAITING, created_at__lt=now - RETRY_AFTER).order_by(
        "created_at"
    )
    with transaction.atomic():
        late.filter(created_at__lt=now - GIVE_UP_AFTER).update(
            mail_status=MailStatus.REFUSED, mail_error="gave up: the mail server could not be reached"
        )
        waiting = list(late.values_list("pk", flat=True)[:BATCH])
        for pk in waiting:
            jobs.enqueue("notifications.deliver", key=f"mail-{pk}", message_id=pk)
    return len(waiting)


def send_digests() -> int:
    """Want the daily mail of everybody for whom something waits. Returns of how many people."""
    people = Message.objects.filter(mail_status=MailStatus.DIGEST).values_list("recipient", flat=True).distinct()
    with transaction.atomic():
        for user_id in (found := list(people.order_by("recipient"))):
            jobs.enqueue("notifications.deliver_digest", key=f"digest-{user_id}", user_id=user_id)
    return len(found)


@transaction.atomic(durable=True)
def _claim(rows: MessageQuerySet, waiting_as: MailStatus) -> list[Message]:
    """Take ``rows`` that wait, so that nobody else sends them. One found already claimed belongs to a dead worker."""
    held = rows.select_for_update(of=("self",)).select_related("recipient")
    for abandoned in held.filter(mail_status=MailStatus.SENDING):
        logger.warning("mail_uncertain", message=abandoned.pk)
        _settle([abandoned], Outcome(MailStatus.UNCERTAIN, "the worker died while sending"))
    messages = list(held.filter(mail_status=waiting_as)[:DIGEST_MAX])
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(mail_status=MailStatus.SENDING)
    return messages


def _settle(messages: Sequence[Message], outcome: Outcome) -> None:
    mailed_at = timezone.now() if outcome.status == MailStatus.SENT else None
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        mail_status=outcome.status, mail_error=outcome.error, mailed_at=mailed_at
    )


def _send(messages: Sequence[Message], template: str, waiting_as: MailStatus) -> str:
    recipient = messages[0].recipient
    if not recipient.is_active:
        outcome = Outcome(MailStatus.UNWANTED)
    else:
        outcome = _hand_over(_compose(messages, recipient, template), mail_server(), waiting_as)
    _settle(messages, outcome)
    if outcome.status == waiting_as:
        raise ConnectionError(outcome.error)
    return str(outcome.status)


def _hand_over(mail: EmailMessage, server: BaseEmailBackend, waiting_as: MailStatus) -> Outcome:
    try:
        server.open()
    except OSError as fault:
        return Outcome(waiting_as, f"mail server: {fault}")
    try:
        server.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as fault:
        return _refusal(fault, [code for code, _ in fault.recipients.values()], waiting_as)
    except smtplib.SMTPResponseException as fault:
        return _refusal(fault, [fault.smtp_code], waiting_as)
    except OSError as fault:
        return Outcome(MailStatus.UNCERTAIN, f"{type(fault).__name__}: {fault}")
    finally:
        server.close()
    return Outcome(MailStatus.SENT)


def _refusal(fault: Exception, codes: list[int], waiting_as: MailStatus) -> Outcome:
    is_for_now = all(400 <= code < 500 for code in codes)
    return Outcome(waiting_as if is_for_now else MailStatus.REFUSED, str(fault))


def _compose(messages: Sequence[Message], recipient: User, template: str) -> EmailMessage:
    with translation.override(recipient.language):
        letters = [
            {"subject": wording.subject(item), "body": wording.body(item), "url": wording.address(wording.link(item))}
            for item in messages
        ]
        settings_url = wording.address(reverse("notifications:preferences"))
        text = render_to_string(template, {"letters": letters, "recipient": recipient, "settings_url": settings_url})
        subject, _, body = text.strip().partition("\n")
    host = settings.PUBLIC_ADDRESS.rpartition("//")[2].partition(":")[0]
    return EmailMessage(
        subject,
        body.strip() + "\n",
        to=[recipient.email],
        headers={
            "Message-ID": make_msgid(idstring=f"message-{messages[-1].pk}", domain=host or None),
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{settings_url}>",
        },
    )


def mail_server() -> BaseEmailBackend:
    """Not reached yet; with a limit of time where the backend knows one."""
    speaks_smtp = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    return get_connection(timeout=TIMEOUT_SECONDS) if speaks_smtp else get_connection()
