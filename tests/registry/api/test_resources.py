"""The registry through the API: what is found, who may change what, files, loads."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from registry.actions import annual as annual_actions
from registry.actions import search
from registry.choices import AnnualStatus, FlagTopic, Role
from registry.models import AnnualInformation, AnnualVersion, Flag, Organisation
from tests.builders import api
from tests.factories.accounts import UserFactory
from tests.factories.registry import (
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
    SphereFactory,
    demo_bin,
)

pytestmark = pytest.mark.django_db
JSON = "application/json"
HERE, ELSEWHERE = "710000000", "100000000"


def send(client: Client, address: str, data: Any, method: str = "post", **headers: str) -> Any:
    return getattr(client, method)(address, data, content_type=JSON, headers=headers)


@pytest.fixture
def system() -> Client:
    """A system of the akimat of a region."""
    return api.system_of(api.akimat(region=HERE))


def entered(**values: Any) -> Organisation:
    """An organisation that the search knows."""
    ngo = OrganisationFactory(**values)
    search.index(ngo)
    return ngo


# Search and card


def test_the_list_is_the_search_of_the_page(client: Client, django_assert_num_queries: Any) -> None:
    first, second = entered(name_ru="ОФ «Тюльпан»"), entered(name_ru="ОФ «Дала»", status="suspended")

    found = client.get("/api/v1/organisations/?q=тюльпан").json()["results"]
    suspended = client.get("/api/v1/organisations/?status=suspended&fields=bin,region").json()["results"]

    assert [row["bin"] for row in found] == [first.bin]
    assert suspended == [{"bin": second.bin, "region": HERE}]


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_for_more(client: Client, django_assert_num_queries: Any, n: int) -> None:
    for _ in range(n):
        entered()
    client.get("/api/v1/organisations/")

    with django_assert_num_queries(1):
        assert len(client.get("/api/v1/organisations/").json()["results"]) == n


def test_pages_of_the_search_follow_each_other(client: Client) -> None:
    bins = {entered().bin for _ in range(3)}

    first = client.get("/api/v1/organisations/?limit=2").json()
    second = client.get(first["next"]).json()

    assert {row["bin"] for row in first["results"] + second["results"]} == bins
    assert second["next"] is None


@pytest.mark.parametrize("query", ["region=x", "sphere=99", "after=nonsense", "q=!!!", "annual=perhaps"])
def test_what_the_page_only_remarks_upon_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/api/v1/organisations/?{query}").status_code == 422


def test_the_card_has_what_is_public_and_nothing_more(client: Client) -> None:
    ngo = entered(head_iin="123456789012", private_phone="+7 SECRET")

    answer = client.get(f"/api/v1/organisations/{ngo.bin}/")

    assert answer.json()["name_ru"] == ngo.name_ru
    assert answer.json()["allowed_actions"] == []
    assert b"123456789012" not in answer.content
    assert b"SECRET" not in answer.content


def test_a_record_without_bin_has_an_address(client: Client) -> None:
    ngo = OrganisationFactory(bin=None, status="no_bin")

    assert client.get(f"/api/v1/organisations/id-{ngo.pk}/").json()["id"] == ngo.pk
    assert client.get("/api/v1/organisations/id-x/").status_code == 404
    assert client.get("/api/v1/organisations/%00/").status_code == 404


# Changes


def new(**values: Any) -> dict[str, Any]:
    facts = {"bin": demo_bin(70), "name_ru": "ОФ «Новый»", "legal_form": "public_fund", "status": "active"}
    return facts | {"region": HERE, "spheres": [3], **values}


def test_a_system_enters_an_organisation_of_its_region(system: Client) -> None:
    SphereFactory(number=3)
    RegionFactory(code=ELSEWHERE)

    made = send(system, "/api/v1/organisations/", new())
    other = send(system, "/api/v1/organisations/", new(bin=demo_bin(71), region=ELSEWHERE))
    again = send(system, "/api/v1/organisations/", new())

    assert (made.status_code, made["Location"]) == (201, f"http://testserver/api/v1/organisations/{demo_bin(70)}/")
    assert made.json()["spheres"] == [3]
    assert made.json()["allowed_actions"] == ["describe", "founders", "observe", "put-logo", "remove-logo", "change"]
    assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "region")
    assert (again.status_code, again.json()["errors"][0]["rule"]) == (422, "R01")


def test_facts_are_corrected_with_a_reason_and_only_in_the_own_region(system: Client) -> None:
    ngo, foreign = entered(), entered(region=RegionFactory(code=ELSEWHERE))
    fix = {"name_kk": "«Жаңа» ҚҚ", "reason": "Order № 5"}

    done = send(system, f"/api/v1/organisations/{ngo.bin}/", fix, "patch")
    no_reason = send(system, f"/api/v1/organisations/{ngo.bin}/", {"name_kk": "Y"}, "patch")
    elsewhere = send(system, f"/api/v1/organisations/{foreign.bin}/", fix, "patch")

    assert (done.status_code, done.json()["name_kk"], done.json()["name_ru"]) == (200, "«Жаңа» ҚҚ", ngo.name_ru)
    assert (no_reason.status_code, no_reason.json()["errors"][0]["field"]) == (422, "reason")
    assert elsewhere.status_code == 404
    assert system.get(f"/api/v1/organisations/{foreign.bin}/").json()["allowed_actions"] == []


def test_own_facts_and_founders(system: Client) -> None:
    ngo, head = entered(), UserFactory()
    MembershipFactory(user=head, organisation=ngo)
    person = Client()
    person.force_login(head)
    address = f"/api/v1/organisations/{ngo.bin}"

    said = send(person, f"{address}/describe/", {"phone": "+7 701", "is_charity": True})
    listed = send(person, f"{address}/founders/", {"founders": [{"kind": "person", "name": "A. B.", "iin": ""}]})
    wrong = send(system, f"{address}/founders/", {"founders": [{"kind": "legal", "name": "C", "bin": "1"}]})
    official = send(person, f"{address}/", {"name_kk": "X", "reason": "R"}, "patch")

    assert (said.json()["phone"], said.json()["is_charity"], said.json()["allowed_actions"]) == (
        "+7 701",
        True,
        ["describe", "founders", "put-logo", "remove-logo"],
    )
    assert [one["name"] for one in listed.json()["founders"]] == ["A. B."]
    assert wrong.status_code == 422
    assert official.status_code == 403


def test_an_observation_is_entered(system: Client) -> None:
    ngo = entered()
    data = {"topic": FlagTopic.values[0], "text": "Seen", "source": "A visit", "observed_on": "2026-01-05"}

    made = send(system, f"/api/v1/organisations/{ngo.bin}/observe/", data)

    flag = Flag.objects.get()
    assert (made.status_code, made.json()) == (200, {"id": flag.pk, "status": flag.status})
    assert flag.observed_on == dt.date(2026, 1, 5)


# Annual information


@pytest.fixture
def filed() -> AnnualInformation:
    row = AnnualInformation.objects.create(
        organisation=entered(),
        year=2025,
        status=AnnualStatus.SUBMITTED,
        submitted_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
    )
    AnnualVersion.objects.create(
        information=row, number=1, document={"sections": {}}, digest="0" * 64, submitted_at=row.submitted_at
    )
    return row


def test_officers_read_and_accept_what_was_sent(system: Client, client: Client, filed: AnnualInformation) -> None:
    address = f"/api/v1/annual-information/{filed.pk}/"
    stranger = Client()
    stranger.force_login(UserFactory())

    row = system.get("/api/v1/annual-information/?year=2025&status=submitted").json()["results"][0]
    stale = send(system, f"{address}accept/", {"version": 2})
    done = send(system, f"{address}accept/", {"version": 1})
    twice = send(system, f"{address}accept/", {"version": 1})

    assert (row["submitted_at"], row["allowed_actions"]) == ("2026-03-01T00:00:00Z", ["accept", "return"])
    assert (stale.status_code, done.status_code, twice.status_code) == (409, 200, 409)
    assert (done.json()["status"], done.json()["allowed_actions"]) == ("accepted", [])
    assert client.get(address).status_code == 401
    assert stranger.get(address).status_code == 404


def test_what_is_returned_names_what_to_correct(system: Client, filed: AnnualInformation) -> None:
    address = f"/api/v1/annual-information/{filed.pk}/return/"

    empty = send(system, address, {"version": 1})
    remark = {"section": "activity", "control": "summary", "text": "Say more"}
    done = send(system, address, {"version": 1, "at_fields": [remark]})

    assert (empty.status_code, empty.json()["errors"][0]["field"]) == (422, "remarks")
    assert done.json()["status"] == "returned"
    assert [one.text for one in annual_actions.AnnualRemark.objects.all()] == ["Say more"]


def test_a_draft_is_its_organisations_own(system: Client) -> None:
    draft = AnnualInformation.objects.create(organisation=entered(), year=2025)

    assert system.get(f"/api/v1/annual-information/{draft.pk}/").status_code == 404


# Reference data


def test_reference_data_is_for_everybody(client: Client) -> None:
    SphereFactory(number=3)

    assert client.get("/api/v1/spheres/3/").json()["name_en"] == "environment"
    for name in ("regions", "kato", "spheres", "legal-forms", "goals", "indicators", "mrp", "calendar-days"):
        assert client.get(f"/api/v1/{name}/").status_code == 200
    assert client.get("/api/v1/rule-parameters/").status_code == 200
    assert client.get("/api/v1/mrp/not-a-day/").status_code == 404
    assert client.get("/api/v1/spheres/99999999999999999999999/").status_code == 404


# Files and work


def test_a_file_is_its_senders_alone(system: Client, client: Client) -> None:
    file = SimpleUploadedFile("a.txt", b"words", "text/plain")

    sent = system.post("/api/v1/documents/", {"file": file}, headers={"Idempotency-Key": "f-1"})
    file.seek(0)
    again = system.post("/api/v1/documents/", {"file": file}, headers={"Idempotency-Key": "f-1"})
    other = api.system_of(api.akimat("other"))
    address = f"/api/v1/documents/{sent.json()['id']}/"

    assert (sent.status_code, sent.json()["size"]) == (201, 5)
    assert again.json()["id"] == sent.json()["id"]
    assert b"".join(system.get(f"{address}content/").streaming_content) == b"words"
    assert other.get(address).status_code == 404
    assert client.get(address).status_code == 401
    assert system.post("/api/v1/documents/", {"file": SimpleUploadedFile("a.exe", b"MZ")}).status_code == 422


def test_a_load_is_a_job_with_a_report(system: Client, run_jobs: Any) -> None:
    SphereFactory(number=3)
    RegionFactory(code=ELSEWHERE)
    moved = entered(region=RegionFactory(code=ELSEWHERE))
    rows = [
        new(),
        new(bin="1"),
        new(bin=demo_bin(72), region=ELSEWHERE),
        new(bin=moved.bin),
    ]
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)

    made = system.post("/api/v1/imports/", text.encode(), content_type="application/x-ndjson")
    job = system.get(f"/api/v1/jobs/{made.json()['job_id']}/").json()
    run_jobs()
    load = system.get(f"/api/v1/imports/{made.json()['id']}/").json()
    report = system.get(f"/api/v1/imports/{made.json()['id']}/report/").json()["results"]

    assert (made.status_code, job["status"], job["percent"]) == (201, "queued", 0)
    assert load["counts"] == {"rows": 4, "new": 1, "changed": 0, "same": 0, "refused": 3}
    assert sorted((row["line"], row["column"]) for row in report) == [("3", "bin"), ("4", "region"), ("5", "region")]
    assert system.get(f"/api/v1/jobs/{made.json()['job_id']}/").json()["status"] == "succeeded"
    assert Organisation.objects.get(bin=moved.bin).region_id == ELSEWHERE


def test_a_check_loads_nothing_until_it_is_wanted(system: Client, run_jobs: Any) -> None:
    SphereFactory(number=3)
    row = json.dumps(new()).encode()

    check = system.post("/api/v1/imports/?check=yes", row, content_type="application/x-ndjson").json()
    early = system.post(f"/api/v1/imports/{check['id']}/load/", content_type=JSON)
    run_jobs()
    loaded = system.post(f"/api/v1/imports/{check['id']}/load/", content_type=JSON)
    run_jobs()

    assert (early.status_code, loaded.status_code) == (409, 200)
    assert Organisation.objects.filter(bin=demo_bin(70)).count() == 1


@pytest.mark.parametrize("body", [b"[1]", b'{"a": {"b": 1}}', b"{", b"\xff\xfe"])
def test_lines_that_are_no_objects_are_named(system: Client, body: bytes) -> None:
    answer = system.post("/api/v1/imports/", body, content_type="application/x-ndjson")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "file.1")


def test_work_is_its_owners_alone(system: Client, run_jobs: Any) -> None:
    made = system.post("/api/v1/imports/", json.dumps(new()).encode(), content_type="application/x-ndjson").json()

    assert api.system_of(api.akimat("other")).get(f"/api/v1/jobs/{made['job_id']}/").status_code == 404
    assert [job["id"] for job in system.get("/api/v1/jobs/").json()["results"]] == [made["job_id"]]


def test_who_is_no_officer_loads_nothing() -> None:
    ngo = entered()
    person = Client()
    person.force_login(MembershipFactory(organisation=ngo, role=Role.NGO_EDITOR).user)

    answer = person.post("/api/v1/imports/", b"{}", content_type="application/x-ndjson")

    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
