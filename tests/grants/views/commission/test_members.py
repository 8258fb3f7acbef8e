"""Pages of a member: conflicts, applications, votes, the protocol."""

from __future__ import annotations

import base64

import pytest
from django.test import Client
from django.urls import reverse

from foundation.documents.actions import store_bytes
from foundation.documents.kinds import PDF
from grants.actions.commission import meetings, votes
from grants.choices import FileKind
from grants.models import Attachment, Ballot, ProtocolSignature
from grants.rules.commission.votes import Vote
from tests.builders import decisions as build
from tests.builders import signing
from tests.grants.views.test_decisions import page, signed_in, status

pytestmark = pytest.mark.django_db


def application_page(contest: build.Contest, index: int) -> str:
    return reverse("grants:meeting-application", args=[contest.call.slug, contest.applications[index].number])


def test_list_opens_when_the_member_has_declared_and_hides_what_is_not_for_the_member() -> None:
    contest = build.prepared(applications=3)
    member, client = contest.commission[0], signed_in(contest.commission[0])
    hidden = contest.applications[1]
    tied = contest.application(0).organisation
    build.MembershipFactory(user=member, organisation=tied, role="ngo_viewer")

    before = client.get(page("meeting-detail", contest)).text
    form = client.get(page("meeting-declare", contest)).text
    empty = client.post(page("meeting-declare", contest), {f"{hidden.pk}-tied": "on", f"{hidden.pk}-text": ""})
    typed = {f"{hidden.pk}-tied": "on", f"{hidden.pk}-text": "My sister works there"}
    done = client.post(page("meeting-declare", contest), typed)
    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)
    build.attend(contest, contest.commission)
    after = client.get(page("meeting-detail", contest))

    assert "Say first which applications are not for you" in before
    assert [word for word in ("19.00", "500,000", "Rank", "budget") if word in before] == []
    assert f"The registry knows of a tie: {tied}" in form
    assert empty.context["form"].errors == {f"{hidden.pk}-text": ["Say in a sentence what ties you to this applicant."]}
    assert done.status_code == 302
    assert [line.application.number for line in after.context["sitting"].lines] == [contest.applications[2].number]
    # Totals, ranks, sums and titles of the others would tell what became of the hidden ones.
    leaks = ("19.00", "18.00", "Garden 1", "Garden 2", "Rank", "Left", "Next in the ranking", "1,000,000")
    assert [word for word in leaks if word in after.text] == []
    assert "17.00" in after.text
    answers = [client.get(application_page(contest, index)).status_code for index in range(3)]
    assert answers == [404, 404, 200]
    assert "Rank" not in client.get(application_page(contest, 2)).text
    for name in ("evaluation:entry-compare",):
        assert client.get(reverse(name, args=[contest.call.round_id])).status_code == 404
    run = reverse("evaluation:result-detail", args=[contest.meeting.run_id, 1])
    assert (client.get(run).status_code, signed_in(contest.commission[1]).get(run).status_code) == (404, 200)


def test_member_who_declared_reads_nothing_of_the_experts_round() -> None:
    contest = build.prepared(applications=2)
    member = contest.commission[0]
    run = reverse("evaluation:result-detail", args=[contest.meeting.run_id, 2])
    before = signed_in(member).get(run).status_code

    build.declare(contest, member, 0)

    assert (before, signed_in(member).get(run).status_code) == (200, 404)


def test_votes_are_typed_one_by_one_or_for_all_that_is_left_open() -> None:
    contest = build.voting(applications=3)
    client, (one, two, three) = signed_in(contest.commission[0]), contest.applications
    url = page("meeting-vote", contest)

    wrong = client.post(url, {f"{one.pk}-choice": "against", f"{one.pk}-remark": " ", f"{two.pk}-remark": "Kept words"})
    nothing = client.post(url, {})
    some = client.post(url, {f"{one.pk}-choice": "against", f"{one.pk}-remark": "Too dear"})
    left = client.get(page("meeting-detail", contest)).text
    client.post(url, {f"{one.pk}-choice": "against", f"{one.pk}-remark": "Too dear", "rest": "for"})

    assert wrong.context["form"].errors == {f"{one.pk}-remark": ["Say why you vote against."]}
    assert "Kept words" in wrong.text
    assert nothing.context["form"].non_field_errors() == ["Choose how you vote, on one application at least."]
    assert (some.status_code, "Applications that you have not voted on: 2 of 3." in left) == (302, True)
    stored = Ballot.objects.order_by("application").values_list("application", "choice")
    assert list(stored) == [(one.pk, "against"), (two.pk, "for"), (three.pk, "for")]


