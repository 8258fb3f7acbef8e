from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from foundation.core import jobs
from registry.actions import duplicates, founders, imports, organisations, versions
from registry.actions.founders import Facts
from registry.choices import (
    ActorKind,
    DuplicateRule,
    FounderKind,
    LegalForm,
    OrganisationStatus,
    Role,
    VersionKind,
)
from registry.models import DuplicatePair, Organisation, OrganisationVersion, Region
from tests.builders import registry as build
from tests.factories.registry import BodyFactory, MembershipFactory
from tests.registry.actions.test_imports import upload

pytestmark = pytest.mark.django_db

MOMENT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
BRANCH_BIN = "450741000429"


def newest(organisation: Organisation) -> OrganisationVersion:
    return organisation.versions.order_by("-id").first()


def test_a_change_is_a_version_with_who_when_and_why(reference: None) -> None:
    organisation, body = build.registered(), BodyFactory()
    officer = build.officer(body)

    with time_machine.travel(MOMENT, tick=False):
        organisations.update(
            organisation=organisation,
            values={"status": OrganisationStatus.SUSPENDED, "region": Region.objects.get(pk=build.ALMATY)},
            spheres=[10],
            by=officer,
            reason="Court decision",
        )

    version = newest(organisation)
    assert (version.at, version.kind, version.reason) == (MOMENT, VersionKind.CHANGED, "Court decision")
    assert (version.actor_kind, version.actor_name, version.body) == (ActorKind.OFFICER, str(officer), body)
    assert version.changes == {
        "status": ["active", "suspended"],
        "region": [build.ASTANA, build.ALMATY],
        "spheres": [[3], [10]],
    }


def test_people_of_the_organisation_are_not_named(reference: None) -> None:
    organisation = build.registered()

    organisations.update(organisation=organisation, values={"phone": "1"}, by=build.head_of(organisation))

    version = newest(organisation)
    assert (version.actor_kind, version.actor_name, version.body) == (ActorKind.NGO, "", None)


def test_an_officer_who_is_also_the_head_acts_as_an_officer_only_where_officers_may(reference: None) -> None:
    organisation = build.registered()
    user = build.officer()
    MembershipFactory(user=user, organisation=organisation, role=Role.NGO_HEAD)

    organisations.update(organisation=organisation, values={"phone": "1"}, by=user)
    organisations.update(organisation=organisation, values={"name_en": "Other"}, by=user)

    kinds = list(organisation.versions.order_by("id").values_list("actor_kind", flat=True))
    assert kinds == [ActorKind.PORTAL, ActorKind.NGO, ActorKind.OFFICER]


def test_of_a_personal_field_only_that_it_changed_is_kept(reference: None) -> None:
    organisation = build.registered(head_iin="900101300017")

    organisations.update(
        organisation=organisation, values={"private_phone": "+7 700 1112233", "private_address": "Secret 5"}, by=None
    )

    assert newest(organisation).changes == {"private_phone": None, "private_address": None}
    assert organisation.versions.order_by("id").first().changes["head_iin"] is None
    assert "900101300017" not in str(list(organisation.versions.values()))


def test_saving_the_same_again_makes_no_version(reference: None) -> None:
    organisation = build.registered(sdgs=[3, 15])

    organisations.update(organisation=organisation, values={"description": "", "sdgs": [15, 3, 3]}, by=None)

    assert organisation.versions.count() == 1


def test_a_branch_is_told_in_the_history_of_its_head_offices(reference: None) -> None:
    first, second = build.registered(1), build.registered(2)
    branch = build.registered(3, bin=BRANCH_BIN, legal_form=LegalForm.BRANCH, parent=first)
    assert newest(first).changes == {"branches": [[], [branch.pk]]}

    organisations.update(organisation=branch, values={"parent": second}, by=build.officer(), reason="Moved")

    assert newest(first).changes == {"branches": [[branch.pk], []]}
    assert newest(second).changes == {"branches": [[], [branch.pk]]}
    assert newest(second).reason == "Moved"


@pytest.mark.parametrize("statement", ["UPDATE registry_organisationversion SET reason = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_a_version(reference: None, statement: str) -> None:
    build.registered()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("registry_organisationversion"))


def test_an_import_leaves_a_version_of_each_row_that_it_changes(reference: None) -> None:
    changed = build.registered(1, kato="711110000", spheres=(3, 10))
    same = build.registered(2, region_id=build.ALMATY, name_en="", name_kk="", registered_on=None, is_invented=False)
    officer = build.officer()
    rows = (
        f"{changed.bin},{changed.name_kk},Новое имя,,public_fund,{build.ALMATY},suspended,3;4,2021-01-01",
        f"{same.bin},,{same.name_ru},,public_fund,{build.ALMATY},active,3,",
        f"{BRANCH_BIN},,Филиал,,branch,{build.ALMATY},active,,",
    )

    load = imports.request(upload=upload(*rows), is_dry_run=False, by=officer)
    jobs.run(str(load.job_id))

    version = newest(changed)
    assert (version.kind, version.load_id, version.actor_name) == (VersionKind.IMPORTED, load.pk, str(officer))
    assert version.changes == {
        "name_ru": [changed.name_ru, "Новое имя"],
        "name_en": [changed.name_en, ""],
        "region": [build.ASTANA, build.ALMATY],
        "kato": ["711110000", ""],
        "status": ["active", "suspended"],
        "spheres": [[3, 10], [3, 4]],
        "registered_on": ["2020-05-05", "2021-01-01"],
    }
    changed.refresh_from_db()
    assert changed.kato == ""
    assert same.versions.count() == 1
    assert Organisation.objects.get(bin=BRANCH_BIN).versions.count() == 0


def test_an_import_keeps_the_place_within_the_region_and_clears_spheres(reference: None) -> None:
    organisation = build.registered(1, kato="711110000")
    row = f"{organisation.bin},{organisation.name_kk},{organisation.name_ru},{organisation.name_en},public_fund"

    load = imports.request(
        upload=upload(f"{row},{build.ASTANA},active,,2020-05-05"), is_dry_run=False, by=build.officer()
    )
    jobs.run(str(load.job_id))

    assert newest(organisation).changes == {"spheres": [[3], []]}
    organisation.refresh_from_db()
    assert organisation.kato == "711110000"


def test_merging_leaves_versions_of_both_records_and_of_the_branches(reference: None) -> None:
    kept, gone = build.registered(1, name_en="", spheres=(3,)), build.registered(2, spheres=(4,), is_charity=True)
    branch = build.registered(3, bin=BRANCH_BIN, legal_form=LegalForm.BRANCH, parent=gone)
    founders.replace(organisation=gone, founders=[Facts(kind=FounderKind.PERSON, name="A")], by=None)
    told = versions.founders_of(gone)
    pair = DuplicatePair.objects.create(first=kept, second=gone, rule=DuplicateRule.SAME_WORDS)

    duplicates.merge(pair=pair, keep=kept, reason="Entered twice", by=build.officer())

    assert newest(kept).changes == {
        "name_en": ["", "Invented Fund 2"],
        "is_charity": [False, True],
        "spheres": [[3], [3, 4]],
        "founders": [[], told],
        "branches": [[], [branch.pk]],
    }
    assert newest(gone).changes == {
        "merged_into": [None, kept.pk],
        "founders": [told, []],
        "branches": [[branch.pk], []],
    }
    assert newest(branch).changes == {"parent": [gone.pk, kept.pk]}
    assert {newest(one).reason for one in (kept, gone, branch)} == {"Entered twice"}
    assert gone.versions.count() == 4
