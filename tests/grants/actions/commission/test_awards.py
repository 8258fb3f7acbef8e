"""Winners answer, the reserve follows, and the budget is never exceeded."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from foundation.audit.models import Event
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from grants.actions.commission import awards, decisions, meetings
from grants.choices import ApplicationStatus, AwardOrigin, AwardStatus, Outcome
from grants.models import Award
from grants.queries import awards as queries
from grants.queries.results import call_results
from grants.rules import awards as rules
from grants.rules.decisions import Row, list_faults, rows_of
from grants.rules.settlements import free_money
from registry.models import Funding
from tests.builders import decisions as build
from tests.builders import grants as build_grants

pytestmark = pytest.mark.django_db


def decided(**values) -> build.Contest:
    """Two grants of 500,000 from 1,000,000; the third and the fourth stand on the reserve list."""
    return build.decided(applications=4, reserve_size=2, **values)


def head(contest: build.Contest, index: int):
    return build_grants.head_of(contest.applications[index].organisation)


def late(award: Award) -> Award:
    Award.objects.filter(pk=award.pk).update(answer_until=timezone.now() - dt.timedelta(minutes=1))
    award.refresh_from_db()
    return award


def statuses(contest: build.Contest) -> list[tuple[str, Decimal | None]]:
    return list(contest.call.applications.order_by("number").values_list("status", "awarded"))


def test_the_decision_offers_grants_and_keeps_a_reserve() -> None:
    contest = decided()

    offered = Award.objects.order_by("application__number")
    assert statuses(contest) == [
        (ApplicationStatus.FUNDED, 500_000),
        (ApplicationStatus.FUNDED, 500_000),
        (ApplicationStatus.RESERVE, None),
        (ApplicationStatus.RESERVE, None),
    ]
    assert [(one.status, one.amount, one.origin) for one in offered] == [
        (AwardStatus.OFFERED, 500_000, AwardOrigin.DECISION)
    ] * 2
    assert timezone.localtime(offered[0].answer_until).strftime("%H:%M") == "18:30"
    assert [one.number for one in queries.reserve_list(contest.call)] == [
        contest.applications[2].number,
        contest.applications[3].number,
    ]
    assert Message.objects.filter(key__startswith="grants.award.").count() == 2
    with pytest.raises(Conflict, match="has not accepted"):
        rules.check_can_contract(contest.application(0))
    with pytest.raises(Conflict, match="No grant was awarded"):
        rules.check_can_contract(contest.application(2))


def test_only_the_head_accepts_and_only_in_time() -> None:
    contest = decided()
    award = build.award(contest, 0)
    editor = build_grants.person_of(contest.applications[0].organisation)

    for person in (editor, contest.officer, head(contest, 1)):
        with pytest.raises(NotPermitted, match="Only the head"):
            awards.accept(award=award, by=person)
    with pytest.raises(DeadlinePassed, match="could be accepted until"):
        awards.accept(award=late(build.award(contest, 1)), by=head(contest, 1))
    accepted = awards.accept(award=award, by=head(contest, 0))
    again = awards.accept(award=award, by=head(contest, 0))

    assert (accepted.status, accepted.accepted_by) == (AwardStatus.ACCEPTED, head(contest, 0))
    assert again.accepted_at == accepted.accepted_at
    assert Event.objects.filter(verb="grants.award.accepted").count() == 1
    rules.check_can_contract(contest.application(0))
    assert list(queries.accepted(contest.call)) == [accepted]
    with pytest.raises(Conflict, match="answered"):
        awards.decline(award=accepted, reason="We thought again.", by=head(contest, 0))


def test_a_declined_grant_goes_to_the_first_of_the_reserve() -> None:
    contest = decided()
    award = build.award(contest, 0)

    with pytest.raises(Invalid, match="left of the budget"):
        awards.offer_next(call=contest.call, by=contest.officer)
    with pytest.raises(Invalid, match="Give the reason"):
        awards.decline(award=award, reason=" ", by=head(contest, 0))
    awards.decline(award=award, reason="The team has left.", by=head(contest, 0))
    with pytest.raises(NotPermitted):
        awards.offer_next(call=contest.call, by=contest.secretary)
    offered = awards.offer_next(call=contest.call, by=contest.officer)

    assert (offered.application.number, offered.origin) == (contest.applications[2].number, AwardOrigin.RESERVE)
    assert statuses(contest) == [
        (ApplicationStatus.FORGONE, None),
        (ApplicationStatus.FUNDED, 500_000),
        (ApplicationStatus.FUNDED, 500_000),
        (ApplicationStatus.RESERVE, None),
    ]
    ledger = Funding.objects.order_by("reference")
    assert [(row.amount, row.annulled_at is None) for row in ledger] == [
        (500_000, False),
        (500_000, True),
        (500_000, True),
    ]
    results = call_results(contest.fresh())
    assert results is not None
    assert [len(results.winners), len(results.reserve), len(results.forgone)] == [2, 1, 1]
    assert results.money.left == 0
    # The reason is the operator's to read, not the public's.
    assert "The team has left." not in Funding.objects.get(annulled_at__isnull=False).annulled_reason


def test_an_offer_lapses_only_after_its_time_and_an_accepted_one_can_fall_through() -> None:
    contest = decided()
    first, second = build.award(contest, 0), build.award(contest, 1)
    awards.accept(award=second, by=head(contest, 1))

    with pytest.raises(Conflict, match="can still answer"):
        awards.lapse(award=first, by=contest.officer)
    lapsed = awards.lapse(award=late(first), by=contest.officer)
    with pytest.raises(TransitionNotAllowed):
        awards.lapse(award=late(second), by=contest.officer)
    with pytest.raises(Invalid, match="Give the reason"):
        awards.fall_through(award=second, reason="", by=contest.officer)
    with pytest.raises(NotPermitted):
        awards.fall_through(award=second, reason="No papers.", by=head(contest, 1))
    fallen = awards.fall_through(award=second, reason="The papers were not brought.", by=contest.officer)

    assert (lapsed.status, fallen.status) == (AwardStatus.LAPSED, AwardStatus.FALLEN)
    assert free_money(contest.call) == 1_000_000
    awards.offer_next(call=contest.call, by=contest.officer)
    awards.offer_next(call=contest.call, by=contest.officer)
    with pytest.raises(Conflict, match="nobody on the reserve list"):
        awards.offer_next(call=contest.call, by=contest.officer)
    assert free_money(contest.call) == 0


def test_a_reserve_application_must_have_passed() -> None:
    contest = build.prepared(applications=3, pass_mark=Decimal(18), reserve_size=1)
    rows = rows_of(contest.meeting)
    failing = Row(rows[2].number, Outcome.RESERVE, Decimal(0), "We like it.")
    paid = Row(rows[0].number, Outcome.RESERVE, Decimal(5), "Money on the reserve.", "Not ripe.")

    found = list_faults(contest.call, contest.meeting.run, [paid, rows[1], failing])

    assert [(fault.field, fault.rule) for fault in found] == [
        (f"{rows[0].number}-amount", ""),
        (f"{rows[2].number}-outcome", "R40"),
    ]
    with pytest.raises(Invalid):
        meetings.propose(meeting=contest.meeting, rows=[rows[0], rows[1], failing], by=contest.secretary)
    build.open_vote(contest, contest.commission)
    build.vote_for(contest)
    decisions.conclude(meeting=contest.meeting, by=contest.secretary)
    assert queries.reserve_list(contest.call) == []
