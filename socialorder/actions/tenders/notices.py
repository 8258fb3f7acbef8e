"""Telling everybody who began a bid, or asked, at once and the same."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop

from foundation.core import presentation
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import in_each, trilingual
from registry.queries.holders import officers_of
from socialorder.choices import QuestionStatus
from socialorder.models import Tender, TenderQuestion, TenderVersion
from socialorder.queries.tenders import interested

TOPIC = "socialorder.tenders"
ASKED = Letter(
    TOPIC,
    gettext_noop("A question about the tender “%(tender)s”"),
    gettext_noop("Question № %(number)s waits for an answer. It is published together with the answer."),
)
ANSWERED = Letter(
    TOPIC,
    gettext_noop("A question about the tender “%(tender)s” is answered"),
    gettext_noop("Question № %(number)s and its answer are on the page of the tender."),
)
WITHHELD = Letter(
    TOPIC,
    gettext_noop("Your question about the tender “%(tender)s” is not published"),
    gettext_noop("Question № %(number)s. The reason: %(answer)s"),
)
AMENDED = Letter(
    TOPIC,
    gettext_noop("The tender “%(tender)s” has changed"),
    gettext_noop("The reason: %(reason)s\n\nBids are taken until %(until)s. A sealed bid can be replaced."),
)
CANCELLED = Letter(
    TOPIC,
    gettext_noop("The tender “%(tender)s” is cancelled"),
    gettext_noop("The reason: %(reason)s\n\nBids stay sealed: nobody reads them."),
)
OPENED = Letter(
    TOPIC,
    gettext_noop("The bids of the tender “%(tender)s” are opened"),
    gettext_noop("The protocol with all prices is on the page of the tender."),
)

DECIDED = Letter(
    TOPIC,
    gettext_noop("The tender “%(tender)s” is decided"),
    gettext_noop("Points, winner and reserve of each lot are in the protocol."),
)


def tell_asked(question: TenderQuestion) -> None:
    """Officers of the body."""
    notify_each(officers_of(question.tender.body), ASKED, _about(question), link=_link(question))


def tell_answered(question: TenderQuestion) -> None:
    """Everybody who is interested; the asker alone when it is not published."""
    key = f"socialorder.tender.{question.tender_id}.question.{question.number}"
    if question.status == QuestionStatus.WITHHELD:
        context = {**_about(question), "answer": question.answer}
        notify_each([question.asked_by], WITHHELD, context, link=_link(question), key=key)
        return
    notify_each(interested(question.tender), ANSWERED, _about(question), link=_link(question), key=key)


def tell_amended(version: TenderVersion) -> None:
    tender = version.tender
    until = in_each(lambda: presentation.moment(tender.closes_at, with_zone=True))
    context = {**_named(tender), "reason": version.reason, "until": until}
    key = f"socialorder.tender.{tender.pk}.version.{version.number}"
    notify_each(interested(tender), AMENDED, context, link=tender.get_absolute_url(), key=key)


def tell_cancelled(tender: Tender) -> None:
    context = {**_named(tender), "reason": tender.ended_reason}
    key = f"socialorder.tender.{tender.pk}.cancelled"
    notify_each(interested(tender), CANCELLED, context, link=tender.get_absolute_url(), key=key)


def tell_opened(tender: Tender) -> None:
    key = f"socialorder.tender.{tender.pk}.opened"
    notify_each(interested(tender), OPENED, _named(tender), link=tender.get_absolute_url(), key=key)


def tell_decided(tender: Tender) -> None:
    key = f"socialorder.tender.{tender.pk}.decided"
    notify_each(interested(tender), DECIDED, _named(tender), link=tender.get_absolute_url(), key=key)


def _named(tender: Tender) -> dict[str, Any]:
    return {"tender": trilingual(tender, "title")}


def _about(question: TenderQuestion) -> dict[str, Any]:
    return {**_named(question.tender), "number": question.number}


def _link(question: TenderQuestion) -> str:
    return f"{question.tender.get_absolute_url()}#question-{question.number}"
