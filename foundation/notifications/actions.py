"""Telling people things. ``notify`` is a step: it joins the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import jobs
from foundation.core.errors import Fault, Invalid
from foundation.notifications import topics, wording
from foundation.notifications.letters import Letter
from foundation.notifications.models import MailChoice, MailStatus, Message, Preference

MAIL_OF_CHOICE = {
    MailChoice.AT_ONCE: MailStatus.WAITING,
    MailChoice.DAILY: MailStatus.DIGEST,
    MailChoice.NEVER: MailStatus.UNWANTED,
}


def notify(
    *, to: User, letter: Letter, context: Mapping[str, Any] | None = None, link: str = "", key: str = ""
) -> Message:
    """Tell ``to`` something, on the portal and (unless switched off for the topic) by mail in the person's language.

    ``context`` fills the placeholders of ``letter`` (JSON values; ``wording.trilingual(obj, "title")`` for data in three
    languages); ``link`` is a path. With ``key`` the same person is told the same thing once: the first message is
    returned. Raises KeyError for an unknown topic or a placeholder without a value, RuntimeError outside a transaction.
    """
    topics.label(letter.topic)
    values = dict(context or {})
    for sentence in (letter.subject, letter.body):
        wording.fill(sentence, values)
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("people are told in the transaction of what they are told of")
    message = Message(
        recipient=to, topic=letter.topic, subject=letter.subject, body=letter.body, context=values, link=link, key=key
    )
    message.mail_status = _mail_status(to, letter.topic)
    if not _insert(message):
        return Message.objects.get(recipient=to, key=key)
    if message.mail_status == MailStatus.WAITING:
        jobs.enqueue("notifications.deliver", key=f"mail-{message.pk}", message_id=message.pk)
    return message


def notify_each(
    people: Iterable[User], letter: Letter, context: Mapping[str, Any] | None = None, *, link: str = "", key: str = ""
) -> None:
    """``notify`` for each of ``people``; with ``key`` each of them once."""
    for person in people:
        notify(to=person, letter=letter, context=context, link=link, key=key)


def _insert(message: Message) -> bool:
    """Insert ``message`` unless one of its key stands already; of two writers at once the second waits and loses."""
    if not message.key:
        message.save(force_insert=True)
        return True
    before = Message.objects.filter(recipient=message.recipient, key=message.key)
    if before.exists():
        return False
    Message.objects.bulk_create([message], ignore_conflicts=True)
    mine = before.get()
    message.pk = mine.pk
    return bool(mine.created_at == message.created_at)


def _mail_status(user: User, topic: str) -> MailStatus:
    if user.is_service:
        return MailStatus.UNWANTED
    choice = Preference.objects.filter(user=user, topic=topic).values_list("mail", flat=True).first()
    return MAIL_OF_CHOICE[MailChoice(choice or topics.usual(topic))]


@transaction.atomic(durable=True)
def mark_read(*, message: Message, by: User) -> None:
    """Note when ``by``, whose message it is, has opened it; the first time counts."""
    Message.objects.visible_to(by).filter(pk=message.pk, read_at=None).update(read_at=timezone.now())


@transaction.atomic(durable=True)
def mark_all_read(*, by: User) -> int:
    """Note that ``by`` has seen all own messages. Returns how many were new."""
    return Message.objects.filter(recipient=by, read_at=None).update(read_at=timezone.now())


@transaction.atomic(durable=True)
def choose_mail(*, choices: Mapping[str, str], by: User) -> None:
    """Keep how ``by`` wants the mail of each topic (topic → MailChoice).

    Raises KeyError for an unknown topic, Invalid for an official one that is to be switched off.
    """
    before = dict(Preference.objects.select_for_update().filter(user=by).values_list("topic", "mail"))
    for topic, choice in choices.items():
        topics.label(topic)
        if topics.is_official(topic) and choice == MailChoice.NEVER:
            raise Invalid(Fault(_("Official notices always come by mail."), topic))
        old = before.get(topic, topics.usual(topic))
        if old == MailChoice(choice):
            continue
        preference, _is_new = Preference.objects.update_or_create(user=by, topic=topic, defaults={"mail": choice})
        record("notifications.preference.changed", preference, by=by, changes={"mail": [old, choice]})
