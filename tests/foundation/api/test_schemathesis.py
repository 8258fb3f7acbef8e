"""A fuzzer plays against the description: no fault of ours, no answer that the description does not know.

The application is the real one behind a real server. Each operation gets a few examples, so that it stays under a minute.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS

from foundation.api.views import describe
from registry.actions import search
from tests.builders import api
from tests.factories.registry import OrganisationFactory, SphereFactory

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = 2
# Rules refuse what the form of a request cannot tell (a BIN that is taken, a file that is none); a key that is not known
# is tried in the tests of the ground, where the reason is compared.
NOT_ASKED = {"positive_data_acceptance", "ignored_auth"}


@pytest.fixture
def token() -> str:
    """Something to find, and a token with every scope."""
    SphereFactory(number=3)
    with transaction.atomic():
        search.index(OrganisationFactory())
    client, secret = api.key_of(api.akimat())
    return str(api.token_of(client, secret).json()["access_token"])


@pytest.mark.parametrize("is_known", [False, True], ids=["everybody", "a system"])
def test_no_request_breaks_the_api(token: str, is_known: bool, live_server: Any) -> None:
    described = schemathesis.openapi.from_dict(describe())
    described.config.update(base_url=live_server.url)
    headers = {"Authorization": f"Bearer {token}"} if is_known else {}
    asked = [one for one in CHECKS.get_all() if one.__name__ not in NOT_ASKED]
    faults: dict[str, str] = {}

    for found in described.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        )
        def play(case: Any) -> None:
            case.call_and_validate(checks=asked, headers=headers)

        try:
            play()
        except (Exception, BaseExceptionGroup) as fault:  # all of them are told together
            faults[operation.label] = str(fault)[:1500]

    assert faults == {}
