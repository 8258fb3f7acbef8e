"""Telling people what happens to a call. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.core import presentation
from foundation.notifications.actions import notify, notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from grants.models import Call, CallVersion, Enquiry, EnquiryAnswer
from grants.models.applications import ENDED
from registry.choices import Role
from registry.models import Membership
from registry.queries import holders

TOPIC = "grants.calls"
ASKED = Letter(
    TOPIC,
    gettext_noop("A question about the call “%(call)s”"),
    gettext_noop("Question %(number)s waits for an answer. It is published together with the answer, without a name."),
)
ANSWERED = Letter(
    TOPIC,
    gettext_noop("An answer about the call “%(call)s”"),
    gettext_noop("Question %(number)s: %(question)s\n\nAnswer: %(answer)s"),
)
WITHHELD = Letter(
    TOPIC,
    gettext_noop("Your question about the call “%(call)s” is not published"),
    gettext_noop("The operator says: %(reason)s"),
)
AMENDED = Letter(
    TOPIC,
    gettext_noop("The call “%(call)s” has been changed"),
    gettext_noop(
        "Why: %(reason)s\n\nApplications are taken until %(until)s (Astana time). What you have sent stays valid; you can"
        " also open it again, change it and send it once more."
    ),
)
NOT_ANNOUNCED = Letter(
    TOPIC,
    gettext_noop("The call “%(call)s” could not be announced by itself"),
    gettext_noop(
        "It was to be announced at %(moment)s (Astana time), but: %(faults)s\n\nMend it and announce it anew."
    ),
)


def applicants_of(call: Call) -> list[User]:
    """Everybody who started an application to ``call`` that runs, and the heads of their NGOs, each once."""
    running = call.applications.exclude(status__in=ENDED)
    heads = Membership.objects.in_force().filter(
        organisation__in=running.values("organisation"), role__in=(Role.NGO_HEAD, Role.NGO_EDITOR)
    )
    people = Q(pk__in=heads.values("user")) | Q(pk__in=running.values("created_by"))
    return list(User.objects.filter(people, is_active=True).order_by("pk"))


def tell_asked(enquiry: Enquiry) -> None:
    """Officers of the operator: a question waits."""
    _tell(holders.officers_of(enquiry.call.operator_id), ASKED, enquiry.call, enquiry, key=f"grants.asked.{enquiry.pk}")


def tell_answered(answer: EnquiryAnswer) -> None:
    """The asker, and everybody who started an application: the same words at the same moment."""
    enquiry = answer.enquiry
    people = {person.pk: person for person in [*applicants_of(enquiry.call), enquiry.asked_by]}
    context = {"question": enquiry.text, "answer": answer.text}
    _tell(people.values(), ANSWERED, enquiry.call, enquiry, key=f"grants.answered.{answer.pk}", **context)


def tell_withheld(enquiry: Enquiry) -> None:
    key = f"grants.withheld.{enquiry.pk}"
    _tell([enquiry.asked_by], WITHHELD, enquiry.call, enquiry, key=key, reason=enquiry.withheld_reason)


def tell_amended(version: CallVersion) -> None:
    """Everybody who started or sent an application."""
    call = version.call
    context = {
        "call": trilingual(call, "title"),
        "reason": version.reason,
        "until": presentation.local(call.closes_at).strftime("%d.%m.%Y %H:%M"),
    }
    link = reverse("grants:call-version", args=[call.slug, version.number])
    notify_each(applicants_of(call), AMENDED, context, link=link, key=f"grants.amended.{version.pk}")


def tell_not_announced(call: Call, person: User, moment: Any, faults: str) -> None:
    """Who ordered the announcement: it did not happen, and why."""
    context = {
        "call": trilingual(call, "title"),
        "moment": presentation.local(moment).strftime("%d.%m.%Y %H:%M"),
        "faults": faults,
    }
    notify(to=person, letter=NOT_ANNOUNCED, context=context, link=reverse("grants:call-preview", args=[call.slug]))


def _tell(people: Iterable[User], letter: Letter, call: Call, enquiry: Enquiry, *, key: str, **values: str) -> None:
    context = {"call": trilingual(call, "title"), "number": enquiry.number, **values}
    notify_each(people, letter, context, link=enquiry.get_absolute_url(), key=key)
