"""A fuzzer plays against the description, with every check that it has: no fault of ours, no answer that the description
does not know, nothing taken that the description forbids, nothing refused that it promises, nothing open that it locks.

The application is the real one behind a real server. Each operation gets a few examples, so that it stays under a minute;
``make fuzz`` plays longer.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import CHECKS
from schemathesis.generation import GenerationMode

from foundation.api.views import describe
from registry.actions import search
from tests.builders import api
from tests.factories.registry import OrganisationFactory, SphereFactory

pytestmark = pytest.mark.django_db(transaction=True)
# Of requests as they are described; of those that are wrong somewhere, which only a known reader sends, half as many.
EXAMPLES = int(os.environ.get("API_FUZZ_EXAMPLES", "2"))
HOW_MANY = {GenerationMode.POSITIVE: EXAMPLES, GenerationMode.NEGATIVE: max(1, EXAMPLES // 2)}
# What is described is taken: a question is answered (the reader may be unknown, the object not there). Of what changes
# something the rules still refuse what a description cannot tell: a BIN that is taken (422), a state (409), a tag (412).
ANSWERED = ["2xx", "304", "401", "403", "404"]
DECIDED = [*ANSWERED, "409", "412", "422"]


@pytest.fixture
def token() -> str:
    """Something to find, and a token with every scope."""
    SphereFactory(number=3)
    with transaction.atomic():
        search.index(OrganisationFactory())
    client, secret = api.key_of(api.akimat())
    return str(api.token_of(client, secret).json()["access_token"])


@pytest.fixture
def described(live_server: Any) -> Any:
    """The description; keys and cursors, which no form tells, are left out."""
    schemathesis.openapi.format("cursor", st.just(""))
    schemathesis.openapi.format("key", st.just(""))
    found = schemathesis.openapi.from_dict(describe())
    found.config.update(base_url=live_server.url)
    found.config.generation.update(
        allow_x00=False
    )  # NUL is no text: each way of sending it is tried in the tests of the ground
    return found


@pytest.mark.parametrize("is_known", [False, True], ids=["everybody", "a system"])
def test_no_request_breaks_the_api(token: str, is_known: bool, described: Any) -> None:
    headers = {"Authorization": f"Bearer {token}"} if is_known else {}
    ways = list(HOW_MANY) if is_known else [GenerationMode.POSITIVE]
    checks, faults = CHECKS.get_all(), {}

    def ask(case: Any) -> None:
        case.call_and_validate(checks=checks, headers=headers)

    for operation in (one.ok() for one in described.get_all_operations()):
        expected = ANSWERED if operation.method == "get" else DECIDED
        described.config.checks.positive_data_acceptance.expected_statuses = expected
        for way in ways:
            try:
                _play(operation.as_strategy(generation_mode=way), HOW_MANY[way], ask)
            except Unsatisfiable:  # nothing can be wrong with an address and no body
                assert way is GenerationMode.NEGATIVE, operation.label
            except (Exception, BaseExceptionGroup) as fault:  # all of them are told together
                faults[f"{operation.label}, {way.value}"] = str(fault)[:2500]

    assert not faults, "\n\n".join(f"{label}: {said}" for label, said in faults.items())


def _play(cases: Any, how_many: int, ask: Callable[[Any], None]) -> None:
    @given(case=cases)
    @settings(
        max_examples=how_many,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize="API_FUZZ_EXAMPLES" not in os.environ,
        deadline=None,
    )
    def play(case: Any) -> None:
        ask(case)

    play()
