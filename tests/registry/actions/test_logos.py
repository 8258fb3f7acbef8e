from __future__ import annotations

import pytest

from foundation.core.errors import NotPermitted
from foundation.documents.models import Document
from foundation.documents.refusals import FileRefused
from registry.actions import logos
from registry.models import Organisation
from tests.builders import files
from tests.builders import registry as build
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(reference: None) -> Organisation:
    return build.registered()


def put(organisation: Organisation, content: bytes, name: str = "logo.png", by=None) -> Organisation:
    return logos.put(organisation=organisation, upload=files.upload(content, name), by=by)


def test_a_picture_becomes_the_logo_and_the_one_before_it_goes(organisation: Organisation) -> None:
    head = build.head_of(organisation)
    first = put(organisation, files.png(2, 2), by=head).logo

    second = put(organisation, files.jpeg(3, 3), "logo.jpg", by=head).logo

    assert Document.objects.get() == second
    assert (second.content_type, second.size) == ("image/jpeg", len(files.jpeg(3, 3)))
    changes = [version.changes for version in organisation.versions.order_by("id")][1:]
    assert changes == [{"logo": [None, first.sha256]}, {"logo": [first.sha256, second.sha256]}]


def test_a_logo_is_removed_once(organisation: Organisation) -> None:
    put(organisation, files.png())

    logos.remove(organisation=organisation, by=build.officer(), reason="Not theirs")
    logos.remove(organisation=organisation, by=None)

    organisation.refresh_from_db()
    assert organisation.logo is None
    assert Document.objects.count() == 0
    assert list(organisation.versions.order_by("id").values_list("reason", flat=True)) == ["", "", "Not theirs"]


@pytest.mark.parametrize(("content", "name"), [(files.pdf(), "logo.png"), (files.program(), "logo.jpg")])
def test_it_is_a_picture_by_its_bytes(organisation: Organisation, content: bytes, name: str) -> None:
    with pytest.raises(FileRefused):
        put(organisation, content, name)
    organisation.refresh_from_db()
    assert organisation.logo is None


def test_strangers_change_no_logo(organisation: Organisation) -> None:
    put(organisation, files.png())
    with pytest.raises(NotPermitted):
        put(organisation, files.png(2, 2), by=UserFactory())
    with pytest.raises(NotPermitted):
        logos.remove(organisation=organisation, by=build.head_of(build.registered(2)))
    assert Document.objects.count() == 1
