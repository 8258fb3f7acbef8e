"""The list and page of calls, and the operator's form."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.models import Rubric
from grants.actions import phases
from grants.choices import ApplicationStatus, CallStatus
from grants.models import Call
from registry.choices import OrganisationStatus, Role
from tests.builders import decisions as build
from tests.builders.evaluation import officer_of
from tests.builders.grants import application_at, call_at, officer_for, person_of
from tests.factories.accounts import UserFactory
from tests.factories.evaluation import RubricFactory
from tests.factories.registry import BodyFactory, MembershipFactory, OrganisationFactory, RegionFactory, SphereFactory

pytestmark = pytest.mark.django_db
LIST = "/en/grants/"
DAY = dt.timedelta(days=1)


def shown(client: Client, **query: str) -> dict[str, list[Call]]:
    pages = client.get(LIST, query).context["pages"]
    return {kind: page.calls for kind, page in pages.items()}


# The list


def test_the_list_sorts_calls_by_what_can_be_done_with_them(client: Client) -> None:
    now = timezone.now()
    later = call_at(closes_at=now + 20 * DAY)
    sooner = call_at()
    coming = call_at(opens_at=now + DAY)
    call_at(CallStatus.DRAFT)

    assert shown(client) == {"open": [sooner, later], "coming": [coming], "past": []}
    with time_machine.travel(now + 15 * DAY):
        assert shown(client) == {"open": [later], "coming": [], "past": [coming, sooner]}
    assert shown(client, show="coming") == {"coming": [coming]}
    assert shown(client, show="nonsense") == shown(client)


def test_drafts_are_listed_for_officers_of_the_operator_alone(client: Client) -> None:
    draft = call_at(CallStatus.DRAFT)

    assert shown(client, show="draft") == {"draft": []}
    client.force_login(officer_of(BodyFactory()))
    assert shown(client)["draft"] == []
    client.force_login(officer_for(draft))
    assert shown(client)["draft"] == [draft]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_one_call_as_for_three(
    client: Client, count: int, django_assert_num_queries
) -> None:
    calls = [call_at() for _one in range(count)]

    with django_assert_num_queries(5):
        answer = client.get(LIST)

    assert all(call.title_en in answer.content.decode() for call in calls)
    assert answer.context["pages"]["open"].calls == calls


def test_the_list_leafs_by_key_in_both_directions_of_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grants.queries.calls.PAGE_SIZE", 2)
    moment = timezone.now() + 5 * DAY
    calls = [call_at(closes_at=moment) for _one in range(3)]

    first = client.get(LIST, {"show": "open"})
    key = first.context["pages"]["open"].after
    with time_machine.travel(moment + DAY):
        past = client.get(LIST, {"show": "past"}).context["pages"]["past"]
        before = shown(client, show="past", after=past.after)

    assert first.context["pages"]["open"].calls == calls[:2]
    assert shown(client, show="open", after=key) == {"open": calls[2:]}
    assert (past.calls, before) == (calls[:0:-1], {"past": calls[:1]})


@pytest.mark.parametrize(
    "after", ["x", "~", "2026-13-45T00:00:00Z~1", "2026-01-01T00:00:00~1", "2026-01-01T00:00:00Z~x"]
)
def test_a_key_that_nobody_gave_out_is_as_none(client: Client, after: str) -> None:
    call = call_at()

    assert shown(client, show="open", after=after) == {"open": [call]}


def test_the_list_is_narrowed_by_what_the_reader_needs(client: Client) -> None:
    now, other = timezone.now(), SphereFactory(number=4)
    region = {"code": "region", "parameters": {"regions": ["710000000"]}}
    here = call_at(eligibility=[region], closes_at=now + 3 * DAY)
    premium = {"kind": "premium", "amount_min": Decimal(3_000_000), "amount_max": Decimal(3_000_000)}
    there = call_at(spheres=[other], **premium)
    everywhere = call_at(spheres=[])
    elsewhere = RegionFactory(code="750000000", name_en="Almaty")

    def found(**query: str) -> list[Call]:
        return shown(client, **query)["open"]

    assert found(kind="premium") == [there]
    assert found(sphere="4") == [there, everywhere]
    assert found(region=elsewhere.pk) == [there, everywhere]
    assert found(region="710000000", sphere="3") == [here, everywhere]
    assert found(amount="400 000") == [here, everywhere]
    assert found(soon="on") == [here]
    assert found(kind="nonsense", amount="much", sphere="x") == [here, there, everywhere]
    assert "No call like this." in client.get(LIST, {"amount": "1"}).content.decode()


# The page


def test_the_page_says_everything_about_the_call_to_everybody(client: Client) -> None:
    call = call_at(eligibility=[{"code": "R11"}, {"code": "R13"}], note_en="Figures are real, people are invented.")

    page = client.get(call.get_absolute_url()).content.decode()

    expected = [
        "Figures are real, people are invented.",
        "3,500,000\xa0₸",
        "100,000\xa0₸ – 500,000\xa0₸",
        "1 to 6 months",
        "Annual information is filed",
        "Order № 51 of 19.02.2016",
        "Criterion 2",
        "2 experts, drawn by a seed that is published",
        "9 days and 23 h are left.",
        "By the clock of the portal, which decides",
        f"/en/accounts/login/?next={call.get_absolute_url()}",
    ]
    assert [text for text in expected if text not in page] == []


@pytest.mark.parametrize(("status", "code"), [(CallStatus.DRAFT, 404), (CallStatus.ANNOUNCED, 200)])
def test_a_call_in_preparation_does_not_exist_for_the_public(client: Client, status: str, code: int) -> None:
    call = call_at(status)

    assert client.get(call.get_absolute_url()).status_code == code
    client.force_login(officer_for(call))
    assert client.get(call.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("shift", "sentence"),
    [
        (-2 * DAY, "Applications are taken from"),
        (DAY, "8 days and 23 h are left."),
        (9 * DAY + dt.timedelta(hours=20), "3 h 59 min are left."),
        (11 * DAY, "Applications were taken until"),
    ],
)
def test_the_window_is_told_by_the_servers_clock(client: Client, shift: dt.timedelta, sentence: str) -> None:
    call = call_at()
    begun = call.closes_at - 10 * DAY + dt.timedelta(seconds=1)

    with time_machine.travel(begun + shift):
        page = client.get(call.get_absolute_url()).content.decode()

    assert sentence in page


def test_a_cancelled_and_a_decided_call_say_so(client: Client) -> None:
    cancelled, decided = call_at(), build.decided().call

    phases.cancel(call=cancelled, reason="The money was cut.", by=officer_for(cancelled))

    assert (
        "The call has been cancelled. The money was cut." in client.get(cancelled.get_absolute_url()).content.decode()
    )
    assert reverse("grants:results", args=[decided.slug]) in client.get(decided.get_absolute_url()).content.decode()
    assert shown(client)["past"] == [cancelled, decided]


def test_an_ngos_person_reads_rule_by_rule_whether_it_can_apply(client: Client) -> None:
    call = call_at(eligibility=[{"code": "R06"}, {"code": "R13"}, {"code": "age", "parameters": {"months": 12}}])
    organisation = OrganisationFactory(status=OrganisationStatus.SUSPENDED, registered_on=None)
    client.force_login(MembershipFactory(organisation=organisation).user)

    answer = client.get(call.get_absolute_url())

    (applicant,) = answer.context["applicants"]
    assert [(rule.code, rule.verdict) for rule in applicant["answers"]] == [
        ("R06", "pass"),
        ("R13", "fail"),
        ("age", "cannot_tell"),
    ]
    page = answer.content.decode()
    expected = [
        f"Its BIN is {organisation.bin}.",
        "Its status in the registry is: Suspended.",
        "ask an officer of the registry to correct it.",
        "The registry does not know when it was registered.",
        "Not yet: 1 rule says no.",
        "Start the application",
    ]
    assert [text for text in expected if text not in page] == []


def test_the_page_leads_to_the_application_that_runs(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    client.force_login(person_of(application.organisation, Role.NGO_VIEWER))

    page = client.get(application.call.get_absolute_url()).content.decode()

    assert (application.get_absolute_url() in page, "Start the application" in page) == (True, False)


def test_a_viewer_and_a_person_without_ngo_get_no_button(client: Client) -> None:
    call, membership = call_at(), MembershipFactory()
    sentences = []
    for person in (person_of(membership.organisation, Role.NGO_VIEWER), UserFactory()):
        client.force_login(person)
        page = client.get(call.get_absolute_url()).content.decode()
        sentences.append(
            (
                "Start the application" in page,
                "Its head or an editor can start one." in page,
                "Ask the head of your NGO" in page,
            )
        )

    assert sentences == [(False, True, False), (False, False, True)]


@pytest.mark.parametrize("spheres", [1, 3])
def test_the_public_page_takes_a_fixed_number_of_queries(
    client: Client, spheres: int, django_assert_num_queries
) -> None:
    call = call_at(spheres=[SphereFactory(number=number) for number in range(1, spheres + 1)])

    with django_assert_num_queries(4):
        answer = client.get(call.get_absolute_url())

    assert answer.status_code == 200


# The form


def posted(rubric: Rubric, operator: Any, **changes: Any) -> dict[str, Any]:
    values = {
        "operator": operator.pk,
        "title_kk": "Таза өзендер",
        "title_ru": "Чистые реки",
        "title_en": "Clean rivers",
        "slug": "clean-rivers-2027",
        "number_prefix": "CR27",
        "kind": "small",
        "languages": ["kk", "ru"],
        "budget": "3 500 000",
        "amount_min": "0",
        "amount_max": "500 000,00",
        "months_min": "1",
        "months_max": "6",
        "rules": ["R11", "R14"],
        "spheres": [SphereFactory().pk],
        "rubric": rubric.pk,
        "main_seats": "3",
        "reserve_seats": "2",
        "names_experts": "on",
    }
    moments = {"opens_at": ("1", "12", "2026", "09:00"), "closes_at": ("20", "12", "2027", "18:30")}
    for name, parts in moments.items():
        values |= {f"{name}_{number}": part for number, part in enumerate(parts)}
    return values | changes


@pytest.fixture
def officer(client: Client) -> Any:
    user = officer_of(BodyFactory())
    client.force_login(user)
    return user


def test_an_officer_prepares_changes_and_announces_a_call(client: Client, officer: Any) -> None:
    operator, rubric = BodyFactory._meta.model.objects.get(), RubricFactory()
    assert client.get(reverse("grants:call-create")).status_code == 200

    created = client.post(reverse("grants:call-create"), posted(rubric, operator))
    preview = reverse("grants:call-preview", args=["clean-rivers-2027"])
    edit = reverse("grants:call-edit", args=["clean-rivers-2027"])
    form = client.get(edit).context["form"]
    edited = client.post(edit, posted(rubric, operator, title_en="Cleaner rivers", months_max="5"))
    shown_before = client.get(preview)
    announced = client.post(reverse("grants:call-announce", args=["clean-rivers-2027"]))

    call = Call.objects.get()
    assert [answer.url for answer in (created, edited, announced)] == [preview, preview, call.get_absolute_url()]
    assert form.initial["rules"] == ["R11", "R14"]
    assert (shown_before.context["faults"], "Announce the call" in shown_before.content.decode()) == ([], True)
    assert (call.status, call.title_en, call.months_max, call.amount_max) == (
        "announced",
        "Cleaner rivers",
        5,
        Decimal(500_000),
    )
    assert (call.closes_at, call.main_seats, call.names_experts) == (
        dt.datetime(2027, 12, 20, 13, 30, tzinfo=dt.UTC),
        3,
        True,
    )
    assert call.eligibility == [{"code": "R11", "parameters": {}}, {"code": "R14", "parameters": {"spheres": [3]}}]


def test_what_stands_in_the_way_of_announcing_is_listed_and_refused(client: Client) -> None:
    now = timezone.now()
    call = call_at(CallStatus.DRAFT, opens_at=now - 3 * DAY, closes_at=now - DAY)
    client.force_login(officer_for(call))

    preview = client.get(reverse("grants:call-preview", args=[call.slug]))
    refused = client.post(reverse("grants:call-announce", args=[call.slug]))

    sentence = "The last moment for applications is in the past"
    pages = [answer.content.decode() for answer in (preview, refused)]
    assert [sentence in page for page in pages] == [True, True]
    assert ("Announce the call" in pages[0], refused.status_code) == (False, 422)
    assert Call.objects.get().status == CallStatus.DRAFT


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title_kk": ""}, "title_kk", "This field is required."),
        ({"languages": []}, "languages", "Choose Kazakh, Russian or both"),
        ({"number_prefix": "cr27"}, "number_prefix", "Use 2 to 10 capital Latin letters and digits, a letter first."),
        ({"closes_at_2": "2025"}, "closes_at", "The window must close after it opens"),
        ({"opens_at_3": "25:00"}, "opens_at", "Enter the time as hours and minutes, like 18:00."),
        ({"amount_min": "600000"}, "amount_max", "The highest amount cannot be below the least one"),
        ({"budget": "1000"}, "budget", "The budget cannot be below the highest amount of one grant"),
        ({"months_min": "9"}, "months_max", "The longest term cannot be below the shortest one"),
        ({"rules": ["region"]}, "rule_regions", "Choose the regions whose organisations can apply"),
        ({"rules": ["age"]}, "rule_months", "Enter for how many months the organisation must have existed"),
        (
            {"rules": ["R21"]},
            "rules",
            "Small grants and premiums have no ranges in the law: take out the rule on the type of grant",
        ),
        ({"slug": "taken"}, "slug", "This address is taken by another call"),
        ({"number_prefix": "TAKEN"}, "number_prefix", "This prefix is taken by another call"),
    ],
)
def test_a_fault_of_the_form_stands_at_its_field_and_what_was_typed_stays(
    client: Client, officer: Any, changes: dict[str, Any], field: str, sentence: str
) -> None:
    operator = BodyFactory._meta.model.objects.get()
    call_at(CallStatus.DRAFT, slug="taken", number_prefix="TAKEN")

    answer = client.post(reverse("grants:call-create"), posted(RubricFactory(), operator, **changes))

    form = answer.context["form"]
    assert (answer.status_code, dict(form.errors)) == (200, {field: [sentence]})
    assert form["title_ru"].value() == "Чистые реки"
    assert Call.objects.count() == 1


def test_parameters_of_the_rules_come_from_the_form(client: Client, officer: Any) -> None:
    operator, region = BodyFactory._meta.model.objects.get(), RegionFactory()
    changes = {"rules": ["region", "age"], "rule_regions": [region.pk], "rule_months": "12", "spheres": []}

    client.post(reverse("grants:call-create"), posted(RubricFactory(), operator, **changes))

    call = Call.objects.get()
    assert call.eligibility == [
        {"code": "region", "parameters": {"regions": [region.code]}},
        {"code": "age", "parameters": {"months": 12}},
    ]
    initial = client.get(reverse("grants:call-edit", args=[call.slug])).context["form"].initial
    assert (initial["rule_regions"], initial["rule_months"]) == ([region.code], 12)


def test_the_form_survives_a_session_that_has_ended(client: Client, officer: Any) -> None:
    operator = BodyFactory._meta.model.objects.get()
    client.logout()
    client.post(reverse("grants:call-create"), posted(RubricFactory(), operator))
    client.force_login(officer)

    form = client.get(reverse("grants:call-create")).context["form"]

    assert (form["title_ru"].value(), Call.objects.count()) == ("Чистые реки", 0)


@pytest.mark.parametrize("route", ["call-edit", "call-preview", "call-announce"])
def test_others_cannot_run_a_call(client: Client, route: str) -> None:
    draft, announced = call_at(CallStatus.DRAFT), call_at()
    ask = client.post if route == "call-announce" else client.get
    codes = []
    for person in (officer_of(BodyFactory()), UserFactory(), None):
        client.logout()
        if person:
            client.force_login(person)
        codes.append([ask(reverse(f"grants:{route}", args=[call.slug])).status_code for call in (draft, announced)])

    assert codes == [[404, 403], [404, 403], [302, 302]]
    assert Call.objects.get(pk=draft.pk).status == CallStatus.DRAFT


def test_conditions_of_an_announced_call_are_frozen_on_the_page_too(client: Client) -> None:
    call = call_at()
    client.force_login(officer_for(call))

    edit = reverse("grants:call-edit", args=[call.slug])
    answers = [client.get(edit), client.post(edit, posted(call.rubric, call.operator, slug=call.slug))]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert "its conditions are frozen" in answers[0].content.decode()


def test_creating_is_refused_to_whoever_is_no_officer(client: Client) -> None:
    client.force_login(MembershipFactory().user)

    assert client.get(reverse("grants:call-create")).status_code == 403
