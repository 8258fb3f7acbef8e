"""The page of files."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from grants.actions import applications, attachments
from grants.choices import ApplicationStatus
from grants.models import Application, Attachment
from registry.choices import Role
from tests.builders.files import pdf, upload
from tests.builders.grants import application_at, close_and_check, head_of, officer_for, person_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    return application_at(ApplicationStatus.DRAFT)


@pytest.fixture
def attachment(application: Application) -> Attachment:
    head = head_of(application.organisation)
    return attachments.add(application=application, upload=upload(pdf()), title="Letter", by=head)


def page(application: Application) -> str:
    return reverse("grants:attachment-list", args=[application.number])


def download(attachment: Attachment) -> str:
    return reverse("grants:attachment-download", args=[attachment.application.number, attachment.pk])


def test_a_file_is_added_and_taken_out(client: Client, application: Application) -> None:
    client.force_login(head_of(application.organisation))

    added = client.post(page(application), {"title": "Letter", "file": upload(pdf())})
    attachment = Attachment.objects.get()
    listed = client.get(page(application)).content.decode()
    removed = client.post(reverse("grants:attachment-remove", args=[application.number, attachment.pk]), follow=True)

    assert (added.status_code, download(attachment) in listed) == (302, True)
    assert "The file is taken out." in removed.content.decode()
    assert Attachment.objects.count() == 0
    assert client.post(reverse("grants:attachment-remove", args=[application.number, attachment.pk])).status_code == 404


@pytest.mark.parametrize(("data", "sentence"), [({}, "Choose a file."), ({"title": "Letter"}, "Choose a file.")])
def test_no_file_is_said_at_the_field(client: Client, application: Application, data: dict, sentence: str) -> None:
    client.force_login(head_of(application.organisation))

    answer = client.post(page(application), data)

    assert answer.status_code == 200
    assert answer.context["form"].errors["file"] == [sentence]


def test_the_limits_are_said_before(client: Client, application: Application) -> None:
    client.force_login(head_of(application.organisation))

    assert (
        "PDF, DOCX, XLSX, ODT, JPG, PNG, CSV, TXT, up to 20.0\xa0MB each"
        in client.get(page(application)).content.decode()
    )


def test_a_file_goes_to_its_ngo_and_after_the_window_to_the_operator(
    client: Client, application: Application, attachment: Attachment
) -> None:
    people = {
        "viewer": person_of(application.organisation, Role.NGO_VIEWER),
        "officer": officer_for(application.call),
        "stranger": UserFactory(),
    }

    def codes() -> dict[str, int]:
        found = {}
        for name, person in people.items():
            client.force_login(person)
            answer = client.get(download(attachment))
            found[name] = answer.status_code
            b"".join(answer.streaming_content if answer.streaming else [])
        return found

    before = codes()
    applications.submit(application=application, by=head_of(application.organisation))
    sealed = codes()
    close_and_check(application.call)

    assert before == sealed == {"viewer": 200, "officer": 404, "stranger": 404}
    assert codes() == {"viewer": 200, "officer": 200, "stranger": 404}


def test_the_download_is_harmless(client: Client, attachment: Attachment) -> None:
    client.force_login(head_of(attachment.application.organisation))

    answer = client.get(download(attachment))

    assert (b"".join(answer.streaming_content), answer["X-Content-Type-Options"]) == (pdf(), "nosniff")
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'


def test_a_file_is_not_found_under_another_application(client: Client, attachment: Attachment) -> None:
    head = head_of(attachment.application.organisation)
    other = application_at(ApplicationStatus.DRAFT, head=head, is_filled=False)
    client.force_login(head)

    assert client.get(reverse("grants:attachment-download", args=[other.number, attachment.pk])).status_code == 404


def test_files_of_a_sent_application_are_closed(
    client: Client, application: Application, attachment: Attachment
) -> None:
    head = head_of(application.organisation)
    applications.submit(application=application, by=head)
    client.force_login(head)

    codes = [
        client.get(page(application)).status_code,
        client.post(page(application), {"file": upload(pdf())}).status_code,
        client.post(reverse("grants:attachment-remove", args=[application.number, attachment.pk])).status_code,
    ]

    assert (codes, Attachment.objects.count()) == ([409, 409, 409], 1)


def test_the_title_typed_before_signing_in_again_is_there(client: Client, application: Application) -> None:
    client.post(page(application), {"title": "Letter of the school"})
    client.force_login(head_of(application.organisation))

    assert client.get(page(application)).context["form"]["title"].value() == "Letter of the school"
