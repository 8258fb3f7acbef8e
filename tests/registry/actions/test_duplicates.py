from __future__ import annotations

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from evaluation.models import Entry
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.models import Job
from foundation.core.workflow import TransitionNotAllowed
from grants.models import Application
from registry.actions import duplicates, funding
from registry.choices import DuplicateRule, DuplicateStatus, FundingKind, Role
from registry.models import AnnualInformation, DuplicatePair, Funding, Membership, Organisation, SearchEntry
from registry.queries import Choice, counts, search
from registry.tasks import look_for_duplicates
from tests.builders import evaluation as build_evaluation
from tests.builders import grants as build_grants
from tests.builders import registry as build

pytestmark = pytest.mark.django_db


def named(serial: int, name_ru: str, **values: Any) -> Organisation:
    return build.registered(serial, **({"name_kk": "", "name_en": "", "name_ru": name_ru} | values))


def alike() -> set[tuple[str, str, str]]:
    """Serial numbers of the pairs that are open, with the rule."""
    duplicates.find()
    rows = DuplicatePair.objects.filter(status=DuplicateStatus.OPEN).select_related("first", "second")
    return {(row.first.name_ru, row.second.name_ru, row.rule) for row in rows}


def open_pair(**values: Any) -> DuplicatePair:
    named(1, "ОФ «Молодая гвардия»")
    named(2, "ОФ «Гвардия молодая»", **values)
    duplicates.find()
    return DuplicatePair.objects.get()


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("ОФ «Молодая гвардия»", "ЧУ «Гвардия Молодая»", DuplicateRule.SAME_WORDS),
        ("ОФ «Ұлы дала»", "ОФ «Улы Дала»", DuplicateRule.SAME_WORDS),
        ("ОФ «Шырақ жарығы»", "ОФ «Shyrak jarygy»", DuplicateRule.SAME_WORDS),
        ("ОФ «Подсолнух»", "ОФ «Подсолух»", DuplicateRule.ONE_LETTER),
        ("ОФ «Подсолнух»", "ОФ «Подсолнук»", DuplicateRule.ONE_LETTER),
        ("ОФ «Подсолнух»", "ОФ «Подслонух»", DuplicateRule.ONE_LETTER),
    ],
)
def test_near_names_of_one_region_are_found(reference: None, one: str, other: str, rule: str) -> None:
    named(1, one)
    named(2, other)

    assert alike() == {(one, other, rule)}


@pytest.mark.parametrize(
    ("one", "other", "region"),
    [
        ("ОФ «Молодая гвардия»", "ОФ «Молодая гвардия»", build.ALMATY),
        ("ОФ «Подсолнух»", "ОФ «Подсолах»", build.ASTANA),
        ("ОФ «Дос»", "ОФ «Дом»", build.ASTANA),
    ],
)
def test_other_regions_two_letters_and_short_names_are_not(reference: None, one: str, other: str, region: str) -> None:
    named(1, one)
    named(2, other, region_id=region)

    assert alike() == set()


def test_branches_of_one_head_are_no_duplicates(reference: None) -> None:
    head, branch = named(1, "ОФ «Молодая гвардия»"), named(2, "ОФ «Молодая гвардия»")
    Organisation.objects.filter(pk=branch.pk).update(parent=head)

    assert alike() == set()


def test_a_name_of_many_is_not_a_duplicate(reference: None) -> None:
    for serial in range(1, duplicates.CROWD + 2):
        named(serial, "ОФ «Молодая гвардия»")

    assert alike() == set()


def test_looking_again_changes_nothing(reference: None) -> None:
    pair = open_pair()

    assert duplicates.find() == {"new": 0, "again": 0, "gone": 0}
    assert DuplicatePair.objects.get().pk == pair.pk


def test_an_officer_names_two_records_that_are_not_alike(reference: None) -> None:
    one, other = named(1, "ОФ «Молодая гвардия»"), named(2, "ОФ «Алтын бидай»", region_id=build.ALMATY)
    officer = build.officer()

    pair = duplicates.name_pair(one=other, other=one, by=officer)

    assert (pair.first, pair.second, pair.rule) == (one, other, DuplicateRule.NAMED)
    assert duplicates.name_pair(one=one, other=other, by=officer) == pair
    assert Event.objects.filter(verb="registry.duplicate.named").count() == 1
    # The nightly search does not find them alike, and leaves them to the officer.
    assert duplicates.find() == {"new": 0, "again": 0, "gone": 0}
    with pytest.raises(Invalid):
        duplicates.name_pair(one=one, other=one, by=officer)
    with pytest.raises(NotPermitted):
        duplicates.name_pair(one=one, other=other, by=build.head_of(one))
    duplicates.merge(pair=pair, keep=one, reason="One charter", by=officer)
    with pytest.raises(Conflict):
        duplicates.name_pair(one=one, other=other, by=officer)


