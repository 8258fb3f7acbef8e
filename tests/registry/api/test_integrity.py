"""Integrity of the registry and of public money through the API: what a system of an akimat reads and decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from foundation.api import changes
from foundation.core import clock
from registry.actions import diligence, duplicates, flags, papers, signals
from registry.api.resources.integrity import RESOURCES
from registry.choices import (
    DuplicateStatus,
    FileContent,
    FlagStatus,
    FlagTopic,
    MatchStatus,
    PaperKind,
    PaperStatus,
    SignalStatus,
)
from registry.models import (
    Body,
    DiligenceSnapshot,
    DuplicatePair,
    Flag,
    Funding,
    Organisation,
    Paper,
    Signal,
    SupplierMatch,
)
from tests.builders import api, files
from tests.builders import registry as build
from tests.builders.api_walk import Eyes, done, read, refused, walk
from tests.factories.registry import BodyFactory, demo_bin
from tests.registry.actions.test_signals import TODAY, award, pair
from tests.registry.actions.test_taken_files import HEAD, SUPPLIERS, row, supplier, take_in

pytestmark = pytest.mark.django_db
FAR = dt.date(2099, 1, 1)
REASON = {"reason": "Seen in the register"}


@dataclass(frozen=True)
class World:
    """Three rows of each kind of one organisation of Astana, and who looks."""

    ngo: Organisation
    eyes: Eyes
    pairs: list[DuplicatePair]
    signal: Signal
    flags: list[Flag]
    papers: list[Paper]
    match: SupplierMatch
    kept: DiligenceSnapshot


@pytest.fixture
def eyes(reference: None) -> Eyes:
    akimat = api.akimat(region=build.ASTANA)
    return Eyes(
        api.system_of(akimat),
        api.system_of(api.akimat("other", region=build.ALMATY)),
        api.system_of(akimat, ["documents:read", "jobs:read"]),
        Client(),
    )


@pytest.fixture
def world(eyes: Eyes) -> World:
    ngo = build.registered(9000, name_ru="ОФ «Подсолнух»", registered_on=dt.date(2015, 1, 1))
    for serial in (9001, 9002):
        build.registered(serial, name_ru="ОФ «Подсолух»" if serial == 9001 else "ОФ «Подсолнук»")
    duplicates.find()
    officer, head = build.officer(BodyFactory()), build.head_of(ngo)
    for number in range(2):
        award(ngo, f"Театр у моря {number}", decided_on=dt.date(2020, 1, 1))
    pair(ngo)
    with clock.playing(TODAY):
        signals.compute()
    observed = [
        flags.open_note(
            organisation=ngo, topic=FlagTopic.OTHER, text=f"Seen {number}", source="A visit",
            observed_on=dt.date(2026, 1, 1), by=officer,
        )
        for number in range(3)
    ]  # fmt: skip
    added = [
        papers.add(
            organisation=ngo,
            kind=kind,
            upload=ContentFile(files.pdf(kind), name="paper.pdf"),
            dates=(None, FAR),
            by=head,
        )
        for kind in (PaperKind.CHARTER, PaperKind.OTHER)
    ]
    take_in(SUPPLIERS + supplier(name="ОФ «Подсолнух»", bin=""), officer, FileContent.UNRELIABLE)
    kept = diligence.keep(organisation=ngo, by=officer)
    return World(
        ngo, eyes, list(DuplicatePair.objects.order_by("pk")), Signal.objects.get(), observed, added,
        SupplierMatch.objects.first(), kept,
    )  # fmt: skip


def sheet(eyes: Eyes, name: str, text: str | bytes, kind: str = "text/csv", status: int = 201) -> Any:
    body = text.encode() if isinstance(text, str) else text
    answer = eyes.own.post(f"/api/v1/{name}/", body, content_type=kind)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_every_resource_is_read_refused_and_cheap(world: World) -> None:
    own = world.eyes
    keys: dict[str, list[Any]] = {
        "duplicates": [one.pk for one in world.pairs],
        "signals": [world.signal.pk],
        "observations": [one.pk for one in world.flags],
        "papers": [one.pk for one in world.papers],
        "supplier-matches": [world.match.pk],
        "diligence": [world.ngo.bin],
        "kept-checklists": [world.kept.pk],
        "public-money": list(Funding.objects.values_list("pk", flat=True)),
        "public-money-files": [sheet(own, "public-money-files", HEAD + row())["id"]],
        "unreliable-supplier-files": [sheet(own, "unreliable-supplier-files", SUPPLIERS + supplier())["id"]],
    }
    walked = [one for one in RESOURCES if one[0] != "duplicate-searches"]

    walk(walked, keys, world.eyes)

    stranger = Client()
    stranger.force_login(build.head_of(build.registered(9050)))
    for name, found in keys.items():
        if name != "public-money":
            assert stranger.get(f"/api/v1/{name}/{found[0]}/").status_code == 404, name


def test_signals_are_read_with_what_they_stand_on_and_decided(world: World) -> None:
    own, address = world.eyes.own, f"signals/{world.signal.pk}/"

    row = read(own, f"signals/?rule=duplicate&region={build.ASTANA}&organisation={world.ngo.bin}&status=open")[
        "results"
    ]
    elsewhere = read(own, f"signals/?region={build.ALMATY}")["results"]
    shown = read(own, address)
    without = refused(own, f"{address}keep/")
    kept = done(own, f"{address}keep/", REASON)
    again = refused(own, f"{address}keep/", REASON)
    dismissed = done(own, f"{address}dismiss/", REASON)

    world.signal.refresh_from_db()
    assert ([one["id"] for one in row], "inputs" in row[0], elsewhere) == ([world.signal.pk], False, [])
    assert {one["id"] for one in shown["awards"]} == set(world.signal.rows.values_list("pk", flat=True))
    assert shown["inputs"] == world.signal.inputs
    assert shown["parameters"] == world.signal.parameters
    assert (shown["allowed_actions"], without) == (["keep", "dismiss"], (422, "invalid"))
    assert (kept["status"], kept["allowed_actions"], again) == ("kept", ["dismiss"], (409, "conflict"))
    assert (dismissed["status"], world.signal.status) == ("dismissed", SignalStatus.DISMISSED)
    assert world.signal.decision_reason == REASON["reason"]


def test_an_observation_climbs_and_who_escalates_does_not_lower(world: World) -> None:
    own, flag = world.eyes.own, world.flags[0]
    address = f"observations/{flag.pk}/"

    for step, status in (("warn", "yellow"), ("raise", "red"), ("escalate", "escalated")):
        assert done(own, f"{address}{step}/", REASON)["status"] == status
    alone = refused(own, f"{address}lower/", REASON)
    second = api.system_of(api.akimat("second", region=build.ASTANA))
    lowered = done(second, f"{address}lower/", REASON)

    assert alone == (403, "not_permitted")
    assert [(one["before"], one["after"]) for one in lowered["entries"]][-1] == ("escalated", "yellow")
    assert Flag.objects.get(pk=flag.pk).status == FlagStatus.YELLOW
    assert done(own, f"{address}close/", REASON)["allowed_actions"] == []
    assert len(read(own, f"observations/?status=note&organisation={world.ngo.bin}")["results"]) == 2


def test_documents_are_downloaded_and_decided(world: World) -> None:
    own, (charter, other) = world.eyes.own, world.papers
    row = read(own, f"papers/?organisation={world.ngo.bin}&kind=charter")["results"][0]
    content = f"/api/v1/documents/{row['document']['id']}/content/"

    assert b"".join(own.get(content).streaming_content) == files.pdf(PaperKind.CHARTER)
    assert Client().get(content).status_code == 401
    assert done(own, f"papers/{charter.pk}/verify/")["status"] == "verified"
    assert refused(own, f"papers/{charter.pk}/verify/") == (409, "conflict")
    assert refused(own, f"papers/{other.pk}/reject/") == (422, "invalid")
    assert done(own, f"papers/{other.pk}/reject/", REASON)["remark"] == REASON["reason"]
    assert set(Paper.objects.values_list("status", flat=True)) == {PaperStatus.VERIFIED, PaperStatus.REJECTED}


def test_a_possible_unreliable_supplier_is_decided(world: World) -> None:
    own, address = world.eyes.own, f"supplier-matches/{world.match.pk}/"

    shown = read(own, address)
    done(own, f"{address}confirm/", REASON)

    assert (shown["supplier"]["name"], shown["basis"]) == ("ОФ «Подсолнух»", "name")
    assert SupplierMatch.objects.get(pk=world.match.pk).status == MatchStatus.CONFIRMED
    assert read(own, f"diligence/{world.match.organisation.bin}/")["verdict"] == "barred"


def test_the_checklist_is_computed_and_kept(world: World) -> None:
    own, address = world.eyes.own, f"diligence/{world.ngo.bin}/"

    shown = read(own, address)
    kept = done(own, f"{address}keep/")

    snapshot = DiligenceSnapshot.objects.get(pk=kept["id"])
    assert (shown["verdict"], kept["verdict"]) == (snapshot.verdict, snapshot.verdict)
    assert [one["code"] for one in shown["lines"]] == [one["code"] for one in snapshot.lines]
    assert read(own, f"kept-checklists/{snapshot.pk}/")["digest"] == snapshot.digest
    assert len(read(own, f"kept-checklists/?organisation={world.ngo.bin}")["results"]) == 2


def test_duplicates_are_named_dismissed_and_merged_within_the_region(world: World, run_jobs: Any) -> None:
    own, (first, second) = world.eyes.own, world.pairs[:2]
    here, there = build.registered(9003), build.registered(9004, region_id=build.ALMATY)

    named = done(own, "duplicates/", {"one": world.ngo.bin, "other": here.bin}, status=201)
    twice = refused(own, "duplicates/", {"one": here.bin, "other": here.bin})
    across = refused(own, "duplicates/", {"one": here.bin, "other": there.bin})
    unknown = refused(own, "duplicates/", {"one": here.bin, "other": demo_bin(9999)})
    dismissed = done(own, f"duplicates/{first.pk}/dismiss/", REASON)
    wrong = refused(own, f"duplicates/{second.pk}/merge/", {"keep": str(there.pk), **REASON})
    merged = done(own, f"duplicates/{second.pk}/merge/", {"keep": str(second.second_id), **REASON})

    gone = Organisation.objects.get(pk=second.first_id)
    assert (named["rule"], named["allowed_actions"]) == ("named", ["dismiss", "merge"])
    assert [twice, across, unknown, wrong] == [(422, "invalid")] * 4
    assert (dismissed["status"], merged["status"]) == ("dismissed", "merged")
    assert (gone.merged_into_id, DuplicatePair.objects.get(pk=second.pk).status) == (
        second.second_id,
        DuplicateStatus.MERGED,
    )
    spanning = duplicates.name_pair(one=here, other=there, by=build.officer())
    assert read(own, f"duplicates/{spanning.pk}/")["allowed_actions"] == []
    assert refused(own, f"duplicates/{spanning.pk}/dismiss/", REASON) == (404, "not_found")
    found = read(own, f"duplicates/?bin={here.bin}&rule=named")["results"]
    assert {one["id"] for one in found} == {named["id"], spanning.pk}


def test_duplicates_are_looked_for_on_demand(eyes: Eyes, run_jobs: Any) -> None:
    build.registered(1, name_ru="ОФ «Молодая гвардия»")
    build.registered(2, name_ru="ОФ «Гвардия молодая»")

    job = done(eyes.own, "duplicate-searches/", status=201)
    run_jobs()

    assert read(eyes.own, f"jobs/{job['id']}/")["status"] == "succeeded"
    assert DuplicatePair.objects.count() == 1
    assert refused(eyes.visitor, "duplicate-searches/") == (401, "not_authenticated")
    assert refused(eyes.unscoped, "duplicate-searches/") == (403, "insufficient_scope")


def test_public_money_is_read_by_everybody_and_narrowed(world: World) -> None:
    visitor, annulled = world.eyes.visitor, Funding.objects.first()
    Funding.objects.filter(pk=annulled.pk).update(annulled_at=clock.now(), annulled_reason="Entered twice")

    def found(query: str) -> int:
        return len(read(visitor, f"public-money/?{query}")["results"])

    shown = read(visitor, f"public-money/{annulled.pk}/")

    assert (shown["is_counted"], shown["annulled_reason"], shown["amount"]) == (False, "Entered twice", "100000.00")
    assert [found(f"organisation={world.ngo.bin}"), found("year=2020"), found("kind=grant")] == [4, 2, 0]
    assert (found("payer=nobody"), found(f"region={build.ALMATY}")) == (0, 0)


def test_awards_of_a_file_are_looked_at_and_taken_in_once(eyes: Eyes, run_jobs: Any) -> None:
    build.registered(1)
    build.registered(2, region_id=build.ALMATY)
    faulty = sheet(eyes, "public-money-files", HEAD + row() + row(bin="450140000016", amount="-1"))
    foreign = sheet(eyes, "public-money-files", HEAD + row() + row(bin=demo_bin(2)))
    sound = sheet(eyes, "public-money-files", HEAD + row())

    assert [(one["line"], one["column"]) for one in faulty["faults"]] == [(3, "bin"), (3, "amount")]
    assert (faulty["row_count"], faulty["fault_count"], sound["fault_count"]) == (1, 2, 0)
    assert (sound["rows"][0]["organisation"], sound["rows"][0]["amount"]) == (demo_bin(1), "1000000.50")
    refusal = done(eyes.own, f"public-money-files/{foreign['id']}/take/", status=409)
    assert refusal["texts"]["en"] == "Line 3 is of an organisation of another region than the key of the system."
    failing = done(eyes.own, f"public-money-files/{faulty['id']}/take/")
    job = done(eyes.own, f"public-money-files/{sound['id']}/take/")
    run_jobs()
    assert read(eyes.own, f"jobs/{failing['id']}/")["status"] == "failed"
    assert read(eyes.own, f"jobs/{job['id']}/")["status"] == "succeeded"
    assert list(Funding.objects.values_list("organisation__bin", flat=True)) == [demo_bin(1)]
    assert read(eyes.own, f"public-money-files/{sound['id']}/")["taken_at"]
    assert refused(eyes.own, f"public-money-files/{sound['id']}/take/") == (409, "conflict")
    assert eyes.foreign.get(f"/api/v1/public-money-files/{sound['id']}/").status_code == 404


def test_the_list_of_unreliable_suppliers_is_taken_in(eyes: Eyes, run_jobs: Any) -> None:
    ngo = build.registered(1)
    file = sheet(eyes, "unreliable-supplier-files", SUPPLIERS + supplier(bin=ngo.bin))

    done(eyes.own, f"unreliable-supplier-files/{file['id']}/take/")
    run_jobs()

    assert file["rows"][0]["bin"] == ngo.bin
    assert SupplierMatch.objects.get().organisation == ngo
    assert read(eyes.own, f"diligence/{ngo.bin}/")["verdict"] == "barred"


def test_tables_that_are_no_tables_or_too_large_are_refused(eyes: Eyes) -> None:
    assert sheet(eyes, "public-money-files", b"\x00\x01", status=422)["code"] == "wrong_type"
    too_large = b"a" * (5 * 1024 * 1024 + 1)
    assert sheet(eyes, "public-money-files", too_large, status=413)["code"] == "too_large"
    assert (
        sheet(eyes, "public-money-files", "{}", kind="application/json", status=415)["code"] == "unsupported_media_type"
    )


def test_a_key_of_a_region_reads_what_the_pages_show_the_officers_of_its_body(world: World) -> None:
    """Pages narrow an officer's reads of the registry to no region; a list of the API is narrowed as its page is."""
    officer = Client()
    officer.force_login(build.officer(Body.objects.get(code="akimat")))
    pages = {"signals": "/en/registry/signals/", "supplier-matches": "/en/registry/unreliable/"}

    for name, resource in RESOURCES:
        if resource.is_listed:
            shown = [[one["id"] for one in read(who, f"{name}/")["results"]] for who in (world.eyes.own, officer)]
            assert shown[0] == shown[1] != [], name
            assert [one["id"] for one in read(world.eyes.foreign, f"{name}/")["results"]] == shown[0], name
    for name, page in pages.items():
        rows = officer.get(page).context["page"].rows
        assert [row.pk for row in rows] == [one["id"] for one in read(world.eyes.own, f"{name}/")["results"]], name
    pairs = officer.get(f"/en/registry/duplicates/?region={build.ASTANA}").context["rows"]
    asked = read(world.eyes.own, f"duplicates/?status=open&region={build.ASTANA}")["results"]
    assert [row.pk for row in pairs] == [one["id"] for one in asked]


