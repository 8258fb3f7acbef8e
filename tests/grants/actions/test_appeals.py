"""Appeals: who may, who reviews, what they change, and the money that is kept for them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.audit.models import Event
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.notifications.models import Message
from grants.actions import agreements, appeals, phases
from grants.actions.commission import awards
from grants.choices import (
    AppealGround,
    AppealStatus,
    ApplicationStatus,
    AwardOrigin,
    AwardStatus,
    CallStatus,
    CheckConclusion,
    Outcome,
)
from grants.models import Appeal, Award
from grants.queries.appeals import log
from grants.queries.awards import reserve_list
from grants.queries.desk import appeal_tasks
from grants.rules import awards as award_rules
from grants.rules.decisions import Row
from grants.rules.settlements import free_money, held, kept_for_appeals
from registry.choices import Role
from registry.models import Funding, Membership
from tests.builders import decisions as build
from tests.builders.files import pdf, upload
from tests.builders.grants import head_of, person_of
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db
TEXT = "Criterion 2 says «no team», but the team is on page 3."


def decided(**values) -> build.Contest:
    """Two grants of 500,000 from 1,000,000; the third and the fourth lost, all want 500,000."""
    return build.decided(**{"applications": 4, "reserve_size": 1, "appeal_days": 5, "budget": 1_000_000} | values)


def head(contest: build.Contest, index: int):
    return head_of(contest.applications[index].organisation)


def appeal(contest: build.Contest, index: int, **values) -> Appeal:
    arguments = {"ground": AppealGround.FACTS, "text": TEXT, "by": head(contest, index)} | values
    return appeals.submit(application=contest.application(index), **arguments)


def taken(contest: build.Contest, index: int, **values) -> Appeal:
    return appeals.take(appeal=appeal(contest, index, **values), by=contest.officer)


def statuses(contest: build.Contest) -> list[tuple[str, Decimal | None]]:
    return list(contest.call.applications.order_by("number").values_list("status", "awarded"))


def test_only_the_head_appeals_once_and_in_time() -> None:
    contest = decided()
    editor = person_of(contest.applications[2].organisation)

    for person in (editor, contest.officer, head(contest, 0)):
        with pytest.raises(NotPermitted, match="Only the head"):
            appeal(contest, 2, by=person)
    with pytest.raises(Conflict, match="nothing to appeal against"):
        appeal(contest, 0)  # it got all that it asked for
    with pytest.raises(Invalid) as refusal:
        appeal(contest, 2, ground="", text=" ")
    assert [fault.field for fault in refusal.value.faults] == ["ground", "text"]
    with pytest.raises(Invalid, match="Keep the text under"):
        appeal(contest, 2, text="x" * 300_000)
    later = pytest.raises(DeadlinePassed, match="An appeal could be sent until")
    with time_machine.travel(timezone.now() + dt.timedelta(days=30), tick=False), later:
        appeal(contest, 2)
    sent = appeal(contest, 2, upload=upload(pdf()))
    with pytest.raises(Conflict, match="appealed against this already"):
        appeal(contest, 2)

    assert (sent.number, sent.claim, sent.documents.count()) == (1, 500_000, 1)
    assert sent.due_at > sent.submitted_at
    told = Message.objects.filter(key=f"grants.appeal.{sent.pk}").values_list("recipient", flat=True)
    assert set(told) == {contest.officer.pk, contest.second.pk, contest.secretary.pk}
    # The text of the appeal is nobody's business but the two sides'.
    assert TEXT not in str(Event.objects.get(verb="grants.appeal.submitted").changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=sent.pk).update(status=AppealStatus.DECLINED)


def test_a_call_without_a_window_takes_no_appeal() -> None:
    contest = decided(appeal_days=0)

    with pytest.raises(Conflict, match="takes no appeals"):
        appeal(contest, 2)


def test_the_reviewer_had_no_part_in_the_decision() -> None:
    contest = decided()
    sent = appeal(contest, 2)
    tied = MembershipFactory(organisation=None, body=contest.operator, role=Role.OFFICER).user
    MembershipFactory(organisation=contest.applications[2].organisation, user=tied, role=Role.NGO_VIEWER)

    with pytest.raises(NotPermitted, match="took part"):
        appeals.take(appeal=sent, by=contest.secretary)
    with pytest.raises(NotPermitted, match="Only an officer or the secretary"):
        appeals.take(appeal=sent, by=contest.commission[0])
    with pytest.raises(NotPermitted, match="tied to the applicant"):
        appeals.take(appeal=sent, by=tied)
    MembershipFactory(organisation=None, body=contest.operator, role=Role.OFFICER, user=contest.commission[0])
    with pytest.raises(NotPermitted, match="took part"):
        appeals.take(appeal=sent, by=contest.commission[0])
    assert [task.status for task in appeal_tasks(contest.second)] == [AppealStatus.SUBMITTED]
    appeals.take(appeal=sent, by=contest.officer)
    with pytest.raises(Conflict, match="Another reviewer"):
        appeals.answer(appeal=sent, outcome=AppealStatus.DECLINED, reason="No.", by=contest.second)
    with pytest.raises(Conflict, match="nothing can be added"):
        appeals.add_file(appeal=sent, upload=upload(pdf()), by=head(contest, 2))
    assert appeal_tasks(contest.second) == []


def test_a_declined_appeal_changes_nothing_and_frees_the_money() -> None:
    contest = decided(budget=1_200_000)
    sent = taken(contest, 2)
    before = statuses(contest)

    assert (kept_for_appeals(contest.call), free_money(contest.call)) == (200_000, 0)
    with pytest.raises(Invalid) as refusal:
        appeals.answer(appeal=sent, outcome="", reason="", by=contest.officer)
    assert [fault.field for fault in refusal.value.faults] == ["outcome", "reason"]
    answered = appeals.answer(
        appeal=sent, outcome=AppealStatus.DECLINED, reason="Page 3 names one person.", by=contest.officer
    )

    assert (answered.status, answered.effect) == (AppealStatus.DECLINED, {})
    assert statuses(contest) == before
    assert (kept_for_appeals(contest.call), free_money(contest.call)) == (0, 200_000)
    assert Message.objects.get(key=f"grants.appeal.answer.{sent.pk}").context["reason"] == "Page 3 names one person."


def test_a_granted_appeal_moves_the_line_and_the_first_ranking_stays() -> None:
    contest = decided()
    for index in (0, 1):
        awards.accept(award=build.award(contest, index), by=head(contest, index))
    published = contest.meeting.run.outcome_digest
    sent = taken(contest, 2)

    # The money of the last winner may be touched, so its agreement waits; the first one's goes on.
    assert held(contest.call) == [contest.applications[1].number]
    award_rules.check_can_contract(contest.application(0))
    with pytest.raises(Conflict, match="may touch the money"):
        award_rules.check_can_contract(contest.application(1))
    for total in (None, Decimal(-1), Decimal(21)):
        with pytest.raises(Invalid, match="Enter the points that are right"):
            appeals.answer(appeal=sent, outcome=AppealStatus.GRANTED, reason="Right.", total=total, by=contest.officer)
    answered = appeals.answer(
        appeal=sent,
        outcome=AppealStatus.GRANTED,
        reason="The team was there: two points more.",
        total=Decimal("18.50"),
        by=contest.officer,
    )

    assert statuses(contest) == [
        (ApplicationStatus.FUNDED, 500_000),
        (ApplicationStatus.RESERVE, None),
        (ApplicationStatus.FUNDED, 500_000),
        (ApplicationStatus.DECLINED, None),
    ]
    moved = {row.number: (row.rank_before, row.rank_after) for row in log(contest.fresh()).ranking}
    assert [moved[one.number] for one in contest.applications] == [(1, 1), (2, 3), (3, 2), (4, 4)]
    assert (build.award(contest, 1).status, build.award(contest, 2).origin) == (AwardStatus.MOVED, AwardOrigin.APPEAL)
    assert contest.meeting.run.outcome_digest == published
    assert contest.meeting.run.results.get(entry__reference=contest.applications[2].number).rank == 3
    assert answered.effect["rows"] != []
    live = Funding.objects.filter(annulled_at=None)
    assert sum(row.amount for row in live) == 1_000_000
    # What was moved comes back when the money is there, and is another row of the ledger.
    awards.decline(award=build.award(contest, 2), reason="Too late for us.", by=head(contest, 2))
    assert [one.number for one in reserve_list(contest.call)] == [contest.applications[1].number]
    again = awards.offer_next(call=contest.call, by=contest.officer)
    assert (again.status, again.offers, again.application.number) == (
        AwardStatus.OFFERED,
        2,
        contest.applications[1].number,
    )
    assert Funding.objects.filter(reference__endswith=f"{contest.applications[1].number}/2", annulled_at=None).exists()


def test_an_agreement_that_was_made_is_not_touched() -> None:
    contest = decided()
    for index in (0, 1):
        awards.accept(award=build.award(contest, index), by=head(contest, index))
        agreements.start(application=contest.application(index), by=contest.officer)
    with pytest.raises(Conflict, match="end the agreement instead"):
        awards.fall_through(award=build.award(contest, 0), reason="No.", by=contest.officer)
    sent = taken(contest, 2)

    assert held(contest.call) == []
    appeals.answer(
        appeal=sent, outcome=AppealStatus.PARTLY, reason="Two points.", total=Decimal("18.50"), by=contest.officer
    )

    assert [status for status, _amount in statuses(contest)] == [
        ApplicationStatus.FUNDED,
        ApplicationStatus.FUNDED,
        ApplicationStatus.RESERVE,
        ApplicationStatus.DECLINED,
    ]
    assert Award.objects.filter(status=AwardStatus.MOVED).count() == 0


def test_a_cut_amount_grows_only_within_what_is_left() -> None:
    contest = build.prepared(applications=2, budget=900_000, appeal_days=5, amount_min=1)
    second = contest.applications[1].number
    build.propose(
        contest, {second: Row(second, Outcome.FUND, Decimal(300_000), "Two thirds are enough.", "Less can do.")}
    )
    build.conclude(contest)
    sent = taken(contest, 1, ground=AppealGround.AMOUNT)

    assert sent.claim == 200_000
    for amount in (None, Decimal(300_000), Decimal(600_000)):
        with pytest.raises(Invalid) as refusal:
            appeals.answer(appeal=sent, outcome=AppealStatus.GRANTED, reason="Yes.", amount=amount, by=contest.officer)
        assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("amount", "R21")]
    with pytest.raises(Invalid, match="only 100,000"):
        appeals.answer(
            appeal=sent, outcome=AppealStatus.GRANTED, reason="Yes.", amount=Decimal(450_000), by=contest.officer
        )
    appeals.answer(
        appeal=sent, outcome=AppealStatus.PARTLY, reason="Part.", amount=Decimal(400_000), by=contest.officer
    )

    assert statuses(contest) == [(ApplicationStatus.FUNDED, 500_000), (ApplicationStatus.FUNDED, 400_000)]
    assert build.award(contest, 1).amount == 400_000
    assert Funding.objects.get(reference__endswith=second).amount == 400_000


def test_a_refusal_of_the_formal_check_is_appealed_before_the_experts_begin() -> None:
    contest = build.checking(applications=2, check_appeal_days=3)
    build.check(contest, 0, CheckConclusion.REFUSE)
    build.check(contest, 1)

    with pytest.raises(Invalid, match="can be sent until"):
        phases.start_scoring(call=contest.fresh(), by=contest.officer)
    sent = appeal(contest, 0)
    with pytest.raises(Invalid, match="is not answered"):
        phases.start_scoring(call=contest.fresh(), by=contest.officer)
    for person in (contest.officer, contest.second):
        with pytest.raises(NotPermitted, match="took part"):
            appeals.take(appeal=sent, by=person)
    appeals.take(appeal=sent, by=contest.secretary)
    with pytest.raises(Invalid, match="admitted or not"):
        appeals.answer(appeal=sent, outcome=AppealStatus.PARTLY, reason="Half.", by=contest.secretary)
    appeals.answer(appeal=sent, outcome=AppealStatus.GRANTED, reason="The place is on page 1.", by=contest.secretary)

    assert statuses(contest) == [(ApplicationStatus.ADMITTED, None)] * 2
    phases.start_scoring(call=contest.fresh(), by=contest.officer)
    assert contest.fresh().status == CallStatus.SCORING
    assert contest.call.round.entries.count() == 2


def test_the_head_takes_an_appeal_back() -> None:
    contest = decided()
    sent = appeal(contest, 2)

    with pytest.raises(NotPermitted):
        appeals.withdraw(appeal=sent, by=contest.officer)
    appeals.withdraw(appeal=sent, by=head(contest, 2))

    assert (held(contest.call), log(contest.call).open) == ([], 0)
    assert Membership.objects.filter(user=head(contest, 2)).count() == 1
