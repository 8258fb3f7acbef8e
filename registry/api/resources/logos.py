"""The logo of an NGO: shown, read by everybody, taken away. Acts of the NGO's own address."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from foundation.api.page_forms import of_page
from foundation.api.resources import Act
from foundation.documents.refusals import FileRefused
from foundation.documents.serving import serve
from registry.actions import logos
from registry.forms.record import LogoForm
from registry.models import Organisation
from registry.rules import roles


def _picture(form: LogoForm) -> dict[str, Any]:
    return {"upload": form.cleaned_data["file"]}


def _put(organisation: Organisation, upload: Any, by: Any) -> Organisation:
    try:
        return logos.put(organisation=organisation, upload=upload, by=by)
    except FileRefused as refusal:
        raise refusal.at("file") from refusal


ACTS = {
    "put-logo": Act(
        run=_put, subject="organisation", takes=of_page(LogoForm, values=_picture), check=roles.check_can_edit_own_facts,
        summary="Show a picture on the card from now on; the one before is deleted",
    ),
    "remove-logo": Act(
        run=logos.remove, subject="organisation", check=roles.check_can_edit_own_facts, summary="Show no logo",
    ),
}  # fmt: skip


class WithLogo:
    """Mixed into the resource of NGOs."""

    @extend_schema(summary="The logo of an NGO", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def logo(self, request: Any, **kwargs: Any) -> HttpResponseBase:
        """The picture, for everybody."""
        organisation = self.get_object()  # type: ignore[attr-defined]
        if organisation.logo is None:
            raise Http404
        return serve(organisation.logo)
