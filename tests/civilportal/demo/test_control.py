"""The demo's council and the state's work: played by real actions, once."""

from __future__ import annotations

import datetime as dt

import pytest

from civilportal.demo import cast, control
from civilportal.demo.councils import SLUG
from councils.models import ActRemark, Appeal, Control, DraftAct, HeadQuestion, HeadReport
from foundation.core import clock
from registry.queries.references import references_of
from tests.builders import agreements, council_work, councils

pytestmark = pytest.mark.django_db


def test_every_state_is_played_and_a_second_load_adds_nothing() -> None:
    built = councils.sitting(8)
    built.council.slug = SLUG
    built.council.save(update_fields=["slug"])
    for name, user in (("akimat_officer", built.secretary), ("ngo_head2", built.users[7])):
        user.email = cast.email(name)
        user.save(update_fields=["email"])
    built.seats[7].user = None
    built.seats[7].save(update_fields=["user"])
    with clock.playing(clock.now() - dt.timedelta(days=100)):
        meeting = councils.opened(built, 7)
        councils.decided(built, meeting, "fffffff")
    council_work.with_terms()
    agreements.active()

    for _time in range(2):
        control.load()

    assert sorted(DraftAct.objects.values_list("status", flat=True)) == ["adopted", "sent"]
    assert set(ActRemark.objects.values_list("kind", flat=True)) == {"point", "member", "public"}
    (held,) = Control.objects.all()
    assert (held.status, held.document.recommendations.count()) == ("concluded", 2)
    assert [line.other.kind for line in references_of("councils.control", held.pk)] == ["grants.agreement"]
    assert sorted(HeadReport.objects.values_list("status", flat=True)) == ["announced", "closed"]
    assert sorted(HeadQuestion.objects.values_list("status", flat=True)) == ["answered", "refused"]
    assert sorted(Appeal.objects.values_list("status", flat=True)) == ["answered", "received"]
    assert Appeal.objects.public().count() == 1
    assert control.is_loaded()
