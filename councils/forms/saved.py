"""Lists of councils whose searches can be saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from councils.choices.acts import ActStatus
from councils.choices.control import ControlStatus
from councils.choices.voices import HeadReportStatus
from councils.forms.councils import CouncilFilterForm
from councils.forms.recommendations import FilterForm
from councils.forms.work import WorkFilterForm
from councils.models import Control, Council, DraftAct, HeadReport, Recommendation
from councils.models.work import CouncilWork
from councils.queries import councils
from councils.queries.paging import narrowed
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.text import localized
from foundation.searches.lists import Asked, Listed, of_form


def _council_name(slug: str) -> str:
    council = Council.objects.filter(slug=slug).first()
    return localized(council, "name") if council else slug


def _councils(user: Any, data: QueryDict) -> Any:
    return councils.found(user, CouncilFilterForm(data).asked())


def _recommendations(user: Any, data: QueryDict) -> Any:
    today = local_date(clock.now())
    return narrowed(Recommendation.objects.visible_to(user), FilterForm(data).asked(), today, body="addressee")


def _visible(model: Any, user: Any) -> Any:
    return model.objects.visible_to(user)


def _works(model: Any, statuses: Any, user: Any, data: QueryDict) -> Any:
    asked = WorkFilterForm(data, statuses=statuses).asked()
    return narrowed(_visible(model, user), asked, local_date(clock.now()), body="body")


def _asked(form: Callable[[QueryDict], Any], data: QueryDict) -> Asked:
    return of_form(form(data), {"council": _council_name})


def _with_council(row: Any) -> str:
    title = row.text if isinstance(row, Recommendation) else row.title
    return f"{localized(row.council, 'name')}: {title[:200]}"


def _work(code: str, label: Any, route: str, model: type[CouncilWork], statuses: Any) -> Listed:
    return Listed(
        code=code,
        label=label,
        route=route,
        understood=partial(_asked, partial(WorkFilterForm, statuses=statuses)),
        hits=partial(_works, model, statuses),
        visible=partial(_visible, model),
        title=_with_council,
    )


LISTS = (
    Listed(
        code="councils",
        label=_("Public councils"),
        route="councils:council-list",
        understood=partial(_asked, CouncilFilterForm),
        hits=_councils,
        visible=partial(_visible, Council),
        title=lambda row: localized(row, "name"),
    ),
    Listed(
        code="recommendations",
        label=_("Recommendations and replies"),
        route="councils:recommendation-list",
        understood=partial(_asked, FilterForm),
        hits=_recommendations,
        visible=partial(_visible, Recommendation),
        title=_with_council,
    ),
    _work("acts", _("Draft acts before councils"), "councils:act-list", DraftAct, ActStatus),
    _work("control", _("Public control and hearings"), "councils:control-list", Control, ControlStatus),
    _work("head-reports", _("Reports of heads"), "councils:head-report-list", HeadReport, HeadReportStatus),
)
