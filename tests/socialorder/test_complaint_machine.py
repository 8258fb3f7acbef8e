"""Whatever the parties try in whatever order, a complaint keeps its terms, its ends and its publicity."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.core.errors import DomainError
from foundation.core.workflow import TransitionNotAllowed
from socialorder.actions.complaints import complaints, reviewing
from socialorder.choices import ComplaintStatus, Remedy, TenderStatus
from socialorder.choices.complaints import FOUND, PENDING
from socialorder.models import Complaint, Tender
from socialorder.workflow import COMPLAINT
from tests.builders import complaints as cases
from tests.builders import socialorder as build

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
STEPS = ("admit", "return", "answer", "reply", "uphold", "dismiss", "cancel", "withdraw")


def act(step: str, complaint: Complaint, case: cases.Case) -> Any:
    verdict = {"complaint": complaint, "reason": "Because", "by": case.reviewer}
    remedy = {"remedy": Remedy.AMEND if step == "uphold" else Remedy.CANCEL, "remedy_text": "Do it"}
    return {
        "admit": lambda: reviewing.admit(complaint=complaint, public_text="Public", by=case.reviewer),
        "return": lambda: reviewing.give_back(**verdict),
        "answer": lambda: complaints.say(complaint=complaint, text="Answer", by=case.world.officer),
        "reply": lambda: complaints.say(complaint=complaint, text="Reply", by=case.head),
        "uphold": lambda: reviewing.decide(**verdict, outcome="partly", **remedy),
        "cancel": lambda: reviewing.decide(**verdict, outcome="granted", **remedy),
        "dismiss": lambda: reviewing.decide(**verdict, outcome="declined"),
        "withdraw": lambda: complaints.withdraw(complaint=complaint, by=case.head),
    }[step]()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS), max_size=7))
def test_any_order_of_steps_leaves_a_whole_complaint(world: cases.Case, steps: list[str]) -> None:
    Complaint.objects.exclude(status__in=(ComplaintStatus.RETURNED, ComplaintStatus.WITHDRAWN)).update(
        status=ComplaintStatus.WITHDRAWN, ended_at=build.NOW, reason="", remedy="", remedy_text="", carried_out_at=None
    )
    Tender.objects.update(status=TenderStatus.ANNOUNCED)
    complaint = cases.sent(world)
    with build.at(complaint.submitted_at + HOUR):
        for step in steps:
            before = complaint.status
            try:
                act(step, complaint, world)
            except (DomainError, TransitionNotAllowed):
                assert Complaint.objects.get(pk=complaint.pk).status == before
            complaint = Complaint.objects.get(pk=complaint.pk)
            assert before == complaint.status or complaint.status in {one.target for one in COMPLAINT.allowed(before)}
    pending = complaint.status in PENDING
    assert (complaint.ended_at is None) == pending
    assert bool(complaint.due_on) == (pending or complaint.is_followed)
    assert complaint.answer_due_on is None or complaint.status == ComplaintStatus.IN_REVIEW
    assert bool(complaint.remedy) == (complaint.status in FOUND)
    assert complaint.public_text == ("Public" if complaint.admitted_at else "")
    held = list(Complaint.objects.holding(world.tender))
    assert held == ([complaint] if pending or complaint.is_followed else [])
    cancelled = Tender.objects.get(pk=world.tender.pk).status == TenderStatus.CANCELLED
    assert cancelled == (complaint.remedy == Remedy.CANCEL)


@pytest.fixture
def world() -> cases.Case:
    return cases.announced()
