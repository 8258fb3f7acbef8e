"""Evaluation and monitoring as areas of their own: what older keys and tokens are given."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from oauth2_provider.models import AccessToken

from foundation.api.models import ApiClient
from foundation.api.scopes import SCOPES
from tests.builders import api

pytestmark = pytest.mark.django_db
moved: Any = import_module("foundation.api.migrations.0002_areas_of_evaluation_and_monitoring")
APPS = SimpleNamespace(get_model=apps.get_model)


def test_the_migration_knows_every_scope() -> None:
    assert sorted(SCOPES) == moved.AFTER


def test_keys_and_tokens_of_grants_keep_what_they_could() -> None:
    body = api.akimat()
    reader, secret = api.key_of(body, ["grants:read", "jobs:read"])
    writer, _secret = api.key_of(body, ["grants:read", "grants:write", "evaluation:read"])
    stranger, _secret = api.key_of(body, ["orders:read"])
    api.token_of(reader, secret)

    moved.widen(APPS, None)

    assert [sorted(ApiClient.objects.get(pk=one.pk).scopes) for one in (reader, writer, stranger)] == [
        ["evaluation:read", "grants:read", "jobs:read", "monitoring:read"],
        ["evaluation:read", "evaluation:write", "grants:read", "grants:write", "monitoring:read", "monitoring:write"],
        ["orders:read"],
    ]
    assert AccessToken.objects.get().scope == "grants:read jobs:read evaluation:read monitoring:read"

    only, _secret = api.key_of(body, ["evaluation:read", "monitoring:write"])
    moved.narrow(APPS, None)

    assert [sorted(ApiClient.objects.get(pk=one.pk).scopes) for one in (reader, writer, only)] == [
        ["grants:read", "jobs:read"], ["grants:read", "grants:write"], ["grants:read", "grants:write"],
    ]  # fmt: skip
