"""Annual information through the API: entered from paper by a body's system, written by an NGO's own people, and read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.test import Client

from foundation.audit.models import Event
from foundation.core.models import Job
from foundation.notifications.models import Message
from registry.choices import AnnualStatus, AnnualWay, Role
from registry.models import AnnualImport, AnnualInformation, Organisation
from registry.models.annual_content import ANNUAL_PARTS
from tests.builders import annual as build
from tests.builders import api
from tests.builders.api_walk import Eyes, done, read, refused, send, walk
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory, OrganisationFactory, RegionFactory, SphereFactory

pytestmark = pytest.mark.django_db
ELSEWHERE = "100000000"
# The same as the builder's, as JSON.
ANSWERS: dict[str, dict[str, Any]] = {
    "facts": {"confirmed": True},
    "activity": {"summary": "Planted 300 trees", "territory": "Astana", "beneficiaries": 120},
    "spheres": {"rows": [{"sphere": "3", "done": "Trees"}]},
    "people": {"staff": 4, "staff_women": 3, "volunteers": 12},
    "projects": {
        "rows": [
            {"name": "Trees", "source": "donor", "payer": "A fund", "amount": "1000000.00", "result": "300 trees stand"}
        ]
    },
    "income": {
        "opening": "300000.00",
        "total": "1000000.00",
        "rows": [{"source": "donor", "payer": "A fund", "amount": "700000.00"}, {"source": "own", "amount": "300000"}],
    },
    "expenses": {
        "total": "900000.00",
        "closing": "400000.00",
        "rows": [{"direction": "projects", "amount": "600000"}, {"direction": "pay", "amount": "300000"}],
    },
    "property": {"none": True},
    "founders": {"count": 5, "none": True},
    "branches": {"none": True},
    "events": {"none": True},
    "awards": {"none": True},
    "contact": {"name": "Private Contact", "phone": "+7 700 000 00 01"},
}


@dataclass
class World:
    ngo: Organisation
    head: Client
    eyes: Eyes


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def world() -> Iterator[World]:
    """An akimat's system and an NGO of its region, in April 2026."""
    with time_machine.travel("2026-04-10 06:00+00:00", tick=False):
        yield _built()


def _built() -> World:
    SphereFactory(number=3)
    body, other = api.akimat(), api.akimat("other", region=ELSEWHERE)
    ngo, head = OrganisationFactory(), UserFactory()
    MembershipFactory(user=head, organisation=ngo)
    eyes = Eyes(api.system_of(body), api.system_of(other), api.system_of(body, ["jobs:read"]), Client())
    return World(ngo, signed_in(head), eyes)


def begun(world: World, client: Client, way: str, status: int = 201) -> dict[str, Any]:
    sent = {"organisation": world.ngo.bin, "year": 2025, "way": way}
    return done(client, "annual-information/", sent, status=status)


def write_all(client: Client, address: str, **changed: Any) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, answers in (ANSWERS | changed).items():
        version = read(client, address)["draft"][name]["version"]
        told = done(client, f"{address}write-{name}/", {"version": version, **answers})
    return told


def test_a_system_enters_what_came_on_paper(world: World) -> None:
    own = world.eyes.own
    made = begun(world, own, "paper")
    address = f"annual-information/{made['id']}/"

    incomplete = send(own, f"{address}submit/", {"statement": True, "received_on": "2026-02-10"})
    written = write_all(own, address)
    unsigned = send(own, f"{address}submit/", {"received_on": "2026-02-10"})
    no_day = send(own, f"{address}submit/", {"statement": True})
    sent = done(own, f"{address}submit/", {"statement": True, "received_on": "2026-02-10"})
    accepted = done(own, f"{address}accept/", {"version": 1})

    assert (made["status"], made["way"], set(made["draft"])) == ("draft", "paper", set(ANNUAL_PARTS))
    assert {f"write-{name}" for name in ANNUAL_PARTS} <= set(made["allowed_actions"])
    assert "spheres.rows" in [one["field"] for one in incomplete.json()["errors"]]
    assert "activity.summary" in [one["field"] for one in incomplete.json()["errors"]]
    assert {one["state"] for one in written["draft"].values()} == {"complete"}
    assert [one["field"] for one in unsigned.json()["errors"]] == ["statement"]
    assert [one["field"] for one in no_day.json()["errors"]] == ["received_on"]
    assert (sent["status"], sent["submitted_at"], sent["draft"]) == ("submitted", "2026-02-10T07:00:00Z", None)
    assert (sent["staff"], sent["income"]) == (4, "1000000.00")
    assert (sent["document"]["way"], sent["document"]["statement"]["by"]) == ("paper", "")
    assert accepted["status"] == "accepted"
    row = AnnualInformation.objects.get()
    assert (row.way, row.started_by.is_service, row.is_filed) == (AnnualWay.PAPER, True, True)


