"""A program of an akimat, made from the description alone by a generator of clients, works through its day."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from foundation.api.views import describe
from foundation.audit.models import Event
from registry.actions import search
from registry.models import Organisation
from tests.builders import api
from tests.factories.registry import OrganisationFactory, RegionFactory, SphereFactory, demo_bin

pytestmark = pytest.mark.django_db(transaction=True)
PACKAGE = "portal_client"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The generated package, importable."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(json.dumps(describe(), default=str))
    (folder / "config.yml").write_text(
        f"package_name_override: {PACKAGE}\nproject_name_override: {PACKAGE}\npost_hooks: []\n"
    )
    command = [
        "generate",
        "--path",
        "openapi.json",
        "--config",
        "config.yml",
        "--meta",
        "none",
        "--output-path",
        PACKAGE,
    ]
    run = subprocess.run(
        [sys.executable, "-c", "from openapi_python_client.cli import app; app()", *command],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    sys.path.insert(0, str(folder))
    yield folder / PACKAGE
    sys.path.remove(str(folder))


def test_a_day_of_an_akimats_program(made: Path, live_server: Any, run_jobs: Any) -> None:
    SphereFactory(number=3)
    RegionFactory(code="100000000")
    with transaction.atomic():
        search.index(OrganisationFactory(name_ru="ОФ «Тюльпан»"))
    key, secret = api.key_of(api.akimat())
    token = api.token_of(key, secret).json()["access_token"]
    package = importlib.import_module(PACKAGE)
    models = importlib.import_module(f"{PACKAGE}.models")

    def call(operation: str, **asked: Any) -> Any:
        module = importlib.import_module(f"{PACKAGE}.api.registry.{operation}")
        with package.AuthenticatedClient(live_server.url, token) as program:
            return module.sync_detailed(client=program, **asked)

    start = call("changes_list", since="now").parsed.cursor
    found = call("organisations_list", q="тюльпан").parsed.results
    facts = {"bin": demo_bin(80), "name_ru": "ОФ «Новый»", "legal_form": "public_fund", "status": "active"}
    new = models.NewOrganisationInputRequest.from_dict(facts | {"region": "710000000", "spheres": [3]})
    entered = call("organisations_create", body=new, idempotency_key="day-1")
    again = call("organisations_create", body=new, idempotency_key="day-1")
    fix = models.PatchedOfficialFactsInputRequest.from_dict({"name_kk": "«Жаңа» ҚҚ", "reason": "Order № 5"})
    tag = entered.headers["ETag"]
    fixed = call("organisations_change", bin_=demo_bin(80), body=fix, if_match=tag)
    stale = call("organisations_change", bin_=demo_bin(80), body=fix, if_match=tag)
    heard = call("changes_list", since=start).parsed.results

    assert [row.name_ru for row in found] == ["ОФ «Тюльпан»"]
    assert (entered.status_code, again.parsed.id, stale.status_code) == (201, entered.parsed.id, 412)
    assert (fixed.status_code, fixed.parsed.name_kk, fixed.parsed.legal_form) == (200, "«Жаңа» ҚҚ", "public_fund")
    assert stale.parsed.code == "stale"
    assert {(one.kind, one.key) for one in heard} == {("organisations", demo_bin(80))}
    assert Organisation.objects.count() == 2
    assert set(Event.objects.filter(actor_id=str(key.user_id)).values_list("actor_name", flat=True)) == {
        "Invented system"
    }
