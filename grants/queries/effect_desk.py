"""What waits for officers in the evaluation of effect (rule R47): finished projects and directions, conclusions to approve."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.desk import Task
from foundation.core.text import localized
from grants.choices import AgreementStatus, EffectStatus, ListStatus
from grants.models import Agreement, Call, Effect, ListedDirection
from grants.queries.effects import finished
from grants.querysets import offices


def effect_tasks(user: Any) -> list[Task]:
    """Projects first, then calls and directions none of whose projects is running any more; three queries."""
    return [*_projects(user), *_calls(user), *_directions(user)]


def _projects(user: Any) -> list[Task]:
    own = finished().filter(application__call__operator__in=offices(user)).select_related("effect")
    waiting = own.filter(_waits_for(user, "effect")).order_by("number")
    return [
        _task(one.title, getattr(one, "effect", None), reverse("grants:effect-detail", args=[one.number]))
        for one in waiting
    ]


def _calls(user: Any) -> list[Task]:
    own = Call.objects.filter(*_all_over("application__call"), operator__in=offices(user))
    waiting = own.filter(_waits_for(user, "effect")).select_related("effect").order_by("pk")
    return [
        _task(localized(one, "title"), getattr(one, "effect", None), reverse("grants:call-effect", args=[one.slug]))
        for one in waiting
    ]


def _all_over(of: str) -> tuple[Exists, Any]:
    """Something is finished, and nothing runs any more, where ``of`` leads from an agreement."""
    here = {of: OuterRef("pk")}
    running = Agreement.objects.filter(**here, status__in=(AgreementStatus.ACTIVE, AgreementStatus.SIGNING))
    return Exists(finished().filter(**here)), ~Exists(running)


def _directions(user: Any) -> list[Task]:
    own = ListedDirection.objects.filter(
        *_all_over("application__call__direction"), list__body__in=offices(user), list__status=ListStatus.APPROVED
    )
    waiting = own.filter(_waits_for(user, "effect")).select_related("effect", "list").order_by("pk")
    return [
        _task(localized(one, "title"), getattr(one, "effect", None), reverse("grants:direction-effect", args=[one.pk]))
        for one in waiting
    ]


def _waits_for(user: Any, effect: str) -> Q:
    """Nobody has concluded yet, or another officer has and this one may approve."""
    is_written = Q(**{f"{effect}__status": EffectStatus.DRAFT})
    return Q(**{effect: None}) | is_written & ~Q(**{f"{effect}__written_by": user.pk})


def _task(name: str, effect: Effect | None, url: str) -> Task:
    if effect is None:
        return Task(_("Evaluate what came of it: %(name)s") % {"name": name}, url, "due", _("Not evaluated"))
    title = _("Approve the evaluation of effect: %(name)s")
    return Task(title % {"name": name}, url, effect.status, effect.get_status_display())
