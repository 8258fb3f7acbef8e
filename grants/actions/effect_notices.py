"""Telling people that an effect waits to be evaluated, to be approved, or is published. Steps of other actions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from grants.actions.agreement_notices import TOPIC, officers_of, tell
from grants.choices import ReportType
from grants.models import Agreement, Call, Effect, ProjectReport
from grants.rules.effects import Of, body_of
from registry.queries.holders import officers_of as officers_of_body

EVALUATE = Letter(
    TOPIC,
    gettext_noop("Evaluate what came of project %(number)s"),
    gettext_noop(
        "“%(title)s”: the final report is accepted. Conclude whether the goal is reached; another officer approves it."
    ),
)
TO_APPROVE = Letter(
    TOPIC,
    gettext_noop("An evaluation of effect waits for your approval"),
    gettext_noop(
        "“%(title)s”: an officer has concluded and given reasons. With your approval the figures are frozen and public."
    ),
)
PUBLISHED = Letter(
    TOPIC,
    gettext_noop("What came of project %(number)s is published"),
    gettext_noop("“%(title)s”: the evaluation of effect is approved. Everybody can read it with its figures."),
)


def tell_finished(report: ProjectReport) -> None:
    """To the officers of the body, when the last report of a project is accepted."""
    if report.kind == ReportType.FINAL:
        agreement = report.agreement
        key = f"grants.effect.{agreement.pk}.evaluate"
        tell(agreement, EVALUATE, key, people=officers_of(agreement), link=page_of(agreement))


def tell_written(effect: Effect, of: Of) -> None:
    """To the other officers of the body: one of them approves. Each is told once, however often it is written anew."""
    title: Any = of.title if isinstance(of, Agreement) else trilingual(of, "title")
    for person in officers_of_body(body_of(of)):
        if person.pk != effect.written_by_id:
            key = f"grants.effect.{effect.pk}.approve"
            notify(to=person, letter=TO_APPROVE, context={"title": title}, link=page_of(of), key=key)


def tell_published(of: Of) -> None:
    """To those who write for the NGO of the project."""
    if isinstance(of, Agreement):
        tell(of, PUBLISHED, f"grants.effect.{of.pk}.published", link=page_of(of))


def page_of(of: Of) -> str:
    """The public page of the effect."""
    if isinstance(of, Agreement):
        return reverse("grants:effect-detail", args=[of.number])
    if isinstance(of, Call):
        return reverse("grants:call-effect", args=[of.slug])
    return reverse("grants:direction-effect", args=[of.pk])
