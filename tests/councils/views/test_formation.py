"""Pages of a competition: with clicks from the start to the seats, and what strangers see of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from councils.choices import CandidateStatus, FormationStatus
from councils.models import Candidate, Formation, Seat
from foundation.accounts.models import User
from foundation.core import clock
from registry.choices import Role
from tests.builders import councils as build
from tests.builders import formation as form
from tests.councils.views.test_councils import client_of, day
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def moment(name: str, value: dt.datetime) -> dict[str, str]:
    return {**day(name, value.date()), f"{name}_3": f"{value:%H:%M}"}


def rows(prefix: str, *filled: dict[str, str]) -> dict[str, str]:
    found = {f"{prefix}-TOTAL_FORMS": str(len(filled)), f"{prefix}-INITIAL_FORMS": "0"}
    found |= {f"{prefix}-MIN_NUM_FORMS": "0", f"{prefix}-MAX_NUM_FORMS": "100"}
    for place, row in enumerate(filled):
        found |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return found


def address(name: str, one: Formation, *more: object) -> str:
    return reverse(f"councils:{name}", args=[one.council.slug, one.number, *more])


def test_a_competition_is_played_with_clicks_alone() -> None:
    form.with_parameters()
    built = build.sitting(3, with_accounts=False)
    secretary = client_of(built.secretary)
    group = [UserFactory() for _ in range(3)]
    with clock.playing(form.START):
        one = click_start(built, secretary)
        click_group(one, secretary, group)
        assert step(secretary, one, "announce") == FormationStatus.NOMINATING
        click_nominations(one, group[1])
    with clock.playing(form.AFTER):
        assert step(secretary, one, "close") == FormationStatus.CHECKING
        assert step(secretary, one, "publish-list") == FormationStatus.CHECKING
        click_checks(one, secretary)
        assert step(secretary, one, "publish-list") == FormationStatus.VOTING
        page = Client().get(one.get_absolute_url()).text
        assert "The first page is missing" in page
        assert [word for word in ("Демов", "Ойданова", "@example.org") if word in page] == []
        assert "Нурлан Д." in page
        click_votes(one, group)
        assert step(secretary, one, "count") == FormationStatus.SELECTED
        click_order(one, secretary)
    assert Seat.objects.in_force().get().full_name == "Демов Нурлан Ойданұлы"
    page = Client().get(one.get_absolute_url()).text
    assert "Демов Нурлан Ойданұлы" in page
    assert "How each member of the working group voted" in page


def click_start(built: build.Built, secretary: Client) -> Formation:
    start = reverse("councils:formation-start", args=[built.council.slug])
    assert "9 November 2028" in secretary.get(start).text
    refused = secretary.post(start, {"kind": "renewal", "places": "3", "state_places": "2"})
    assert "at most a third, 1, may be." in refused.text
    made = secretary.post(start, {"kind": "renewal", "places": "3", "state_places": "0"})
    one = Formation.objects.get()
    assert made.url == one.get_absolute_url()
    assert Client().get(one.get_absolute_url()).status_code == 404
    edit = address("formation-edit", one)
    terms = {"places": "3", "state_places": "0", "about_kk": "Іріктеу", "about_ru": "Отбор"}
    assert secretary.get(edit).status_code == 200
    assert secretary.post(edit, {**terms, **moment("nominations_until", form.UNTIL)}).status_code == 302
    return one


def click_group(one: Formation, secretary: Client, group: list[User]) -> None:
    named = address("group-edit", one)
    members = [{"email": user.email, "side": "citizen", "bin": ""} for user in group]
    assert "one head" in secretary.post(named, rows("group", *members)).text
    assert "Nobody has an account" in secretary.post(named, rows("group", {**members[0], "email": "x@y.kz"})).text
    assert "no organisation with this BIN" in secretary.post(named, rows("group", {**members[0], "bin": "1"})).text
    members[0]["is_head"] = "on"
    assert secretary.post(named, rows("group", *members)).status_code == 302
    assert group[0].email in secretary.get(named).text


def click_nominations(one: Formation, in_group: User) -> None:
    """An organisation names a person, a citizen stands; both send everything; strangers see no papers."""
    head, person = MembershipFactory(), UserFactory()
    speaker, nominee = client_of(head.user), client_of(person)
    nominate = address("candidate-nominate", one)
    assert "Only the head or an editor" in nominee.get(nominate).text
    told = {"organisation": head.organisation.pk, "full_name": "Демов Нурлан", "email": person.email}
    assert speaker.post(nominate, told).status_code == 302
    assert "one candidate" in speaker.post(nominate, told).text
    own = address("candidate-detail", one, 1)
    assert fill(nominee, own) == CandidateStatus.SUBMITTED
    stood = client_of(UserFactory(full_name="Ойданова Айгүл"))
    assert fill(stood, stood.post(address("candidate-stand", one)).url) == CandidateStatus.SUBMITTED
    assert stood.get(own).status_code == 404
    paper = Candidate.objects.get(number=1).papers.get()
    download = address("candidate-paper", one, 1, paper.pk)
    answers = [client_of(user).get(download) for user in (head.user, in_group, UserFactory())]
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert [b"".join(answer.streaming_content)[:5] for answer in answers[:2]] == [b"%PDF-"] * 2


def click_checks(one: Formation, secretary: Client) -> None:
    codes = ("citizen", "adult", "capable", "no_conviction", "no_corruption", "documents")
    for number in (1, 2):
        check = address("candidate-check", one, number)
        answers = {f"met-{code}": "met" for code in codes}
        assert "Say whether this is met." in secretary.post(check, {}).text
        if number == 2:
            answers["met-documents"] = "unmet"
            assert "Give the reason." in secretary.post(check, answers).text
            answers["reason-documents"] = "The first page is missing"
        assert secretary.post(check, answers).status_code == 302


def click_votes(one: Formation, group: list[User]) -> None:
    vote, first = address("formation-vote", one), Candidate.objects.get(number=1)
    assert client_of(UserFactory()).get(vote).status_code == 403
    for user in group:
        voter = client_of(user)
        assert "Choose how you vote." in voter.post(vote, {}).text
        assert voter.post(vote, {f"candidate-{first.pk}": "for"}).status_code == 302


def click_order(one: Formation, secretary: Client) -> None:
    approve = address("formation-approve", one)
    assert "Демов Нурлан" in secretary.get(approve).text
    act = {"decision_number": "7", **day("decided_on", form.AFTER.date()), **day("starts_on", form.FIRST_DAY)}
    act |= rows("delegates")
    wrong = secretary.post(approve, {**act, **day("ends_on", form.FIRST_DAY)})
    assert "The term must end after it begins." in wrong.text
    assert secretary.post(approve, {**act, **day("ends_on", dt.date(2032, 1, 9))}).status_code == 302


def step(client: Client, one: Formation, name: str) -> str:
    url = reverse("councils:formation-step", args=[one.council.slug, one.number, name])
    assert client.post(url).status_code == 302
    one.refresh_from_db()
    return one.status


def fill(client: Client, url: str) -> str:
    """Papers, a half-filled save, then everything; returns the status of the candidate."""
    page = client.get(url)
    assert page.status_code == 200
    bad = client.post(f"{url}papers/", {"kind": "cv"})
    assert "Choose a file." in bad.text
    assert client.post(f"{url}papers/", {"kind": "cv", "file": form.upload()}).status_code == 302
    one = page.context["one"]
    values = {**form.values_of(one), "full_name": "Демов Нурлан Ойданұлы"}
    values = {name: value for name, value in values.items() if name != "is_public_servant"}
    del values["consents"]
    assert client.post(url, {**values, "save": "1"}).status_code == 302
    assert "Nobody can stand without consenting." in client.post(url, values).text
    assert client.post(url, {**values, "consents": "on"}).status_code == 302
    one.refresh_from_db()
    return one.status


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_whatever_its_length(client: Client, count: int, django_assert_num_queries) -> None:
    one = form.announced(form.started(), size=count + 2)
    for _n in range(count):
        form.citizen(one)
    one = form.listed(form.checked(form.closed(one)))
    with django_assert_num_queries(6):
        page = client.get(one.formation.get_absolute_url()).text
    assert page.count("Each criterion and its result") == count
    with django_assert_num_queries(2):
        assert client.get(reverse("councils:formation-all")).text.count("№ 1</a>") == 1


def test_extending_cancelling_withdrawing_and_strangers() -> None:
    one = form.announced(form.started())
    candidate, slug = form.citizen(one), one.built.council.slug
    secretary = client_of(one.built.secretary)
    mine = client_of(candidate.user)
    paper = candidate.papers.get()
    with clock.playing(form.START):
        remove = reverse("councils:candidate-paper-remove", args=[slug, 1, 1, paper.pk])
        assert mine.post(remove).status_code == 409
        withdraw = reverse("councils:candidate-withdraw", args=[slug, 1, 1])
        assert mine.get(withdraw).status_code == 200
        assert "Give the reason." in mine.post(withdraw, {"reason": ""}).text
        assert mine.post(withdraw, {"reason": "Ill"}).status_code == 302
    form.closed(one)
    with clock.playing(form.AFTER):
        extend = reverse("councils:formation-extend", args=[slug, 1])
        later = form.AFTER + dt.timedelta(days=30)
        assert secretary.get(extend).status_code == 200
        assert secretary.post(extend, {**moment("until", later), "reason": "Too few"}).status_code == 302
    for name in ("formation-edit", "group-edit", "formation-extend", "formation-cancel", "formation-approve"):
        assert mine.get(reverse(f"councils:{name}", args=[slug, 1])).status_code == 403
    assert mine.get(reverse("councils:formation-start", args=[slug])).status_code == 403
    assert mine.post(reverse("councils:formation-step", args=[slug, 1, "close"])).status_code == 403
    assert secretary.post(reverse("councils:formation-step", args=[slug, 1, "jump"])).status_code == 404
    cancel = reverse("councils:formation-cancel", args=[slug, 1])
    assert secretary.post(cancel, {"reason": "Dissolved"}).status_code == 302
    page = Client().get(reverse("councils:formation-detail", args=[slug, 1])).text
    assert "Dissolved" in page
    assert "Nominations opened again: Too few" in page
    listed = Client().get(reverse("councils:formation-list", args=[slug])).text
    assert "Cancelled" in listed
    assert "Start a competition" in secretary.get(reverse("councils:formation-list", args=[slug])).text


def test_by_election_is_approved_without_delegates() -> None:
    one = form.announced(form.by_election())
    form.citizen(one)
    one = form.counted(form.voted(form.listed(form.checked(form.closed(one))), "f", "f", "f"))
    url = reverse("councils:formation-approve", args=[one.built.council.slug, 1])
    act = {"decision_number": "9", **day("decided_on", form.AFTER.date()), **day("starts_on", form.FIRST_DAY)}
    with clock.playing(form.AFTER):
        assert client_of(one.built.secretary).post(url, {**act, **rows("delegates")}).status_code == 302
    assert one.reload().status == FormationStatus.APPROVED


def test_head_of_two_organisations_chooses_and_viewer_cannot() -> None:
    one = form.announced(form.started())
    user = UserFactory()
    for _n in range(2):
        MembershipFactory(user=user)
    viewer = MembershipFactory(role=Role.NGO_VIEWER)
    url = reverse("councils:candidate-nominate", args=[one.built.council.slug, 1])
    with clock.playing(form.START):
        assert client_of(user).get(url).text.count("<option") == 3
        assert "Only the head or an editor" in client_of(viewer.user).get(url).text
    with clock.playing(form.AFTER):
        assert client_of(user).get(url).status_code == 409


def test_what_was_typed_when_the_session_ended_is_there_again() -> None:
    one = form.started()
    url, client = address("group-edit", one.formation), Client()

    answer = client.post(url, rows("group", {"email": "nobody@example.org", "side": "ngo"}))
    client.force_login(one.built.secretary)
    page = client.get(url).text

    assert (answer.status_code, answer["Location"].endswith(f"?next={url}")) == (302, True)
    assert ("nobody@example.org" in page, one.formation.group.count()) == (True, 0)
