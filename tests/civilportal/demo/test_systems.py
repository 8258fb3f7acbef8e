"""The system of the demo's akimat."""

from __future__ import annotations

import pytest

from civilportal.demo import cast, systems
from foundation.api.models import ApiClient
from foundation.api.scopes import SCOPES
from registry.actions import reference
from tests.builders import api

pytestmark = pytest.mark.django_db


def test_the_akimat_has_a_system_with_full_scope_in_its_region() -> None:
    reference.load()
    people = cast.gather()

    first = systems.account()
    second = systems.account()  # the file was lost: nobody can read a secret again

    client = ApiClient.objects.get()
    assert people.operator.code != client.body
    assert (client.region, client.scopes) == (cast.akimat().region_id, sorted(SCOPES))
    assert first.said.keys() == {"role", "note", "client_id", "client_secret"}
    assert [api.token_of(client, one.client_secret).status_code for one in (first, second)] == [401, 200]
