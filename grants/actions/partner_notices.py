"""Telling the two sides of a partnership what waits for them. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from grants.models import PartnerAgreement, PartnerApplication, PartnerReport
from registry.choices import Role
from registry.models import Body, Membership, Organisation
from registry.queries.people import officers_of

TOPIC = "grants.partnership"
CHOSEN = Letter(
    TOPIC,
    gettext_noop("Your NGO is in the pool of partners"),
    gettext_noop("%(body)s has chosen its partners.\n\nThe reason: %(reason)s"),
)
NOT_CHOSEN = Letter(
    TOPIC,
    gettext_noop("Your NGO is not in the pool of partners"),
    gettext_noop("%(body)s has chosen its partners.\n\nThe reason: %(reason)s"),
)
TO_SIGN = Letter(
    TOPIC,
    gettext_noop("An agreement waits for your signature: %(number)s"),
    gettext_noop("%(body)s and %(partner)s. Read it and sign it on its page."),
)
IN_FORCE = Letter(
    TOPIC,
    gettext_noop("The agreement is in force: %(number)s"),
    gettext_noop("%(body)s and %(partner)s have both signed it."),
)
RETURNED = Letter(
    TOPIC,
    gettext_noop("The yearly report is returned: %(number)s"),
    gettext_noop("%(body)s asks to correct the report for %(year)s.\n\n%(remark)s"),
)
ACCEPTED = Letter(
    TOPIC, gettext_noop("The yearly report is accepted: %(number)s"), gettext_noop("%(body)s, report for %(year)s.")
)


def tell_judged(application: PartnerApplication) -> None:
    """The NGO reads the outcome when the whole pool is published."""
    letter = CHOSEN if application.status == "accepted" else NOT_CHOSEN
    context = {"body": trilingual(application.call.body, "name"), "reason": application.reason}
    people = {*_heads(application.organisation), application.sent_by}
    _tell(people, letter, context, application.get_absolute_url(), f"grants.partner.{application.pk}")


def tell_to_sign(agreement: PartnerAgreement) -> None:
    """The side whose turn it is: first the head of the NGO, then the officers of the body."""
    application = agreement.application
    is_ngo = agreement.status == "sent"
    people = _heads(application.organisation) if is_ngo else _officers(application.call.body)
    _tell(people, TO_SIGN, _parties(agreement), agreement.get_absolute_url(), f"grants.sign.{agreement.pk}.{is_ngo}")


def tell_in_force(agreement: PartnerAgreement) -> None:
    people = _heads(agreement.application.organisation)
    _tell(people, IN_FORCE, _parties(agreement), agreement.get_absolute_url(), f"grants.in_force.{agreement.pk}")


def tell_read(report: PartnerReport) -> None:
    """The NGO reads whether its report is accepted."""
    letter = ACCEPTED if report.status == "accepted" else RETURNED
    context = _parties(report.agreement) | {"year": report.year, "remark": report.remark}
    people = {*_heads(report.agreement.application.organisation), report.sent_by}
    moment = report.decided_at.isoformat() if report.decided_at else ""
    _tell(
        people,
        letter,
        context,
        report.get_absolute_url(),
        f"grants.partner_report.{report.pk}.{report.status}.{moment}",
    )


def _parties(agreement: PartnerAgreement) -> dict[str, object]:
    application = agreement.application
    return {
        "number": agreement.number,
        "body": trilingual(application.call.body, "name"),
        "partner": trilingual(application.organisation, "name"),
    }


def _heads(organisation: Organisation) -> list[User]:
    return _people(Membership.objects.in_force().filter(organisation=organisation, role=Role.NGO_HEAD))


def _officers(body: Body) -> list[User]:
    return officers_of(body)


def _people(held: Iterable[Membership]) -> list[User]:
    return list(User.objects.filter(pk__in=[one.user_id for one in held]).order_by("pk"))


def _tell(people: Iterable[User], letter: Letter, context: Mapping[str, object], link: str, key: str) -> None:
    for person in sorted(people, key=lambda one: one.pk):
        notify(to=person, letter=letter, context=context, link=link, key=key)