def test_answers_are_sent_back_as_they_were_read(world: World) -> None:
    address = f"annual-information/{begun(world, world.eyes.own, 'paper')['id']}/"
    write_all(world.eyes.own, address)
    before = read(world.eyes.own, address)["draft"]

    for name, section in before.items():
        done(world.eyes.own, f"{address}write-{name}/", {"version": section["version"], **section["answers"]})

    assert read(world.eyes.own, address)["draft"] == before
    assert before["income"]["answers"]["rows"][1] == {"source": "own", "payer": "", "amount": "300000.00"}
    assert Event.objects.filter(verb="registry.annual.section_saved").count() == len(ANNUAL_PARTS)


def test_what_cannot_be_read_is_refused_at_its_path_and_what_is_missing_is_told(world: World) -> None:
    own = world.eyes.own
    address = f"annual-information/{begun(world, own, 'paper')['id']}/"

    def wrong(name: str, **answers: Any) -> list[str]:
        refusal = send(own, f"{address}write-{name}/", {"version": 0, **answers})
        assert refusal.status_code == 422
        return [one["field"] for one in refusal.json()["errors"]]

    assert wrong("people", staff="many") == ["staff"]
    assert wrong("people", workers=3) == ["workers"]
    assert wrong("spheres", rows=[{"sphere": "3"}, {"sphere": "99"}]) == ["rows.1.sphere"]
    assert wrong("income", rows=[{"source": "luck", "amount": "-1"}]) == ["rows.0.source", "rows.0.amount"]
    assert wrong("activity", summary="x" * 5001) == ["summary"]
    assert wrong("spheres", rows=[{"sphere": "3"}] * 20) == ["rows"]
    half = done(own, f"{address}write-people/", {"version": 0, "staff": 2, "staff_women": 3})["draft"]["people"]
    stale = refused(own, f"{address}write-people/", {"version": 0, "staff": 5})

    assert (half["state"], half["version"]) == ("incomplete", 1)
    assert [one["field"] for one in half["faults"]] == ["volunteers", "staff_women"]
    assert stale == (409, "stale")
    assert AnnualInformation.objects.get().sections.get().data == {"staff": "2", "staff_women": "3"}


def test_the_head_writes_and_sends_on_the_portal_and_officers_do_not_look_on(world: World) -> None:
    made = begun(world, world.head, "portal")
    address = f"annual-information/{made['id']}/"

    hidden = world.eyes.own.get(f"/api/v1/{address}").status_code
    not_own = refused(world.eyes.own, f"{address}write-people/", {"version": 0})
    paper = refused(
        world.eyes.own, "annual-information/", {"organisation": world.ngo.bin, "year": 2025, "way": "paper"}
    )
    write_all(world.head, address)
    sent = done(world.head, f"{address}submit/", {"statement": True})
    shown = read(world.eyes.own, address)
    done(world.eyes.own, f"{address}return/", {"version": 1, "at_fields": [
        {"section": "people", "control": "staff", "text": "Count again"}]})  # fmt: skip
    returned = read(world.eyes.own, address)
    own = read(world.head, address)

    assert (hidden, not_own, paper) == (404, (404, "not_found"), (409, "conflict"))
    assert (sent["status"], shown["draft"], returned["draft"]) == ("submitted", None, None)
    assert own["draft"]["people"]["remarks"] == [{"field": "staff", "detail": "Count again"}]
    assert refused(world.eyes.own, f"{address}write-people/", {"version": 1}) == (403, "not_permitted")
    assert refused(world.eyes.own, f"{address}submit/", {"statement": True}) == (403, "not_permitted")


def test_an_editor_writes_and_does_not_send(world: World) -> None:
    editor = signed_in(MembershipFactory(organisation=world.ngo, role=Role.NGO_EDITOR).user)
    viewer = signed_in(MembershipFactory(organisation=world.ngo, role=Role.NGO_VIEWER).user)
    address = f"annual-information/{begun(world, editor, 'portal')['id']}/"

    assert refused(editor, f"{address}submit/", {"statement": True}) == (403, "not_permitted")
    assert refused(editor, "annual-information/", {"organisation": world.ngo.bin, "year": 2024, "way": "paper"}) == (
        403, "not_permitted",
    )  # fmt: skip
    assert (read(viewer, address)["draft"], read(viewer, address)["allowed_actions"]) == (None, [])


def test_what_the_ngo_takes_over_is_no_longer_the_officers(world: World) -> None:
    made = begun(world, world.eyes.own, "paper")
    address = f"annual-information/{made['id']}/"
    done(world.eyes.own, f"{address}write-people/", {"version": 0, "staff": 2})

    taken = done(world.head, f"{address}write-people/", {"version": 1, "staff": 3})

    assert (taken["way"], taken["draft"]["people"]["answers"]["staff"]) == ("portal", 3)
    assert refused(world.eyes.own, f"{address}write-people/", {"version": 2}) == (404, "not_found")


