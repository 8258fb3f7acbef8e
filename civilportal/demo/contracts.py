"""Contracts of the demo's akimat: last year's tender is decided by experts and prices; one of its contracts is completed,
the other is in the middle, with a penalty and a change that waits for an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone, translation

from civilportal.demo import cast, order_panels
from civilportal.demo.data import read
from civilportal.demo.script import Applicant
from civilportal.demo.stage import Stage, at
from foundation.accounts.esignature import requests, trial
from foundation.accounts.esignature.requests import Examined
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import after_months, local_date
from publishing.reports import pdf
from publishing.reports.blocks import Paragraph, Printed, Section
from registry.models import Body
from socialorder.actions.contracts import acts, amendments, contracts, ending, money, signing
from socialorder.choices import ActStatus, BidStatus, ChangeStatus, ContractStatus, PenaltyKind, Side
from socialorder.models import Act, Bid, Contract, ContractAmendment, ContractVersion
from socialorder.rules.contracts.amendments import Change
from socialorder.rules.contracts.contracts import Plan, PlannedLine, PlannedStage

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
# Days before now: drawn up, first day, and for each stage its last day.
DRAWN_UP, FIRST_DAY = -302, -295
STAGE_DAYS = ((-190, -24), (-120, 60))
LATE, RATE = 9, Decimal("0.1")


@dataclass(frozen=True)
class Deal:
    """One contract with its people and what the data says of it."""

    pk: int
    told: Mapping[str, Any]
    officer: User
    second: User
    head: User
    now: dt.datetime

    @property
    def contract(self) -> Contract:
        return Contract.objects.with_parties().get(pk=self.pk)

    def moment(self, days: int) -> dt.datetime:
        return self.now + days * DAY


def is_loaded() -> bool:
    found = Contract.objects.filter(lot__tender__slug=read("contracts.toml")["tender"]["slug"])
    is_asked = ContractAmendment.objects.filter(contract__in=found.filter(status=ContractStatus.IN_FORCE)).exists()
    return is_asked and found.filter(status=ContractStatus.COMPLETED).exists()


def load(playing: Sequence[Applicant], stage: Stage) -> None:
    """From the decision to the end, at moments of the last year."""
    if is_loaded():
        return
    told, now = read("contracts.toml"), timezone.now()
    body = Body.objects.select_related("region").get(code=read("calls.toml")["bodies"]["akimat"]["code"])
    officer = User.objects.get(email=cast.email("akimat_officer"))
    with translation.override("kk"):
        tender = order_panels.decided(told, body, officer, playing, stage, now)
        second = cast.second_of_akimat(body)
        won = Bid.objects.filter(lot__tender=tender, status=BidStatus.WON).select_related("lot", "organisation")
        heads = {one.organisation.pk: one.head for one in playing}
        for bid, said in zip(won.order_by("lot__number"), told["contracts"], strict=True):
            with at(now + DRAWN_UP * DAY):
                contract = contracts.draw_up(bid=bid, by=officer)
            deal = Deal(contract.pk, said, officer, second, heads[bid.organisation_id], now)
            _concluded(deal, STAGE_DAYS[bid.lot.number - 1])
        first, other = Contract.objects.filter(lot__tender=tender).order_by("lot__number")
        _completed(_deal(first, told, heads, officer, second, now))
        _in_the_middle(_deal(other, told, heads, officer, second, now))


def _deal(
    contract: Contract,
    told: Mapping[str, Any],
    heads: Mapping[int, User],
    officer: User,
    second: User,
    now: dt.datetime,
) -> Deal:
    said = told["contracts"][contract.lot.number - 1]
    return Deal(contract.pk, said, officer, second, heads[contract.organisation.pk], now)


def _concluded(deal: Deal, stage_days: Sequence[int]) -> None:
    """Drawn up by one officer, approved by another, signed by both sides."""
    if deal.contract.status == ContractStatus.DRAFT:
        with at(deal.moment(DRAWN_UP) + HOUR):
            contracts.prepare(contract=deal.contract, plan=_plan(deal, stage_days), by=deal.officer)
            contracts.propose(contract=deal.contract, by=deal.officer)
    if deal.contract.status == ContractStatus.REVIEW:
        with at(deal.moment(DRAWN_UP) + 4 * HOUR):
            contracts.offer(contract=deal.contract, by=deal.second)
    if deal.contract.status == ContractStatus.SIGNING:
        _both_sign(deal, deal.moment(DRAWN_UP + 2))


def _plan(deal: Deal, stage_days: Sequence[int]) -> Plan:
    said, starts_on = deal.told, local_date(deal.moment(FIRST_DAY))
    last = after_months(starts_on, said["months"])
    days = [min(local_date(deal.moment(one)), last) for one in stage_days]
    rows = zip(said["stages"], days, said["shares"], strict=True)
    return Plan(
        starts_on=starts_on,
        months=said["months"],
        sign_until=local_date(deal.moment(DRAWN_UP + 10)),
        stages=[PlannedStage(title, day, Decimal(amount)) for title, day, amount in rows],
        lines=[PlannedLine(name, Decimal(amount)) for name, amount in said["lines"]],
    )


def _both_sign(deal: Deal, moment: dt.datetime) -> None:
    version = ContractVersion.objects.select_related("contract").filter(contract=deal.pk).latest("number")
    version.contract = deal.contract
    for side, by in ((Side.NGO, deal.head), (Side.BODY, deal.officer)):
        if version.signatures.filter(side=side).exists():
            continue
        with at(moment):
            wanted, subject = signing.bin_of(deal.contract, side), signing.subject_of(version, side)
            given = _signed(signing.PURPOSE, subject, signing.facts_of(version, side), by, wanted)
            signing.sign(version=version, side=side, examined=given, by=by)
        moment += DAY


def _signed(purpose: str, subject: str, facts: Mapping[str, Any], by: User, bin_: str) -> Examined:
    """A signature as the person's own program would make it, by a certificate made up on the spot."""
    request = requests.open_request(user=by, purpose=purpose, subject=subject, facts=facts, bin_=bin_)
    key = trial.Authority.of_this_portal().issue(trial.Owner(by.full_name, trial.IIN, bin_, "Demo"), clock.now())
    return requests.examine(request=request, signature=key.sign(request.content))


