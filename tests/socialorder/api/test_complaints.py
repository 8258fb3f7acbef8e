"""Files and words of complaints, evidence of acts, and who reviews, through the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from foundation.core import clock
from registry.choices import BodyKind
from socialorder.actions.complaints import complaints as actions
from socialorder.actions.contracts import teams
from socialorder.models import Complaint, ReviewingBody
from tests.builders import api, complaints, contracts, files
from tests.builders.api_walk import done, read, refused
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db


def _kept(system: Client) -> str:
    upload = files.upload(files.pdf("answer"), "answer.pdf")
    return str(system.post("/api/v1/documents/", {"file": upload}).json()["id"])


def _reads(document: str, *readers: Client) -> list[int]:
    answers = [one.get(f"/api/v1/documents/{document}/content/") for one in readers]
    for one in answers:
        one.getvalue()  # read to its end, a file is closed
    return [one.status_code for one in answers]


def test_files_and_words_of_a_complaint_are_let_out_by_its_reviewer() -> None:
    case = complaints.announced()
    complaint = complaints.admitted(case)
    body, reviewer = api.system_of(case.world.body), api.system_of(case.reviewer_body)
    colleague, stranger = api.system_of(case.world.body), api.system_of(api.akimat("other-akimat", "100000000"))
    address = f"complaints/{complaint.pk}"
    with clock.playing(complaints.build.NOW + 4 * complaints.DAY):
        word = done(body, f"{address}/say/", {"text": "Aigul of the third floor is wrong"})
        assert refused(reviewer, f"{address}/add-file/", {"file": _kept(reviewer)}) == (403, "not_permitted")
        added = done(body, f"{address}/add-file/", {"file": _kept(body)})
        assert (added["side"], added["name"], added["cleared_at"]) == ("body", "answer.pdf", None)
        assert _reads(added["document"], colleague, reviewer, stranger) == [200, 200, 404]
        assert (read(Client(), f"{address}/")["files"], len(read(reviewer, f"{address}/")["files"])) == ([], 1)
        _let_out(complaint, reviewer, body, word, added)
    assert _reads(added["document"], stranger, Client()) == [200, 401]
    told = read(Client(), f"{address}/")
    assert [one["document"] for one in told["files"]] == [added["document"]]
    assert [(one["text"], one["hidden_reason"]) for one in told["words"]] == [("", "Names a person")]
    assert read(colleague, f"{address}/")["words"][0]["text"] == "Aigul of the third floor is wrong"


def _let_out(complaint: Complaint, reviewer: Client, body: Client, word: Any, added: Any) -> None:
    address, hiding = f"complaints/{complaint.pk}", {"word": word["id"], "reason": "Names a person"}
    assert refused(body, f"{address}/hide-word/", hiding) == (403, "not_permitted")
    assert refused(body, f"{address}/clear-file/", {"file": added["id"]}) == (403, "not_permitted")
    # The person who took the complaint has it: the system of the same body does not work beside them.
    assert refused(reviewer, f"{address}/clear-file/", {"file": added["id"]}) == (409, "conflict")
    Complaint.objects.filter(pk=complaint.pk).update(reviewer=None)
    wrong = done(reviewer, f"{address}/hide-word/", {**hiding, "word": 10**6}, status=422)
    assert [fault["field"] for fault in wrong["errors"]] == ["word"]
    assert done(reviewer, f"{address}/clear-file/", {"file": 10**6}, status=422)["errors"][0]["field"] == "file"
    assert done(reviewer, f"{address}/hide-word/", hiding)["words"][0]["hidden_reason"] == "Names a person"
    assert refused(reviewer, f"{address}/hide-word/", hiding) == (409, "conflict")
    assert done(reviewer, f"{address}/clear-file/", {"file": added["id"]})["files"][0]["cleared_at"]
    assert refused(reviewer, f"{address}/clear-file/", {"file": added["id"]}) == (409, "conflict")


def test_a_complaint_that_waits_shows_its_files_to_the_two_sides() -> None:
    case = complaints.announced()
    complaint = complaints.sent(case)
    with clock.playing(complaint.submitted_at):
        actions.add_file(complaint=complaint, upload=files.upload(files.pdf(), "a.pdf"), by=case.head)
    (shown,) = read(api.system_of(case.world.body), f"complaints/{complaint.pk}/")["files"]
    assert (shown["side"], read(Client(), f"complaints/{complaint.pk}/")["files"]) == ("complainant", [])


def test_evidence_and_team_are_for_the_customer_of_a_contract() -> None:
    deal = contracts.in_force()
    act = contracts.written(deal, 1)
    body, stranger = api.system_of(deal.world.body), api.system_of(api.akimat("other-akimat", "100000000"))
    document = str(act.files.get().document_id)
    assert _reads(document, body, stranger) == [404, 404]  # it is not handed in yet
    with clock.playing(contracts.ON_STAGE[1]):
        contracts.hand_in(deal, act)
    assert read(body, f"acceptance-acts/{act.pk}/")["files"][0]["document"] == document
    assert _reads(document, body, stranger) == [200, 404]
    teams.name(contract=deal.fresh(), people=[("Ойданова Айгүл", 60)], by=deal.head)
    assert read(body, f"contracts/{deal.contract.pk}/")["team"] == [{"name": "Ойданова Айгүл", "workload": 60}]
    assert "team" not in read(body, "contracts/")["results"][0]
    assert "Ойданова" not in str(read(Client(), f"contract-cards/{deal.contract.pk}/"))


def test_the_administrator_names_who_reviews_and_no_key_does() -> None:
    body = BodyFactory(kind=BodyKind.CENTRAL, region=None)
    person = Client()
    person.force_login(UserFactory(is_admin=True))
    asked = {"body": body.code}
    assert refused(api.system_of(body), "reviewing-bodies/", asked) == (403, "not_permitted")
    named = done(person, "reviewing-bodies/", asked, status=201)
    assert (named["body"], named["region"], named["ended_on"]) == (body.code, None, None)
    assert done(person, "reviewing-bodies/", asked, status=422)["errors"][0]["field"] == "body"
    assert refused(api.system_of(body), f"reviewing-bodies/{named['id']}/end/") == (403, "not_permitted")
    assert done(person, f"reviewing-bodies/{named['id']}/end/")["ended_on"]
    assert refused(person, f"reviewing-bodies/{named['id']}/end/") == (409, "conflict")
    assert [one["body"] for one in read(Client(), "reviewing-bodies/")["results"]] == [body.code]
    assert ReviewingBody.objects.get().ended_on is not None