def test_a_correction_on_paper_is_begun_dropped_and_sent(world: World) -> None:
    own = world.eyes.own
    address = f"annual-information/{begun(world, own, 'paper')['id']}/"
    write_all(own, address)
    done(own, f"{address}submit/", {"statement": True, "received_on": "2026-02-10"})
    done(own, f"{address}accept/", {"version": 1})

    no_reason = send(own, f"{address}amend/", {})
    amending = done(own, f"{address}amend/", {"reason": "A letter of the head"})
    done(
        own, f"{address}write-people/", {"version": amending["draft"]["people"]["version"], "staff": 9, "volunteers": 0}
    )
    dropped = done(own, f"{address}drop-correction/")
    again = done(own, f"{address}amend/", {"reason": "A letter of the head"})
    version = again["draft"]["people"]["version"]
    done(own, f"{address}write-people/", {"version": version, "staff": 5, "volunteers": 0})
    sent = done(own, f"{address}submit/", {"statement": True, "received_on": "2026-03-01"})
    versions = read(own, f"annual-versions/?organisation={world.ngo.bin}")["results"]
    one = read(own, f"annual-versions/{versions[0]['id']}/")

    assert [fault["field"] for fault in no_reason.json()["errors"]] == ["reason"]
    assert (dropped["status"], dropped["way"]) == ("accepted", "paper")
    assert again["draft"]["people"]["answers"]["staff"] == 4
    assert (sent["status"], sent["version"], sent["staff"]) == ("corrected", 2, 5)
    assert sent["submitted_at"] == "2026-02-10T07:00:00Z"
    assert [(row["number"], row["submitted_at"]) for row in versions] == [
        (2, "2026-03-01T07:00:00Z"), (1, "2026-02-10T07:00:00Z"),
    ]  # fmt: skip
    assert one["document"]["sections"]["people"]["staff"] == 5
    assert read(world.head, "annual-versions/")["results"] == versions
    assert read(signed_in(UserFactory()), "annual-versions/")["results"] == []


def test_a_correction_by_the_head_makes_it_the_portals_and_dropping_it_paper_again(world: World) -> None:
    own = world.eyes.own
    address = f"annual-information/{begun(world, own, 'paper')['id']}/"
    write_all(own, address)
    done(own, f"{address}submit/", {"statement": True, "received_on": "2026-02-10"})
    done(own, f"{address}accept/", {"version": 1})

    assert done(world.head, f"{address}amend/", {"reason": "A slip"})["way"] == "portal"
    assert refused(own, f"{address}drop-correction/") == (403, "not_permitted")
    assert done(world.head, f"{address}drop-correction/")["way"] == "paper"


def test_a_key_of_a_region_enters_for_ngos_of_that_region(world: World) -> None:
    RegionFactory(code=ELSEWHERE)
    foreign = OrganisationFactory(region_id=ELSEWHERE)
    sent = {"organisation": foreign.bin, "year": 2025, "way": "paper"}

    elsewhere = send(world.eyes.own, "annual-information/", sent)
    future = send(world.eyes.own, "annual-information/", sent | {"organisation": world.ngo.bin, "year": 2026})
    nobody = send(world.eyes.own, "annual-information/", sent | {"organisation": "1"})
    build.accepted(world.ngo, 2024)
    first, again = (begun(world, world.eyes.own, "paper") for _ in range(2))

    assert [one["field"] for one in elsewhere.json()["errors"]] == ["organisation"]
    assert [one["field"] for one in future.json()["errors"]] == ["year"]
    assert [one["field"] for one in nobody.json()["errors"]] == ["organisation"]
    assert first["id"] == again["id"]
    # Only what the paper says: nothing comes from the year before.
    assert {name for name, one in first["draft"].items() if one["state"] != "not_started"} == set()
    assert refused(world.eyes.foreign, f"annual-information/{first['id']}/write-people/", {}) == (404, "not_found")


