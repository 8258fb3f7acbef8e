"""Telling a supplier what was found. A step."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from foundation.notifications.letters import Letter
from socialorder.actions.contracts.notices import TOPIC, people_of, tell
from socialorder.choices import Side
from socialorder.models import Review

PUBLISHED = Letter(
    TOPIC,
    gettext_noop("Results of contract %(number)s were evaluated"),
    gettext_noop("“%(title)s”: the marks of the expert council and its conclusion are published."),
)


def tell_published(review: Review) -> None:
    """The people of the supplier."""
    people = people_of(review.contract, Side.NGO)
    tell(review.contract, PUBLISHED, f"review.{review.pk}", people, link=review.get_absolute_url())
