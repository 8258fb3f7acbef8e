"""Telling the applicant what the other side has done. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.core.presentation import local
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from grants.models import Application, Award, FormalCheck
from registry.choices import Role
from registry.models import Membership

TOPIC = "grants.applications"
OFFICERS = "grants.terms"
RETURNED = Letter(
    TOPIC,
    gettext_noop("Application %(number)s is returned for correction"),
    gettext_noop(
        "Call “%(call)s”.\n\nThe formal check says: %(reason)s\n\nCorrect the application and send it again in time."
    ),
)
ADMITTED = Letter(
    TOPIC,
    gettext_noop("Application %(number)s is admitted"),
    gettext_noop("Call “%(call)s”.\n\nThe application has passed the formal check and goes to the experts."),
)
NOT_ADMITTED = Letter(
    TOPIC,
    gettext_noop("Application %(number)s is not admitted"),
    gettext_noop("Call “%(call)s”.\n\nThe formal check says: %(reason)s"),
)
ASKED = Letter(
    TOPIC,
    gettext_noop("You can answer the marks of application %(number)s"),
    gettext_noop(
        "Call “%(call)s”.\n\nBefore the commission decides you can read the mean marks of your application and send one short"
        " answer, until %(until)s (Astana time)."
    ),
)
DECIDED = Letter(
    TOPIC,
    gettext_noop("The call “%(call)s” is decided"),
    gettext_noop("Your application %(number)s: marks, rank, decision and reason are on its page."),
)
OFFERED = Letter(
    TOPIC,
    gettext_noop("A grant for application %(number)s: accept or decline it"),
    gettext_noop(
        "Call “%(call)s”.\n\nThe head of the NGO accepts or declines the grant on the page of the application until"
        " %(until)s (Astana time). A grant that is not accepted by then goes to the reserve list."
    ),
)
CHECKED = {"admit": ADMITTED, "refuse": NOT_ADMITTED, "return": RETURNED}


def tell_checked(check: FormalCheck) -> None:
    """The conclusion of the formal check goes to the applicant at once; to everybody else at the decision."""
    _tell(check.application, CHECKED[check.conclusion], f"grants.check.{check.pk}", reason=check.reason)


def tell_asked(application: Application, until: dt.datetime) -> None:
    """The applicant may answer its marks, and until when."""
    moment = local(until).strftime("%d.%m.%Y, %H:%M")
    _tell(application, ASKED, f"grants.answer.{application.pk}", until=moment)


def tell_decided(application: Application) -> None:
    """The call is decided; the applicant reads its result on its own page."""
    _tell(application, DECIDED, f"grants.decision.{application.pk}")


def tell_offered(award: Award) -> None:
    """A grant waits for the answer of the NGO's head."""
    until = timezone.localtime(award.answer_until).strftime("%d.%m.%Y %H:%M")
    _tell(award.application, OFFERED, f"grants.award.{award.pk}", until=until)


def _tell(application: Application, letter: Letter, key: str, **values: str) -> None:
    """To who sent the application and to the head of the NGO."""
    heads = Membership.objects.in_force().filter(organisation=application.organisation_id, role=Role.NGO_HEAD)
    people = {application.submitted_by_id, *heads.values_list("user_id", flat=True)}
    context = {"number": application.number, "call": trilingual(application.call, "title"), **values}
    for person in User.objects.filter(pk__in=people).order_by("pk"):
        notify(to=person, letter=letter, context=context, link=application.get_absolute_url(), key=key)
