from __future__ import annotations

import datetime as dt
import threading
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from foundation.audit.models import Event
from foundation.core.calendar import local_date
from grants.actions import ledger
from grants.actions.commission import decisions
from grants.models import Section
from registry.actions import funding
from registry.choices import FundingKind
from registry.models import Funding, Organisation
from tests.builders import decisions as build
from tests.builders import registry
from tests.factories.registry import OrganisationFactory, SphereFactory
from tests.grants.actions.test_history import ROW, take_in

pytestmark = pytest.mark.django_db


def test_a_conclusion_enters_every_funded_application() -> None:
    contest = build.decided(applications=4, refused=(3,))

    call, funded = contest.fresh(), [contest.application(0), contest.application(1)]
    rows = list(Funding.objects.order_by("reference"))
    assert [(row.organisation, row.kind, row.reference, row.title, row.amount) for row in rows] == [
        (one.organisation, FundingKind.GRANT, f"grants.application:{one.number}", one.title, Decimal("500000.00"))
        for one in funded
    ]
    today = local_date(call.decided_at)
    assert {(row.payer, row.decided_on, row.source) for row in rows} == {(call.operator, today, "")}
    assert {row.get_absolute_url() for row in rows} == {f"/en/grants/calls/{call.slug}/results/"}


@pytest.mark.parametrize("months", ["", "0", "61", "many"])
def test_a_project_without_sound_months_has_no_period(months: str) -> None:
    contest = build.voting(applications=1)
    Section.objects.filter(application=contest.application(0), name="project").update(data={"months": months})
    build.vote_for(contest)

    decisions.conclude(meeting=contest.meeting, by=contest.secretary)

    row = Funding.objects.get()
    assert (row.starts_on, row.ends_on, row.region) == (None, None, row.organisation.region)


def test_planned_months_and_the_only_sphere_are_told() -> None:
    contest = build.voting(applications=1)
    contest.call.spheres.set([SphereFactory()])
    Section.objects.filter(application=contest.application(0), name="project").update(data={"months": "6"})
    build.vote_for(contest)

    decisions.conclude(meeting=contest.meeting, by=contest.secretary)

    row = Funding.objects.get()
    assert row.sphere_id == 3
    assert (row.starts_on, row.ends_on > row.starts_on) == (row.decided_on, True)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2028, 1, 31), 1, dt.date(2028, 2, 29)),
        (dt.date(2026, 12, 15), 12, dt.date(2027, 12, 15)),
        (dt.date(2026, 7, 1), 6, dt.date(2027, 1, 1)),
    ],
)
def test_the_end_is_the_same_day_some_months_later(start: dt.date, months: int, end: dt.date) -> None:
    assert ledger._period(start, months) == {"starts_on": start, "ends_on": end}


def test_a_refused_conclusion_enters_nothing() -> None:
    contest = build.voting(applications=1, members=4, present=2)
    build.vote_for(contest, *contest.commission[:2])

    with pytest.raises(Exception, match="No quorum"):
        decisions.conclude(meeting=contest.meeting, by=contest.secretary)

    assert Funding.objects.count() == 0


def test_past_awards_with_a_known_organisation_are_entered_with_their_source() -> None:
    registry.with_reference()
    organisation = registry.registered()

    take_in(ROW + ROW.replace("Вымышленный 1", "Никто"), registry.officer())

    row = Funding.objects.get()
    assert (row.organisation, row.amount, row.source) == (organisation, Decimal("500000.00"), "Protocol")
    assert (row.reference.partition(":")[0], row.get_absolute_url()) == ("grants.past_award", "/en/grants/history/")


def test_the_ledger_of_a_decided_call_can_be_filled_later_and_only_once(capsys) -> None:
    contest = build.decided(applications=2, budget=500_000)
    Funding.objects.all().delete()

    call_command("fill_funding")
    call_command("fill_funding")

    assert capsys.readouterr().out == "1 awards are in the ledger.\n" * 2
    assert Funding.objects.get().reference == f"grants.application:{contest.application(0).number}"
    assert Event.objects.filter(verb="registry.funding.entered").count() == 2  # the decision's and the first filling's


@pytest.mark.django_db(transaction=True)
def test_two_transactions_over_the_same_organisations_wait_in_turn() -> None:
    registry.with_reference()
    pair = OrganisationFactory.create_batch(2)
    go = threading.Barrier(2)
    failed: list[Exception] = []

    def enter(order: list[Organisation], name: str) -> None:
        try:
            with transaction.atomic():
                go.wait(10)
                values = {"title": name, "amount": Decimal(1), "decided_on": dt.date(2026, 1, 1)}
                awards = [funding.Award(one, FundingKind.GRANT, f"{name}-{one.pk}", values) for one in order]
                funding.enter_many(awards=awards, by=None)
        except Exception as fault:
            failed.append(fault)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=enter, args=(pair, "a")),
        threading.Thread(target=enter, args=(pair[::-1], "b")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert (failed, Funding.objects.count()) == ([], 4)
