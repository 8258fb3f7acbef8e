"""Lists of social orders whose searches can be saved."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foundation.searches.lists import Asked, Listed, of_form
from socialorder.forms.needs import NeedFilterForm
from socialorder.forms.tenders import TenderFilterForm
from socialorder.models import Need, Tender
from socialorder.queries import needs, tenders


def _tender_filters(data: QueryDict) -> Asked:
    return of_form(TenderFilterForm(data))


def _tenders(user: Any, data: QueryDict) -> Any:
    return tenders.narrowed(Tender.objects.visible_to(user), TenderFilterForm(data).asked())


def _visible_tenders(user: Any) -> Any:
    return Tender.objects.visible_to(user)


def _need_filters(data: QueryDict) -> Asked:
    return of_form(NeedFilterForm(data))


def _needs(user: Any, data: QueryDict) -> Any:
    return needs.narrowed(Need.objects.visible_to(user), NeedFilterForm(data).asked())


def _visible_needs(user: Any) -> Any:
    return Need.objects.visible_to(user)


LISTS = (
    Listed(
        code="tenders",
        label=_("Social orders"),
        route="socialorder:tender-list",
        understood=_tender_filters,
        hits=_tenders,
        visible=_visible_tenders,
        title=str,
    ),
    Listed(
        code="needs",
        label=_("Needs of residents"),
        route="socialorder:need-list",
        understood=_need_filters,
        hits=_needs,
        visible=_visible_needs,
        title=lambda row: row.title,
    ),
)
