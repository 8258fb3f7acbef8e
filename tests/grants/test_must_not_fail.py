"""Complaints that repeat in every system of this kind, each with a test by its name."""

from __future__ import annotations

import threading
from typing import Any
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foundation.accounts.models import User
from foundation.audit.models import Event
from grants.actions import applications
from grants.choices import ApplicationStatus, SectionName
from grants.models import Application, Call
from registry.choices import OrganisationStatus
from tests.builders import files
from tests.builders.grants import application_at, call_at, close_and_check, head_of, officer_for
from tests.factories.grants import typed_sections
from tests.factories.registry import MembershipFactory

PASSWORD = "correct horse"
LONG_TEXT = "Қыс бойы жиналған қоқыс. " * 100


def section_url(application: Application, name: str = SectionName.PROJECT, route: str = "section-edit") -> str:
    return reverse(f"grants:{route}", args=[application.number, name])


def sign_in(client: Client, user: User, to: str) -> Any:
    """Through the page of signing in, as a person does it; the page where the person lands."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    fields = {"login": user.email, "password": PASSWORD, "next": to}
    answer = client.post(reverse("account_login"), fields)
    assert (answer.status_code, answer.url) == (302, to)
    return client.get(answer.url)


@pytest.mark.django_db
def test_complaint_01_work_lost_when_the_session_ends_in_mid_form(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    user = head_of(application.organisation)
    url = section_url(application)
    client.force_login(user)
    assert client.get(url).status_code == 200
    client.logout()

    refused = client.post(url, {"title": "Clean banks", "problem": LONG_TEXT, "version": "0"})
    page = sign_in(client, user, unquote(refused.url.partition("next=")[2]))

    assert refused.status_code == 302
    form = page.context["form"]
    assert (form["title"].value(), form["problem"].value()) == ("Clean banks", LONG_TEXT.strip())
    saved = client.post(url, {"title": "Clean banks", "problem": LONG_TEXT, "version": page.context["page"].version})
    assert saved.status_code == 200
    assert application.sections.get(name="project").data == {"title": "Clean banks", "problem": LONG_TEXT.strip()}


@pytest.mark.django_db
def test_complaint_01_work_lost_says_so_to_the_page_that_saves_by_itself(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)

    answer = client.post(
        section_url(application, route="section-autosave"), {"title": "T"}, headers={"X-Autosave": "1"}
    )

    assert answer.status_code == 401
    assert answer.json() == {"message": "Your session has ended. Sign in again; your text is kept."}


@pytest.mark.django_db
def test_complaint_01_work_lost_no_more_when_two_tabs_save_the_same_section(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    client.force_login(head_of(application.organisation))
    autosave = section_url(application, route="section-autosave")
    first = client.post(autosave + "?page=one", {"goal": "From the first tab", "version": "0"})

    second = client.post(autosave + "?page=two", {"goal": "From the second tab", "version": "0"})
    page = client.post(section_url(application), {"goal": "From the second tab", "version": "0"})

    assert (first.status_code, second.status_code, page.status_code) == (200, 409, 409)
    assert second.json()["theirs"] == {"goal": "From the first tab"}
    assert page.context["form"]["goal"].value() == "From the second tab"
    assert [(change.label, change.new) for change in page.context["page"].theirs] == [("Goal", "From the first tab")]
    assert application.sections.get(name="project").data == {"goal": "From the first tab"}
    kept = client.post(section_url(application), {"goal": "From the second tab", "version": "1", "later": "1"})
    assert kept.status_code == 302
    assert application.sections.get(name="project").data == {"goal": "From the second tab"}


@pytest.mark.django_db
def test_complaint_01_work_lost_by_an_error_leaves_the_button_alive(client: Client) -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    client.force_login(head_of(application.organisation))
    url = reverse("grants:application-submit", args=[application.number])
    assert client.post(url).status_code == 422
    for name, typed in typed_sections().items():
        section = application.sections.get(name=name)
        applications.save_section(
            application=application,
            name=name,
            typed=typed,
            version=section.version,
            by=head_of(application.organisation),
        )

    answer = client.post(url)

    assert (answer.status_code, answer.url) == (302, reverse("grants:application-receipt", args=[application.number]))


@pytest.mark.django_db
def test_complaint_02_duplicate_drafts_do_not_come_from_refresh_and_two_tabs(client: Client) -> None:
    call, membership = call_at(), MembershipFactory()
    client.force_login(membership.user)
    url = reverse("grants:application-start", args=[call.slug])

    answers = [client.post(url, {"organisation": membership.organisation.pk}) for _press in range(3)]

    only = Application.objects.get()
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, only.get_absolute_url())] * 3
    assert Event.objects.filter(verb="grants.application.started").count() == 1


@pytest.mark.django_db(transaction=True)
def test_complaint_02_duplicate_drafts_do_not_come_from_presses_at_the_same_moment() -> None:
    call, membership = call_at(), MembershipFactory()
    barrier, started = threading.Barrier(4), []

    def press() -> None:
        barrier.wait()
        started.append(applications.start(call=call, organisation=membership.organisation, by=membership.user).pk)
        connection.close()

    threads = [threading.Thread(target=press) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    only = Application.objects.get()
    assert started == [only.pk] * 4
    assert Call.objects.get(pk=call.pk).last_number == 1


@pytest.mark.django_db
def test_complaint_03_submission_refused_without_reason_never_all_faults_at_once(client: Client) -> None:
    project = {"months": "9", "title": ""}
    budget = {"requested": "400 000"}
    application = application_at(ApplicationStatus.DRAFT, project=project, budget=budget)
    organisation = application.organisation
    organisation.status = OrganisationStatus.SUSPENDED
    organisation.save()
    client.force_login(head_of(organisation))

    answer = client.post(reverse("grants:application-submit", args=[application.number]))

    assert answer.status_code == 422
    project_page, budget_page = section_url(application), section_url(application, SectionName.BUDGET)
    assert [(fault.field, fault.rule, fault.url) for fault in answer.context["faults"]] == [
        ("", "R13", reverse("registry:ngo-detail", args=[organisation.bin])),
        ("title", "", f"{project_page}#id_title"),
        ("months", "R15", f"{project_page}#id_months"),
        ("requested", "R33", f"{budget_page}#id_requested"),
    ]
    page = answer.content.decode()
    assert f'<a href="{project_page}#id_months">Project: The term must be from 1 to 6 months</a>' in page
    assert "The lines come to 500,000\xa0₸ without what you and others pay, but you ask for 400,000\xa0₸" in page
    assert "Its status in the registry is: Suspended." in page
    assert Application.objects.get().status == ApplicationStatus.DRAFT


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_complaint_03_submission_refused_without_reason_in_no_language(client: Client, language: str) -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    client.force_login(head_of(application.organisation))
    with translation.override(language):
        answer = client.post(reverse("grants:application-submit", args=[application.number]))

    assert answer.status_code == 422
    assert len(answer.context["faults"]) == 22
    assert all(fault.url and str(fault.message) for fault in answer.context["faults"])


UPLOADS = [
    ("too large", SimpleUploadedFile("plan.pdf", files.pdf() + b" " * 3_000)),
    ("wrong type", SimpleUploadedFile("plan.pdf", b"MZ" + b"\x90" * 200)),
    ("empty", SimpleUploadedFile("plan.pdf", b"")),
    ("broken", SimpleUploadedFile("plan.pdf", files.pdf()[:60])),
    ("infected", SimpleUploadedFile("letter.txt", files.EICAR)),
]


@pytest.mark.django_db
def test_complaint_04_file_faults_silent_never_five_different_sentences(client: Client, settings) -> None:
    settings.DOCUMENT_MAX_BYTES = 2_000
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    client.force_login(head_of(application.organisation))
    url = reverse("grants:attachment-list", args=[application.number])

    sentences = {}
    for name, upload in UPLOADS:
        upload.seek(0)
        answer = client.post(url, {"title": "Letter", "file": upload})
        assert answer.status_code == 200
        assert answer.context["form"]["title"].value() == "Letter"
        (sentences[name],) = answer.context["form"].errors["file"]

    assert len(set(sentences.values())) == 5, sentences
    assert application.attachments.count() == 0
    taken = client.post(url, {"title": "Letter", "file": SimpleUploadedFile("letter.pdf", files.pdf())})
    assert (taken.status_code, application.attachments.get().title) == (302, "Letter")


@pytest.mark.django_db
def test_complaint_11_data_changed_silently_after_filing_never_both_sides_see_the_diff(client: Client) -> None:
    application = application_at()
    head, officer = head_of(application.organisation), officer_for(application.call)
    applications.reopen(application=application, by=head)
    section = application.sections.get(name=SectionName.PROJECT)
    changed = section.data | {"goal": "Clean banks along 15 km."}
    applications.save_section(application=application, name="project", typed=changed, version=section.version, by=head)
    applications.submit(application=application, by=head)
    close_and_check(application.call)

    pages = []
    for reader in (head, officer):
        client.force_login(reader)
        answer = client.get(reverse("grants:version-diff", args=[application.number, 2]))
        pages.append([(change.section, change.label, change.pieces) for change in answer.context["changes"]])

    expected = [("same", "Clean banks along"), ("gone", "12"), ("new", "15"), ("same", "km.")]
    assert pages == [[("Project", "Goal", expected)]] * 2


@pytest.mark.django_db
def test_complaint_11_data_changed_silently_is_refused_while_the_application_is_sent(client: Client) -> None:
    application = application_at()
    client.force_login(head_of(application.organisation))
    before = application.versions.get().document

    answer = client.post(section_url(application), {"goal": "Another goal", "version": "1"})
    quiet = client.post(section_url(application, route="section-autosave"), {"goal": "Another goal", "version": "1"})

    sentence = "This application has been sent, so it cannot be changed. What you typed just now was not saved."
    assert (answer.status_code, quiet.status_code) == (409, 409)
    assert quiet.json() == {"message": sentence}
    assert sentence in answer.content.decode()
    assert answer.context["form"]["goal"].value() == "Another goal"
    assert application.versions.get().document == before
    assert application.sections.get(name="project").data["goal"] == "Clean banks along 12 km."
