from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from registry.choices import AnnualStatus, Certainty, LegalForm, OrganisationStatus
from registry.models import AnnualInformation, Region, Sphere
from registry.models.annual import due_on, last_due_year
from registry.rules import eligibility
from tests.builders import registry as build
from tests.factories.registry import FundingFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

D = dt.date
JUNE_2022 = D(2022, 6, 10)


def ask(organisation, code: str, on: dt.date = JUNE_2022, facts=None, **parameters) -> eligibility.Answer:
    return eligibility.check(organisation, [{"code": code, "parameters": parameters}], on=on, facts=facts)[0]


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (D(2022, 6, 10), 2021),
        (D(2022, 3, 20), 2020),
        (D(2022, 3, 31), 2020),
        (D(2022, 4, 1), 2021),
        (D(2026, 11, 22), 2025),
        # 31 March 2029 is a Saturday: the period ends on the next working day.
        (D(2029, 4, 2), 2027),
        (D(2029, 4, 3), 2028),
    ],
)
def test_the_last_due_year(on: dt.date, year: int) -> None:
    assert last_due_year(on) == year


def test_the_due_day_is_the_last_of_march() -> None:
    assert (due_on(2021), due_on(2026), due_on(2028)) == (D(2022, 3, 31), D(2027, 3, 31), D(2029, 4, 2))


def test_annual_information_of_the_last_due_year_decides(reference: None) -> None:
    organisation = build.registered()
    build.annual_filed(organisation, 2020)

    before, after = ask(organisation, "R11", D(2022, 3, 20)), ask(organisation, "R11")

    assert (before.verdict, before.fact) == ("pass", "Its information for 2020 is in the database of NGOs.")
    assert (after.verdict, after.fact) == (
        "fail",
        "Its information for 2021, the last year that was due, is not in the database of NGOs.",
    )
    assert after.remedy == "File the information for 2021."
    assert after.url == f"/en/registry/{organisation.bin}/annual/2021/"

    build.annual_filed(organisation, 2021)

    assert ask(organisation, "R11").verdict == "pass"


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (AnnualStatus.DRAFT, "fail"),
        (AnnualStatus.RETURNED, "fail"),
        (AnnualStatus.SUBMITTED, "pass"),
        (AnnualStatus.ACCEPTED, "pass"),
    ],
)
def test_what_counts_as_filed(status: str, verdict: str) -> None:
    moment = dt.datetime(2022, 2, 1, tzinfo=dt.UTC)
    organisation = OrganisationFactory()
    AnnualInformation.objects.create(
        organisation=organisation, year=2021, status=status, submitted_at=moment, accepted_at=moment
    )

    assert ask(organisation, "R11").verdict == verdict


@pytest.mark.parametrize("status", OrganisationStatus.values)
def test_only_active_organisations_are_in_good_standing(status: str) -> None:
    organisation = OrganisationFactory(status=status)

    answer = ask(organisation, "R13")

    assert answer.verdict == ("pass" if status == "active" else "fail")
    assert str(OrganisationStatus(status).label) in answer.fact
    assert bool(answer.remedy) == (status != "active")


def test_religious_associations_are_not_ngos() -> None:
    assert ask(OrganisationFactory(), "R08").verdict == "pass"
    answer = ask(OrganisationFactory(legal_form=LegalForm.RELIGIOUS_ASSOCIATION), "R08")
    assert (answer.verdict, answer.fact) == (
        "fail",
        "Its legal form is: Religious association. Organisations of this form cannot apply.",
    )


def test_a_record_without_bin_cannot_apply() -> None:
    assert ask(OrganisationFactory(), "R06").verdict == "pass"
    assert ask(OrganisationFactory(bin=None, status=OrganisationStatus.NO_BIN), "R06").verdict == "fail"
    assert ask(OrganisationFactory(bin=None, status=OrganisationStatus.NO_BIN), "R11").url == ""


def test_spheres_of_the_charter_meet_those_of_the_contest(reference: None) -> None:
    organisation = build.registered(spheres=(3, 10))

    meeting, missing, any_sphere = (
        ask(organisation, "R14", spheres=[10, 12]),
        ask(organisation, "R14", spheres=[12]),
        ask(organisation, "R14"),
    )

    assert (meeting.verdict, meeting.fact) == ("pass", "Spheres of its charter that fit: culture and art.")
    assert (missing.verdict, missing.fact) == (
        "fail",
        "None of its spheres is among those of the contest: public accord and national unity.",
    )
    assert missing.url == f"/en/registry/{organisation.bin}/edit/"
    assert any_sphere.verdict == "pass"


def test_an_organisation_without_spheres_is_told_so(reference: None) -> None:
    answer = ask(build.registered(spheres=()), "R14")

    assert (answer.verdict, answer.fact) == ("fail", "The registry knows no sphere of activity of this organisation.")
    assert Sphere.objects.count() == 19


def test_region_of_the_contest(reference: None) -> None:
    organisation = build.registered()

    assert ask(organisation, "region", regions=[build.ASTANA]).verdict == "pass"
    refused = ask(organisation, "region", regions=[build.ALMATY])
    assert (refused.verdict, refused.fact, refused.remedy) == (
        "fail",
        "It is registered in: Astana.",
        "Only organisations of these regions can apply: Almaty.",
    )
    assert Region.objects.count() == 20