def test_a_dismissed_pair_stays_dismissed(reference: None) -> None:
    pair, officer = open_pair(), build.officer()

    duplicates.dismiss(pair=pair, reason=" Two schools ", by=officer)

    assert duplicates.find() == {"new": 0, "again": 0, "gone": 0}
    pair.refresh_from_db()
    assert (pair.status, pair.reason, pair.decided_by) == (DuplicateStatus.DISMISSED, "Two schools", officer)
    assert Event.objects.filter(verb="registry.duplicate.dismissed", reason="Two schools").count() == 1


def test_a_pair_that_is_alike_no_more_goes_and_may_come_back(reference: None) -> None:
    pair = open_pair()
    entries = SearchEntry.objects.filter(pk=pair.second_id)
    before = entries.get().names
    entries.update(names="drugoe nazvanie")

    assert duplicates.find() == {"new": 0, "again": 0, "gone": 1}
    entries.update(names=before)
    assert duplicates.find() == {"new": 0, "again": 1, "gone": 0}

    pair.refresh_from_db()
    verbs = Event.objects.filter(subject_type="registry.duplicatepair").order_by("pk").values_list("verb", flat=True)
    assert (pair.status, list(verbs)) == (
        DuplicateStatus.OPEN,
        ["registry.duplicate.vanished", "registry.duplicate.returned"],
    )


def test_everything_of_the_other_record_moves(reference: None) -> None:
    pair, officer = open_pair(description="Schools", spheres=(10,)), build.officer()
    kept, gone = pair.first, pair.second
    head = build.head_of(gone)
    annual_row = build.annual_filed(gone, 2024)
    with transaction.atomic():
        award = funding.enter(
            organisation=gone,
            kind=FundingKind.GRANT,
            reference="G-1",
            values={"title": "Trees", "payer_name": "Ministry", "amount": Decimal(5), "decided_on": "2022-07-01"},
            by=None,
        )
    application = build_grants.application_at(head=head)

    merged = duplicates.merge(pair=pair, keep=kept, reason="One charter", by=officer)

    gone.refresh_from_db()
    assert (merged.pk, gone.merged_into_id, gone.bin is not None) == (kept.pk, kept.pk, True)
    assert (merged.description, sorted(merged.spheres.values_list("pk", flat=True))) == ("Schools", [3, 10])
    rows = (Funding.objects.get(pk=award.pk), AnnualInformation.objects.get(pk=annual_row.pk))
    assert [row.organisation_id for row in rows] == [kept.pk, kept.pk]
    assert Application.objects.get(pk=application.pk).organisation_id == kept.pk
    assert Membership.objects.in_force().get(user=head).organisation_id == kept.pk
    event = Event.objects.get(verb="registry.organisation.merged")
    assert (event.reason, event.actor_id) == ("One charter", str(officer.pk))
    assert event.changes["moved"] == {
        "grants.application": 1,
        "registry.annualinformation": 1,
        "registry.funding": 1,
        "registry.membership": 1,
    }
    assert event.changes["stayed"] == {}
    assert Event.objects.get(verb="registry.organisation.absorbed").changes["description"] == ["", "Schools"]


def test_what_would_clash_stays_and_is_counted(reference: None) -> None:
    pair, officer = open_pair(), build.officer()
    kept, gone = pair.first, pair.second
    mine, theirs = build.annual_filed(kept, 2024), build.annual_filed(gone, 2024)
    head, other = build.head_of(kept), build.head_of(gone)

    duplicates.merge(pair=pair, keep=kept, reason="One charter", by=officer)

    assert set(AnnualInformation.objects.values_list("pk", "organisation")) == {
        (mine.pk, kept.pk),
        (theirs.pk, gone.pk),
    }
    # One head stays; the role of the other ends with a trace.
    assert list(Membership.objects.in_force().filter(role=Role.NGO_HEAD).values_list("user", flat=True)) == [head.pk]
    assert Event.objects.filter(verb="registry.membership.ended", reason="One charter").count() == 1
    assert Membership.objects.get(user=other).ended_at is not None
    assert Event.objects.get(verb="registry.organisation.merged").changes["stayed"] == {
        "registry.annualinformation": 1,
        "registry.membership": 1,
    }


