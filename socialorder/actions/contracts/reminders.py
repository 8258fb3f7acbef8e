"""Reminding both sides of the days of a contract: signing, stages, corrections. A letter is all that follows: nothing is
decided by the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext_noop

from foundation.core import clock, presentation
from foundation.core.calendar import local_date
from foundation.notifications.letters import Letter
from foundation.notifications.wording import in_each
from socialorder.actions.contracts import notices
from socialorder.choices import ActStatus, ContractStatus, Side
from socialorder.models import Act, Contract, ContractStage

# Days before the last one on which a letter is due, and days after it; each is written once.
SIGN_SOON = 2
STAGE_STEPS = (14, 3, 0, -1, -10)
SIGN = Letter(
    notices.TOPIC,
    gettext_noop("Contract %(number)s is to be signed until %(until)s"),
    gettext_noop("“%(title)s”: if it is not signed by then, the reserve can take your place."),
)
NOT_SIGNED = Letter(
    notices.TOPIC,
    gettext_noop("Contract %(number)s was not signed until %(until)s"),
    gettext_noop("“%(title)s”: state it on the page of the contract, or call the contract back to give more time."),
)
STAGE = Letter(
    notices.TOPIC,
    gettext_noop("Stage %(stage)s of contract %(number)s is due on %(until)s"),
    gettext_noop("“%(title)s”: hand in the acceptance act."),
)
LATE = Letter(
    notices.TOPIC,
    gettext_noop("Stage %(stage)s of contract %(number)s is late"),
    gettext_noop("“%(title)s”: the acceptance act was due on %(until)s and has not come."),
)


@transaction.atomic(durable=True)
def remind() -> int:
    """Write the letters that are due now, each once; returns how many contracts and stages were looked at."""
    today = local_date(clock.now())
    offered = list(Contract.objects.filter(status=ContractStatus.SIGNING).with_parties().order_by("pk"))
    for contract in offered:
        _of_signing(contract, today)
    stages = list(_open_stages(today))
    for stage in stages:
        _of_stage(stage, today)
    return len(offered) + len(stages)


def _of_signing(contract: Contract, today: dt.date) -> None:
    until = contract.sign_until
    if until is None or contract.versions.filter(void_at=None, signatures__side=Side.NGO).exists():
        return
    words, left = in_each(lambda: presentation.day(until)), (until - today).days
    key = f"{contract.pk}.{until.isoformat()}"
    if 0 <= left <= SIGN_SOON:
        notices.tell(contract, SIGN, f"sign.{key}", notices.people_of(contract, Side.NGO), until=words)
    elif left < 0:
        notices.tell(contract, NOT_SIGNED, f"unsigned.{key}", notices.people_of(contract, Side.BODY), until=words)


def _open_stages(today: dt.date) -> Iterator[ContractStage]:
    done = Act.objects.filter(status__in=(ActStatus.HANDED_IN, ActStatus.ACCEPTED)).values("stage")
    last = today + dt.timedelta(days=max(STAGE_STEPS))
    rows = ContractStage.objects.filter(contract__status=ContractStatus.IN_FORCE, due_on__lte=last)
    for stage in rows.exclude(pk__in=done).order_by("pk"):
        stage.contract = Contract.objects.with_parties().get(pk=stage.contract_id)
        yield stage


def _of_stage(stage: ContractStage, today: dt.date) -> None:
    """The newest step that has come; one that was missed is made up for by the next."""
    left = (stage.due_on - today).days
    step = min(one for one in STAGE_STEPS if one >= left)
    letter = STAGE if step >= 0 else LATE
    people = notices.people_of(stage.contract, Side.NGO) if step >= 0 else notices.everybody(stage.contract)
    until = in_each(lambda: presentation.day(stage.due_on))
    key = f"stage.{stage.pk}.{stage.due_on.isoformat()}.{step}"
    notices.tell(stage.contract, letter, key, people, stage=str(stage.number), until=until)
