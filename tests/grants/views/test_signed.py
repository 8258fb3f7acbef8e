"""Sending with an electronic signature over exactly what is sent; an outsider can check it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from foundation.accounts.esignature.signer import Position
from foundation.accounts.models import Signature
from grants.actions import sections
from grants.choices import ApplicationStatus
from grants.models import Application
from tests.builders.grants import application_at, call_at, head_of
from tests.builders.signing import IIN, key

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(client: Client) -> Application:
    application = application_at(ApplicationStatus.DRAFT, call=call_at(requires_signature=True))
    client.force_login(head_of(application.organisation))
    return application


def url(application: Application) -> str:
    return reverse("grants:application-submit", args=[application.number])


def signed(client: Client, application: Application, page: Any = None, **owner: Any) -> Any:
    """Send with a signature over the document that the page shows."""
    page = page or client.get(url(application))
    signing = page.context["signing"]
    cms = key(**{"bin_": application.organisation.bin} | owner).sign(signing.content)
    file = SimpleUploadedFile("made.p7s", cms)
    return client.post(url(application), {"request": str(signing.pk), "signature": file})


def test_a_signed_application_can_be_checked_by_anybody(
    client: Client, application: Application, tmp_path: Path
) -> None:
    answer = signed(client, application)

    assert (answer.status_code, answer.url) == (302, reverse("grants:application-receipt", args=[application.number]))
    version = application.versions.get()
    place = [application.number, 1]
    document = client.get(reverse("grants:version-document", args=place)).content
    signature = client.get(reverse("grants:version-signature", args=place)).content
    facts = json.loads(document)["facts"]
    assert facts == {name: value for name, value in version.document.items() if name in facts}
    assert {*version.document} - {*facts} == {"submitted_at", "submitted_by", "eligibility"}
    page = client.get(reverse("grants:version-detail", args=place)).content.decode()
    assert ("openssl cms -verify" in page, version.signature.serial in page, IIN in page) == (True, True, False)
    (tmp_path / "d.json").write_bytes(document)
    (tmp_path / "s.p7s").write_bytes(signature)
    authority = next(Path(settings.ESIGN_TRUST_FOLDER).glob("*.pem"))
    command = ["openssl", "cms", "-verify", "-inform", "DER", "-binary", "-content", "d.json", "-in", "s.p7s"]
    command += ["-CAfile", str(authority), "-purpose", "any", "-out", "out"]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr


def refusal(answer: Any) -> str:
    assert answer.status_code == 422
    return str(answer.context["form"].errors["signature"][0])


def test_a_signature_of_another_or_of_another_text_is_refused(client: Client, application: Application) -> None:
    said = [
        refusal(client.post(url(application), {})),
        refusal(signed(client, application, bin_="450140000015")),
        refusal(signed(client, application, position=Position.EMPLOYEE)),
    ]
    application.organisation.head_iin = "990101500029"
    application.organisation.save()
    said.append(refusal(signed(client, application)))
    application.organisation.head_iin = IIN
    application.organisation.save()
    page = client.get(url(application))
    section = application.sections.get(name="project")
    typing = sections.Typing(section.data | {"goal": "Another goal"}, section.version)
    sections.save(application=application, name="project", typing=typing, by=head_of(application.organisation))
    said.append(refusal(signed(client, application, page)))

    assert [sentence[:60] for sentence in said] == [
        "This call takes applications with an electronic signature: s",
        "The certificate belongs to another organisation: the BIN in ",
        "This certificate is of an employee without the right to sign",
        "The registry names another head than the certificate: the II",
        "The application was changed after the document was made. Rea",
    ]
    assert (application.versions.count(), Signature.objects.count()) == (0, 0)
    assert signed(client, application).status_code == 302


def test_an_expired_certificate_is_refused(client: Client, application: Application) -> None:
    page = client.get(url(application))
    with time_machine.travel("2020-01-01"):
        old = key(bin_=application.organisation.bin)
    file = SimpleUploadedFile("made.p7s", old.sign(page.context["signing"].content))

    answer = client.post(url(application), {"request": str(page.context["signing"].pk), "signature": file})

    assert refusal(answer) == "The certificate is no longer valid. Sign with a new one."


def test_without_a_signature_there_are_no_files_of_one(client: Client) -> None:
    application = application_at()
    client.force_login(head_of(application.organisation))

    for route in ("version-document", "version-signature"):
        assert client.get(reverse(f"grants:{route}", args=[application.number, 1])).status_code == 404
