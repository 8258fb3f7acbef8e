"""The council of the demo that is chosen by competition: its story is played by the real actions and ends as told."""

from __future__ import annotations

import pytest

from civilportal.demo import cast, formation
from civilportal.demo.script import Applicant
from councils.choices import CandidateStatus, FormationStatus
from councils.models import Candidate, Council, Proposal
from foundation.core.calendar import local_date
from registry.models import Organisation
from tests.builders import registry

pytestmark = pytest.mark.django_db


def test_story_of_the_council_chosen_by_competition() -> None:
    registry.with_reference()
    cast.gather()
    ngos: list[Organisation] = [registry.registered(9500 + place) for place in range(4)]
    applicants = [Applicant(place, ngo, registry.head_of(ngo)) for place, ngo in enumerate(ngos)]

    formation.load(applicants)
    formation.load(applicants)

    council = Council.objects.get(slug=formation.SLUG)
    assert list(council.formations.order_by("number").values_list("status", flat=True)) == [
        FormationStatus.APPROVED, FormationStatus.APPROVED, FormationStatus.NOMINATING,
    ]  # fmt: skip
    assert list(Candidate.objects.filter(formation__number=1).values_list("status", flat=True)) == [
        *[CandidateStatus.ELECTED] * 5, CandidateStatus.REFUSED, CandidateStatus.NOT_ELECTED,
    ]  # fmt: skip
    sitting = council.terms.get(status="sitting")
    assert (sitting.seats.filter(ended_on=None).count(), sitting.seats.count(), sitting.size) == (5, 7, 6)
    assert sorted(Proposal.objects.values_list("status", flat=True)) == ["declined", "sent", "taken"]
    report = council.year_reports.get()
    assert [len(report.figures["meetings"]), len(report.figures["recommendations"])] == [1, 1]
    assert report.year == local_date(council.meetings.get().held_at).year
    assert all(one.user is not None for one in Candidate.objects.filter(status=CandidateStatus.ELECTED))
