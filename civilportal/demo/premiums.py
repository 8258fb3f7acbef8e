"""A call for premiums with proposals of others, and what is asked about an open call and changed in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from civilportal.demo import play
from civilportal.demo.cast import Cast
from civilportal.demo.data import read
from civilportal.demo.script import Applicant
from civilportal.demo.stage import at
from foundation.core.calendar import cut_off, local_date
from grants.actions import amendments, applications, calls, enquiries, nominations
from grants.choices import CallKind
from grants.models import Call
from registry.models import MonthlyIndex, RuleParameters, Sphere

# Spheres of article 5: youth and children, and people in hardship.
NOMINATIONS = (4, 6)
OPENED_DAYS, LEFT_DAYS, MORE_DAYS = 4, 45, 5
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def is_loaded() -> bool:
    """Whether the call for premiums and its proposals are there."""
    slug = read("calls.toml")["calls"]["premium"]["slug"]
    return Call.objects.filter(slug=slug, nominations__isnull=False).exists()


def load(cast: Cast, applicants: Sequence[Applicant]) -> None:
    """Announced four days ago; one NGO proposes another, which accepts, and a person proposes a third, which is asked."""
    call = _call(cast)
    texts = read("calls.toml")["premium"]
    proposing, accepting, asked = applicants[2:5]
    sphere = call.spheres.order_by("number")[0]
    if not call.nominations.exists():
        with at(call.opens_at + DAY):
            accepted = nominations.propose(
                call=call,
                organisation=accepting.organisation,
                sphere=sphere,
                reason=texts["reason"],
                made_for=proposing.organisation,
                by=proposing.head,
            )
            nominations.propose(
                call=call, organisation=asked.organisation, sphere=sphere, reason=texts["reason"], by=cast.officer
            )
        with at(call.opens_at + 2 * DAY):
            application = nominations.accept(nomination=accepted, by=accepting.head)
        for step, (name, typed) in enumerate(texts["sections"].items()):
            with at(call.opens_at + 2 * DAY + (step + 1) * HOUR):
                said = typed | ({"sphere": str(sphere.number)} if name == "nomination" else {})
                version = application.sections.get(name=name).version
                applications.save_section(
                    application=application, name=name, typed=said, version=version, by=accepting.head
                )


def _call(cast: Cast) -> Call:
    texts = read("calls.toml")["calls"]["premium"]
    standing = Call.objects.filter(slug=texts["slug"]).first()
    if standing is None:
        today = timezone.now()
        first, last = (local_date(today + days * DAY) for days in (-OPENED_DAYS, LEFT_DAYS))
        opens, closes = cut_off(first, dt.time(9)), cut_off(last, dt.time(18, 30))
        amount = _least(first)
        facts = play.facts_of(
            "premium",
            opens=opens,
            closes=closes,
            kind=CallKind.PREMIUM,
            amount_min=amount,
            amount_max=amount,
            budget=amount * len(NOMINATIONS),
            is_shared=True,
            spheres=list(Sphere.objects.filter(number__in=NOMINATIONS)),
            window_reason=texts["window_reason"],
            rubric=play.rubric(cast),
        )
        with at(opens - 18 * HOUR):
            standing = calls.create(operator=cast.operator, facts=facts, by=cast.officer)
    if standing.announced_at is None:
        with at(standing.opens_at - 17 * HOUR):
            standing = calls.announce(call=standing, by=cast.officer)
    return standing


def _least(day: dt.date) -> Decimal:
    """The least premium of the day: so many MRP as the parameters say."""
    index, rule = MonthlyIndex.objects.on(day), RuleParameters.objects.on(day)["grants.premium"]
    return Decimal(rule.values["mrp"]) * index.amount


def ask_and_amend(cast: Cast, call: Call, asker: Applicant) -> None:
    """Two questions, one answered and one waiting, and a change that gives everybody five more days."""
    texts = read("calls.toml")["asking"]
    if call.enquiries.exists():
        return
    with at(call.opens_at + DAY):
        first = enquiries.ask(call=call, text=texts["first"], by=asker.head)
    with at(call.opens_at + DAY + 3 * HOUR):
        enquiries.answer(enquiry=first, text=texts["answer"], by=cast.officer)
    with at(call.opens_at + 2 * DAY):
        facts = {"closes_at": call.closes_at + MORE_DAYS * DAY, "budget": call.budget + Decimal(500_000)}
        amendments.amend(call=call, facts=facts, reason=texts["reason"], version=1, by=cast.officer)
    with at(call.opens_at + 3 * DAY):
        enquiries.ask(call=call, text=texts["second"], by=asker.head)
