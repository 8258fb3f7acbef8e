"""A round through the API from its terms to its ranking: the officer's steps, what is refused, what must not leak."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from evaluation.actions import seats
from evaluation.choices import RoundStatus, SeatKind, SeatStatus, SheetStatus
from evaluation.models import Assignment, CalibrationExample, PanelTerms, Round, Run, ScoreSheet
from foundation.core import jobs
from tests.builders import api
from tests.builders import evaluation as build
from tests.builders.api_walk import done, read, refused

pytestmark = pytest.mark.django_db


def _moment(hours: int = 24) -> str:
    return (timezone.now() + dt.timedelta(hours=hours)).isoformat()


def _worked(system: Client, job: dict) -> dict:
    jobs.run(job["id"])
    found = read(system, f"jobs/{job['id']}/")
    assert (found["status"], found["error"]) == ("succeeded", "")
    return found


def test_an_officers_system_takes_a_round_from_its_terms_to_its_ranking() -> None:
    panel = build.prepared(main=2, reserve=1, experts=4, entries=2, extra_over=Decimal("5.00"))
    own, at = api.system_of(panel.body), f"rounds/{panel.round.pk}/"

    assert read(own, at)["progress"] == {"entries": 2, "sheets": 0, "submitted": 0}
    _is_prepared(own, panel, at)
    _is_drawn_and_assigned(own, panel, at)
    _is_scored_and_ended(own, panel, at)
    _ranking_is_read(own, panel)


def _is_prepared(own: Client, panel: build.Panel, at: str) -> None:
    assert refused(own, f"{at}change-terms/", {"max_load": 0})[0] == 422
    told = done(own, f"{at}change-terms/", {"experts_per_entry": 2, "max_load": 5})
    assert (told["terms"]["max_load"], told["experts_per_entry"]) == (5, 2)
    assert PanelTerms.objects.get(round=panel.round).max_load == 5
    written = {"title_en": "Example", "text_en": "A garden", "marks": [
        {"criterion": "c1", "mark": "8.00", "reason": "Clear"}, {"criterion": "c2", "mark": "99.00", "reason": "Off"},
    ]}  # fmt: skip
    wrong = done(own, f"{at}write-calibration/", written, status=422)
    assert {one["field"] for one in wrong["errors"]} <= {"marks.1.mark", "mark_c2"}
    written["marks"][1] |= {"mark": "6.00", "criterion": "nothing"}
    assert done(own, f"{at}write-calibration/", written, status=422)["errors"][0]["field"] == "marks.1.criterion"
    written["marks"][1]["criterion"] = "c2"
    assert done(own, f"{at}write-calibration/", written)["marks"][1] == {
        "criterion": "c2", "mark": "6.00", "reason": "Off",
    }  # fmt: skip
    assert CalibrationExample.objects.get(round=panel.round).marks == [800, 600]
    assert read(own, f"{at}calibration/")["title_en"] == "Example"
    CalibrationExample.objects.all().delete()


def _is_drawn_and_assigned(own: Client, panel: build.Panel, at: str) -> None:
    assert refused(own, f"{at}open/", {"scoring_until": _moment()})[0] == 409
    assert done(own, f"{at}draw/")["status"] == RoundStatus.ASSEMBLING
    assert read(own, f"{at}draw-data/")["document"]["seed"] == read(own, at)["seed"]
    assert refused(own, f"{at}propose-assignment/")[0] == 409
    for seat in panel.seats:
        seats.accept(seat=seat, statement=build.STATEMENT, by=seat.expert.user)
    _worked(own, done(own, f"{at}propose-assignment/"))
    proposal = read(own, f"assignments/?round={panel.round.pk}")["results"][0]
    assert proposal["accepted_at"] is None
    shown = read(own, f"assignments/{proposal['id']}/")
    assert (len(shown["pairs"]), [one["entries"] for one in shown["loads"]], shown["shortages"]) == (4, [2, 2], [])
    assert done(own, f"assignments/{proposal['id']}/accept/")["accepted_at"] is not None
    assert Assignment.objects.get(pk=proposal["id"]).accepted_at is not None


def _is_scored_and_ended(own: Client, panel: build.Panel, at: str) -> None:
    assert done(own, f"{at}open/", {"scoring_until": _moment()})["status"] == RoundStatus.SCORING
    panel.round.refresh_from_db()
    one, two = panel.seats
    for seat, entry, marks in [
        (one, 0, [900, 900]), (two, 0, [100, 100]), (one, 1, [700, 700]), (two, 1, [700, 600]),
    ]:  # fmt: skip
        build.submit(panel, seat, panel.entries[entry], marks)
    _sheet_is_given_back(own, panel)
    assert refused(own, f"{at}compute/")[0] == 409
    assert refused(own, f"{at}discuss/", {"discussion_until": _moment()})[0] == 409
    assert own.get(f"/api/v1/{at}diverging/").status_code == 403
    assert done(own, f"{at}end-marks/", {"reason": "All is given."})["status"] == RoundStatus.EXTRA
    (apart,) = read(own, f"{at}diverging/")["results"]
    assert (apart["reference"], apart["spread"], apart["experts"]) == ("A-1", "16.00", [])
    assert refused(own, f"{at}call-extra/", {"extra_until": _moment()}) == (422, "invalid")
    called = done(own, f"{at}call-extra/", {"extra_until": _moment(), "reason": "Far apart."})
    assert (called["is_extra"], called["reason"], len(called["pairs"])) == (True, "Far apart.", 1)
    extra = panel.round.seats.get(kind=SeatKind.EXTRA)
    left = done(own, f"round-seats/{extra.pk}/recuse/", {"reason": "Ill."})
    assert (left["status"], left["recusal_reason"]) == (SeatStatus.RECUSED, "Ill.")
    closed = done(own, f"{at}close/", {"reason": "The end."})
    assert (closed["status"], closed["progress"]["submitted"]) == (RoundStatus.CLOSED, 4)
    _worked(own, done(own, f"{at}compute/"))
    assert Run.objects.get(round=panel.round).status == "computed"
    assert refused(own, f"{at}compute/") == (422, "invalid")  # again only with a reason


def _sheet_is_given_back(own: Client, panel: build.Panel) -> None:
    sheets = read(own, f"score-sheets/?round={panel.round.pk}")["results"]
    assert len(sheets) == 4
    assert set(sheets[0]) == {"id", "round", "seat", "entry", "reference", "submitted_at"}
    last = max(sheets, key=lambda one: one["submitted_at"])
    assert refused(own, f"score-sheets/{last['id']}/reopen/") == (422, "invalid")
    done(own, f"score-sheets/{last['id']}/reopen/", {"reason": "Asked for by the expert."})
    assert ScoreSheet.objects.get(pk=last["id"]).status == SheetStatus.DRAFT
    progress = [
        (row["sheets"], row["submitted"]) for row in read(own, f"round-seats/?round={panel.round.pk}")["results"]
    ]
    assert sorted(progress) == [(0, 0), (2, 1), (2, 2)]
    seat = panel.round.seats.get(number=last["seat"])
    build.submit(panel, seat, panel.entries[last["entry"] - 1], [700, 600])


def _ranking_is_read(own: Client, panel: build.Panel) -> None:
    run = Run.objects.get(round=panel.round)
    at = f"rankings/{run.pk}/"
    quality = read(own, f"{at}quality/")
    assert [one["criterion"] for one in quality["agreement"]] == ["", "c1", "c2"]
    assert [(one["expert"], one["sheets"]) for one in quality["judges"]] == [
        (seat.number, 2) for seat in panel.seats
    ]  # fmt: skip
    assert all(one["quick"] is not None for one in quality["judges"])
    assert [one["rank"] for one in quality["firmness"]] == [1, 2]
    assert read(own, f"{at}quality/?line=1")["firmness"][1]["is_above"] is False
    assert own.get(f"/api/v1/{at}quality/?line=x").status_code == 422
    assert own.get(f"/api/v1/{at}quality/?column=1").status_code == 400
    other = read(own, f"{at}what-if/?weights=c1:0&line=1")
    assert (other["is_official"], len(other["rows"])) == (False, 2)
    assert read(own, f"{at}what-if/")["is_official"] is True
    assert own.get(f"/api/v1/{at}what-if/?weights=zz:1").status_code == 422
    assert own.get(f"/api/v1/{at}what-if/?weights=c1:-1").status_code == 422
    assert own.get(f"/api/v1/{at}archive/").status_code == 404
    inputs = own.get(f"/api/v1/{at}inputs/")
    assert inputs["Content-Type"] == "application/octet-stream"
    assert hashlib.sha256(inputs.content).hexdigest() == run.inputs_digest
    assert len(json.loads(own.get(f"/api/v1/{at}results/").content)["results"]) == 2
    place = run.results.get(entry__number=1)
    told = read(own, f"ranking-results/{place.pk}/explanation/")
    assert [len(row["marks"]) for row in told["criteria"]] == [2, 2]
    assert told["steps"][-1]["label"] != ""
    for nobody in (Client(), api.system_of(panel.body, ["registry:read"])):
        for name in ("quality", "what-if", "archive", "inputs", "results"):
            assert nobody.get(f"/api/v1/{at}{name}/").status_code == 404
        assert nobody.get(f"/api/v1/ranking-results/{place.pk}/explanation/").status_code == 404


def test_who_is_tied_or_elsewhere_sees_nothing_through_counts() -> None:
    panel = build.scoring(entries=1)
    system = api.system_of(panel.body)
    foreign = api.system_of(api.akimat())
    seat = panel.seats[0]
    build.submit(panel, seat, panel.entries[0], [700, 600])
    round_ = Round.objects.get(pk=panel.round.pk)

    assert read(system, f"rounds/{round_.pk}/")["progress"] == {"entries": 1, "sheets": 2, "submitted": 1}
    for address in (f"rounds/{round_.pk}/", f"rounds/{round_.pk}/conflicts/", f"round-seats/{seat.pk}/"):
        assert foreign.get(f"/api/v1/{address}").status_code == 404
    assert read(foreign, "round-seats/")["results"] == read(foreign, "score-sheets/")["results"] == []
    officer = Client()
    officer.force_login(panel.officer)
    seat.expert.user_id = panel.officer.pk
    seat.expert.save(update_fields=["user"])  # the officer sits in the own round

    told = read(officer, f"rounds/{round_.pk}/")
    assert (told["progress"], told["terms"], told["allowed_actions"]) == (None, None, [])
    rows = read(officer, f"round-seats/?round={round_.pk}")["results"]
    assert {(row["sheets"], row["submitted"], row["started"]) for row in rows} == {(None, None, None)}
    assert read(officer, "score-sheets/")["results"] == read(officer, "assignments/")["results"] == []
    assert officer.get(f"/api/v1/rounds/{round_.pk}/conflicts/").status_code == 403
