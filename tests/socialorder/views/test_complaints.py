"""Pages of complaints, walked by the NGO, the body, the reviewer and everybody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from civilportal.desk import groups
from foundation.core import clock
from socialorder.actions.complaints import complaints
from socialorder.choices import ComplaintStatus, Remedy
from socialorder.models import Complaint, ReviewingBody
from socialorder.tasks import remind_of_terms
from tests.builders import complaints as cases
from tests.builders import socialorder as build
from tests.builders.files import pdf, upload
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"socialorder:{name}", args=args)


def desk(user: Any) -> list[str]:
    return [str(task.title) for group in groups(user) for task in group.tasks]


@dataclass
class Walk:
    """The parties of one complaint at their browsers."""

    case: cases.Case
    ngo: Client
    body: Client
    reviewer: Client
    everybody: Client

    def read(self, complaint: Complaint) -> str:
        return self.everybody.get(complaint.get_absolute_url()).text


def bytes_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)[:5]


def test_complaint_goes_its_way_by_clicks_and_nothing_personal_is_shown() -> None:
    case = cases.announced()
    walk = Walk(case, client_of(case.head), client_of(case.world.officer), client_of(case.reviewer), Client())
    with clock.playing(build.NOW + 3 * DAY):
        complaint = _send(walk)
        _admit(walk, complaint)
        _speak(walk, complaint)
        _publish(walk, complaint)
        _decide(walk, complaint)
    assert url("complaint-list") in walk.everybody.get(case.world.body.get_absolute_url()).text
    with clock.playing(build.NOW + 40 * DAY):
        assert remind_of_terms() == 1
        assert "late by" in walk.read(complaint)


def _send(walk: Walk) -> Complaint:
    case, make = walk.case, url("complaint-make", walk.case.tender.slug)
    assert "Complain about the tender" in walk.ngo.get(case.tender.get_absolute_url()).text
    assert client_of(UserFactory()).get(make).status_code == 409
    assert walk.everybody.get(make).status_code == 302
    key = cases.matter(case, clock.now())
    wrong = walk.ngo.post(make, {"matter": key, "text": ""})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["text"])
    walk.ngo.post(make, {"matter": key, "text": cases.TEXT, "file": upload(pdf(), "Aigerim Saparova.pdf")})
    complaint = Complaint.objects.get()
    page = walk.read(complaint)
    for secret in ("two weeks", "701", "990101300123", "Aigerim", case.head.full_name):
        assert secret not in page
    assert str(case.organisation) in page
    file_url = url("complaint-file", complaint.pk, complaint.files.get().pk)
    assert walk.everybody.get(file_url).status_code == 404
    assert bytes_of(walk.reviewer.get(file_url)) == b"%PDF-"
    assert desk(case.reviewer) == ["Admit or return a complaint: Tender"]
    return complaint


def _admit(walk: Walk, complaint: Complaint) -> None:
    admit = url("complaint-admit", complaint.pk)
    assert walk.body.get(admit).status_code == 403
    assert "Call […]" in walk.reviewer.get(admit).text
    assert walk.reviewer.post(admit, {"public_text": " "}).status_code == 422
    walk.reviewer.post(admit, {"public_text": cases.PUBLIC})
    assert desk(walk.case.world.officer) == ["Answer a complaint: Tender"]


def _speak(walk: Walk, complaint: Complaint) -> None:
    say = url("complaint-say", complaint.pk)
    assert walk.reviewer.get(say).status_code == 403
    assert walk.body.post(say, {"text": ""}).status_code == 422
    walk.body.post(say, {"text": "The term follows the rules. Mr Saparov of our staff can tell more."})
    assert desk(walk.case.head)[0] == "Reply to the body in your complaint: Tender"
    walk.ngo.post(say, {"text": "It does not", "file": upload(pdf())})
    walk.ngo.post(url("complaint-file-add", complaint.pk), {"file": upload(pdf())})
    assert walk.ngo.post(url("complaint-file-add", complaint.pk), {}).status_code == 302
    assert complaint.files.count() == 3


def _publish(walk: Walk, complaint: Complaint) -> None:
    hide = url("complaint-word-hide", complaint.pk, complaint.words.order_by("pk")[0].pk)
    assert walk.reviewer.post(hide, {"reason": ""}).status_code == 422
    assert "Mr Saparov" in walk.read(complaint)
    walk.reviewer.post(hide, {"reason": "It names a person"})
    page = walk.read(complaint)
    assert ("Mr Saparov" in page, "It names a person" in page, "It does not" in page) == (False, True, True)
    assert "Mr Saparov" in walk.ngo.get(complaint.get_absolute_url()).text
    file = complaint.files.order_by("pk")[0]
    assert walk.body.post(url("complaint-file-clear", complaint.pk, file.pk)).status_code == 403
    walk.reviewer.post(url("complaint-file-clear", complaint.pk, file.pk))
    assert bytes_of(walk.everybody.get(url("complaint-file", complaint.pk, file.pk))) == b"%PDF-"


def _decide(walk: Walk, complaint: Complaint) -> None:
    decide = url("complaint-decide", complaint.pk)
    assert walk.reviewer.post(decide, {"outcome": "granted", "reason": "x", "remedy": "judge"}).status_code == 422
    given = {"outcome": "granted", "reason": "Two weeks are too short", "remedy": Remedy.AMEND}
    walk.reviewer.post(decide, {**given, "remedy_text": "Give three"})
    assert desk(walk.case.world.officer) == ["Carry out the decision on a complaint: Tender"]
    page = walk.read(complaint)
    assert ("Give three" in page, "Not done yet" in page, "Two weeks are too short" in page) == (True, True, True)
    listed = url("complaint-list")
    page = walk.everybody.get(listed).text
    assert ("Upheld" in page, str(walk.case.organisation) in page) == (True, True)
    asked = {"body": walk.case.world.body.code, "state": "followed"}
    assert complaint.get_absolute_url() in walk.everybody.get(listed, asked).text
    assert complaint.get_absolute_url() not in walk.everybody.get(listed, {"state": "open"}).text
    assert complaint.get_absolute_url() in walk.everybody.get(walk.case.tender.get_absolute_url()).text


def test_complaint_is_returned_sent_again_and_withdrawn_by_clicks() -> None:
    case = cases.announced()
    complaint = cases.sent(case)
    reviewer, ngo = client_of(case.reviewer), client_of(case.head)
    with clock.playing(build.NOW + 3 * DAY):
        back = url("complaint-return", complaint.pk)
        assert reviewer.post(back, {"reason": ""}).status_code == 422
        reviewer.post(back, {"reason": "Say which term"})
        page = Client().get(complaint.get_absolute_url()).text
        assert ("Say which term" in page, "two weeks" in page) == (True, False)
    again = cases.sent(case)
    with clock.playing(build.NOW + 3 * DAY):
        assert client_of(case.world.officer).post(url("complaint-withdraw", again.pk)).status_code == 403
        ngo.post(url("complaint-withdraw", again.pk))
    again.refresh_from_db()
    assert again.status == ComplaintStatus.WITHDRAWN


def test_reviewing_bodies_are_named_by_the_administrator() -> None:
    case = cases.announced()
    admin = client_of(UserFactory(is_admin=True))
    page = url("reviewer-list")
    assert str(case.reviewer_body) in Client().get(page).text
    assert Client().post(page, {"body": case.world.body.pk}).status_code == 403
    named = {"body": case.world.body.pk, "region": case.world.body.region_id}
    admin.post(page, named)
    assert admin.post(page, named).status_code == 422
    assert ReviewingBody.objects.filter(ended_on=None).count() == 2
    last = ReviewingBody.objects.get(body=case.world.body)
    assert client_of(case.reviewer).post(url("reviewer-end", last.pk)).status_code == 403
    admin.post(url("reviewer-end", last.pk))
    assert admin.post(url("reviewer-end", last.pk)).status_code == 409
    assert ReviewingBody.objects.filter(ended_on=None).count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_complaints_ask_the_same_whatever_their_length(count: int, django_assert_num_queries: Any) -> None:
    case = cases.announced()
    complaint = cases.admitted(case)
    with clock.playing(build.NOW + 3 * DAY):
        for number in range(count):
            word = complaints.say(complaint=complaint, text=f"Word {number}", by=case.world.officer)
            complaints.add_file(complaint=complaint, upload=upload(pdf()), by=case.head)
        assert word.complaint == complaint
        for _n in range(count - 1):
            case.organisation, case.head = build.bidder()
            cases.sent(case)
        client = Client()
        client.get(url("complaint-list"))
        with django_assert_num_queries(6):
            assert client.get(url("complaint-list")).text.count("№ ") >= count
        with django_assert_num_queries(4):
            client.get(complaint.get_absolute_url())
        with django_assert_num_queries(8):
            client.get(case.tender.get_absolute_url())
        with django_assert_num_queries(1):
            client.get(url("reviewer-list"))
