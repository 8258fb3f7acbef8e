"""Pages of appeals and of one result, for everybody who may read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from grants.actions import appeals
from grants.choices import AppealGround, AppealStatus
from grants.models import Appeal
from tests.builders import decisions as build
from tests.builders.files import pdf, program, upload
from tests.factories.accounts import UserFactory
from tests.grants.actions.test_appeals import TEXT, appeal, decided, head

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(name: str, *arguments) -> str:
    return reverse(f"grants:{name}", args=arguments)


def test_an_appeal_is_sent_reviewed_and_answered_by_its_pages() -> None:
    contest = decided()
    number = contest.applications[2].number
    client, officer = signed_in(head(contest, 2)), signed_in(contest.officer)
    url = page("appeal-create", number)

    assert page("appeal-create", number) in client.get(page("application-detail", number)).text
    empty = client.post(url, {"ground": "", "text": ""})
    assert list(empty.context["form"].errors) == ["ground", "text"]
    bad = client.post(url, {"ground": "facts", "text": TEXT, "file": upload(program(), "plan.pdf")})
    assert (bad.status_code, list(bad.context["form"].errors), TEXT in bad.text) == (422, ["file"], True)
    assert not Appeal.objects.exists()
    sent = client.post(url, {"ground": "facts", "text": TEXT, "file": upload(pdf())})
    found = Appeal.objects.get()
    assert sent["Location"] == found.get_absolute_url()
    assert client.get(url).status_code == 409
    client.post(page("appeal-add-file", found.pk), {"file": upload(pdf("more"))})
    assert client.post(page("appeal-add-file", found.pk), {}).status_code == 302
    assert found.documents.count() == 2
    file = officer.get(page("appeal-file", found.pk, found.documents.first().pk))
    assert (file.status_code, b"".join(file.streaming_content)[:5]) == (200, b"%PDF-")
    assert "Review this appeal" in officer.get(found.get_absolute_url()).text
    assert "Review this appeal" not in signed_in(contest.secretary).get(found.get_absolute_url()).text
    officer.post(page("appeal-take", found.pk))
    answer = page("appeal-answer", found.pk)
    assert signed_in(contest.secretary).get(answer).status_code == 403
    wrong = officer.post(answer, {"outcome": "granted", "reason": "", "total": "900"})
    assert list(wrong.context["form"].errors) == ["reason", "total"]
    officer.post(answer, {"outcome": "granted", "reason": "The team is there.", "total": "18,50"})
    found.refresh_from_db()
    assert (found.status, found.corrected_total) == (AppealStatus.GRANTED, Decimal("18.50"))
    assert "The team is there." in client.get(found.get_absolute_url()).text


def test_an_amount_is_asked_only_for_a_grant_and_an_appeal_can_be_taken_back() -> None:
    contest = build.checking(applications=1, check_appeal_days=3)
    build.check(contest, 0, "refuse")
    sent = appeal(contest, 0)
    appeals.take(appeal=sent, by=contest.secretary)

    form = signed_in(contest.secretary).get(page("appeal-answer", sent.pk)).context["form"]

    assert list(form.fields) == ["outcome", "reason"]
    assert [value for value, _label in form.fields["outcome"].choices] == ["granted", "declined"]
    signed_in(head(contest, 0)).post(page("appeal-withdraw", sent.pk))
    assert Appeal.objects.get().status == AppealStatus.WITHDRAWN


def test_each_reader_sees_the_public_part_and_its_own() -> None:
    """Nobody but the two sides reads an appeal; the log and the page of a result are the same for everybody."""
    contest = decided()
    sent = appeal(contest, 2, ground=AppealGround.RULE)
    expert = contest.call.round.seats.select_related("expert__user")[0].expert.user
    readers = {
        "public": None,
        "other NGO": head(contest, 0),
        "own NGO": head(contest, 2),
        "expert": expert,
        "member": contest.commission[0],
        "officer": contest.second,
        "secretary": contest.secretary,
        "auditor": UserFactory(is_auditor=True),
    }
    number = contest.applications[2].number

    seen = {}
    for name, user in readers.items():
        client = signed_in(user) if user else Client()
        log = client.get(page("appeal-log", contest.call.slug)).text
        result = client.get(page("result-explained", contest.call.slug, number))
        assert (TEXT in log, str(sent.submitted_by) in log.split("<main")[1], "A rule of the call" in log) == (
            False,
            False,
            True,
        )
        assert (result.status_code, TEXT in result.text, str(expert) in result.text.split("<main")[1]) == (
            200,
            False,
            False,
        )
        seen[name] = client.get(sent.get_absolute_url()).status_code

    assert seen == {
        "public": 302,
        "other NGO": 404,
        "own NGO": 200,
        "expert": 404,
        "member": 404,
        "officer": 200,
        "secretary": 200,
        "auditor": 404,
    }


def test_a_result_is_explained_after_the_decision_only() -> None:
    contest = build.voting(applications=2, refused=(1,))
    number, refused = (one.number for one in contest.applications)

    early = [
        signed_in(user).get(page("result-explained", contest.call.slug, number)).status_code
        for user in (contest.officer, contest.secretary, head(contest, 0))
    ]
    build.vote_for(contest)
    build.decisions.conclude(meeting=contest.meeting, by=contest.secretary)
    text = Client().get(page("result-explained", contest.call.slug, number)).text

    assert early == [404, 404, 404]
    assert ("The line: lowest total with a grant" in text, "19.00" in text) == (True, True)
    assert Client().get(page("result-explained", contest.call.slug, refused)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_and_the_results_ask_a_fixed_number_of_times(count: int, django_assert_num_queries) -> None:
    contest = decided(applications=count + 2)
    for index in range(count):
        appeal(contest, index + 2)
    client = Client()
    client.get(page("appeal-log", contest.call.slug))

    with django_assert_num_queries(2):
        text = client.get(page("appeal-log", contest.call.slug)).text

    assert text.count("A rule of the call") + text.count("Facts of the application") == count
