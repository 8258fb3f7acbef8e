from __future__ import annotations

import pytest

from civilportal.demo import records
from civilportal.demo.script import Applicant
from registry.choices import LegalForm
from registry.models import Organisation, OrganisationVersion
from registry.queries import cards, completeness
from tests.builders import registry as build

pytestmark = pytest.mark.django_db


def test_a_few_records_are_filled_by_their_heads_and_an_officer_once() -> None:
    build.with_reference()
    organisations = [build.registered(serial) for serial in range(1, 7)]
    branch = build.registered(7, bin="450741000429", legal_form=LegalForm.BRANCH)
    playing = [Applicant(place, one, build.head_of(one)) for place, one in enumerate(organisations)]
    officer = build.officer()

    records.fill(playing, officer)
    versions = OrganisationVersion.objects.count()
    records.fill(playing, officer)

    first = cards().get(pk=organisations[0].pk)
    assert [item.label for item in completeness(first).missing] == ["Head", "Public e-mail address"]
    assert (first.logo.content_type, first.short_name_en) == ("image/png", "Demo Fund")
    assert [founder.bin for founder in first.founders.all()] == ["", organisations[3].bin]
    assert Organisation.objects.get(pk=branch.pk).parent == first
    assert OrganisationVersion.objects.count() == versions
