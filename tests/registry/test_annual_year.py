"""A year of the database of NGOs, played by the clock with real actions, jobs and mail."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.core.errors import DomainError
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.actions import annual, annual_reminders
from registry.choices import ANNUAL_FILED, AnnualStatus
from registry.models import SearchEntry
from registry.queries import annual_lines, campaign, cards
from registry.rules import eligibility
from registry.tasks import remind_of_annual
from registry.workflow import ANNUAL
from tests.builders import annual as build
from tests.builders import registry

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 3, 31)


def eligible(organisation, day: dt.date) -> str:
    return eligibility.check(organisation, [{"code": "R11"}], on=day)[0].verdict


def line_of(organisation) -> tuple[str, int]:
    line = next(one for one in annual_lines(cards().get(pk=organisation.pk)) if one.year == 2025)
    return line.label, line.days_late


def test_a_year_from_the_first_reminder_to_acceptance(reference: None, run_jobs) -> None:
    organisation, officer = registry.registered(), registry.officer()
    head = registry.head_of(organisation)
    with time_machine.travel("2025-03-10 06:00+00:00"):
        build.accepted(organisation, 2024)
    Message.objects.all().delete()
    reminded, begun = [], None
    for number in range(120):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
        with time_machine.travel(f"{day} 06:00+00:00", tick=False):
            if number % 11 != 4:  # the scheduler was down on some days
                remind_of_annual()
            run_jobs()
            if day == dt.date(2026, 2, 20):
                begun = annual.start(organisation=organisation, year=2025, by=head)
            if day == dt.date(2026, 4, 6):
                assert (eligible(organisation, day), line_of(organisation)) == ("fail", ("Not filed", 0))
                for name, data in build.sections().items():
                    build.saved(begun, name, data, by=head)
                annual.submit(information=begun, by=head)
                assert (eligible(organisation, day), line_of(organisation)) == ("pass", ("Filed 6 days late", 6))
            if day == dt.date(2026, 4, 15):
                annual.send_back(information=begun, at_fields={("people", "staff"): "Which?"}, by=officer)
                assert (eligible(organisation, day), line_of(organisation)) == ("fail", ("Not filed", 0))
            if day == dt.date(2026, 4, 20):
                build.saved(begun, "people", {"staff": "5", "volunteers": "12"}, by=head)
                annual.submit(information=begun, by=head)
                annual.accept(information=begun, version=2, by=officer)
        reminded += [(day, one.key) for one in Message.objects.filter(topic=annual_reminders.TOPIC)][len(reminded) :]

    assert [key.rpartition(".")[2] for _day, key in reminded] == ["60", "30", "7", "1"]
    assert all(0 <= (DUE - day).days <= int(key.rpartition(".")[2]) for day, key in reminded)
    assert line_of(organisation) == ("Filed 6 days late", 6)
    assert eligible(organisation, dt.date(2026, 5, 1)) == "pass"
    total = campaign.campaign(2025, DUE).total
    assert (total.due, total.accepted, total.late, total.missing) == (1, 1, 1, 0)
    decided = Message.objects.filter(topic="registry.annual").order_by("pk")
    assert [one.key.split(".")[2] for one in decided] == ["returned", "accepted"]
    assert SearchEntry.objects.filter(organisation=organisation).count() == 1


STEPS = ("submit", "accept", "send_back", "amend", "drop", "save")


@given(steps=st.lists(st.sampled_from(STEPS), max_size=9))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_steps_loses_a_version_or_leaves_the_table(reference: None, steps: list[str]) -> None:
    organisation = registry.registered(registry.Organisation.objects.count() + 1)
    information = build.filled(organisation, 2025)
    known: list[str] = []
    for place, step in enumerate(steps):
        before = information.status
        try:
            _do(step, information, place)
        except (TransitionNotAllowed, DomainError):
            information.refresh_from_db()
            assert information.status == before
            continue
        information.refresh_from_db()
        moves = {one.target for one in ANNUAL.allowed(before)} | {before}
        assert information.status in moves
        digests = list(information.versions.values_list("digest", flat=True))
        assert digests[: len(known)] == known
        known = digests
    accepted = information.versions.filter(accepted_at__isnull=False).exists()
    assert not accepted or information.status in ANNUAL_FILED
    assert bool(known) == (information.submitted_at is not None)


def _do(step: str, information, place: int) -> None:
    if step == "submit":
        annual.submit(information=information, by=None)
    elif step == "accept":
        annual.accept(information=information, by=None)
    elif step == "send_back":
        annual.send_back(information=information, remarks=f"Remark {place}", by=None)
    elif step == "amend":
        annual.amend(information=information, reason=f"Reason {place}", by=None)
    elif step == "drop":
        annual.drop_correction(information=information, by=None)
    else:
        build.saved(information, "people", {"staff": str(place), "volunteers": "1"})


def test_the_table_starts_with_a_draft_and_ends_nowhere() -> None:
    assert (ANNUAL.initial, ANNUAL.terminal) == (AnnualStatus.DRAFT, set())
    assert sorted(ANNUAL.statuses) == sorted(AnnualStatus.values)