def test_vote_on_a_changed_list_is_refused_and_what_was_typed_stays() -> None:
    contest = build.voting(applications=1)
    client, one = signed_in(contest.commission[0]), contest.applications[0]
    seen = client.get(page("meeting-vote", contest)).context["form"]["version"].value()
    meetings.revise(meeting=contest.meeting, reason="A mistake", by=contest.secretary)
    build.propose(contest, {one.number: build.Row(one.number, "fund", build.Decimal(400_000), "Less is enough")})
    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)
    typed = {f"{one.pk}-choice": "for", f"{one.pk}-remark": "My own words", "version": str(seen)}

    refused = client.post(page("meeting-vote", contest), typed)

    shown = ["The list was changed since you opened this page", "My own words", "400,000"]
    assert [words in refused.text for words in shown] == [True] * 3
    assert not Ballot.objects.exists()
    again = typed | {"version": refused.context["form"]["version"].value()}
    assert client.post(page("meeting-vote", contest), again).status_code == 302


def test_member_sees_how_many_have_voted_but_not_how_until_the_end() -> None:
    contest = build.voting(applications=1)
    build.vote_for(contest, contest.commission[1])
    build.vote(contest, contest.commission[2], "against", "Too few trees")

    text = signed_in(contest.commission[0]).get(page("meeting-detail", contest)).text
    of_secretary = signed_in(contest.secretary).get(page("meeting-detail", contest)).text

    shown = ("Have voted: 2 of 3", "Too few trees", "against 1")
    assert [words in text for words in shown] == [True, False, False]
    assert [words in of_secretary for words in shown] == [False, True, True]


def test_application_is_read_with_its_cvs_and_without_private_numbers() -> None:
    contest = build.prepared(applications=1)
    application, member = contest.application(0), contest.commission[0]
    version = application.versions.get()
    document = store_bytes(content=b"x", name="cv", kind=PDF)
    version.attachments.add(
        Attachment.objects.create(application=application, document=document, title="Aida", kind=FileKind.CV)
    )
    version.document["sections"]["project"]["problem"] = "Call +7 701 123 45 67 or write to aida@example.org"
    type(version).objects.filter(pk=version.pk).update(document=version.document)
    cv = reverse("grants:attachment-download", args=[application.number, version.attachments.get().pk])

    closed = status(signed_in(member), cv), signed_in(member).get(application_page(contest, 0)).status_code
    for person in contest.commission:
        build.declare(contest, person)
    text = signed_in(member).get(application_page(contest, 0)).text
    build.declare(contest, contest.commission[1], 0)

    assert closed == (404, 404)
    assert (cv in text, "Call […] or write to […]" in text, "+7 701" in text) == (True, True, False)
    people = (contest.commission[0], contest.commission[1], contest.secretary, contest.officer)
    assert [status(signed_in(person), cv) for person in people] == [200, 404, 200, 200]
    assert Client().get(application_page(contest, 0)).status_code == 302


def test_protocol_is_signed_once_by_those_who_were_there() -> None:
    contest = build.prepared(applications=1, members=3)
    build.open_vote(contest, contest.commission[:2])
    build.vote_for(contest, *contest.commission[:2])
    url = page("meeting-sign", contest)
    early = signed_in(contest.commission[0]).get(url).status_code
    build.decisions.conclude(meeting=contest.meeting, by=contest.secretary)
    client = signed_in(contest.commission[0])
    number = contest.applications[0].number

    shown = client.get(url)
    request = shown.context["signing"]
    made = base64.b64encode(signing.signed(request.content)).decode()
    signed = client.post(url, {"request": str(request.pk), "made": made})
    twice = client.get(url).status_code
    answers = [signed_in(person).get(url).status_code for person in (contest.secretary, contest.commission[2])]

    assert early == 409
    assert (number in request.document, signed.status_code, twice) == (True, 302, 409)
    assert answers == [200, 403]
    assert [one.signer for one in ProtocolSignature.objects.all()] == [contest.commission[0]]
    results = Client().get(page("results", contest)).text
    assert (
        "The protocol is signed by" in results,
        str(contest.commission[0]) in results.split('id="commission"')[0],
    ) == (
        True,
        False,
    )


def test_strangers_find_no_pages_of_members() -> None:
    contest = build.voting(applications=1)

    for name in ("meeting-declare", "meeting-vote", "meeting-sign"):
        assert signed_in(contest.officer).get(page(name, contest)).status_code == 404
        assert Client().get(page(name, contest)).status_code == 302
    with pytest.raises(Exception, match="Only a member"):
        votes.cast(meeting=contest.meeting, votes=[Vote(contest.applications[0].pk, "for")], by=contest.officer)


@pytest.mark.parametrize("applications", [1, 3])
def test_pages_of_a_member_ask_a_fixed_number_of_times(applications: int, django_assert_num_queries) -> None:
    contest = build.voting(applications=applications, budget=1_500_000)
    client = signed_in(contest.commission[0])

    for name, count in (("meeting-detail", 20), ("meeting-vote", 16)):
        with django_assert_num_queries(count):
            text = client.get(page(name, contest)).text
        assert text.count("Garden ") >= applications
