"""Handing a funded project to the room of surveys and visits."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from foundation.core.db import lock
from grants.models import Application
from grants.queries.following import KIND, ROUTE
from grants.rules import following as rules
from monitoring.actions import subjects
from monitoring.models import Subject


@transaction.atomic(durable=True)
def follow(*, application: Application, by: Any) -> Subject:
    """The subject of the project, made when it is not there yet; its event is written there."""
    application = lock(Application, application.pk)
    rules.check_can_follow(by, application)
    call = application.call
    followed = subjects.Followed(
        kind=KIND,
        key=application.number,
        route=ROUTE,
        titles=dict.fromkeys(("kk", "ru", "en"), application.title or application.number),
        organisation=application.organisation,
        body=call.operator,
    )
    return subjects.follow(followed=followed, by=by)
