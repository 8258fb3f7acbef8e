"""Telling the two sides of an agreement what the other has done. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from grants.models import Agreement, Amendment, ProjectReport
from registry.queries import holders

TOPIC = "grants.agreements"
ADJUST = Letter(
    TOPIC,
    gettext_noop("Adjust the budget of %(number)s to the award"),
    gettext_noop(
        "“%(title)s” is awarded less than was asked for. Bring the budget and the plan to the sum awarded and send them;"
        " then the agreement is prepared."
    ),
)
TO_SIGN = Letter(
    TOPIC,
    gettext_noop("Agreement %(number)s is ready to be signed"),
    gettext_noop("“%(title)s”: read the agreement and sign it, electronically or on paper."),
)
IN_FORCE = Letter(
    TOPIC,
    gettext_noop("Agreement %(number)s is in force"),
    gettext_noop("“%(title)s”: both sides have signed. Tranches and reports are on the page of the agreement."),
)
TERMINATED = Letter(
    TOPIC,
    gettext_noop("Agreement %(number)s is terminated"),
    gettext_noop("“%(title)s”: %(reason)s\n\nTo be returned: %(owed)s tenge."),
)
AMENDMENT_RETURNED = Letter(
    TOPIC,
    gettext_noop("The change of agreement %(number)s is returned for correction"),
    gettext_noop("“%(title)s”: %(reason)s"),
)
AMENDMENT_APPROVED = Letter(
    TOPIC,
    gettext_noop("The change of agreement %(number)s is approved"),
    gettext_noop("“%(title)s”: it comes into force when both sides have signed it."),
)
AMENDMENT_ACCEPTED = Letter(
    TOPIC,
    gettext_noop("The adjusted budget of %(number)s is accepted"),
    gettext_noop("“%(title)s”: the agreement is prepared now."),
)
AMENDMENT_DECLINED = Letter(
    TOPIC,
    gettext_noop("The change of agreement %(number)s is declined"),
    gettext_noop("“%(title)s”: %(reason)s"),
)
PAID = Letter(
    TOPIC,
    gettext_noop("A tranche of agreement %(number)s is paid"),
    gettext_noop("“%(title)s”: tranche %(tranche)s is paid in full."),
)
REPORT_RETURNED = Letter(
    TOPIC,
    gettext_noop("Report %(report)s on agreement %(number)s is returned for correction"),
    gettext_noop(
        "“%(title)s”: look at the remarks, correct what they name and send it again until %(until)s.\n\n%(reason)s"
    ),
)
REPORT_ACCEPTED = Letter(
    TOPIC,
    gettext_noop("Report %(report)s on agreement %(number)s is accepted"),
    gettext_noop("“%(title)s”: expenses accepted: %(accepted)s tenge."),
)
REPORT_PARTLY = Letter(
    TOPIC,
    gettext_noop("Report %(report)s on agreement %(number)s is accepted in part"),
    gettext_noop(
        "“%(title)s”: expenses accepted: %(accepted)s tenge. What was not accepted is named in the report.\n\n%(reason)s"
    ),
)


def writers_of(agreement: Agreement) -> list[User]:
    """Head and editors of the NGO."""
    return holders.writers_of(agreement.application.organisation_id)


def officers_of(agreement: Agreement) -> list[User]:
    """Officers of the operator."""
    return holders.officers_of(agreement.application.call.operator_id)


def tell(
    agreement: Agreement,
    letter: Letter,
    key: str,
    *,
    people: Iterable[User] | None = None,
    link: str = "",
    **values: Any,
) -> None:
    """To ``people``, else to those who write for the NGO."""
    context = {"number": agreement.number, "title": agreement.title, **values}
    told = writers_of(agreement) if people is None else people
    notify_each(told, letter, context, link=link or agreement.get_absolute_url(), key=key)


def tell_of_amendment(amendment: Amendment, letter: Letter, step: str) -> None:
    """To those who write for the NGO."""
    agreement = amendment.agreement
    key = f"grants.amendment.{amendment.pk}.{step}.{amendment.proposed_at:%s}" if amendment.proposed_at else ""
    tell(agreement, letter, key, link=amendment.get_absolute_url(), reason=amendment.decision_reason)


def tell_of_report(report: ProjectReport, letter: Letter, *, version: int) -> None:
    """To those who write for the NGO."""
    values: dict[str, Any] = {
        "report": str(report.number),
        "reason": report.remarks,
        "accepted": f"{report.accepted:.2f}",
        "until": f"{report.correct_until:%d.%m.%Y}" if report.correct_until else "",
    }
    key = f"grants.report.{report.pk}.{version}"
    tell(report.agreement, letter, key, link=report.get_absolute_url(), **values)
