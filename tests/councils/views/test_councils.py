"""Pages of councils and members."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from councils.choices import Level, Post, TermStatus
from councils.models import Council, Seat
from registry.choices import BodyKind
from tests.builders import councils as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def day(name: str, value: dt.date) -> dict[str, str]:
    return {f"{name}_0": str(value.day), f"{name}_1": str(value.month), f"{name}_2": str(value.year)}


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_whatever_its_length(client: Client, count: int, django_assert_num_queries) -> None:
    for _n in range(count):
        build.sitting(3, with_accounts=False)
    with django_assert_num_queries(4):
        page = client.get(reverse("councils:council-list")).text
    assert page.count("Invented council") == count
    assert "Supreme Court" in page


def test_list_is_narrowed_by_name_in_any_alphabet_level_and_region(client: Client) -> None:
    built = build.entered(name_ru="Общественный совет Жетысу", name_kk="Жетісу қоғамдық кеңесі")
    build.entered(Level.REPUBLICAN, BodyKind.CENTRAL)
    url = reverse("councils:council-list")
    for asked in ({"q": "жетису"}, {"level": "region"}, {"region": built.council.region_id}):
        page = client.get(url, asked)
        assert [row.pk for row in page.context["page"].rows] == [built.council.pk]
    for wrong in ({"q": "nothing like it"}, {"level": "x", "q": "\0"}, {"after": "~", "region": "zzz"}):
        assert client.get(url, wrong).status_code == 200


@pytest.mark.parametrize("members", [1, 3])
def test_council_page_asks_the_same_whatever_its_size(client: Client, members: int, django_assert_num_queries) -> None:
    built = build.sitting(members)
    meeting = build.opened(built, present=members)
    for _n in range(members):
        build.sent(built)
    with django_assert_num_queries(12):
        page = client.get(built.council.get_absolute_url()).text
    assert meeting.topic in page
    assert "Member 01" in page
    assert all(user.email not in page for user in built.users)


def test_officer_enters_a_council_and_its_members_with_clicks() -> None:
    body, ngo = BodyFactory(kind=BodyKind.AKIMAT), OrganisationFactory()
    officer = client_of(build.officer_of(body))
    names = {"name_kk": "Кеңес", "name_ru": "Совет", "name_en": "Council"}
    refused = officer.post(
        reverse("councils:council-create"), {**names, "body": body.pk, "level": "region", "slug": "s"}
    )
    region = build.entered().council.region_id
    made = officer.post(
        reverse("councils:council-create"),
        {**names, "body": body.pk, "level": "region", "slug": "new-one", "region": region},
    )
    began = officer.post(reverse("councils:term-start", args=["new-one"]), {"size": "2"})
    rows = {
        "seats-TOTAL_FORMS": "2", "seats-INITIAL_FORMS": "0", "seats-MIN_NUM_FORMS": "1", "seats-MAX_NUM_FORMS": "100",
        "seats-0-full_name": "First Member", "seats-0-side": "ngo", "seats-0-bin": "123",
        "seats-1-full_name": "Second Member", "seats-1-side": "citizen", "seats-1-bin": "",
    }  # fmt: skip
    act = {
        "decision_number": "7",
        **day("decided_on", build.STARTS),
        **day("starts_on", build.STARTS),
        **day("ends_on", build.ENDS),
    }
    approve = reverse("councils:term-approve", args=["new-one"])
    unknown = officer.post(approve, {**act, **rows})
    nameless = officer.post(approve, {**act, **rows, "seats-0-bin": "", "seats-1-bin": ngo.bin})
    bad_term = officer.post(approve, {**act, **rows, **day("ends_on", build.STARTS), "seats-0-bin": ngo.bin})
    seated = officer.post(approve, {**act, **rows, "seats-0-bin": ngo.bin})

    assert "Choose the region of a local council." in refused.text
    assert [answer.status_code for answer in (made, began, seated)] == [302, 302, 302]
    assert "The registry has no organisation with this BIN." in unknown.text
    assert "First Member" in unknown.text
    assert "Enter the BIN of the organisation that the member speaks for." in nameless.text
    assert "Only a member of an organisation has a BIN here." in nameless.text
    assert "The term must end after it begins." in bad_term.text
    assert Council.objects.get(slug="new-one").terms.get().status == TermStatus.SITTING
    assert list(Seat.objects.values_list("full_name", "organisation__bin")) == [
        ("First Member", ngo.bin), ("Second Member", None),
    ]  # fmt: skip
    card = Client().get(ngo.get_absolute_url()).text
    assert "Seats in public councils" in card
    assert "First Member" in card


def test_member_gets_a_post_an_account_and_leaves_with_clicks() -> None:
    built = build.sitting(3, with_accounts=False)
    secretary, seat, user = client_of(built.secretary), built.seats[1], UserFactory()
    url = reverse("councils:seat-detail", args=[built.council.slug, seat.pk])
    assert secretary.get(url).status_code == 200
    assert secretary.post(url, {"step": "post", "post": "chair"}).status_code == 302
    assert secretary.post(url, {"step": "link", "email": user.email}).status_code == 302
    refused = secretary.post(url, {"step": "end", "reason": "Moved", **day("ended_on", dt.date(2020, 1, 1))})
    left = secretary.post(url, {"step": "end", "reason": "Moved", **day("ended_on", dt.date(2026, 6, 1))})
    added = secretary.post(
        reverse("councils:seat-add", args=[built.council.slug]),
        {"full_name": "New Servant", "side": "state", "bin": "", **day("started_on", dt.date(2026, 6, 2))},
    )
    full = secretary.post(
        reverse("councils:seat-add", args=[built.council.slug]),
        {"full_name": "One More", "side": "citizen", "bin": "", **day("started_on", dt.date(2026, 6, 2))},
    )

    seat.refresh_from_db()
    assert (seat.post, seat.user) == (Post.CHAIR, user)
    assert "The last day must not be before the first one." in refused.text
    assert (left.status_code, added.status_code) == (302, 302)
    assert "4 members are named, the council has 3 seats." in full.text
    page = Client().get(built.council.get_absolute_url()).text
    assert "Moved" in page
    assert "New Servant" in page


def test_council_is_changed_by_its_secretariat_alone() -> None:
    built = build.entered()
    url = reverse("councils:council-edit", args=[built.council.slug])
    facts = {"name_kk": "Кеңес", "name_ru": "Совет", "name_en": "New", "level": "region"}
    facts["region"] = built.council.region_id
    secretary = client_of(built.secretary)
    assert secretary.get(url).status_code == 200
    assert "Choose the region" in secretary.post(url, {**facts, "region": "", "reason": "x"}).text
    assert secretary.post(url, {**facts, "reason": "Renamed"}).status_code == 302
    assert Council.objects.get().name_en == "New"
    for name in ("council-edit", "term-start", "seat-add", "meeting-plan", "recommendation-write"):
        stranger = client_of(UserFactory()).get(reverse(f"councils:{name}", args=[built.council.slug]))
        assert stranger.status_code == 403
    assert client_of(UserFactory()).get(reverse("councils:council-create")).status_code == 403


def test_administrator_may_enter_the_council_of_any_body() -> None:
    body = BodyFactory(kind=BodyKind.QUASI_STATE)
    page = client_of(UserFactory(is_admin=True)).get(reverse("councils:council-create"))
    assert str(body) in page.text
