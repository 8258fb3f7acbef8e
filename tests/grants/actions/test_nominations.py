"""Premiums: proposals of others that count once the NGO has accepted, and the call's own rules (R48, R49)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from foundation.core.calendar import cut_off
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from grants.actions import applications, ledger, nominations, phases
from grants.actions.commission import awards, meetings
from grants.choices import ApplicationStatus, CallKind
from grants.models import Application, Call, Nomination
from grants.queries.awards import Offer, offers
from grants.queries.desk import desk_tasks
from grants.rules import decisions as rules
from grants.rules.calls import announcement_faults
from grants.rules.windows import proposed
from registry.choices import FundingKind, Role
from registry.models import Funding, MonthlyIndex, Organisation, RuleParameters
from tests.builders import decisions as build
from tests.builders.grants import call_at, head_of, person_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory, SphereFactory

pytestmark = pytest.mark.django_db
PREMIUM = {
    "kind": CallKind.PREMIUM,
    "budget": Decimal(2_000_000),
    "amount_min": Decimal(1_000_000),
    "amount_max": Decimal(1_000_000),
}
SECTIONS: dict[str, dict[str, Any]] = {
    "nomination": {"language": "ru", "sphere": "3", "title": "Clean rivers", "region": "710000000", "charter": "2.3"},
    "achievements": {
        "summary": "12 km",
        "rows": [{"year": "2025", "name": "12 km are clean", "evidence": "Photographs"}],
    },
    "use_of_money": {"plan": "Training of the staff"},
}


def premium(status: str = "announced", **facts: Any) -> Call:
    spheres = facts.pop("spheres", None) or [SphereFactory(), SphereFactory(number=4)]
    return call_at(status, **PREMIUM | {"spheres": spheres} | facts)


def ngo() -> Organisation:
    return MembershipFactory().organisation


def nominated(call: Call, organisation: Organisation, **more: Any) -> Nomination:
    said = {"sphere": SphereFactory(), "reason": "12 km of banks are clean.", "by": UserFactory()} | more
    return nominations.propose(call=call, organisation=organisation, **said)


def test_a_proposal_counts_once_the_ngo_accepts_it(client: Client) -> None:
    call, organisation = premium(), ngo()
    head = head_of(organisation)

    nomination = nominated(call, organisation)

    assert (Application.objects.count(), nomination.status) == (0, "proposed")
    assert list(Nomination.objects.visible_to(AnonymousUser())) == []
    assert [str(task.title) for task in desk_tasks(head)] == [f"Answer a proposal for a premium: {organisation}"]
    assert organisation.name_en not in client.get(call.get_absolute_url()).content.decode()

    application = nominations.accept(nomination=nomination, by=head)

    assert (application.organisation, application.status) == (organisation, ApplicationStatus.DRAFT)
    assert application.sections.get(name="nomination").data == {"sphere": "3"}
    assert set(application.sections.values_list("name", flat=True)) == set(SECTIONS)
    page = client.get(call.get_absolute_url()).content.decode()
    assert (organisation.name_en in page, str(nomination.made_by) in page) == (True, False)
    assert [message.subject for message in Message.objects.filter(recipient=nomination.made_by)] == [
        "“%(ngo)s” has accepted your proposal"
    ]
    with pytest.raises(TransitionNotAllowed):
        nominations.decline(nomination=nomination, by=head)


def test_what_is_declined_or_withdrawn_leaves_no_trace_for_the_public() -> None:
    call, first, second = premium(), ngo(), ngo()
    declined, withdrawn = nominated(call, first), nominated(call, second)

    for stranger in (UserFactory(), head_of(second), person_of(first, Role.NGO_VIEWER), declined.made_by):
        with pytest.raises(NotPermitted):
            nominations.accept(nomination=declined, by=stranger)
    with pytest.raises(NotPermitted):
        nominations.withdraw(nomination=withdrawn, by=head_of(second))
    nominations.decline(nomination=declined, by=head_of(first))
    nominations.withdraw(nomination=withdrawn, by=withdrawn.made_by)

    assert list(Nomination.objects.visible_to(AnonymousUser())) == []
    assert (Application.objects.count(), desk_tasks(head_of(second))) == (0, [])
    assert nominated(call, first).status == "proposed"


def test_what_a_proposal_must_say() -> None:
    call, organisation, other = premium(), ngo(), ngo()
    head = head_of(organisation)
    nominated(call, other, by=head, made_for=organisation)
    cases = [
        ({"by": head}, "bin"),
        ({"made_for": other}, "made_for"),
        ({"sphere": SphereFactory(number=10)}, "sphere"),
        ({"reason": " "}, "reason"),
    ]
    for more, field in cases:
        with pytest.raises(Invalid) as refusal:
            nominated(call, organisation, **more)
        assert [fault.field for fault in refusal.value.faults] == [field]
    with pytest.raises(Invalid, match="Somebody has proposed this NGO already"):
        nominated(call, other)
    with pytest.raises(Conflict, match="for premiums only"):
        nominated(call_at(), organisation)
    with pytest.raises(NotPermitted):
        nominated(call, organisation, by=AnonymousUser())


def test_nothing_is_proposed_or_accepted_after_the_window() -> None:
    call, organisation = premium(), ngo()
    nomination = nominated(call, organisation)

    with time_machine.travel(call.closes_at + dt.timedelta(seconds=1)):
        with pytest.raises(DeadlinePassed):
            nominated(call, ngo())
        with pytest.raises(DeadlinePassed):
            nominations.accept(nomination=nomination, by=head_of(organisation))


def test_pages_of_a_proposal(client: Client) -> None:
    call, organisation, person = premium(), ngo(), UserFactory()
    url = f"/en/grants/calls/{call.slug}/nominate/"
    client.force_login(person)

    wrong = client.post(url, {"bin": "123", "sphere": "3", "reason": "x"})
    made = client.post(url, {"bin": organisation.bin, "sphere": "3", "reason": "12 km."})
    twice = client.post(url, {"bin": organisation.bin, "sphere": "3", "reason": "12 km."})
    detail = made.headers["Location"]
    client.force_login(UserFactory())
    hidden = client.get(detail).status_code
    client.force_login(head_of(organisation))
    page = client.get(detail).content.decode()
    accepted = client.post(f"{detail}accept/")

    assert "The registry has no NGO with this BIN" in wrong.content.decode()
    assert (twice.status_code, hidden, "Accept and apply" in page, str(person) in page) == (422, 404, True, False)
    assert accepted.headers["Location"] == Application.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"amount_min": Decimal(900_000)}, [("amount_min", "R49")]),
        ({"budget": Decimal(1_999_999)}, [("budget", "R49")]),
    ],
)
def test_a_premium_has_one_amount_and_money_for_every_nomination(
    facts: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    call = premium("draft", **facts)

    assert [(fault.field, fault.rule) for fault in announcement_faults(call, call.opens_at)] == expected


def test_the_amount_and_the_season_of_a_premium_are_dated_parameters() -> None:
    MonthlyIndex.objects.create(valid_from="2026-01-01", amount=Decimal(4_325), source="x", certainty="B")
    for code, values in (
        ("grants.premium", {"mrp": 2000}),
        ("grants.premium_window", {"first": "07-01", "last": "09-01"}),
    ):
        RuleParameters.objects.create(key=code, code=code, valid_from="2017-01-01", values=values, certainty="B")
    opens, closes = (cut_off(dt.date(2026, *day), dt.time(9)) for day in ((7, 1), (9, 1)))
    money = {"amount_min": Decimal(8_650_000), "amount_max": Decimal(8_650_000), "budget": Decimal(17_300_000)}
    now = opens - dt.timedelta(days=30)
    call = premium("draft", opens_at=opens, closes_at=closes, **money)
    low = premium(
        "draft", opens_at=opens, closes_at=closes, amount_min=8_649_999, amount_max=8_649_999, budget=20_000_000
    )
    late = premium("draft", opens_at=opens, closes_at=closes + dt.timedelta(days=1), **money)

    found = {one: [(fault.field, fault.rule) for fault in announcement_faults(one, now)] for one in (call, low, late)}
    late.window_reason = "The first contest by new rules."

    assert found == {call: [], low: [("amount_max", "R49")], late: [("window_reason", "R48")]}
    assert announcement_faults(late, now) == []
    assert proposed(CallKind.PREMIUM, now) == (opens, cut_off(dt.date(2026, 9, 1), dt.time(18, 30)))
    assert proposed(CallKind.PREMIUM, closes)[0] == cut_off(dt.date(2027, 7, 1), dt.time(9))


def test_a_shared_premium_is_evaluated_decided_and_divided_to_the_tiyn() -> None:
    facts = PREMIUM | {"budget": Decimal("1000000.01"), "amount_min": Decimal("1000000.01"), "is_shared": True}
    contest = build.announced(
        applications=0, **facts | {"amount_max": Decimal("1000000.01"), "spheres": [SphereFactory()]}
    )
    contest.applications = [_sent(contest.call) for _one in range(2)]
    build.close_window(contest)
    phases.start_check(call=contest.fresh(), by=contest.officer)
    for index in range(2):
        build.check(contest, index)
    build.open_scoring(contest)
    build.rank(contest, [[[800, 800], [800, 800]], [[800, 800], [800, 800]]])
    meeting = build.prepare(contest)

    rows = rules.rows_of(meeting)
    assert [row.amount for row in rows] == [Decimal("500000.01"), Decimal("500000.00")]
    wrong = [replace(row, amount=Decimal(500_000)) for row in rows]
    found = rules.list_faults(contest.fresh(), meeting.run, wrong)
    assert [(fault.field, fault.rule) for fault in found] == [(f"{rows[0].number}-amount", "R49")]
    meetings.propose(meeting=meeting, rows=rows, by=contest.secretary)


def test_a_share_that_was_given_up_is_what_the_reserve_is_offered() -> None:
    """Two of a nomination share its premium; one declines, and the third is offered that half, not the whole."""
    whole = Decimal("1000000.01")
    facts = PREMIUM | {"budget": 3 * whole, "amount_min": whole, "amount_max": whole, "is_shared": True}
    contest = build.announced(applications=0, **facts | {"spheres": [SphereFactory()]})
    contest.applications = [_sent(contest.call) for _one in range(3)]
    build.close_window(contest)
    phases.start_check(call=contest.fresh(), by=contest.officer)
    for index in range(3):
        build.check(contest, index)
    build.open_scoring(contest)
    build.rank(contest, [[[800, 800], [800, 800]], [[800, 800], [800, 800]], [[700, 700], [700, 700]]])
    meeting = build.prepare(contest)
    last = rules.rows_of(meeting)[2]
    build.propose(contest, {last.number: replace(last, outcome="reserve", reason="Next")})
    build.conclude(contest)

    before = offers(contest.call)
    with pytest.raises(Conflict):
        awards.offer_next(call=contest.call, by=contest.officer)
    awards.decline(award=build.award(contest, 0), reason="Closing", by=head_of(contest.application(0).organisation))
    after = offers(contest.call)
    given = awards.offer_next(call=contest.call, by=contest.officer)

    assert (before.next, after.next) == (None, Offer(contest.applications[2], Decimal("500000.01")))
    assert (given.application, given.amount) == (contest.applications[2], Decimal("500000.01"))
    live = Application.objects.filter(call=contest.call, status="funded").values_list("awarded", flat=True)
    assert sum(live) == whole


def _sent(call: Call) -> Application:
    membership = MembershipFactory()
    application = applications.start(call=call, organisation=membership.organisation, by=membership.user)
    for name, typed in SECTIONS.items():
        applications.save_section(application=application, name=name, typed=typed, version=0, by=membership.user)
    applications.submit(application=application, by=membership.user)
    application.refresh_from_db()
    assert (application.title, application.requested) == ("Clean rivers", call.amount_max)
    return application


def test_a_premium_is_a_premium_in_the_ledger() -> None:
    call = premium()
    application = _sent(call)
    Application.objects.filter(pk=application.pk).update(status="funded", awarded=Decimal(1_000_000))
    Call.objects.filter(pk=call.pk).update(status="decided", decided_at=call.closes_at)
    ledger.fill_call(call=call)

    row = Funding.objects.get()
    assert (row.kind, row.title, row.sphere_id) == (FundingKind.PREMIUM, "Clean rivers", 3)
