"""Testing an NGO before anything is written; the same rules at the start, at sending and in the formal check."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from civilportal import desk
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Invalid
from grants.actions import applications
from grants.models import Call
from registry.choices import FundingKind, OrganisationStatus
from registry.models import Organisation, RuleParameters
from registry.models.annual import last_due_year
from registry.rules import eligibility
from tests.builders import decisions as build
from tests.builders import registry as build_registry
from tests.builders.grants import application_at, call_at, head_of
from tests.factories.registry import FundingFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
URL = "/en/grants/eligibility/"


def test_each_rule_has_its_fact_day_clause_and_who_can_correct_it(client: Client) -> None:
    membership = MembershipFactory()
    call = call_at(eligibility=[{"code": "R11"}, {"code": "R13"}, {"code": "R15"}])
    year = last_due_year(local_date(timezone.now()))
    client.force_login(membership.user)

    page, what_if = (
        client.get(URL, query).content.decode()
        for query in ({}, {"organisation": membership.organisation.pk, "if_filed": "on"})
    )

    expected = [
        "Annual information is filed",
        f"Its information for {year}, the last year that was due, is not in the database of NGOs.",
        f"/en/registry/{membership.organisation.bin}/annual/{year}/",
        "can be corrected by: The head or an editor of the NGO.",
        "Order № 51 of 19.02.2016",
        "can be corrected by: An officer of the registry.",
        "The term is not filled in yet.",
        "Not yet",
    ]
    assert [text for text in expected if text not in page] == []
    assert (f"If its information for {year} were filed today." in what_if, "Can apply" in what_if) == (True, True)
    assert desk.eligible_calls(membership.user) == []
    build_registry.annual_filed(membership.organisation, year)
    assert [(one.call, one.organisation) for one in desk.eligible_calls(membership.user)] == [
        (call, membership.organisation)
    ]
    assert "Calls that your NGO can apply to" in client.get("/en/my/").content.decode()
    applications.start(call=call, organisation=membership.organisation, by=membership.user)
    assert desk.eligible_calls(membership.user) == []


def test_nobody_tests_an_ngo_of_others(client: Client) -> None:
    call_at()
    stranger, other = MembershipFactory(), OrganisationFactory()

    assert "Sign in to test your NGO" in client.get(URL).content.decode()
    client.force_login(stranger.user)

    page = client.get(URL, {"organisation": other.pk}).content.decode()
    assert (other.name_en in page, stranger.organisation.name_en in page) == (False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_calls_are_tested_with_as_many_queries_each(client: Client, count: int, django_assert_num_queries) -> None:
    membership = MembershipFactory()
    for _one in range(count):
        call_at()
    client.force_login(membership.user)

    # The frame and the lists take 7; the one rule of each call asks nothing more than the NGO itself.
    with django_assert_num_queries(7):
        client.get(URL)


def test_the_facts_are_kept_at_the_start_at_sending_and_in_the_check(client: Client) -> None:
    contest = build.checking(applications=1)
    build.check(contest, 0)
    application = contest.application(0)

    kept = [
        (one.stage, [(row["code"], row["verdict"]) for row in one.answers])
        for one in application.eligibility_snapshots.all()
    ]
    assert kept == [(stage, [("R13", "pass")]) for stage in ("started", "submitted", "checked")]
    client.force_login(head_of(application.organisation))
    page = client.get(f"/en/grants/applications/{application.number}/eligibility/").content.decode()
    stages = ("When the application was started", "When the application was sent", "In the formal check")
    assert [stage for stage in stages if stage not in page] == []


def test_an_application_that_breaks_a_rule_meanwhile_is_not_admitted() -> None:
    contest = build.checking(applications=1)
    Organisation.objects.filter(pk=contest.applications[0].organisation_id).update(
        status=OrganisationStatus.LIQUIDATING
    )

    with pytest.raises(Invalid) as refusal:
        build.check(contest, 0)

    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("conclusion", "R13")]


def test_several_applications_of_one_ngo_where_the_call_allows_them(client: Client) -> None:
    call = call_at(applications_max=2)
    first = application_at(call=call)
    head, organisation = first.created_by, first.organisation

    same = applications.start(call=call, organisation=organisation, by=head)
    second = applications.start(call=call, organisation=organisation, by=head, another=True)
    again = applications.start(call=call, organisation=organisation, by=head, another=True)

    assert (same, second.place, again) == (first, 2, second)
    section = second.sections.get(name="project")
    applications.save_section(application=second, name=section.name, typed={"title": "x"}, version=0, by=head)
    with pytest.raises(Conflict, match="2 applications of one NGO at most"):
        applications.start(call=call, organisation=organisation, by=head, another=True)
    client.force_login(head)
    assert "Start another application" in client.get(call.get_absolute_url()).content.decode()
    Call.objects.filter(pk=call.pk).update(applications_max=None)
    client.post(f"/en/grants/calls/{call.slug}/start/", {"organisation": organisation.pk, "another": "1"})
    assert sorted(call.applications.values_list("place", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("months", "verdict"), [(None, "cannot_tell"), (0, "fail"), (1, "pass"), (36, "pass"), (37, "fail")]
)
def test_a_project_takes_three_years_at_most(months: int | None, verdict: str) -> None:
    (answer,) = eligibility.check(
        OrganisationFactory(), [{"code": "R15"}], on=dt.date(2026, 5, 1), facts={"months": months}
    )

    assert answer.verdict == verdict


@pytest.mark.parametrize(
    ("own", "parameter", "verdict"),
    [({}, 0, "pass"), ({"years": 3}, 0, "fail"), ({}, 2, "fail"), ({"years": 1}, 0, "pass")],
)
def test_the_wait_for_a_second_premium_is_off_by_default(own: dict[str, int], parameter: int, verdict: str) -> None:
    code = "grants.premium_wait"
    RuleParameters.objects.create(
        key=code, code=code, valid_from="2017-01-01", values={"years": parameter}, certainty="M"
    )
    organisation = FundingFactory(kind=FundingKind.PREMIUM, decided_on=dt.date(2024, 12, 1)).organisation
    FundingFactory(organisation=organisation, decided_on=dt.date(2026, 1, 1))
    rules = [{"code": "premium_wait", "parameters": own}]

    (answer,) = eligibility.check(organisation, rules, on=dt.date(2026, 5, 1))
    (fresh,) = eligibility.check(OrganisationFactory(), rules, on=dt.date(2026, 5, 1))

    assert (answer.verdict, fresh.verdict, answer.known_on) == (verdict, "pass", "2024-12-01")
