from __future__ import annotations

import pytest

from foundation.core.errors import Invalid
from registry.actions import organisations
from registry.choices import LegalForm
from tests.builders import registry as build

pytestmark = pytest.mark.django_db

BRANCH, OTHER_BRANCH = "450741000429", "450541000106"


def refused(organisation, **values) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        organisations.update(organisation=organisation, values=values, by=build.officer())
    return [(fault.field, str(fault.message)) for fault in refusal.value.faults]


def test_only_a_branch_has_a_head_office(reference: None) -> None:
    assert refused(build.registered(1), parent=build.registered(2)) == [
        ("parent", "Only a branch or a representative office has a head office.")
    ]


def test_a_branch_has_a_head_office_that_is_no_branch(reference: None) -> None:
    head_office = build.registered(1)
    branch = build.registered(2, bin=BRANCH, legal_form=LegalForm.BRANCH, parent=head_office)
    assert list(head_office.branches.all()) == [branch]
    assert refused(branch, parent=branch) == [("parent", "An organisation is not its own branch.")]

    head_office.legal_form = LegalForm.BRANCH
    head_office.save()
    assert refused(branch, parent=head_office, email="a@example.kz") == [
        ("parent", "This is a branch itself. Give the BIN of the head office.")
    ]


def test_records_do_not_replace_each_other_in_a_circle(reference: None) -> None:
    first, second, third = (build.registered(serial) for serial in (1, 2, 3))
    organisations.update(organisation=first, values={"merged_into": second}, by=None)
    organisations.update(organisation=second, values={"merged_into": third}, by=None)

    sentence = "These records would replace each other in a circle."
    assert refused(third, merged_into=first) == [("merged_into", sentence)]
    assert refused(third, merged_into=third) == [("merged_into", sentence)]
