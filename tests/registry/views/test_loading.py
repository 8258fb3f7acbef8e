from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registry.models import Organisation, OrganisationImport
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.registry.actions.test_imports import FIRST, SECOND, upload

pytestmark = pytest.mark.django_db

URL = "/en/registry/import/"


@pytest.fixture
def officer(reference: None, client):
    user = build.officer()
    client.force_login(user)
    return user


def test_an_officer_sends_a_file_and_reads_the_result(officer, client, run_jobs) -> None:
    assert client.get(URL).status_code == 200

    response = client.post(URL, {"file": upload(FIRST, SECOND, "1,,,,,,,,")})

    load = OrganisationImport.objects.get()
    assert response.url == f"/en/my/jobs/{load.job_id}/"
    assert "The file is not loaded." in client.get(f"{URL}{load.pk}/").content.decode()

    run_jobs()

    assert f'href="{URL}{load.pk}/"' in client.get(response.url).content.decode()
    html = client.get(f"{URL}{load.pk}/").content.decode()
    assert "A BIN has exactly 12 digits." in html
    assert Organisation.objects.count() == 2
    file = client.get(f"{URL}{load.pk}/errors/")
    assert file["Content-Disposition"].startswith("attachment")
    assert b"A BIN has exactly 12 digits." in b"".join(file.streaming_content)


def test_a_check_alone_changes_nothing_and_says_so(officer, client, run_jobs) -> None:
    client.post(URL, {"file": upload(FIRST), "is_dry_run": "on"})
    run_jobs()

    html = client.get(f"{URL}{OrganisationImport.objects.get().pk}/").content.decode()
    assert "Nothing has been changed." in html
    assert "Would be added" in html
    assert Organisation.objects.count() == 0
    assert client.get(f"{URL}{OrganisationImport.objects.get().pk}/errors/").status_code == 404


def test_a_check_tells_what_would_change_and_is_then_carried_out(officer, client, run_jobs) -> None:
    client.post(URL, {"file": upload(FIRST)})
    run_jobs()
    name = FIRST.split(",")[1]
    client.post(URL, {"file": upload(FIRST.replace(name, "Жаңа атау"), SECOND), "is_dry_run": "on"})
    run_jobs()
    check = OrganisationImport.objects.latest("pk")

    html = client.get(f"{URL}{check.pk}/").text

    assert f"<del>{name}</del> <ins>Жаңа атау</ins>" in html
    assert [row["line"] for row in check.outcome["first_new"]] == [3]
    assert [row["changes"] for row in check.outcome["first_changed"]] == [{"name_kk": [name, "Жаңа атау"]}]
    response = client.post(f"{URL}{check.pk}/load/")
    run_jobs()
    load = OrganisationImport.objects.latest("pk")
    assert (load.document, load.is_dry_run, load.outcome["changed"]) == (check.document, False, 1)
    assert response.url == f"/en/my/jobs/{load.job_id}/"
    assert set(Organisation.objects.values_list("name_kk", flat=True)) == {"Жаңа атау", SECOND.split(",")[1]}
    # What was loaded is no check; the page lists all three files, the newest first.
    assert client.post(f"{URL}{load.pk}/load/").status_code == 409
    listed = client.get(URL).context["loads"]
    assert [one.is_dry_run for one in listed] == [False, True, False]


def test_a_missing_or_wrong_file_is_told_at_the_field(officer, client) -> None:
    assert "Choose a file." in client.post(URL, {}).content.decode()
    picture = SimpleUploadedFile("a.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "text/csv")
    html = client.post(URL, {"file": picture}).content.decode()
    assert 'id="id_file-error"' in html or "govuk-error-message" in html
    assert OrganisationImport.objects.count() == 0


def test_others_have_no_part_in_it(reference: None, client) -> None:
    load = OrganisationImport.objects
    for address in (URL, f"{URL}1/", f"{URL}1/errors/"):
        assert client.get(address).url.startswith("/en/accounts/login/")
    client.force_login(UserFactory())
    for address in (URL, f"{URL}1/", f"{URL}1/errors/"):
        assert client.get(address).status_code == 403
    assert client.post(f"{URL}1/load/").status_code == 403
    assert client.post(URL, {"file": upload(FIRST)}).status_code == 403
    assert load.count() == 0


def test_the_way_to_the_page_is_shown_to_officers_alone(officer, client) -> None:
    assert f'href="{URL}"' in client.get("/en/registry/").content.decode()
    client.logout()
    assert f'href="{URL}"' not in client.get("/en/registry/").content.decode()
