"""Partners and co-applicants: no application is sent in the name of somebody who has not consented."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.notifications.models import Message
from grants.actions import applications, attachments, partners
from grants.choices import ApplicationStatus, PartnerStatus, SectionName
from grants.models import Application, Attachment, Partner
from grants.queries.desk import desk_tasks
from grants.rules.applications import submission_faults
from registry.choices import Role
from tests.builders import files
from tests.builders.grants import application_at, head_of, person_of
from tests.factories.registry import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    return application_at(ApplicationStatus.DRAFT)


def asked(application: Application, head: Any, **changes: Any) -> Partner:
    values = {"kind": "co_applicant", "contribution": "Lends its hall", "may_edit": False} | changes
    by = head_of(application.organisation)
    return partners.ask(application=application, organisation=head.organisation, by=by, **values)


def test_an_application_waits_for_the_consent_of_a_co_applicant(application: Application, client: Client) -> None:
    other, applicant = MembershipFactory(), head_of(application.organisation)
    partner = asked(application, other)
    page = reverse("grants:partner-answer", args=[application.number, partner.pk])
    client.force_login(other.user)

    (task,) = desk_tasks(other.user)
    assert (task.url, task.title) == (page, f"Consent or refuse: {application.organisation}")
    assert Message.objects.get(recipient=other.user).link == page
    with pytest.raises(Invalid) as refused:
        applications.submit(application=application, by=applicant)
    assert [str(fault.message) for fault in refused.value.faults] == [
        f"Partners: {other.organisation} has not consented yet: remind its head, or take it out"
    ]
    assert client.get(page).status_code == 200
    assert client.get(application.get_absolute_url()).status_code == 404

    assert client.post(page, {"consent": "1"}).status_code == 302

    assert client.get(application.get_absolute_url()).status_code == 200
    assert desk_tasks(other.user) == []
    version = applications.submit(application=application, by=applicant)
    (said,) = version.document["partners"]
    assert (said["bin"], said["kind"], said["contribution"]) == (
        other.organisation.bin,
        "co_applicant",
        "Lends its hall",
    )
    assert Message.objects.filter(recipient=applicant, subject="%(partner)s consents").count() == 1
    verbs = Event.objects.filter(verb__startswith="grants.partner").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["grants.partner.asked", "grants.partner.agreed"]
    with pytest.raises(Conflict, match="has been sent"):
        partners.answer(partner=partner, consents=False, by=other.user)


def test_people_of_a_co_applicant_read_and_edit_only_where_they_may(application: Application, client: Client) -> None:
    reader, writer = MembershipFactory(), MembershipFactory()
    for head, may_edit in ((reader, False), (writer, True)):
        partners.answer(partner=asked(application, head, may_edit=may_edit), consents=True, by=head.user)
    url = reverse("grants:section-edit", args=[application.number, SectionName.TARGET_GROUP])

    found = []
    for head in (reader, writer):
        client.force_login(head.user)
        found.append((client.get(application.get_absolute_url()).status_code, client.get(url).status_code))

    assert found == [(200, 403), (200, 200)]
    client.force_login(writer.user)
    submit = reverse("grants:application-submit", args=[application.number])
    assert (client.get(submit).status_code, client.post(submit).status_code) == (403, 403)
    with pytest.raises(NotPermitted):
        applications.withdraw(application=application, by=writer.user)
    attachments.add(application=application, upload=SimpleUploadedFile("a.pdf", files.pdf()), title="", by=writer.user)
    assert Attachment.objects.visible_to(reader.user).count() == 1
    assert Attachment.objects.visible_to(MembershipFactory().user).count() == 0


def test_a_refusal_is_told_and_can_be_asked_again_or_taken_out(application: Application) -> None:
    other, applicant = MembershipFactory(), head_of(application.organisation)
    partner = asked(application, other, kind="partner", may_edit=True)
    assert partner.may_edit is False

    partner = partners.answer(partner=partner, consents=False, by=other.user, reason="No time")

    assert (partner.status, partner.reason) == (PartnerStatus.REFUSED, "No time")
    (message,) = Message.objects.filter(recipient=applicant)
    assert message.context["reason"] == "No time"
    assert "does not consent: take it out" in str(submission_faults_of(application))
    again = partners.ask_again(partner=partner, by=applicant)
    assert (again.status, again.answered_by, again.reason) == (PartnerStatus.ASKED, None, "")
    partners.remove(partner=again, by=applicant)
    assert submission_faults_of(application) == []
    assert asked(application, other).status == PartnerStatus.ASKED


def submission_faults_of(application: Application) -> list[str]:
    fresh = Application.objects.get(pk=application.pk)
    return [str(fault.message) for fault in submission_faults(fresh, fresh.call.opens_at)]


def test_somebody_outside_the_registry_consents_by_a_letter(application: Application, client: Client) -> None:
    applicant = head_of(application.organisation)
    client.force_login(applicant)
    url = reverse("grants:partner-name", args=[application.number])
    said = {"other-name": "School 7", "other-contribution": "Gives a room"}

    broken = client.post(url, said | {"other-letter": SimpleUploadedFile("letter.pdf", b"MZ" + b"\x90" * 100)})
    taken = client.post(url, said | {"other-letter": SimpleUploadedFile("letter.pdf", files.pdf())})

    assert (broken.status_code, taken.status_code) == (200, 302)
    assert "not a PDF file" in str(broken.context["outsider"].errors["letter"])
    partner = application.partners.get()
    assert (partner.status, str(partner), partner.letter.kind) == (PartnerStatus.AGREED, "School 7", "letter")
    assert "School 7" in client.get(reverse("grants:partner-list", args=[application.number])).content.decode()
    version = applications.submit(application=application, by=applicant)
    assert version.document["partners"][0]["letter_sha256"] == partner.letter.document.sha256
    applications.reopen(application=application, by=applicant)
    partners.remove(partner=partner, by=applicant)
    assert version.attachments.get().removed_at is not None


def test_who_may_not_be_asked_and_who_may_not_answer(application: Application, client: Client) -> None:
    other, headless = MembershipFactory(), OrganisationFactory()
    applicant = head_of(application.organisation)
    editor = person_of(other.organisation)
    client.force_login(applicant)
    url = reverse("grants:partner-ask", args=[application.number])

    sentences = []
    for number in (application.organisation.bin, headless.bin, "000000000000", "12"):
        page = client.post(url, {"bin": number, "kind": "partner", "contribution": "Helps"})
        sentences.append(page.context["ask"].errors["bin"][0])
    assert (
        client.post(url, {"bin": other.organisation.bin, "kind": "partner", "contribution": "Helps"}).status_code == 302
    )
    twice = client.post(url, {"bin": other.organisation.bin, "kind": "partner", "contribution": "Helps"})
    sentences.append(twice.context["ask"].errors["bin"][0])

    assert sentences == [
        "This is the applicant itself: name another organisation",
        "Nobody leads this organisation in the portal yet, so nobody can consent: ask its head to sign in first",
        "There is no organisation with this BIN in the registry: name it with a letter below",
        "A BIN has 12 digits",
        "This organisation is on the list already",
    ]
    partner = application.partners.get()
    with pytest.raises(NotPermitted):
        partners.answer(partner=partner, consents=True, by=editor)
    viewer = person_of(application.organisation, Role.NGO_VIEWER)
    with pytest.raises(NotPermitted):
        partners.remove(partner=partner, by=viewer)
    client.force_login(editor)
    assert client.get(reverse("grants:partner-answer", args=[application.number, partner.pk])).status_code == 404
