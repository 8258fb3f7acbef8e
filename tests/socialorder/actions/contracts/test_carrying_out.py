"""Stages are handed in, answered and paid; penalties, changes and the end of a contract."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from foundation.accounts.esignature import SignatureRefused
from foundation.audit.models import Event
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.models import Funding
from socialorder.actions.contracts import acts, amendments, contracts, ending, money
from socialorder.choices import ActStatus, ChangeStatus, ContractStatus, PenaltyKind, PenaltyStatus, Side
from socialorder.models import Act, Penalty, StagePayment
from socialorder.queries.contracts import position_of, whole
from socialorder.rules.contracts.amendments import Change
from socialorder.rules.contracts.contracts import PlannedLine, PlannedStage
from tests.builders import contracts as build
from tests.builders import files
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


SAID = {
    "values": {"done": "All groups are open", "people": 25},
    "facts": {1: (Decimal(20), "Register")},
    "spending": {1: Decimal(700_000), 2: Decimal(100_000)},
}


def test_act_says_what_is_missing_and_two_pages_do_not_overwrite_each_other() -> None:
    deal = build.in_force()
    with clock.playing(build.ON_STAGE[1]):
        with pytest.raises(NotPermitted):
            acts.begin(stage=deal.stage(1), by=deal.officer)
        empty = acts.begin(stage=deal.stage(1), by=deal.head)
        assert acts.begin(stage=deal.stage(1), by=deal.head).pk == empty.pk
        with pytest.raises(Invalid) as refusal:
            acts.hand_in(act=empty, examined=None, by=deal.head)  # type: ignore[arg-type]
        assert [one.field for one in refusal.value.faults] == ["done", "people", "facts", "spending", "file"]
        act = build.written(deal, 1)
        with pytest.raises(Conflict, match="another page"):
            acts.save(act=act, saves=0, by=deal.head, **SAID)
        stale = build.examined(
            acts.PURPOSE, acts.subject_of(act, 1, Side.NGO), acts.facts_to_hand_in(act), deal.head, ""
        )
        act = acts.save(act=act, saves=1, by=deal.head, **SAID)
        with pytest.raises(SignatureRefused):
            acts.hand_in(act=act, examined=stale, by=deal.head)
        act = build.hand_in(deal, act)
        with pytest.raises(Conflict, match="cannot be changed now"):
            acts.save(act=act, saves=2, by=deal.head, **SAID)


def test_act_is_returned_corrected_and_accepted_by_both_signatures() -> None:
    deal = build.in_force()
    with clock.playing(build.ON_STAGE[1]):
        act = build.hand_in(deal, build.written(deal, 1))
        with pytest.raises(NotPermitted):
            acts.return_(act=act, remarks="x", correct_until=build.STAGE_ENDS[0], by=deal.head)
        with pytest.raises(Invalid):
            acts.return_(act=act, remarks=" ", correct_until=build.STAGE_ENDS[0], by=deal.officer)
        with pytest.raises(Invalid, match="in the future"):
            acts.return_(act=act, remarks="x", correct_until=local_date(build.ON_STAGE[1]), by=deal.officer)
        act = acts.return_(act=act, remarks="Show the register", correct_until=build.STAGE_ENDS[0], by=deal.officer)
        assert (act.status, act.correct_until) == (ActStatus.RETURNED, build.STAGE_ENDS[0])
        _more_evidence(deal, act)
        act = build.accept(deal, build.hand_in(deal, deal.act(1)))
    assert (act.status, act.days_late, act.versions.count()) == (ActStatus.ACCEPTED, 0, 2)
    answers = act.versions.values_list("outcome", "remarks")
    assert list(answers) == [("returned", "Show the register"), ("accepted", "")]
    assert act.versions.get(number=2).customer_signature is not None
    shown = whole(deal.fresh())
    assert [(row.fact, row.percent) for row in shown.indicators] == [(Decimal("20.00"), Decimal(50))]
    assert [row.spent for row in shown.lines] == [Decimal("700000.00"), Decimal("100000.00")]
    assert Message.objects.filter(recipient=deal.head, subject__contains="Answer to the acceptance act").count() == 2
    with pytest.raises(TransitionNotAllowed):
        acts.refuse_act(act=act, reason="late thought", by=deal.officer)


def _more_evidence(deal: build.Deal, act: Act) -> None:
    """A file that a version names stays when it is taken out."""
    first = act.files.get()
    acts.remove_file(file=first, by=deal.head)
    first.refresh_from_db()
    assert first.removed_at is not None
    acts.add_file(act=act, upload=files.upload(files.pdf("register"), "register.pdf"), title="", by=deal.head)
    extra = acts.add_file(act=act, upload=files.upload(files.pdf("more"), "more.pdf"), title="", by=deal.head)
    with pytest.raises(NotPermitted):
        acts.remove_file(file=extra, by=UserFactory())


def test_refused_act_stays_and_another_is_written_late() -> None:
    deal = build.in_force()
    with clock.playing(build.ON_STAGE[1]):
        act = build.hand_in(deal, build.written(deal, 1))
        with pytest.raises(Conflict, match="waits for an answer"):
            ending.terminate(contract=deal.contract, side=Side.BODY, reason="x", by=deal.officer)
        acts.refuse_act(act=act, reason="Nothing was done", by=deal.officer)
        again = build.written(deal, 1)
    assert (again.number, again.status) == (2, ActStatus.FILLED)
    with clock.playing(build.ON_STAGE[1] + 12 * build.DAY):
        late = build.accept(deal, build.hand_in(deal, again))
    assert late.days_late == 2
    assert Funding.objects.get().was_late is True
    assert list(Act.objects.order_by("number").values_list("status", flat=True)) == ["refused", "accepted"]


def test_stage_is_paid_after_acceptance_and_never_more_than_its_sum() -> None:
    deal = build.in_force()
    values = {"reference": "P-1", "paid_on": local_date(build.ON_STAGE[1]), "amount": Decimal(500_000)}
    with clock.playing(build.ON_STAGE[1]):
        with pytest.raises(Invalid, match="not accepted yet"):
            money.pay(stage=deal.stage(1), by=deal.officer, **values)
        build.accepted(deal, 1)
        for wrong, field in (
            ({"paid_on": local_date(build.ON_STAGE[1] - build.DAY)}, "paid_on"),
            ({"paid_on": local_date(build.ON_STAGE[1] + build.DAY)}, "paid_on"),
            ({"amount": Decimal("800000.01")}, "amount"),
            ({"amount": Decimal(0)}, "amount"),
            ({"reference": " "}, "reference"),
        ):
            with pytest.raises(Invalid) as refusal:
                money.pay(stage=deal.stage(1), by=deal.officer, **{**values, **wrong})
            assert [one.field for one in refusal.value.faults] == [field]
        with pytest.raises(NotPermitted):
            money.pay(stage=deal.stage(1), by=deal.head, **values)
        payment = money.pay(stage=deal.stage(1), by=deal.officer, **values)
        with pytest.raises(Invalid, match="noted already"):
            money.pay(stage=deal.stage(1), by=deal.officer, **{**values, "amount": Decimal(1)})
    position = position_of(deal.fresh())
    assert (position.accepted, position.paid, position.to_pay) == (800_000, 500_000, 300_000)
    assert Funding.objects.get().paid == Decimal("500000.00")
    same = {"body": payment.body, "recorded_at": payment.recorded_at, "recorded_by": payment.recorded_by}
    for stage, amount in ((1, Decimal("300000.01")), (2, Decimal(1))):
        with pytest.raises(IntegrityError), transaction.atomic():
            StagePayment.objects.create(
                stage=deal.stage(stage), reference="P-2", paid_on=payment.paid_on, amount=amount, **same
            )


DAILY = {"kind": PenaltyKind.DAILY, "clause": "7.2", "reason": "Nine days late", "stage": "1"}


def test_penalty_is_counted_by_days_or_given_as_a_sum_and_withdrawn_with_a_reason() -> None:
    deal = build.in_force()
    with pytest.raises(Invalid) as refusal:
        money.impose(contract=deal.contract, values={"kind": PenaltyKind.DAILY}, by=deal.officer)
    assert [one.field for one in refusal.value.faults] == ["clause", "reason", "base", "rate", "days"]
    daily = {**DAILY, "base": Decimal(800_000), "rate": Decimal("0.1"), "days": 9}
    penalty = money.impose(contract=deal.contract, values=daily, by=deal.officer)
    assert (penalty.amount, penalty.stage.number) == (Decimal("7200.00"), 1)
    plain = {"kind": PenaltyKind.SUM, "clause": "7.3", "reason": "No report", "amount": Decimal("1792800.01")}
    with pytest.raises(Invalid, match="more than the contract"):
        money.impose(contract=deal.contract, values=plain, by=deal.officer)
    with pytest.raises(NotPermitted):
        money.impose(contract=deal.contract, values=plain, by=deal.head)
    money.impose(contract=deal.contract, values={**plain, "amount": Decimal(1)}, by=deal.officer)
    assert position_of(deal.fresh()).penalties == Decimal("7201.00")
    with pytest.raises(Invalid):
        money.lift(penalty=penalty, reason="", by=deal.officer)
    lifted = money.lift(penalty=penalty, reason="The road was closed", by=deal.officer)
    assert (lifted.status, position_of(deal.contract).penalties) == (PenaltyStatus.LIFTED, Decimal("1.00"))
    with pytest.raises(TransitionNotAllowed):
        money.lift(penalty=penalty, reason="again", by=deal.officer)
    for wrong in ({"amount": Decimal(7201)}, {"days": 0}, {"reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Penalty.objects.filter(pk=penalty.pk).update(**wrong)


def _change(deal: build.Deal, **given) -> Change:
    """Two months more for the second stage, and five families more."""
    plan = build.plan()
    later = replace(plan.stages[1], due_on=build.ENDS_ON + 40 * build.DAY)
    values = {"months": 12, "stages": [plan.stages[0], later], "lines": plan.lines, "targets": {1: Decimal(45)}}
    return Change(**{**values, **given})


def test_change_is_approved_by_the_other_side_and_signed_by_both() -> None:
    deal = build.in_force()
    plan, with_reason = (
        build.plan(),
        {"contract": deal.contract, "side": Side.NGO, "reason": "The road", "by": deal.head},
    )
    above = [plan.stages[0], PlannedStage("More", build.ENDS_ON, Decimal("1200000.01"))]
    for wrong, text in (
        ({"months": 37}, "36 months"),
        ({"stages": above, "lines": [PlannedLine("All", Decimal("2000000.01"))]}, "above the sum of the lot"),
        ({"lines": [PlannedLine("All", Decimal(1))]}, "budget lines come to"),
        ({"targets": {1: Decimal(0)}}, "more than zero"),
        ({"months": 10, "stages": plan.stages, "targets": {}}, "Nothing is changed"),
    ):
        with pytest.raises(Invalid, match=text):
            amendments.propose(change=_change(deal, **wrong), **with_reason)
    with pytest.raises(NotPermitted):
        amendments.propose(change=_change(deal), **{**with_reason, "by": UserFactory()})
    change = amendments.propose(change=_change(deal), **with_reason)
    with pytest.raises(Conflict, match="is open"):
        amendments.propose(change=_change(deal), **with_reason)
    with pytest.raises(Conflict, match="A change of the contract is open"):
        ending.complete(contract=deal.contract, by=deal.officer)
    with pytest.raises(NotPermitted):
        amendments.approve(amendment=change, by=deal.head)
    change = amendments.approve(amendment=change, by=deal.officer)
    assert (change.status, deal.fresh().months) == (ChangeStatus.SIGNING, 10)
    act = build.written(deal, 1)
    with pytest.raises(Conflict, match="is being signed"):
        acts.hand_in(act=act, examined=None, by=deal.head)  # type: ignore[arg-type]
    build.sign(deal, Side.NGO, deal.head)
    build.sign(deal, Side.BODY, deal.second)
    change.refresh_from_db()
    contract = deal.fresh()
    assert (change.status, contract.months, contract.status) == (ChangeStatus.EFFECTIVE, 12, ContractStatus.IN_FORCE)
    assert deal.stage(2).due_on == build.ENDS_ON + 40 * build.DAY
    assert contract.indicators.get().target == Decimal(45)
    assert Funding.objects.get().ends_on == contract.ends_on
    assert deal.version.document["amendment"]["number"] == 1


def test_change_of_the_customer_is_declined_or_withdrawn_and_what_was_handed_in_stays() -> None:
    deal = build.in_force()
    build.accepted(deal, 1)
    plan = build.plan()
    given = {"contract": deal.contract, "side": Side.BODY, "reason": "Less money", "by": deal.officer}
    moved = [replace(plan.stages[0], amount=Decimal(700_000)), plan.stages[1]]
    with pytest.raises(Invalid, match="Stage 1 was handed in already"):
        amendments.propose(change=_change(deal, stages=moved, lines=[PlannedLine("All", Decimal(1_700_000))]), **given)
    shorter = [plan.stages[0], replace(plan.stages[1], amount=Decimal(900_000))]
    less = _change(deal, stages=shorter, lines=[PlannedLine("All", Decimal(1_700_000))])
    change = amendments.propose(change=less, **given)
    with pytest.raises(NotPermitted):
        amendments.decline(amendment=change, reason="x", by=deal.officer)
    amendments.decline(amendment=change, reason="The work costs what it costs", by=deal.head)
    change = amendments.propose(change=less, **given)
    amendments.approve(amendment=change, by=deal.head)
    version = deal.version
    with pytest.raises(NotPermitted):
        amendments.withdraw(amendment=change, by=deal.head)
    amendments.withdraw(amendment=change, by=deal.officer)
    version.refresh_from_db()
    assert version.void_at is not None
    change = amendments.propose(change=less, **given)
    amendments.approve(amendment=change, by=deal.head)
    build.sign(deal, Side.NGO, deal.head)
    build.sign(deal, Side.BODY, deal.officer)
    contract = deal.fresh()
    assert (contract.amount, Funding.objects.get().amount) == (Decimal(1_700_000), Decimal(1_700_000))
    assert list(contract.lines.values_list("name", "amount")) == [("All", Decimal(1_700_000)), ("Rent", Decimal(0))]
    statuses = contract.amendments.values_list("status", flat=True)
    assert list(statuses) == [ChangeStatus.DECLINED, ChangeStatus.WITHDRAWN, ChangeStatus.EFFECTIVE]


def test_contract_is_completed_when_every_stage_is_accepted_or_terminated_with_a_reason() -> None:
    deal = build.in_force()
    build.accepted(deal, 1)
    with pytest.raises(Conflict, match="Stage 2 is not accepted"):
        ending.complete(contract=deal.contract, by=deal.officer)
    build.accepted(deal, 2)
    with clock.playing(build.ON_STAGE[2]):
        contract = ending.complete(contract=deal.contract, by=deal.officer)
        assert (contract.status, Funding.objects.get().stage) == (ContractStatus.COMPLETED, "completed")
        money.pay(
            stage=deal.stage(2),
            reference="P-9",
            paid_on=local_date(build.ON_STAGE[2]),
            amount=Decimal(1),
            by=deal.officer,
        )
    with pytest.raises(Conflict, match="is completed"):
        acts.begin(stage=deal.stage(1), by=deal.head)

    other = build.in_force(slug="another", bids=1)
    with pytest.raises(Invalid):
        ending.terminate(contract=other.contract, side="x", reason="y", by=other.officer)
    with pytest.raises(NotPermitted):
        ending.terminate(contract=other.contract, side=Side.NGO, reason="y", by=other.head)
    change = amendments.propose(
        contract=other.contract, side=Side.NGO, change=_change(other), reason="More time", by=other.head
    )
    ended = ending.terminate(contract=other.contract, side=Side.NGO, reason="The team left", by=other.officer)
    change.refresh_from_db()
    assert (ended.status, ended.end_side, change.status) == ("terminated", "ngo", ChangeStatus.WITHDRAWN)
    row = Funding.objects.get(reference="socialorder.contract:another/1")
    assert (row.stage, row.page_arguments) == ("terminated", [ended.pk])
    with pytest.raises(Conflict, match="was terminated"):
        acts.begin(stage=other.stage(1), by=other.head)
    event = Event.objects.get(verb="socialorder.contract.terminated")
    assert event.reason == "The team left"


def test_nothing_is_carried_out_before_both_have_signed() -> None:
    deal = build.offered(bids=1)
    with pytest.raises(Conflict, match="both sides sign it first"):
        acts.begin(stage=deal.stage(1), by=deal.head)
    with pytest.raises(Conflict, match="both sides sign it first"):
        money.pay(stage=deal.stage(1), reference="x", paid_on=build.STARTS_ON, amount=Decimal(1), by=deal.officer)
    with pytest.raises(TransitionNotAllowed):
        ending.complete(contract=deal.contract, by=deal.officer)
    with pytest.raises(Conflict, match="not being drawn up"):
        contracts.prepare(contract=deal.contract, plan=build.plan(), by=deal.officer)
