from __future__ import annotations

import pytest

from foundation.audit.models import Event
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from registry.actions import suppliers
from registry.choices import FileContent, MatchStatus
from registry.models import SupplierMatch
from tests.builders import registry as build
from tests.registry.actions.test_taken_files import SUPPLIERS, supplier, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def match(reference: None) -> SupplierMatch:
    build.registered()
    take_in(SUPPLIERS + supplier(), build.officer(), FileContent.UNRELIABLE)
    return SupplierMatch.objects.get()


def test_an_officer_dismisses_a_name_with_a_reason_and_it_is_not_asked_again(match) -> None:
    officer = build.officer()

    suppliers.decide(match=match, step="dismiss", reason=" Another region ", by=officer)
    again = suppliers.search()

    match.refresh_from_db()
    assert (match.status, match.reason, match.decided_by, again) == (
        MatchStatus.DISMISSED,
        "Another region",
        officer,
        0,
    )
    assert Event.objects.get(verb="registry.match.dismissed").reason == "Another region"


def test_a_decision_can_be_turned_round_and_needs_a_reason(match) -> None:
    officer = build.officer()
    suppliers.decide(match=match, step="confirm", reason="Same address", by=officer)

    with pytest.raises(Invalid):
        suppliers.decide(match=match, step="dismiss", reason=" ", by=officer)
    with pytest.raises(TransitionNotAllowed):
        suppliers.decide(match=match, step="confirm", reason="Again", by=officer)
    match.refresh_from_db()
    assert match.status == MatchStatus.CONFIRMED


def test_neither_a_stranger_nor_an_officer_of_the_same_ngo_decides(match) -> None:
    head = build.head_of(match.organisation)
    with pytest.raises(NotPermitted):
        suppliers.decide(match=match, step="dismiss", reason="It is us", by=head)


def test_an_organisation_registered_later_is_found_by_the_clock(match) -> None:
    build.registered(5, name_ru="Общественный фонд «Вымышленный 1»", name_kk="", name_en="")

    assert (suppliers.search(), suppliers.search()) == (1, 0)