@pytest.mark.parametrize(
    ("registered_on", "verdict"),
    [(D(2020, 6, 10), "pass"), (D(2020, 6, 11), "fail"), (D(2019, 1, 1), "pass"), (None, "cannot_tell")],
)
def test_age_is_counted_in_whole_months(registered_on, verdict: str) -> None:
    organisation = OrganisationFactory(registered_on=registered_on)

    assert ask(organisation, "age", months=24).verdict == verdict


@pytest.mark.parametrize(
    ("kind", "mrp", "months", "verdict"),
    [
        ("short", 500, 3, "pass"),
        ("short", 3000, 12, "pass"),
        ("short", 3001, 12, "fail"),
        ("short", 499, 3, "fail"),
        ("short", 500, 2, "fail"),
        ("medium", 3000, 12, "pass"),
        ("medium", 10000, 24, "pass"),
        ("medium", 10001, 24, "fail"),
        ("long", 10000, 24, "pass"),
        ("long", 900000, 36, "pass"),
        ("long", 10000, 37, "fail"),
    ],
)
def test_sum_and_term_fit_the_declared_type_at_its_borders(
    reference: None, kind: str, mrp: int, months: int, verdict: str
) -> None:
    facts = {"amount": Decimal(mrp) * Decimal("3180.00"), "months": months}

    assert ask(OrganisationFactory(), "R21", facts=facts, type=kind).verdict == verdict


def test_a_tiyn_above_the_border_is_too_much(reference: None) -> None:
    facts = {"amount": Decimal("9540000.01"), "months": 12}

    answer = ask(OrganisationFactory(), "R21", facts=facts)

    assert answer.verdict == "fail"
    assert answer.fact.replace("\u00a0", " ") == (
        "9,540,000.01 ₸ for 12 months are asked for; this type of grant is 1,590,000 ₸ to 9,540,000 ₸ for 3 to 12 months."
    )


def test_without_sum_and_term_nothing_can_be_told(reference: None) -> None:
    assert ask(OrganisationFactory(), "R21").verdict == "cannot_tell"


@pytest.mark.parametrize(
    ("stages", "verdict", "fact"),
    [
        ((), "pass", "The portal knows no agreement of these years."),
        (("completed", "running"), "pass", "None of 2 awards was terminated; with a late report: 1."),
        (("completed", "terminated"), "fail", "The agreement on «Trees» of 1 July 2021 was terminated."),
    ],
)
def test_what_came_of_earlier_money_is_a_rule_that_a_call_declares(stages, verdict: str, fact: str) -> None:
    organisation = OrganisationFactory()
    for number, stage in enumerate(stages):
        facts = {"title": "Trees", "decided_on": D(2021, 7, 1), "was_late": number == 0}
        FundingFactory(organisation=organisation, stage=stage, **facts)
    # Too old, taken back, or not known what came of it: none of these counts.
    FundingFactory(organisation=organisation, stage="terminated", decided_on=D(2018, 7, 1))
    FundingFactory(organisation=organisation)

    with translation.override("en"):
        answer = ask(organisation, "record")
        later = ask(organisation, "record", on=D(2024, 7, 1))

    assert (answer.verdict, answer.fact) == (verdict, fact)
    assert later.verdict == "pass"
    assert "not of the law" in answer.legal_basis


def test_rules_are_asked_only_while_they_are_in_force() -> None:
    rules = [
        {"code": "R13", "valid_from": "2022-06-11"},
        {"code": "R08", "valid_to": "2022-06-10"},
        {"code": "R06", "valid_to": "2022-06-09"},
        {"code": "age", "parameters": {"months": 1}, "valid_from": None, "valid_to": None},
    ]

    answers = eligibility.check(OrganisationFactory(registered_on=D(2020, 1, 1)), rules, on=JUNE_2022)

    assert [answer.code for answer in answers] == ["R08", "age"]
    assert eligibility.is_eligible(answers)


def test_what_cannot_be_told_does_not_refuse_and_a_fail_does() -> None:
    unknown = ask(OrganisationFactory(registered_on=None), "age", months=1)
    refused = ask(OrganisationFactory(status=OrganisationStatus.SUSPENDED), "R13")

    assert eligibility.is_eligible([unknown])
    assert not eligibility.is_eligible([unknown, refused])


def test_an_unknown_rule_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        eligibility.check(OrganisationFactory(), [{"code": "R99"}], on=JUNE_2022)


def test_what_was_not_read_in_a_law_is_not_called_law() -> None:
    marks = {code: rule.certainty for code, rule in eligibility.RULES.items()}

    assert [code for code, mark in marks.items() if mark == Certainty.LAW] == ["R21", "R15"]
    for code, mark in marks.items():
        words = str(eligibility.RULES[code].legal_basis)
        if mark != Certainty.LAW:
            assert any(sign in words for sign in ("as told by", "assum", "not of the law")), code


def test_answers_come_in_the_language_of_the_moment(reference: None) -> None:
    organisation = build.registered()
    with translation.override("ru"):
        answer = ask(organisation, "region", regions=[build.ASTANA])
    assert "г. Астана" in answer.fact
