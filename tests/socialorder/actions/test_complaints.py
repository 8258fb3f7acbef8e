"""Complaints: to a body outside, in public, with an effect that is carried out."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from foundation.accounts.models import User
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.choices import Role
from registry.models import Body
from socialorder.actions.bids import opening
from socialorder.actions.complaints import complaints, reviewing
from socialorder.actions.tenders import questions, tenders
from socialorder.choices import (
    BidStatus,
    ComplaintStatus,
    ComplaintSubject,
    LotStatus,
    Party,
    Remedy,
    TenderStatus,
)
from socialorder.models import Bid, Complaint, ReviewingBody, Tender
from socialorder.rules.complaints import matters, remedies
from socialorder.rules.reviewing import reviewing_body
from tests.builders import complaints as cases
from tests.builders import socialorder as build
from tests.builders.files import pdf, upload
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, MembershipFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_complaint_about_terms_is_heard_outside_and_the_tender_is_amended() -> None:
    case = cases.announced()
    moment = build.NOW + 3 * DAY
    stranger = UserFactory()
    with build.at(moment), pytest.raises(NotPermitted):
        complaints.submit(tender=case.tender, matter="terms", text="x", by=stranger)
    key = cases.matter(case, moment)
    with build.at(moment), pytest.raises(Invalid, match="Say what is wrong"):
        complaints.submit(tender=case.tender, matter=key, text=" ", by=case.head)
    with build.at(moment):
        complaint = complaints.submit(
            tender=case.tender, matter=key, text=cases.TEXT, uploads=[upload(pdf())], by=case.head
        )
        assert matters(case.head, case.tender, moment) == []
    # From Thursday 5 November: two working days.
    assert (complaint.reviewer_body, complaint.due_on) == (case.reviewer_body, dt.date(2026, 11, 9))
    assert complaint.files.get().side == Party.COMPLAINANT
    told = set(Message.objects.filter(topic="socialorder.complaints").values_list("recipient", flat=True))
    assert told == {case.reviewer.pk, case.world.officer.pk}

    _reviewed(case, complaint, stranger, moment)
    complaint = _carried_out(case, Complaint.objects.get(pk=complaint.pk), moment)
    with build.at(moment + 4 * DAY), pytest.raises(TransitionNotAllowed):
        complaints.withdraw(complaint=complaint, by=case.head)
    # The log names no person and keeps no words of the complaint.
    logged = str(list(Event.objects.filter(verb__startswith="socialorder.complaint").values("changes", "reason")))
    assert "990101300123" not in logged
    assert "two weeks" not in logged


def _reviewed(case: cases.Case, complaint: Complaint, stranger: User, moment: dt.datetime) -> None:
    """Admitted by the reviewer alone, answered late by the body, replied to."""
    with build.at(moment):
        for nobody in (case.world.officer, case.head, stranger):
            with pytest.raises(NotPermitted):
                reviewing.admit(complaint=complaint, public_text="x", by=nobody)
        with pytest.raises(Conflict):
            complaints.say(complaint=complaint, text="Not yet", by=case.world.officer)
        with pytest.raises(Invalid):
            reviewing.admit(complaint=complaint, public_text="", by=case.reviewer)
        complaint = reviewing.admit(complaint=complaint, public_text=cases.PUBLIC, by=case.reviewer)
        assert complaint.public_text == "The term of two weeks is too short. Call […]."
        assert (complaint.due_on, complaint.answer_due_on) == (dt.date(2026, 11, 19), dt.date(2026, 11, 10))
        with pytest.raises(Conflict, match="when the body has answered"):
            complaints.say(complaint=complaint, text="But", by=case.head)
        with pytest.raises(NotPermitted):
            complaints.say(complaint=complaint, text="I think", by=case.reviewer)
    with build.at(moment + 20 * DAY):
        word = complaints.say(complaint=complaint, text="Ask me: boss@akimat.kz", by=case.world.officer)
        assert (word.text, word.is_late, word.side) == ("Ask me: […]", True, Party.BODY)
        complaints.say(complaint=complaint, text="No answer at all", by=case.head)


def _carried_out(case: cases.Case, complaint: Complaint, moment: dt.datetime) -> Complaint:
    """Upheld, ordered, done."""
    with build.at(moment + DAY), pytest.raises(Invalid) as refused:
        reviewing.decide(complaint=complaint, outcome="granted", reason="", remedy="judge", by=case.reviewer)
    assert {fault.field for fault in refused.value.faults} == {"reason", "remedy", "remedy_text"}

    complaint = cases.decided(case, complaint, Remedy.AMEND)
    assert (complaint.status, complaint.is_followed, complaint.is_late) == (ComplaintStatus.UPHELD, True, False)
    assert complaint.due_on == dt.date(2026, 11, 20)
    with build.at(moment + 3 * DAY):
        values = {"closes_at": case.tender.closes_at + 5 * DAY}
        tenders.amend(tender=case.tender, values=values, specifications={}, reason="Late", by=case.world.officer)
    complaint.refresh_from_db()
    assert (complaint.is_followed, complaint.due_on) == (False, None)
    return complaint


def test_refused_bid_is_judged_anew_and_the_decided_lot_is_put_back() -> None:
    case, bid = cases.refused()
    moment = case.tender.closes_at + 2 * DAY
    complaint = cases.admitted(case, ComplaintSubject.REFUSAL, moment)
    assert complaint.bid == bid
    complaint = cases.decided(case, complaint, Remedy.JUDGE, ComplaintStatus.PARTLY)
    bid.refresh_from_db()
    assert (bid.status, bid.reason, complaint.is_followed) == (BidStatus.OPENED, "", True)
    assert list(Complaint.objects.holding(case.tender, case.world.lot(case.tender))) == [complaint]
    with build.at(moment + 3 * DAY):
        opening.judge(bid=bid, admit=True, reason="", by=case.world.officer)
    complaint.refresh_from_db()
    assert complaint.is_followed is False
    assert list(Complaint.objects.holding(case.tender)) == []


def test_a_term_that_is_over_takes_no_complaint_and_none_is_heard_twice() -> None:
    case, _bid = cases.refused()
    late = case.tender.closes_at + 12 * DAY
    with build.at(late):
        assert matters(case.head, case.tender, late) == []
    moment = case.tender.closes_at + 2 * DAY
    complaint = cases.sent(case, ComplaintSubject.REFUSAL, moment)
    with build.at(moment):
        complaint = reviewing.give_back(complaint=complaint, reason="Say which paper", by=case.reviewer)
        assert (complaint.status, complaint.public_text) == (ComplaintStatus.RETURNED, "")
        with pytest.raises(TransitionNotAllowed):
            reviewing.admit(complaint=complaint, public_text="x", by=case.reviewer)
    again = cases.sent(case, ComplaintSubject.REFUSAL, moment + DAY)
    with build.at(moment + DAY):
        with pytest.raises(NotPermitted):
            complaints.withdraw(complaint=again, by=case.world.officer)
        complaints.withdraw(complaint=again, by=case.head)
    third = cases.admitted(case, ComplaintSubject.REFUSAL, moment + DAY)
    third = cases.decided(case, third, "", ComplaintStatus.DISMISSED)
    assert (third.remedy, third.is_followed) == ("", False)
    with build.at(moment + 3 * DAY):
        assert matters(case.head, case.tender, moment + 3 * DAY) == []


def test_unanswered_question_is_answered_by_order() -> None:
    case = cases.announced()
    with build.at(build.NOW + DAY):
        question = questions.ask(tender=case.tender, text="How many families?", by=case.head)
        assert [one.subject for one in matters(case.head, case.tender, build.NOW + DAY)] == [ComplaintSubject.TERMS]
    complaint = cases.admitted(case, ComplaintSubject.SILENCE, build.NOW + 8 * DAY)
    cases.decided(case, complaint, Remedy.ANSWER)
    with build.at(build.NOW + 11 * DAY):
        questions.answer(question=question, text="Forty", by=case.world.officer)
    complaint.refresh_from_db()
    assert (complaint.is_followed, complaint.remedy) == (False, Remedy.ANSWER)


def test_tender_is_cancelled_by_the_reviewer_at_once() -> None:
    case = cases.announced()
    complaint = cases.admitted(case)
    complaint = cases.decided(case, complaint, Remedy.CANCEL)
    complaint.refresh_from_db()
    tender = Tender.objects.get(pk=case.tender.pk)
    assert (tender.status, tender.ended_reason) == (TenderStatus.CANCELLED, complaint.reason)
    assert complaint.carried_out_at is not None
    other, head = build.bidder()
    assert matters(head, tender, build.NOW + 4 * DAY) == []
    assert other.pk
    assert [str(one) for one in remedies(complaint, build.NOW)] == [Remedy.NOTHING]


def test_reviewer_is_outside_the_body_and_has_no_ties() -> None:
    case = cases.announced()
    akimat = case.world.body
    with build.at(build.NOW - DAY):
        below = BodyFactory(subordinate_to=akimat, region=akimat.region)
        reviewing.name_body(body=below, region=akimat.region, by=None)
        reviewing.name_body(body=akimat, region=akimat.region, by=None)
        with pytest.raises(Invalid, match="already"):
            reviewing.name_body(body=akimat, region=akimat.region, by=None)
        with pytest.raises(NotPermitted):
            reviewing.name_body(body=akimat, region=None, by=case.reviewer)
    assert reviewing_body(akimat, build.NOW.date()) == case.reviewer_body
    complaint = cases.sent(case)
    for wrong in (akimat, below):
        with pytest.raises(IntegrityError), transaction.atomic():
            Complaint.objects.filter(pk=complaint.pk).update(reviewer_body=wrong)
    Body.objects.filter(pk=case.reviewer_body.pk).update(subordinate_to=akimat)
    with build.at(build.NOW + 3 * DAY), pytest.raises(NotPermitted, match="under the body complained of"):
        reviewing.admit(complaint=Complaint.objects.get(pk=complaint.pk), public_text="x", by=case.reviewer)
    Body.objects.filter(pk=case.reviewer_body.pk).update(subordinate_to=None)
    ReviewingBody.objects.update(ended_on=build.NOW.date())
    with pytest.raises(Conflict, match="No body is named"):
        reviewing_body(akimat, build.NOW.date())


def test_whoever_has_a_tie_does_not_review() -> None:
    case = cases.announced()
    akimat = case.world.body
    complaint = cases.sent(case)
    tied = build.officer_of(case.reviewer_body)
    MembershipFactory(user=tied, organisation=case.organisation, role=Role.NGO_VIEWER)
    served = build.officer_of(case.reviewer_body)
    MembershipFactory(user=served, organisation=None, body=akimat, role=Role.SECRETARY)
    holder = case.world.holders[0]
    MembershipFactory(user=holder, organisation=None, body=case.reviewer_body, role=Role.OFFICER)
    with build.at(build.NOW + 3 * DAY):
        for barred in (tied, served, holder):
            with pytest.raises(NotPermitted, match="You are tied"):
                reviewing.admit(complaint=complaint, public_text="x", by=barred)
        complaint = reviewing.admit(complaint=complaint, public_text="x", by=case.reviewer)
        second = build.officer_of(case.reviewer_body)
        with pytest.raises(Conflict, match="Another reviewer"):
            reviewing.decide(complaint=complaint, outcome="declined", reason="x", by=second)


def test_files_and_words_are_published_and_hidden_by_the_reviewer() -> None:
    case = cases.announced()
    complaint = cases.admitted(case)
    with build.at(build.NOW + 3 * DAY):
        file = complaints.add_file(complaint=complaint, upload=upload(pdf()), by=case.head)
        with pytest.raises(NotPermitted):
            complaints.add_file(complaint=complaint, upload=upload(pdf()), by=case.reviewer)
        with pytest.raises(NotPermitted):
            reviewing.clear_file(file=file, by=case.world.officer)
        assert reviewing.clear_file(file=file, by=case.reviewer).cleared_at is not None
        with pytest.raises(Conflict):
            reviewing.clear_file(file=file, by=case.reviewer)
        word = complaints.say(complaint=complaint, text="Our Aigerim S. was ill", by=case.world.officer)
        with pytest.raises(Invalid):
            reviewing.hide_word(word=word, reason="", by=case.reviewer)
        reviewing.hide_word(word=word, reason="Names a person", by=case.reviewer)
        with pytest.raises(Conflict):
            reviewing.hide_word(word=word, reason="Again", by=case.reviewer)


def test_who_is_waited_for_is_told_of_a_term_that_is_over_once() -> None:
    case = cases.announced()
    complaint = cases.admitted(case)
    Message.objects.all().delete()
    with build.at(build.NOW + 30 * DAY):
        for _n in range(2):
            reviewing.remind_of(complaint=complaint)
    told = Message.objects.filter(subject__contains="beyond its term").values_list("recipient", flat=True)
    assert sorted(told) == sorted([case.reviewer.pk, case.world.officer.pk])


def test_lot_without_bids_fails_with_its_tender() -> None:
    case = cases.announced()
    tender = build.opened(case.world, case.tender)
    lot = case.world.lot(tender)
    assert (tender.status, lot.status, lot.failure) == (TenderStatus.FAILED, LotStatus.FAILED, "no_bids")
    assert Bid.objects.count() == 0
