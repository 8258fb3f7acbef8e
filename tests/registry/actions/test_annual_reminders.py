from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from foundation.audit.models import Event
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.models import Job
from foundation.notifications.models import MailChoice, MailStatus, Message, Preference
from registry.actions import annual, annual_reminders, memberships
from registry.choices import LegalForm, OrganisationStatus, Role
from registry.tasks import remind_of_annual
from tests.builders import annual as build
from tests.builders import registry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 3, 31)


def on(day: str) -> time_machine.travel:
    return time_machine.travel(f"{day} 06:00+00:00", tick=False)


def tick(day: str, run_jobs) -> list[Message]:
    """The daily task at that day and what it asks for; the messages that are new."""
    before = set(Message.objects.values_list("pk", flat=True))
    with on(day):
        remind_of_annual()
        run_jobs()
    return list(Message.objects.exclude(pk__in=before).order_by("recipient"))


@pytest.mark.parametrize(
    ("left", "stage"),
    [(61, None), (60, 60), (59, 60), (31, 60), (30, 30), (8, 30), (7, 7), (2, 7), (1, 1), (0, 1), (-1, None)],
)
def test_the_nearest_stage_that_has_come_is_due(left: int, stage: int | None) -> None:
    assert annual_reminders.stage_on(DUE - dt.timedelta(days=left), DUE) == stage


def test_one_letter_to_a_person_whatever_the_number_of_organisations(reference: None, run_jobs) -> None:
    first, second, filed = (registry.registered(number) for number in (1, 2, 3))
    head = registry.head_of(first)
    for organisation in (second, filed):
        memberships.grant(user=head, role=Role.NGO_EDITOR, organisation=organisation, by=None)
    build.submitted(filed, 2025)

    (message,) = tick("2026-03-01", run_jobs)

    assert (message.recipient, message.topic, message.key) == (
        head,
        "registry.annual_reminders",
        "registry.annual.2025.30",
    )
    assert message.context["names"]["en"] == f"{first.name_en}; {second.name_en}"
    assert (message.context["days"], message.context["due"]) == (30, "31.03.2026")


def test_each_stage_once_and_none_after_filing(reference: None, run_jobs) -> None:
    organisation = registry.registered()
    head, editor, viewer = registry.head_of(organisation), UserFactory(), UserFactory()
    memberships.grant(user=editor, role=Role.NGO_EDITOR, organisation=organisation, by=None)
    memberships.grant(user=viewer, role=Role.NGO_VIEWER, organisation=organisation, by=None)

    told = {day: [one.recipient for one in tick(day, run_jobs)] for day in ("2026-01-29", "2026-01-30", "2026-02-01")}
    assert told == {"2026-01-29": [], "2026-01-30": [head, editor], "2026-02-01": []}
    # The day itself was missed: the next tick makes up for it.
    assert [one.recipient for one in tick("2026-03-04", run_jobs)] == [head, editor]
    with on("2026-03-10"):
        build.submitted(organisation, 2025)
    assert tick("2026-03-24", run_jobs) == []
    assert Job.objects.filter(name="registry.remind_annual").count() == 2


def test_only_those_who_have_to_file_are_reminded(reference: None, run_jobs) -> None:
    for number, values in enumerate(
        (
            {"status": OrganisationStatus.SUSPENDED},
            {"legal_form": LegalForm.RELIGIOUS_ASSOCIATION},
            {"registered_on": dt.date(2026, 1, 5)},
        ),
        start=1,
    ):
        registry.head_of(registry.registered(number, **values))
    returned = registry.registered(9)
    head = registry.head_of(returned)
    with on("2026-02-01"):
        annual.send_back(information=build.submitted(returned, 2025), remarks="Why?", by=None)

    assert [one.recipient for one in tick("2026-03-25", run_jobs) if one.topic.endswith("reminders")] == [head]


def test_a_run_that_was_broken_off_writes_the_rest(reference: None, monkeypatch) -> None:
    heads = [registry.head_of(registry.registered(number)) for number in range(1, 6)]
    monkeypatch.setattr(annual_reminders, "BATCH", 2)
    wanted = annual_reminders.Round(2025, "registry.annual.2025.30")

    def break_off(done: int, total: int) -> None:
        if done == 4:
            raise ConnectionError

    with on("2026-03-01"):
        with pytest.raises(ConnectionError):
            annual_reminders.carry_out(wanted, break_off)
        assert Message.objects.count() == 4
        assert annual_reminders.carry_out(wanted, lambda done, total: None) == 1

    assert sorted(Message.objects.values_list("recipient", flat=True)) == sorted(head.pk for head in heads)


def test_a_person_may_switch_the_mail_off(reference: None, run_jobs) -> None:
    head = registry.head_of(registry.registered())
    Preference.objects.create(user=head, topic="registry.annual_reminders", mail=MailChoice.NEVER)

    (message,) = tick("2026-03-25", run_jobs)

    assert message.mail_status == MailStatus.UNWANTED


def test_an_officer_reminds_a_region_at_most_once_a_day(reference: None, run_jobs) -> None:
    astana, almaty = registry.registered(1), registry.registered(2, region_id=registry.ALMATY)
    heads, officer = [registry.head_of(astana), registry.head_of(almaty)], registry.officer()

    with on("2026-04-10"):
        annual_reminders.ask(year=2025, region=registry.ALMATY, by=officer)
        run_jobs()
        assert [one.recipient for one in Message.objects.all()] == [heads[1]]
        annual_reminders.ask(year=2025, by=officer)
        run_jobs()

    assert sorted(Message.objects.values_list("recipient", flat=True)) == sorted(head.pk for head in heads)
    assert {one.subject for one in Message.objects.all()} == {annual_reminders.MISSING.subject}
    assert Event.objects.filter(verb="registry.annual.reminder_requested").count() == 2


def test_others_and_odd_regions_are_refused(reference: None) -> None:
    with pytest.raises(NotPermitted):
        annual_reminders.ask(year=2025, by=UserFactory())
    with pytest.raises(Invalid):
        annual_reminders.ask(year=2025, region="999999999", by=registry.officer())
    with pytest.raises(Invalid):
        annual_reminders.ask(year=2099, by=registry.officer())


def test_of_a_long_list_the_first_are_named(reference: None, run_jobs) -> None:
    head = UserFactory()
    for number in range(1, 8):
        memberships.grant(user=head, role=Role.NGO_EDITOR, organisation=registry.registered(number), by=None)

    (message,) = tick("2026-03-25", run_jobs)

    assert message.context["names"]["ru"].count(";") == 4
    assert message.context["names"]["ru"].endswith("(+2)")
