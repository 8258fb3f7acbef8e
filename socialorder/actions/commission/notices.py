"""Telling the members of a tender's commission what waits for them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from socialorder.models import Sitting, Tender

TOPIC = "socialorder.tenders"
NAMED = Letter(
    TOPIC,
    gettext_noop("You are in the commission of the tender “%(tender)s”"),
    gettext_noop("After the opening say which lots are not for you."),
)
BEGUN = Letter(
    TOPIC,
    gettext_noop("The commission of the tender “%(tender)s” sits"),
    gettext_noop("Vote on each lot that is for you."),
)
CONCLUDED = Letter(
    TOPIC,
    gettext_noop("The commission has decided the tender “%(tender)s”"),
    gettext_noop("Sign the protocol of the sitting."),
)


def tell_named(tender: Tender, people: Iterable[User]) -> None:
    link = reverse("socialorder:commission-detail", args=[tender.slug])
    notify_each(people, NAMED, {"tender": trilingual(tender, "title")}, link=link)


def tell_begun(sitting: Sitting) -> None:
    _tell_present(sitting, BEGUN)


def tell_concluded(sitting: Sitting) -> None:
    _tell_present(sitting, CONCLUDED)


def _tell_present(sitting: Sitting, letter: Letter) -> None:
    people = User.objects.filter(pk__in=sitting.seats.filter(is_present=True).values("member__person")).order_by("pk")
    context = {"tender": trilingual(sitting.tender, "title")}
    key = f"socialorder.sitting.{sitting.pk}.{sitting.status}"
    notify_each(people, letter, context, link=sitting.get_absolute_url(), key=key)