def test_a_file_of_paper_is_entered_row_by_row_with_a_report(world: World, run_jobs: Any) -> None:
    RegionFactory(code=ELSEWHERE)
    foreign = OrganisationFactory(region_id=ELSEWHERE)
    rows = [
        "bin,year,received_on,summary,staff,volunteers",
        f"{world.ngo.bin},2024,2025-02-01,Trees,3,0",
        f"{foreign.bin},2024,2025-02-01,Trees,3,0",
        f"{world.ngo.bin},2023,2024-02-01,Trees,many,0",
    ]
    own = world.eyes.own

    made = own.post("/api/v1/annual-imports/", "\n".join(rows).encode(), content_type="text/csv")
    early = read(own, f"annual-imports/{made.json()['id']}/report/")
    run_jobs()
    load = read(own, f"annual-imports/{made.json()['id']}/")
    report = read(own, f"annual-imports/{made.json()['id']}/report/")["results"]
    empty = own.post("/api/v1/annual-imports/", b"", content_type="text/csv")
    person = world.head.post("/api/v1/annual-imports/", b"bin", content_type="text/csv")

    assert (made.status_code, made.json()["only_region"], early["results"]) == (201, "710000000", [])
    assert load["counts"] == {"rows": 3, "entered": 1, "refused": 2}
    assert [(row["line"], row["column"], row["value"]) for row in report] == [
        ("3", "bin", foreign.bin), ("4", "staff", "many"),
    ]  # fmt: skip
    assert (empty.status_code, person.status_code) == (422, 403)
    assert world.eyes.foreign.get(f"/api/v1/annual-imports/{made.json()['id']}/").status_code == 404
    filed = AnnualInformation.objects.get()
    assert (filed.organisation_id, filed.year, filed.status) == (world.ngo.pk, 2024, AnnualStatus.SUBMITTED)
    assert AnnualImport.objects.count() == 1


def test_those_who_have_not_filed_are_listed_and_reminded(world: World, run_jobs: Any) -> None:
    RegionFactory(code=ELSEWHERE)
    foreign = OrganisationFactory(region_id=ELSEWHERE)
    build.submitted(OrganisationFactory(), 2025)
    own = world.eyes.own

    missing = read(own, "annual-missing/?year=2025")["results"]
    here = read(own, "annual-missing/?year=2025&region=710000000")["results"]
    last_due = read(own, "annual-missing/")["results"]
    person = world.head.get("/api/v1/annual-missing/?year=2025").status_code
    asked = done(own, "annual-reminders/", {"year": 2025, "region": "710000000"}, status=201)
    everywhere = send(own, "annual-reminders/", {"year": 2025})
    elsewhere = send(own, "annual-reminders/", {"year": 2025, "region": ELSEWHERE})
    future = send(own, "annual-reminders/", {"year": 2026, "region": "710000000"})
    forbidden = refused(world.head, "annual-reminders/", {"year": 2025, "region": "710000000"})
    run_jobs()

    assert {row["bin"] for row in missing} == {world.ngo.bin, foreign.bin}
    assert [(row["bin"], row["state"]) for row in here] == [(world.ngo.bin, None)]
    assert last_due == missing  # the year that was due last
    assert (person, forbidden) == (403, (403, "not_permitted"))
    assert [one.json()["errors"][0]["field"] for one in (everywhere, elsewhere, future)] == ["region", "region", "year"]
    assert Job.objects.get(pk=asked["id"]).status == "succeeded"
    assert [row["id"] for row in read(own, "annual-reminders/")["results"]] == [asked["id"]]
    assert read(world.eyes.foreign, "annual-reminders/")["results"] == []
    told = Message.objects.filter(topic="registry.annual_reminders")
    assert [one.recipient for one in told] == [world.ngo.memberships.get().user]


def test_how_far_a_year_is_is_told_to_officers(world: World) -> None:
    build.submitted(OrganisationFactory(), 2025)

    told = read(world.eyes.own, "annual-campaigns/2025/")

    assert (told["due_on"], told["total"]["due"], told["total"]["filed"], told["total"]["percent"]) == (
        "2026-03-31", 2, 1, 50,
    )  # fmt: skip
    assert [(row["region"], row["missing"], row["late"]) for row in told["regions"]] == [("710000000", 1, 1)]
    assert told["weeks"] == [{"monday": "2026-04-06", "filed": 1}]
    assert world.eyes.own.get("/api/v1/annual-campaigns/2026/").status_code == 404
    assert world.head.get("/api/v1/annual-campaigns/2025/").status_code == 403


@pytest.mark.parametrize("n", [1, 3])
def test_those_who_have_not_filed_cost_the_same(world: World, n: int, django_assert_num_queries: Any) -> None:
    for _ in range(n - 1):
        OrganisationFactory()
    read(world.eyes.own, "annual-missing/?year=2025")

    with django_assert_num_queries(3):
        assert len(read(world.eyes.own, "annual-missing/?year=2025")["results"]) == n


def test_annual_resources_are_read_refused_and_cheap(world: World) -> None:
    from registry.api.resources import annual  # noqa: PLC0415

    filed = [build.submitted(OrganisationFactory(), 2025) for _ in range(3)]
    walk(
        [("annual-information", annual.AnnualInformationOfNgos), ("annual-versions", annual.AnnualVersions)],
        {
            "annual-information": [one.pk for one in filed],
            "annual-versions": [one.versions.get().pk for one in filed],
        },
        world.eyes,
    )