def test_an_entry_of_a_round_moves_too(reference: None) -> None:
    panel = build_evaluation.closed()
    gone = panel.round.entries.first().organisation
    kept = named(90, gone.name_ru)
    pair = DuplicatePair.objects.create(
        first=min(kept, gone, key=lambda one: one.pk),
        second=max(kept, gone, key=lambda one: one.pk),
        rule=DuplicateRule.SAME_WORDS,
    )

    duplicates.merge(pair=pair, keep=kept, reason="One charter", by=build.officer())

    assert Entry.objects.filter(organisation=gone).count() == 0
    assert Entry.objects.filter(organisation=kept).count() == 1


def test_a_merged_record_is_not_found_and_not_counted(reference: None, client) -> None:
    pair = open_pair()
    kept, gone = pair.first, pair.second

    duplicates.merge(pair=pair, keep=kept, reason="One charter", by=build.officer())

    found = search(Choice())
    assert [one.pk for one in found.organisations] == [kept.pk]
    assert counts(found.condition, Choice()).total == 1
    response = client.get(f"/en/registry/{gone.bin}/")
    assert (response.status_code, response.url) == (301, f"/en/registry/{kept.bin}/")
    rows = b"".join(client.get("/data/registry/ngos.csv").streaming_content).decode().splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == [kept.bin]
    assert client.get(f"/reconcile/view/KZ-BIN-{gone.bin}/?lang=en").url == f"/en/registry/{kept.bin}/"


def test_merging_twice_and_strangers_are_refused(reference: None) -> None:
    pair, officer = open_pair(), build.officer()
    stranger, other = build.head_of(pair.first), named(3, "ОФ «Третий»")

    with pytest.raises(NotPermitted):
        duplicates.merge(pair=pair, keep=pair.first, reason="Mine", by=stranger)
    with pytest.raises(NotPermitted):
        duplicates.dismiss(pair=pair, reason="Mine", by=stranger)
    with pytest.raises(NotPermitted):
        duplicates.want_search(by=stranger)
    with pytest.raises(Invalid):
        duplicates.merge(pair=pair, keep=other, reason="Other", by=officer)
    with pytest.raises(Invalid):
        duplicates.merge(pair=pair, keep=pair.first, reason=" ", by=officer)
    assert Organisation.objects.exclude(merged_into=None).count() == 0

    duplicates.merge(pair=pair, keep=pair.first, reason="One charter", by=officer)
    with pytest.raises(Conflict):
        duplicates.merge(pair=pair, keep=pair.second, reason="Other way", by=officer)
    pair.refresh_from_db()
    with pytest.raises(TransitionNotAllowed):
        duplicates.dismiss(pair=pair, reason="Late", by=officer)


def test_the_clock_and_an_officer_want_one_search(reference: None) -> None:
    look_for_duplicates()
    job = duplicates.want_search(by=build.officer())

    assert list(Job.objects.filter(name="registry.find_duplicates").values_list("pk", flat=True)) == [job.pk]


def test_the_job_tells_what_it_found(reference: None, run_jobs) -> None:
    named(1, "ОФ «Молодая гвардия»")
    named(2, "ОФ «Гвардия молодая»")
    job = duplicates.want_search(by=build.officer())

    run_jobs()

    job.refresh_from_db()
    assert job.result == {"url": "/en/registry/duplicates/", "new": 1, "again": 0, "gone": 0}


@pytest.mark.django_db(transaction=True)
def test_two_officers_merge_in_opposite_directions_at_once() -> None:
    build.with_reference()
    pair, officers = open_pair(), (build.officer(), build.officer())
    outcomes: list[str] = []

    def act(keep: Organisation, by: Any) -> None:
        try:
            duplicates.merge(pair=pair, keep=keep, reason="One charter", by=by)
            outcomes.append("merged")
        except Conflict:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(keep, by))
        for keep, by in zip((pair.first, pair.second), officers, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["merged", "refused"]
    assert Organisation.objects.exclude(merged_into=None).count() == 1
