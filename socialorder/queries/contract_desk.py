"""What waits for a person in contracts: to sign, report and answer for the supplier; to draw up, approve, accept and pay
for officers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core import calendar, clock
from foundation.core.desk import Task
from foundation.core.text import localized
from registry.choices import Role
from registry.rules import roles
from socialorder.choices import ActStatus, ChangeStatus, ContractStatus, Side
from socialorder.choices.contracts import ACT_WRITABLE, CONCLUDED
from socialorder.models import Act, Contract, ContractAmendment, ContractSignature, ContractStage, ContractVersion
from socialorder.queries.contracts import positions, to_draw_up
from socialorder.querysets.offices import serves
from socialorder.scoring.contracts import ZERO

SOON = dt.timedelta(days=30)
END_OF_DAY = dt.time(23, 59)
WRITERS = (Role.NGO_HEAD, Role.NGO_EDITOR)


def contract_tasks(user: Any) -> list[Task]:
    """Everything of both sides."""
    return [*_of_supplier(user), *_of_customer(user)]


def _of_supplier(user: Any) -> list[Task]:
    own = Contract.objects.filter(bid__organisation__in=roles.organisations_of(user, WRITERS)).with_parties()
    headed = own.filter(bid__organisation__in=roles.organisations_of(user, (Role.NGO_HEAD,)))
    asked = ContractAmendment.objects.filter(contract__in=headed, side=Side.BODY, status=ChangeStatus.PROPOSED)
    return [
        *(_sign_task(one) for one in _to_sign(headed, Side.NGO)),
        *(_stage_task(one) for one in _due(own)),
        *(_change_task(one) for one in _listed(asked)),
    ]


def _due(contracts: Any) -> Any:
    """Stages of the next days whose act is not handed in, and acts that came back."""
    today = calendar.local_date(clock.now())
    done = Act.objects.filter(stage=OuterRef("pk"), status__in=(ActStatus.HANDED_IN, ActStatus.ACCEPTED))
    returned = Act.objects.filter(stage=OuterRef("pk"), status=ActStatus.RETURNED)
    running = ContractStage.objects.filter(contract__in=contracts, contract__status=ContractStatus.IN_FORCE)
    near = running.filter(~Exists(done)).filter(Q(due_on__lte=today + SOON) | Exists(returned))
    return near.select_related("contract__lot__topic").prefetch_related("acts").order_by("due_on", "pk")


def _of_customer(user: Any) -> list[Task]:
    own = Contract.objects.filter(serves(user, "lot__tender__body")).with_parties()
    waits = Q(status=ContractStatus.DRAFT) | Q(status=ContractStatus.REVIEW) & ~Q(prepared_by=user.pk)
    late = Q(pk__in=own.late_to_sign_on(calendar.local_date(clock.now())).values("pk"))
    asked = ContractAmendment.objects.filter(contract__in=own, status=ChangeStatus.PROPOSED)
    asked = asked.filter(side=Side.NGO).exclude(proposed_by=user.pk)
    acts = Act.objects.filter(stage__contract__in=own, status=ActStatus.HANDED_IN)
    begin = [
        _task(_("Draw up the contract: %(name)s"), bid.lot.topic, reverse("socialorder:contract-list"), bid)
        for bid in to_draw_up(user)
    ]
    return [
        *begin,
        *(_contract_task(one) for one in own.filter(waits | late & ~_signed_by_supplier()).order_by("pk")),
        *(_sign_task(one) for one in _to_sign(own, Side.BODY)),
        *(_act_task(one) for one in acts.select_related("stage__contract__lot__topic").order_by("pk")),
        *(_pay_task(one) for one in _to_pay(own)),
        *(_change_task(one) for one in _listed(asked)),
    ]


def _signed_by_supplier() -> Any:
    signed = ContractSignature.objects.filter(version__contract=OuterRef("pk"), version__void_at=None, side=Side.NGO)
    return Q(Exists(signed))


def _to_sign(contracts: Any, side: str) -> Any:
    """Texts that wait for the signature of ``side``."""
    signed = ContractSignature.objects.filter(version=OuterRef("pk"), side=side)
    waiting = ContractVersion.objects.filter(contract__in=contracts, effective_at=None, void_at=None)
    return waiting.filter(~Exists(signed)).select_related("contract__lot__topic").defer("document").order_by("pk")


def _to_pay(contracts: Any) -> list[ContractStage]:
    """Accepted stages that are not paid in full, unless penalties make up what is left of their contract."""
    stages = ContractStage.objects.filter(
        contract__in=contracts, contract__status__in=CONCLUDED, acts__status=ActStatus.ACCEPTED
    )
    paid = stages.annotate(paid=Coalesce(Sum("payments__amount"), ZERO)).filter(paid__lt=F("amount"))
    listed = list(paid.select_related("contract__lot__topic").order_by("pk"))
    money = positions(one.contract for one in listed) if listed else {}
    return [one for one in listed if money[one.contract_id].to_pay]


def _listed(rows: Any) -> Any:
    return rows.select_related("contract__lot__topic").order_by("pk")


def _contract_task(contract: Contract) -> Task:
    titles = {
        ContractStatus.DRAFT: _("Enter the terms of the contract: %(name)s"),
        ContractStatus.REVIEW: _("Approve the contract: %(name)s"),
        ContractStatus.SIGNING: _("The contract was not signed in time: %(name)s"),
    }
    title = titles[ContractStatus(contract.status)]
    return _task(title, contract.lot.topic, contract.get_absolute_url(), contract)


def _sign_task(version: ContractVersion) -> Task:
    contract = version.contract
    is_new = contract.status == ContractStatus.SIGNING
    due = calendar.cut_off(contract.sign_until, END_OF_DAY) if is_new and contract.sign_until else None
    return _task(_("Sign the contract: %(name)s"), contract.lot.topic, contract.get_absolute_url(), contract, due)


def _stage_task(stage: ContractStage) -> Task:
    act = next((one for one in stage.acts.all() if one.status in ACT_WRITABLE), None)
    day = act.correct_until if act and act.correct_until else stage.due_on
    title = _("Hand in the acceptance act: %(name)s")
    url = reverse("socialorder:act-edit", args=[act.pk]) if act else stage.contract.get_absolute_url()
    due = calendar.cut_off(day, END_OF_DAY)
    if act is not None:
        return _task(title, stage.contract.lot.topic, url, act, due)
    return Task(title % {"name": localized(stage.contract.lot.topic, "title")}, url, "due", _("Not begun"), due)


def _act_task(act: Act) -> Task:
    return _task(_("Answer the acceptance act: %(name)s"), act.stage.contract.lot.topic, act.get_absolute_url(), act)


def _pay_task(stage: ContractStage) -> Task:
    url = reverse("socialorder:stage-pay", args=[stage.contract_id, stage.number])
    title = _("Pay the accepted stage: %(name)s") % {"name": localized(stage.contract.lot.topic, "title")}
    return Task(title, url, "accepted", ActStatus.ACCEPTED.label)


def _change_task(amendment: ContractAmendment) -> Task:
    title = _("Decide on the change of the contract: %(name)s")
    return _task(title, amendment.contract.lot.topic, amendment.get_absolute_url(), amendment)


def _task(title: str, topic: Any, url: str, row: Any, due_at: dt.datetime | None = None) -> Task:
    return Task(title % {"name": localized(topic, "title")}, url, row.status, row.get_status_display(), due_at)