@pytest.mark.django_db(transaction=True)
def test_what_is_decided_is_told_to_keys_of_the_region(world: World) -> None:
    own, eyes = world.eyes.own, world.eyes
    api.settled()  # what made the world is behind the horizon, also beside a long transaction of another database
    start = changes.now().encode()
    done(own, f"signals/{world.signal.pk}/keep/", REASON)
    done(own, f"observations/{world.flags[0].pk}/warn/", REASON)
    done(own, f"papers/{world.papers[0].pk}/verify/")
    done(own, f"supplier-matches/{world.match.pk}/dismiss/", REASON)
    done(own, f"duplicates/{world.pairs[0].pk}/dismiss/", REASON)
    kept = done(own, f"diligence/{world.ngo.bin}/keep/")
    api.settled()

    def told(client: Client) -> list[tuple[str, str]]:
        return [(one["kind"], one["key"]) for one in read(client, f"changes/?since={start}")["results"]]

    assert told(own) == [
        ("signals", str(world.signal.pk)),
        ("observations", str(world.flags[0].pk)),
        ("papers", str(world.papers[0].pk)),
        ("supplier-matches", str(world.match.pk)),
        ("duplicates", str(world.pairs[0].pk)),
        ("kept-checklists", str(kept["id"])),
    ]
    assert (told(eyes.visitor), told(eyes.foreign)) == ([], [])
