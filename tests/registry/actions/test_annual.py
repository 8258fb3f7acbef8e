from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.actions import annual, funding, memberships
from registry.choices import ANNUAL_FILED, AnnualStatus, FundingKind, Role
from registry.choices import AnnualSectionName as Name
from registry.models import AnnualInformation, AnnualVersion
from registry.rules import eligibility
from tests.builders import annual as build
from tests.builders import registry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(reference: None):
    return registry.registered()


@pytest.fixture
def head(organisation):
    return registry.head_of(organisation)


def status_of(information: AnnualInformation) -> str:
    information.refresh_from_db()
    return information.status


def award(organisation, year: int, amount: str = "500000.00", reference: str = "G-1"):
    body = {"title": f"Project {reference}", "payer_name": "Invented operator", "amount": Decimal(amount)}
    return funding.enter(
        organisation=organisation,
        kind=FundingKind.GRANT,
        reference=reference,
        values=body | {"decided_on": dt.date(year, 6, 1)},
        by=None,
    )


@pytest.fixture
def awarded(organisation, transactional_steps):
    award(organisation, 2025)
    award(organisation, 2024, reference="G-0")
    return organisation


@pytest.fixture
def transactional_steps():
    """Steps join a transaction; the test's own one is enough."""


def test_a_double_start_makes_one_draft(organisation, head) -> None:
    first = annual.start(organisation=organisation, year=2025, by=head)
    again = annual.start(organisation=organisation, year=2025, by=head)

    assert (first.pk, AnnualInformation.objects.count()) == (again.pk, 1)
    assert Event.objects.filter(verb="registry.annual.started").count() == 1


def test_strangers_and_viewers_cannot_start(organisation) -> None:
    viewer = UserFactory()
    memberships.grant(user=viewer, role=Role.NGO_VIEWER, organisation=organisation, by=None)
    for user in (UserFactory(), viewer, registry.officer()):
        with pytest.raises(NotPermitted):
            annual.start(organisation=organisation, year=2025, by=user)


@pytest.mark.parametrize("year", [2015, 2026, 9999])
def test_there_is_no_information_about_other_years(organisation, head, year: int) -> None:
    with pytest.raises(Invalid):
        annual.start(organisation=organisation, year=year, by=head)


def test_what_is_known_is_filled_in(awarded) -> None:
    build.accepted(awarded, 2024, projects={"left_out": "Paid back"})

    information = build.begun(awarded, 2025)

    data = {section.name: section.data for section in information.sections.all()}
    assert data[Name.INCOME] == {
        "opening": "400000.00",
        "rows": [{"source": "grant", "payer": "Invented operator", "amount": "500000.00"}],
    }
    assert data[Name.PROJECTS] == {
        "rows": [
            {
                "origin": "grant:G-1",
                "name": "Project G-1",
                "source": "grant",
                "payer": "Invented operator",
                "amount": "500000.00",
            }
        ]
    }
    assert data[Name.PEOPLE] == {"staff": "4", "staff_women": "3", "volunteers": "12"}
    assert data[Name.SPHERES] == {"rows": [{"sphere": "3"}]}
    assert data[Name.CONTACT] == {"name": "Private Contact", "phone": "+7 700 000 00 01"}
    assert Name.EVENTS not in data
    assert Name.FACTS not in data
    assert "summary" not in data[Name.ACTIVITY]
    people = information.sections.get(name=Name.PEOPLE)
    assert sorted(people.prefilled) == ["staff", "staff_women", "volunteers"]


def test_an_answer_that_is_changed_is_no_longer_one_that_was_filled_in(organisation) -> None:
    build.accepted(organisation, 2024)
    information = build.begun(organisation, 2025)

    section = build.saved(information, Name.PEOPLE, {"staff": "9", "staff_women": "3", "volunteers": "12"})

    assert sorted(section.prefilled) == ["staff_women", "volunteers"]


