"""Reports on the pages of what they are of."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import RequestContext

from foundation.core.presentation import language
from grants.models import Agreement, AgreementVersion, Call
from publishing import queries
from publishing.reports.registry_list import cleaned
from socialorder.models import Contract, ContractVersion

register = template.Library()


@register.inclusion_tag("publishing/_reports.html", takes_context=True)
def call_reports(context: RequestContext, call: Call) -> dict[str, Any]:
    """Downloads of the protocol and the score table, and buttons to have them made for those who may."""
    request = context["request"]
    return {"offers": queries.offers(call, request.user, language()), "call": call, "request": request}


@register.inclusion_tag("publishing/_registry_file.html", takes_context=True)
def registry_file(context: RequestContext) -> dict[str, Any]:
    """What the list shows as a file, and the whole registry as open data."""
    return {"query": cleaned(context["request"].GET)}


@register.inclusion_tag("publishing/_agreement_pdf.html")
def agreement_pdf(agreement: Agreement, version: AgreementVersion) -> dict[str, Any]:
    """The text of an agreement to read and to sign on paper."""
    return {"number": agreement.number, "version": version.number}


@register.inclusion_tag("publishing/_agreements_file.html", takes_context=True)
def agreements_file(context: RequestContext) -> dict[str, Any]:
    """What the officers' list shows, as a workbook."""
    return {"query": context["request"].GET.urlencode()}


@register.inclusion_tag("publishing/_contract_pdf.html")
def contract_pdf(contract: Contract, version: ContractVersion) -> dict[str, Any]:
    """The text of a contract to read."""
    return {"pk": contract.pk, "version": version.number}


@register.inclusion_tag("publishing/_contracts_file.html", takes_context=True)
def contracts_file(context: RequestContext) -> dict[str, Any]:
    """What the list of contracts shows, as a workbook."""
    return {"query": context["request"].GET.urlencode()}