def _completed(deal: Deal) -> None:
    """Two stages accepted and paid, the second after a return; one month more by a change; completed."""
    if deal.contract.status == ContractStatus.COMPLETED:
        return
    _handed_in(deal, 1, -196)
    _accepted_and_paid(deal, 1, -192)
    if not deal.contract.amendments.exists():
        _change(deal, deal.moment(-150), days=15)
    change = deal.contract.amendments.get()
    if change.status == ChangeStatus.PROPOSED:
        with at(deal.moment(-147)):
            amendments.approve(amendment=change, by=deal.officer)
    if change.status != ChangeStatus.EFFECTIVE:
        _both_sign(deal, deal.moment(-146))
    _returned_and_corrected(deal, _handed_in(deal, 2, -20))
    _accepted_and_paid(deal, 2, -9)
    with at(deal.moment(-5)):
        ending.complete(contract=deal.contract, by=deal.officer)


def _returned_and_corrected(deal: Deal, act: Act) -> None:
    if act.status == ActStatus.HANDED_IN and act.versions.count() == 1:
        with at(deal.moment(-17)):
            until = local_date(deal.moment(-10))
            acts.return_(act=act, remarks=deal.told["remarks"], correct_until=until, by=deal.officer)
        act = _act(deal, 2)
    if act.status == ActStatus.RETURNED:
        with at(deal.moment(-12)):
            _sign_act(deal, act)


def _act(deal: Deal, number: int) -> Act:
    """The newest act of a stage."""
    rows = Act.objects.with_contract().filter(stage__contract=deal.pk, stage__number=number)
    return rows.latest("number")