def test_two_tabs_never_lose_text(organisation, head) -> None:
    information = build.begun(organisation, 2025)
    arguments = {"information": information, "name": Name.ACTIVITY, "by": head}
    first = annual.save_section(**arguments, typed={"summary": "One"}, version=0, saved_from="tab-1")
    same_tab = annual.save_section(**arguments, typed={"summary": "One, two"}, version=0, saved_from="tab-1")

    with pytest.raises(annual.StaleAnnualSection) as refusal:
        annual.save_section(**arguments, typed={"summary": "Other"}, version=0, saved_from="tab-2")

    assert (first.version, same_tab.version) == (1, 2)
    assert refusal.value.section.data == {"summary": "One, two"}
    nothing_new = annual.save_section(**arguments, typed={"summary": "One, two"}, version=0, saved_from="tab-2")
    assert nothing_new.version == 2


def test_the_audit_names_fields_and_never_what_was_typed(organisation) -> None:
    build.submitted(organisation, 2025)

    said = str(list(Event.objects.values_list("changes", "reason")))
    assert "Secretly Named Person" not in said
    assert "Private Contact" not in said
    assert "Planted" not in said
    assert {"section": "activity", "version": 1, "fields": ["beneficiaries", "summary", "territory"]} in list(
        Event.objects.filter(verb="registry.annual.section_saved").values_list("changes", flat=True)
    )


def test_what_is_missing_is_told_all_at_once_at_its_page(organisation, head) -> None:
    information = build.filled(organisation, 2025)
    build.saved(information, Name.ACTIVITY, {"territory": "Astana"})
    build.saved(information, Name.INCOME, {"opening": "300000", "total": "5"})

    with pytest.raises(Invalid) as refusal:
        annual.submit(information=information, by=head)

    page = f"/en/registry/{organisation.bin}/annual/2025"
    assert [(str(fault.message), fault.url) for fault in refusal.value.faults] == [
        ("Activity of the year: Write what was done in the year", f"{page}/activity/#id_summary"),
        ("Activity of the year: Enter how many people it helped, or 0", f"{page}/activity/#id_beneficiaries"),
        (
            "Income by source: The sources come to 0\u00a0₸, but the total is 5\u00a0₸: change one of them",
            f"{page}/income/#id_total",
        ),
        (
            (
                "Expenses by direction: 300,000\u00a0₸ at the beginning and 5\u00a0₸ of income without 900,000\u00a0₸ of "
                "spending leave \u2212599,995\u00a0₸"
            ),
            f"{page}/expenses/#id_closing",
        ),
    ]
    assert status_of(information) == AnnualStatus.DRAFT


def test_sending_freezes_what_was_said_once(organisation, head) -> None:
    information = build.filled(organisation, 2025)

    version = annual.submit(information=information, by=head)
    again = annual.submit(information=information, by=head)

    assert (version.pk, AnnualVersion.objects.count()) == (again.pk, 1)
    assert version.digest == annual.digest(version.document)
    assert version.document["sections"]["income"]["total"] == "1000000.00"
    assert version.document["organisation"]["bin"] == organisation.bin
    information.refresh_from_db()
    assert (information.staff, information.income, information.expenses) == (4, Decimal(1_000_000), Decimal(900_000))
    assert (information.status, information.submitted_by) == (AnnualStatus.SUBMITTED, head)
    with pytest.raises(Conflict):
        build.saved(information, Name.ACTIVITY, {"summary": "Later"})


def test_only_the_head_states_that_it_is_true(organisation) -> None:
    editor = UserFactory()
    memberships.grant(user=editor, role=Role.NGO_EDITOR, organisation=organisation, by=None)
    information = build.filled(organisation, 2025)

    with pytest.raises(NotPermitted):
        annual.submit(information=information, by=editor)
    with pytest.raises(Invalid, match="true and complete"):
        annual.submit(information=information, is_stated=False, by=None)


def test_a_remark_returns_it_and_the_next_version_counts_from_the_first_day(organisation, head) -> None:
    with time_machine.travel("2026-03-20 08:00+00:00", tick=False):
        information = build.submitted(organisation, 2025)
    officer = registry.officer()
    remarks = {("income", "total"): "Which sum?", ("people", "staff"): "  "}

    with time_machine.travel("2026-04-02 08:00+00:00", tick=False):
        annual.send_back(information=information, at_fields=remarks, version=1, by=officer)
    assert status_of(information) == AnnualStatus.RETURNED
    assert [(one.section, one.control, one.text) for one in information.versions.get().remarks.all()] == [
        ("income", "total", "Which sum?")
    ]
    assert Message.objects.get().recipient == head
    build.saved(information, Name.PEOPLE, {"staff": "5", "volunteers": "12"})
    with time_machine.travel("2026-04-20 08:00+00:00", tick=False):
        second = annual.submit(information=information, by=head)

    information.refresh_from_db()
    assert (second.number, information.submitted_at.date()) == (2, dt.date(2026, 3, 20))
    assert information.staff == 5


