"""The applicant's pages, and what the operator sees of them."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from grants.actions import applications, attachments
from grants.choices import ApplicationStatus
from grants.models import Application
from registry.choices import Role
from tests.builders.files import pdf, upload
from tests.builders.grants import application_at, call_at, close_and_check, filled, head_of, officer_for, person_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def url(name: str, application: Application, *more: object) -> str:
    return reverse(f"grants:{name}", args=[application.number, *more])


def signed_in(client: Client, user: object) -> Client:
    client.force_login(user)
    return client


# Start


def test_starting_asks_which_ngo_when_there_are_several(client: Client) -> None:
    call, membership = call_at(), MembershipFactory()
    second = MembershipFactory(user=membership.user)
    start = reverse("grants:application-start", args=[call.slug])
    signed_in(client, membership.user)

    unclear = client.post(start)
    foreign = client.post(start, {"organisation": MembershipFactory().organisation.pk})
    clear = client.post(start, {"organisation": second.organisation.pk})

    only = Application.objects.get()
    assert [answer.url for answer in (unclear, foreign, clear)] == [call.get_absolute_url()] * 2 + [
        only.get_absolute_url()
    ]
    assert only.organisation == second.organisation


def test_starting_needs_no_choice_with_one_ngo_and_goes_back_to_the_call_by_get(client: Client) -> None:
    call, membership = call_at(), MembershipFactory()
    start = reverse("grants:application-start", args=[call.slug])

    assert client.post(start).url == f"{reverse('account_login')}?next={start}"
    signed_in(client, membership.user)
    assert client.get(start).url == call.get_absolute_url()
    assert client.post(start).url == Application.objects.get().get_absolute_url()


def test_starting_after_the_deadline_says_so(client: Client) -> None:
    call, membership = call_at(), MembershipFactory()
    with time_machine.travel(call.closes_at + dt.timedelta(seconds=1)):
        answer = signed_in(client, membership.user).post(reverse("grants:application-start", args=[call.slug]))

    assert answer.status_code == 409
    assert "The deadline was" in answer.content.decode()


# The task list


def test_the_task_list_says_of_each_section_how_far_it_is(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    head = head_of(application.organisation)
    filled(application, by=head, target_group={"people": ""})

    answer = signed_in(client, head).get(application.get_absolute_url())

    states = {task.name: (task.state.value, task.hint) for task in answer.context["tasks"]}
    assert states == {
        "project": ("complete", ""),
        "target_group": ("incomplete", "Enter how many people take part"),
        "work_plan": ("complete", ""),
        "indicators": ("complete", ""),
        "budget": ("complete", ""),
        "team": ("complete", ""),
        "risks": ("complete", ""),
    }
    page = answer.content.decode()
    assert "6 of 7 sections are complete." in page
    assert "Enter how many people take part" in page
    assert page.count('class="govuk-link govuk-task-list__link"') == 9
    assert "Check what is missing" in page


def test_a_viewer_reads_the_task_list_without_links(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT)

    answer = signed_in(client, person_of(application.organisation, Role.NGO_VIEWER)).get(application.get_absolute_url())

    page = answer.content.decode()
    assert (answer.status_code, "govuk-task-list__link" in page) == (200, False)
    assert (answer.context["can_withdraw"], answer.context["is_editable"]) == (False, False)
    assert url("application-submit", application) not in page


def test_an_officer_sees_what_was_sent_and_none_of_the_draft(client: Client) -> None:
    application = application_at()
    officer = officer_for(application.call)
    sealed = signed_in(client, officer).get(application.get_absolute_url()).status_code
    close_and_check(application.call)

    answer = client.get(application.get_absolute_url())

    assert sealed == 404
    assert (answer.status_code, "tasks" in answer.context, len(answer.context["versions"])) == (200, False, 1)
    assert (answer.context["can_reopen"], answer.context["can_withdraw"]) == (False, False)
    for route in ("application-preview", "application-submit", "application-reopen", "application-withdraw"):
        assert client.get(url(route, application)).status_code == 404


@pytest.mark.parametrize(
    "route", ["detail", "preview", "submit", "receipt", "reopen", "withdraw", "version", "diff", "files"]
)
def test_outsiders_find_nothing(client: Client, route: str) -> None:
    application = application_at()
    head = head_of(application.organisation)
    applications.reopen(application=application, by=head)
    applications.submit(application=application, by=head)
    address = {
        "version": url("version-detail", application, 1),
        "diff": url("version-diff", application, 2),
        "files": url("attachment-list", application),
    }.get(route) or url(f"application-{route}", application)

    assert client.get(address).url == f"{reverse('account_login')}?next={address}"
    assert signed_in(client, UserFactory()).get(address).status_code == 404


# Send


def test_sending_shows_what_is_sent_then_the_receipt_and_a_second_press_lands_there_too(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT)
    submit, receipt = url("application-submit", application), url("application-receipt", application)
    signed_in(client, head_of(application.organisation))

    before = client.get(submit)
    answers = [client.post(submit) for _press in range(2)]
    page = client.get(receipt)

    version = application.versions.get()
    assert (before.status_code, before.context["faults"]) == (200, [])
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, receipt)] * 2
    assert client.get(submit).url == application.get_absolute_url()
    content = page.content.decode()
    assert [text in content for text in (application.number, version.digest, str(version.submitted_by))] == [True] * 3


def test_one_second_late_is_refused_with_a_sentence_and_the_draft_stays(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT)
    with time_machine.travel(application.call.closes_at + dt.timedelta(seconds=1)):
        answer = signed_in(client, head_of(application.organisation)).post(url("application-submit", application))

    assert answer.status_code == 409
    assert "so this was not taken." in answer.content.decode()
    application.refresh_from_db()
    assert application.status == ApplicationStatus.DRAFT


def test_there_is_no_receipt_before_sending(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT)

    assert (
        signed_in(client, head_of(application.organisation)).get(url("application-receipt", application)).status_code
        == 404
    )


def test_the_preview_shows_everything_typed_with_sums_and_files(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT)
    head = head_of(application.organisation)
    attachments.add(application=application, upload=upload(pdf()), title="Letter of the school", by=head)

    answer = signed_in(client, head).get(url("application-preview", application))

    headings = [block["heading"] for block in answer.context["blocks"]]
    assert headings == [
        "Project",
        "Target group",
        "Work plan",
        "Indicators",
        "Budget",
        "Budget lines",
        "Sums of the budget",
        "Team",
        "Risks",
    ]
    assert "Letter of the school" in answer.content.decode()


# Open again, withdraw


def test_reopening_asks_first_and_then_gives_the_draft_back(client: Client) -> None:
    application = application_at()
    signed_in(client, head_of(application.organisation))
    reopen = url("application-reopen", application)

    assert "does not count as sent" in client.get(reopen).content.decode()
    assert Application.objects.get().status == ApplicationStatus.SUBMITTED
    assert client.post(reopen).url == application.get_absolute_url()
    assert Application.objects.get().status == ApplicationStatus.DRAFT
    assert client.post(reopen).status_code == 409


def test_withdrawing_asks_first_and_keeps_a_reason_that_is_too_long_to_take(client: Client) -> None:
    application = application_at()
    signed_in(client, head_of(application.organisation))
    withdraw = url("application-withdraw", application)

    assert client.get(withdraw).status_code == 200
    long = client.post(withdraw, {"reason": "x" * 1001})
    assert (long.status_code, long.context["form"]["reason"].value()) == (200, "x" * 1001)
    assert client.post(withdraw, {"reason": "No partner."}).status_code == 302
    assert Application.objects.get().status == ApplicationStatus.WITHDRAWN
    assert client.get(application.get_absolute_url()).status_code == 200


def test_an_officers_press_on_the_applicants_buttons_finds_nothing(client: Client) -> None:
    application = application_at()
    signed_in(client, officer_for(application.call))

    codes = [
        client.post(url(f"application-{verb}", application)).status_code for verb in ("submit", "reopen", "withdraw")
    ]

    assert codes == [404, 404, 404]


# Versions


def test_a_version_shows_what_was_sent_whatever_came_after(client: Client) -> None:
    application = application_at()
    head = head_of(application.organisation)
    applications.reopen(application=application, by=head)
    filled(application, by=head, project={"title": "A new title"})

    answer = signed_in(client, head).get(url("version-detail", application, 1))

    page = answer.content.decode()
    assert ("Clean banks of the Ishim" in page, "A new title" in page) == (True, False)
    assert application.versions.get().document["eligibility"][0]["title"] in page
    assert client.get(url("version-detail", application, 2)).status_code == 404
    assert client.get(url("version-diff", application, 1)).status_code == 404


def test_the_changes_between_two_equal_versions_are_none(client: Client) -> None:
    application = application_at()
    head = head_of(application.organisation)
    applications.reopen(application=application, by=head)
    applications.submit(application=application, by=head)

    answer = signed_in(client, head).get(url("version-diff", application, 2))

    assert (answer.context["changes"], "The two versions say the same." in answer.content.decode()) == ([], True)


# The list


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_shows_every_application_of_the_ngo_in_as_many_queries(
    client: Client, count: int, django_assert_num_queries
) -> None:
    membership = MembershipFactory()
    mine = [application_at(ApplicationStatus.DRAFT, head=membership.user, is_filled=False) for _one in range(count)]
    application_at(ApplicationStatus.DRAFT, is_filled=False)
    signed_in(client, membership.user)

    with django_assert_num_queries(4):
        answer = client.get(reverse("grants:application-list"))

    assert answer.context["page"].applications == list(reversed(mine))
    assert all(application.number in answer.content.decode() for application in mine)


def test_the_list_leafs_by_key(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grants.queries.applications.PAGE_SIZE", 2)
    membership = MembershipFactory()
    mine = [application_at(ApplicationStatus.DRAFT, head=membership.user, is_filled=False) for _one in range(3)]
    signed_in(client, membership.user)

    first = client.get(reverse("grants:application-list"))
    second = client.get(reverse("grants:application-list"), {"after": first.context["page"].after})

    assert f"after={mine[1].pk}" in first.content.decode()
    pages = [answer.context["page"].applications for answer in (first, second)]
    assert pages == [[mine[2], mine[1]], [mine[0]]]
    assert client.get(reverse("grants:application-list"), {"after": "x"}).context["page"].applications == pages[0]


def test_the_list_of_somebody_without_ngo_is_empty(client: Client) -> None:
    answer = signed_in(client, UserFactory()).get(reverse("grants:application-list"))

    assert "Your NGOs have no applications yet." in answer.content.decode()


@pytest.mark.parametrize("versions", [1, 3])
def test_the_page_takes_as_many_queries_for_one_version_as_for_three(
    client: Client, versions: int, django_assert_num_queries
) -> None:
    application = application_at()
    head = head_of(application.organisation)
    for _one in range(versions - 1):
        applications.reopen(application=application, by=head)
        applications.submit(application=application, by=head)
    close_and_check(application.call)
    signed_in(client, officer_for(application.call))

    with django_assert_num_queries(11):
        answer = client.get(application.get_absolute_url())

    assert [version.number for version in answer.context["versions"]] == list(range(versions, 0, -1))
