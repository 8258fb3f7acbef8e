"""Telling the applicant what the other side has done. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.core.presentation import local
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from grants.models import Appeal, Application, Award, FormalCheck
from registry.choices import Role
from registry.queries import holders

TOPIC = "grants.applications"
TERMS, OFFICERS = "grants.terms", "grants.officers"
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
SENT_BACK = Letter(
    OFFICERS,
    gettext_noop("Your check of application %(number)s is sent back"),
    gettext_noop("The second officer says: %(remark)s\n\nLook at it again and conclude anew."),
)
OFFERED = Letter(
    TOPIC,
    gettext_noop("A grant for application %(number)s: accept or decline it"),
    gettext_noop(
        "Call “%(call)s”.\n\nThe head of the NGO accepts or declines the grant on the page of the application until"
        " %(until)s (Astana time). A grant that is not accepted by then goes to the reserve list."
    ),
)
APPEAL_SENT = Letter(
    OFFICERS,
    gettext_noop("An appeal on application %(number)s waits for a reviewer"),
    gettext_noop("Call “%(call)s”.\n\nSomebody who had no part in what is appealed against takes and answers it."),
)
APPEAL_ANSWERED = Letter(
    TOPIC,
    gettext_noop("The appeal on application %(number)s is answered"),
    gettext_noop("Call “%(call)s”.\n\nThe reviewer says: %(reason)s"),
)
CHECKED = {"admit": ADMITTED, "refuse": NOT_ADMITTED, "return": RETURNED}


def tell_checked(check: FormalCheck) -> None:
    """The conclusion of the formal check goes to the applicant at once; to everybody else at the decision."""
    _tell(check.application, CHECKED[check.conclusion], f"grants.check.{check.pk}", reason=check.reason)


def tell_asked(application: Application, until: dt.datetime) -> None:
    """The applicant may answer its marks, and until when."""
    moment = local(until).strftime("%d.%m.%Y, %H:%M")
    _tell(application, ASKED, f"grants.answer.{application.pk}", until=moment)


def tell_sent_back(check: FormalCheck) -> None:
    """The first officer reads the second one's remark."""
    application = check.application
    context = {"number": application.number, "remark": check.remark}
    link = reverse("grants:check-detail", args=[application.number])
    notify(to=check.checked_by, letter=SENT_BACK, context=context, link=link, key=f"grants.check.back.{check.pk}")


def tell_decided(application: Application) -> None:
    """The call is decided; the applicant reads its result on its own page."""
    _tell(application, DECIDED, f"grants.decision.{application.pk}")


def tell_appeal_sent(appeal: Appeal) -> None:
    """Officers and the secretary of the operator learn that an appeal waits for one of them."""
    call = appeal.application.call
    context = {"number": appeal.application.number, "call": trilingual(call, "title")}
    for person in holders.officers_of(call.operator_id, Role.SECRETARY):
        notify(
            to=person,
            letter=APPEAL_SENT,
            context=context,
            link=appeal.get_absolute_url(),
            key=f"grants.appeal.{appeal.pk}",
        )


def tell_appeal_answered(appeal: Appeal) -> None:
    """The applicant reads the answer at once."""
    _tell(appeal.application, APPEAL_ANSWERED, f"grants.appeal.answer.{appeal.pk}", reason=appeal.reason)


def tell_offered(award: Award) -> None:
    """A grant waits for the answer of the NGO's head."""
    until = timezone.localtime(award.answer_until).strftime("%d.%m.%Y %H:%M")
    _tell(award.application, OFFERED, f"grants.award.{award.pk}", until=until)


def _tell(application: Application, letter: Letter, key: str, **values: str) -> None:
    """To who sent the application and to the head of the NGO."""
    heads = [person.pk for person in holders.heads_of(application.organisation_id)]
    context = {"number": application.number, "call": trilingual(application.call, "title"), **values}
    for person in User.objects.filter(Q(pk=application.submitted_by_id) | Q(pk__in=heads)).order_by("pk"):
        notify(to=person, letter=letter, context=context, link=application.get_absolute_url(), key=key)