def test_returning_says_what_to_correct(organisation) -> None:
    information = build.submitted(organisation, 2025)
    with pytest.raises(Invalid, match="Say what has to be corrected"):
        annual.send_back(information=information, remarks=" ", by=registry.officer())
    with pytest.raises(NotPermitted):
        annual.send_back(information=information, remarks="Why?", by=UserFactory())


def test_an_officer_decides_on_the_version_that_was_read(organisation) -> None:
    information, officer = build.submitted(organisation, 2025), registry.officer()
    annual.send_back(information=information, remarks="Once more", version=1, by=officer)
    annual.submit(information=information, by=None)

    with pytest.raises(Conflict, match="another version"):
        annual.accept(information=information, version=1, by=officer)
    annual.accept(information=information, version=2, by=officer)
    with pytest.raises(TransitionNotAllowed):
        annual.accept(information=information, version=2, by=officer)
    with pytest.raises(TransitionNotAllowed):
        annual.send_back(information=information, remarks="Too late", by=officer)


def test_a_correction_keeps_what_was_accepted_until_it_is_accepted(organisation, head) -> None:
    information = build.accepted(organisation, 2025)
    with pytest.raises(Invalid, match="Give the reason"):
        annual.amend(information=information, reason=" ", by=head)
    with pytest.raises(NotPermitted):
        annual.amend(information=information, reason="Wrong sum", by=registry.officer())

    annual.amend(information=information, reason="Wrong number of people", by=head)
    assert (status_of(information), information.is_filed) == (AnnualStatus.AMENDING, True)
    build.saved(information, Name.PEOPLE, {"staff": "7", "volunteers": "12"})
    annual.submit(information=information, by=head)
    assert status_of(information) == AnnualStatus.CORRECTED
    annual.send_back(information=information, remarks="And women?", by=registry.officer())
    assert (status_of(information), information.is_filed) == (AnnualStatus.AMENDING, True)
    build.saved(information, Name.PEOPLE, {"staff": "7", "staff_women": "2", "volunteers": "12"})
    annual.submit(information=information, by=head)
    annual.accept(information=information, by=registry.officer())

    versions = list(information.versions.all())
    assert [(one.number, one.accepted_at is not None, one.reason) for one in versions] == [
        (1, True, ""),
        (2, False, "Wrong number of people"),
        (3, True, "Wrong number of people"),
    ]
    assert [one.document["sections"]["people"]["staff"] for one in versions] == [4, 7, 7]


def test_a_dropped_correction_leaves_what_was_accepted(organisation, head) -> None:
    information = build.accepted(organisation, 2025)
    annual.amend(information=information, reason="Perhaps", by=head)
    build.saved(information, Name.PEOPLE, {"staff": "99", "volunteers": "12"})

    with pytest.raises(NotPermitted):
        annual.drop_correction(information=information, by=registry.officer())
    annual.drop_correction(information=information, by=head)

    assert status_of(information) == AnnualStatus.ACCEPTED
    assert information.sections.get(name=Name.PEOPLE).data == {"staff": "4", "staff_women": "3", "volunteers": "12"}


@pytest.mark.parametrize("status", AnnualStatus.values)
def test_rule_r11_asks_whether_the_base_has_the_year(organisation, status: str) -> None:
    moment = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    AnnualInformation.objects.create(
        organisation=organisation, year=2024, status=status, submitted_at=moment, accepted_at=moment
    )

    (answer,) = eligibility.check(organisation, [{"code": "R11", "parameters": {"year": 2024}}], on=dt.date(2026, 2, 1))

    assert answer.verdict == ("pass" if status in ANNUAL_FILED else "fail")