def _in_the_middle(deal: Deal) -> None:
    """The first stage came late and brought a penalty; the act of the second is being written; a change is asked for."""
    if deal.contract.amendments.exists():
        return
    _handed_in(deal, 1, STAGE_DAYS[1][0] + LATE)
    with at(deal.moment(STAGE_DAYS[1][0] + LATE + 1)):
        stage = deal.contract.stages.get(number=1)
        values = {
            "kind": PenaltyKind.DAILY,
            "clause": deal.told["clause"],
            "reason": deal.told["penalty"],
            "stage": "1",
        }
        values |= {"base": stage.amount, "rate": RATE, "days": LATE}
        penalty = money.impose(contract=deal.contract, values=values, by=deal.officer)
    _accepted_and_paid(deal, 1, STAGE_DAYS[1][0] + LATE + 3, withheld=penalty.amount)
    with at(deal.moment(-8)):
        acts.begin(stage=deal.contract.stages.select_related("contract").get(number=2), by=deal.head)
    _change(deal, deal.moment(-2), days=30)


def _handed_in(deal: Deal, number: int, days: int) -> Act:
    said = deal.told
    with at(deal.moment(days)):
        stage = deal.contract.stages.select_related("contract").get(number=number)
        act = acts.begin(stage=stage, by=deal.head)
        if not act.is_writable or act.versions.exists():
            return _act(deal, number)
        spent = enumerate(said["spent"][number - 1], 1)
        act = acts.save(
            act=act,
            values={"done": said["done"][number - 1], "people": said["people"][number - 1]},
            facts={1: (Decimal(said["facts"][number - 1]), said["notes"][number - 1])},
            spending={line: Decimal(amount) for line, amount in spent},
            saves=act.saves,
            by=deal.head,
        )
        upload = ContentFile(_evidence(), name="evidence.pdf")
        acts.add_file(act=act, upload=upload, title=read("contracts.toml")["evidence"]["title"], by=deal.head)
        _sign_act(deal, _act(deal, number))
    return _act(deal, number)


def _sign_act(deal: Deal, act: Act) -> None:
    subject = acts.subject_of(act, acts.next_number(act), Side.NGO)
    wanted = signing.bin_of(deal.contract, Side.NGO)
    given = _signed(acts.PURPOSE, subject, acts.facts_to_hand_in(act), deal.head, wanted)
    acts.hand_in(act=act, examined=given, by=deal.head)


def _accepted_and_paid(deal: Deal, number: int, days: int, withheld: Decimal = Decimal(0)) -> None:
    """The customer signs the same document, and pays three days later what no penalty keeps back."""
    stage = deal.contract.stages.select_related("contract").get(number=number)
    act = _act(deal, number)
    if act.status == ActStatus.HANDED_IN:
        with at(deal.moment(days)):
            version = act.versions.latest("number")
            subject = acts.subject_of(act, version.number, Side.BODY)
            wanted = signing.bin_of(deal.contract, Side.BODY)
            given = _signed(acts.PURPOSE, subject, acts.facts_to_accept(version), deal.officer, wanted)
            acts.accept(act=act, examined=given, by=deal.officer)
    if stage.payments.exists():
        return
    with at(deal.moment(days + 3)):
        money.pay(
            stage=stage,
            reference=f"ДЕМО-{deal.pk}-{number}",
            paid_on=local_date(clock.now()),
            amount=stage.amount - withheld,
            by=deal.officer,
        )


def _change(deal: Deal, moment: dt.datetime, *, days: int) -> None:
    """The supplier asks for more time for the last stage; the sum stays."""
    contract = deal.contract
    rows = list(contract.stages.order_by("number"))
    stages = [PlannedStage(one.title, one.due_on, one.amount) for one in rows[:-1]]
    stages.append(PlannedStage(rows[-1].title, rows[-1].due_on + days * DAY, rows[-1].amount))
    change = Change(
        months=(contract.months or 0) + 1,
        stages=stages,
        lines=[PlannedLine(one.name, one.amount) for one in contract.lines.order_by("number")],
    )
    with at(moment):
        amendments.propose(contract=contract, side=Side.NGO, change=change, reason=deal.told["change"], by=deal.head)


def _evidence() -> bytes:
    said = read("contracts.toml")["evidence"]
    words = Section(said["title"], [Paragraph(said["text"])])
    document = Printed(said["title"], "", "Demo", "kk", said["title"], [words], notice=said["text"])
    return pdf.render(document, moment=clock.now())
