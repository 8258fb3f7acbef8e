"""A call with quotas from the officer's page to the public results, and what a call refuses to declare."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from evaluation.actions import runs
from evaluation.models import Round, Run
from evaluation.queries.bundles import bundle_files
from evaluation.scoring.bundle import pack
from foundation.core.errors import Conflict, Invalid, NotPermitted
from grants.actions import call_copies, call_quotas
from grants.actions.commission import meetings
from grants.choices import CallKind, CallStatus, Outcome
from grants.models.quotas import declared, groups_of
from grants.rules.call_quotas import announcement_faults, quota_faults
from grants.rules.decisions import Row, rows_of
from tests.builders import decisions as build
from tests.builders import grants as build_calls
from tests.evaluation.actions.test_bundles import changed, recompute
from tests.factories.registry import RegionFactory, SphereFactory

pytestmark = pytest.mark.django_db

HERE, THERE = "710000000", "750000000"


def quota(figure: Any = 1, value: str = THERE, **other: Any) -> dict[str, Any]:
    plain = {"code": "q1", "bound": "at_least", "unit": "awards", "figure": figure, "of": "region", "values": [value]}
    return plain | other


def contest_with_quota() -> build.Contest:
    """Money for two of four; the fourth alone works THERE."""
    RegionFactory(code=HERE)
    RegionFactory(code=THERE, name_en="Far region")
    contest = build.announced(applications=3, quotas=[quota()])
    contest.applications.append(build.submitted(contest, "Garden 4", project={"region": THERE}))
    build.close_window(contest)
    build.phases.start_check(call=contest.call, by=contest.officer)
    contest.fresh()
    for index in range(4):
        build.check(contest, index)
    build.open_scoring(contest)
    build.rank(contest)
    build.prepare(contest)
    return contest


def test_complaint_09_a_ranking_with_quotas_is_finished_inside_and_repeated_by_anybody(
    client: Client, tmp_path: Path
) -> None:
    contest = contest_with_quota()
    call, run = contest.call, contest.meeting.run

    # the ranking says who stands where and why, and its list follows
    assert [entry.groups for entry in call.round.entries.order_by("number")] == [{"region": [HERE]}] * 3 + [
        {"region": [THERE]}
    ]
    assert run.summary["selection"]["above"] == [1, 4]
    proposals = list(contest.meeting.proposals.order_by("application__number"))
    assert [(one.outcome, one.amount) for one in proposals] == [
        (Outcome.FUND, 500_000),
        (Outcome.DECLINE, 0),
        (Outcome.DECLINE, 0),
        (Outcome.FUND, 500_000),
    ]
    words = "At least 1 award: Far region"
    assert [one.reason for one in proposals] == [
        "19.00 points, within the budget of the call.",
        f"18.00 points. Below the line, because places were reserved for others: {words}.",
        "17.00 points: the budget of the call was used up by higher ranks.",
        f"16.00 points. Above the line, because a place was reserved: {words}.",
    ]

    # the commission cannot break what was announced
    numbers = [one.number for one in contest.applications]
    plain = {
        numbers[1]: Row(numbers[1], Outcome.FUND, 500_000, "Better.", "Its team is stronger."),
        numbers[3]: Row(numbers[3], Outcome.DECLINE, 0, "Worse.", "Its team is weaker."),
    }
    rows = [plain.get(row.number, row) for row in rows_of(contest.meeting)]
    with pytest.raises(Invalid) as refusal:
        meetings.propose(meeting=contest.meeting, rows=rows, by=contest.secretary)
    assert [fault.message for fault in refusal.value.faults] == [
        f"The list breaks a quota that was announced. {words}; grants of the list: 0 for 0\xa0₸."
    ]

    # nothing of it can be changed any more
    with pytest.raises(Conflict):
        call_quotas.write(call=call, quotas=[], by=contest.officer)
    with pytest.raises(IntegrityError, match="quotas never change"), transaction.atomic():
        Round.objects.filter(pk=call.round.pk).update(quotas=[])

    # everybody reads it, in three languages
    build.conclude(contest)
    run = Run.objects.select_related("round__rubric").get(pk=run.pk)
    for language, sentence in (("en", words), ("ru", "Не менее 1 гранта: "), ("kk", "Кемінде 1 грант: ")):
        for address in (
            f"/{language}/grants/calls/{call.slug}/",
            f"/{language}/evaluation/runs/{run.pk}/",
            f"/{language}/evaluation/runs/{run.pk}/entries/4/",
        ):
            assert sentence in client.get(address).content.decode()
    assert "#quotas" in client.get(f"/en/grants/calls/{call.slug}/results/").content.decode()

    # and repeats it: the portal itself, the program with the downloads, the program with the archive
    assert runs.verify(run=run) == []
    content = pack(bundle_files(run))
    (tmp_path / "contest.zip").write_bytes(content)
    assert recompute(tmp_path / "contest.zip")[0] == 0
    forged = changed(content, "results.json", b'"above":[1,4]', b'"above":[1,2]', with_manifest=True)
    (tmp_path / "forged.zip").write_bytes(forged)
    assert "DIFFERS: the quotas give another selection" in recompute(tmp_path / "forged.zip")[1]
    results = json.loads(client.get(f"/en/evaluation/runs/{run.pk}/results.json").content)
    assert compared(tmp_path, run, results) == (0, "Equal to the published results.")
    results["summary"]["selection"]["above"] = [1, 2]
    assert compared(tmp_path, run, results)[0] == 1


def compared(folder: Path, run: Run, results: Any) -> tuple[int, str]:
    (folder / "inputs.json").write_text(json.dumps(run.inputs))
    (folder / "results.json").write_text(json.dumps(results))
    script = Path(__file__).parents[2] / "docs" / "verify" / "recompute.py"
    arguments = [sys.executable, "-I", script, folder / "inputs.json", "--published", folder / "results.json"]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert "above the line with the quotas: 1, 4" in lines
    return done.returncode, lines[-1]


QUESTION = {
    "key": "q3",
    "kind": "yes_no",
    "label_kk": "Мүгедектер ме?",
    "label_ru": "Для инвалидов?",
    "label_en": "For people with disabilities?",
    "is_required": True,
}


def test_groups_are_regions_directions_and_answers() -> None:
    sphere = SphereFactory()
    RegionFactory(code=HERE, name_kk="Астана", name_ru="Астана", name_en="Astana")
    call = build_calls.call_at(CallStatus.DRAFT)
    call.questions = [QUESTION]
    call.quotas = [
        quota(value=HERE),
        quota(code="q2", of="direction", values=[str(sphere.number)]),
        quota(code="q3", of="q3", values=["yes"]),
    ]

    assert [one["title"]["ru"] for one in declared(call)] == ["Астана", sphere.name_ru, "Для инвалидов?: Да"]
    assert declared(call)[2]["title"]["kk"] == "Мүгедектер ме?: Иә"
    sections = {"project": {"region": HERE}, "questions": {"q3": "yes"}}
    assert groups_of(call, sections, sphere) == {"region": [HERE], "direction": [str(sphere.number)], "q3": ["yes"]}
    assert groups_of(call, {}, None) == {}
    call.quotas = call.quotas[:1]
    assert groups_of(call, sections, sphere) == {"region": [HERE]}  # what no quota asks for is not kept


@pytest.mark.parametrize(
    ("quotas", "faults"),
    [
        ([quota(2)], []),
        ([quota(2), quota(3, bound="at_most", code="q2")], []),
        ([quota(0)], ["rows-0-figure"]),
        ([quota(0, bound="at_most")], []),
        ([quota(None)], ["rows-0-figure"]),
        ([quota(101, unit="percent")], ["rows-0-figure", "rows"]),
        ([quota(bound="about")], ["rows-0-bound"]),
        ([quota(unit="stars")], ["rows-0-unit"]),
        ([quota(value="999999999")], ["rows-0-group"]),
        ([quota(of="q9", values=["yes"])], ["rows-0-group"]),
        ([quota(2), quota(3)], ["rows-1-group"]),
        ([quota(3), quota(2, bound="at_most")], ["rows-1-figure"]),
        ([quota(2, bound="at_most"), quota(3)], ["rows-1-figure"]),
        ([quota(60, unit="percent"), quota(50, unit="percent", value=HERE)], ["rows"]),
        (
            [quota(n, code=f"q{n}", bound="at_most") for n in range(1, 22)],
            ["rows", *[f"rows-{n}-group" for n in range(1, 21)]],
        ),
    ],
)
def test_what_a_call_refuses_to_declare(quotas: list[dict[str, Any]], faults: list[str]) -> None:
    RegionFactory(code=HERE)
    RegionFactory(code=THERE)
    call = build_calls.call_at(CallStatus.DRAFT)

    assert sorted({fault.field for fault in quota_faults(call, quotas)}) == sorted(set(faults))


def test_a_premium_has_none_and_an_answer_that_is_gone_stops_the_announcement() -> None:
    RegionFactory(code=THERE)
    call = build_calls.call_at(CallStatus.DRAFT, quotas=[quota()])
    officer = build_calls.officer_for(call)
    assert list(announcement_faults(call)) == []
    call.kind = CallKind.PREMIUM
    assert [fault.field for fault in quota_faults(call, call.quotas)] == ["rows"]
    call.kind, call.quotas = CallKind.SMALL, [quota(of="q3", values=["yes"])]
    assert [fault.rule for fault in announcement_faults(call)] == ["R40"]
    call.refresh_from_db()
    assert call_copies.clone(call=call, by=officer).quotas == [quota()]
    with pytest.raises(Invalid):
        call_quotas.write(call=call, quotas=[quota(0)], by=officer)
    with pytest.raises(NotPermitted):
        call_quotas.write(call=call, quotas=[], by=build_calls.officer_for(build_calls.call_at()))


def test_the_page_of_the_officer(client: Client) -> None:
    RegionFactory(code=THERE, name_en="Far region")
    call = build_calls.call_at(CallStatus.DRAFT)
    address = f"/en/grants/calls/{call.slug}/quotas/"
    client.force_login(build_calls.officer_for(call))

    def sent(*rows: dict[str, Any]) -> Any:
        data = {"rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0}
        data |= {f"rows-{index}-{name}": value for index, row in enumerate(rows) for name, value in row.items()}
        return client.post(address, data)

    row = {"bound": "at_least", "figure": 2, "unit": "awards", "group": f"region:{THERE}"}
    assert client.get(address).status_code == 200
    assert f'href="{address}"' in client.get(f"/en/grants/calls/{call.slug}/preview/").content.decode()
    wrong = sent(row, row | {"figure": 3}, row | {"bound": "at_most", "figure": 1})
    assert wrong.status_code == 422
    assert "This group has such a quota already" in wrong.content.decode()
    assert "«At least» is above «at most» for the same group" in wrong.content.decode()
    whole = sent(row | {"unit": "percent", "figure": 101})
    assert "Reserved shares of the budget come to more than 100 per cent" in whole.content.decode()
    assert sent(row | {"group": ""}).status_code == 200

    assert sent(row).status_code == 302
    call.refresh_from_db()
    assert call.quotas == [quota(2)]
    shown = client.get(address).content.decode()
    assert f'<option value="region:{THERE}" selected>' in shown
    assert "At least 2 awards: Far region" in client.get(f"/en/grants/calls/{call.slug}/preview/").content.decode()

    client.force_login(build_calls.officer_for(build_calls.call_at()))
    assert client.get(address).status_code == 404
