"""Printed documents and lists as files, for whoever may read the page of what they are of: pages and the API give the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.core.cache import cache
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from councils.choices import MeetingStatus
from councils.models import Council, Meeting, Motion
from councils.queries.meetings import PUBLIC_VOTES
from councils.queries.years import report_of
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.presentation import language
from grants.models import Agreement, Application, PartnerAgreement
from grants.queries import agreements as agreement_queries
from grants.queries import applications as application_queries
from grants.queries.partnership import reports_of
from grants.rules import statements
from publishing import registry_files
from publishing.reports import (
    agreement_list,
    agreement_text,
    application,
    contract_list,
    contract_text,
    council_protocol,
    council_year,
    opening_protocol,
    partner_agreement,
    pdf,
    sitting_protocol,
)
from publishing.reports.blocks import Printed
from registry.rules.roles import check_is_officer
from socialorder.choices import SittingStatus
from socialorder.forms.contracts import ContractFilterForm
from socialorder.models import Contract, Opening, Sitting, Tender
from socialorder.queries import contracts as contract_queries

KEPT_SECONDS = 3_600
PARTIES = ("application__call__body", "application__organisation", "ngo_signature", "body_signature")


@dataclass(frozen=True)
class File:
    """A PDF and its name."""

    content: bytes
    name: str

    def response(self) -> HttpResponse:
        """The file to be downloaded."""
        answer = HttpResponse(self.content, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{self.name}.pdf"'
        return answer


def agreement(user: Any, number: str, version: int) -> File:
    """The text of an agreement for its parties; the same text always gives the same file. Raises Http404."""
    found = get_object_or_404(Agreement.objects.visible_to(user).with_parties(), number=number)
    text = get_object_or_404(found.versions.prefetch_related("signatures__signature"), number=version)
    signed = list(text.signatures.all())
    key = f"agreement-pdf-{text.digest}-{len(signed)}-{language()}"
    return File(_kept(key, lambda: agreement_text.printed(found, text, signed), text.made_at), f"{number}-{version}")


def agreements(user: Any, data: QueryDict) -> HttpResponse:
    """What the officers' list shows for these filters, with tranches and reports. Raises NotPermitted."""
    check_is_officer(user)
    today = local_date(clock.now())
    rows = agreement_queries.found(Agreement.objects.run_by(user), agreement_list.asked(data), today)
    answer = registry_files.response("xlsx", agreement_list.sheets(rows, today), with_body=True, what="agreements")
    return cast("HttpResponse", answer)  # a stream is a response like any other


def sent_application(user: Any, number: str, version: int) -> File:
    """A version as it was sent; 0 is the draft as it is typed now, for the applicant alone. Raises Http404."""
    seen = Application.objects.visible_to(user) if version else Application.objects.of_applicant(user)
    found = get_object_or_404(seen.with_place(), number=number)
    return File(_statement(found, version), f"{number}-{version or 'draft'}")


def _statement(found: Application, number: int) -> bytes:
    sent = application_queries.sent_version(found, number) if number else None
    if number and sent is None:
        raise Http404
    files = list(sent.attachments.select_related("document")) if sent else statements.files_of(found)
    said = sent.document if sent else statements.statement(found, files)
    blocks = [*application_queries.outline(found, said["sections"]), *application_queries.partner_blocks(said)]
    document = application.printed(found, blocks, version=sent, files=files)
    return pdf.render(document, moment=sent.submitted_at if sent else timezone.now())


def partnership(user: Any, agreement: int) -> File:
    """An agreement on strategic partnership, for whoever may read its page. Raises Http404."""
    found = get_object_or_404(PartnerAgreement.objects.visible_to(user).select_related(*PARTIES), pk=agreement)
    document = partner_agreement.printed(found, reports_of(found, user))
    key = f"partner-agreement-pdf-{pdf.digest(document)}"
    return File(_kept(key, lambda: document, found.created_at), f"partnership-{found.pk}-{language()}")


def contract(user: Any, contract: int, version: int) -> File:
    """A text of a contract for its parties; the same text always gives the same file. Raises Http404."""
    found = get_object_or_404(Contract.objects.visible_to(user).with_parties(), pk=contract)
    text = get_object_or_404(found.versions.prefetch_related("signatures__signature"), number=version)
    signed = list(text.signatures.all())
    key = f"contract-pdf-{text.digest}-{len(signed)}-{language()}"
    return File(
        _kept(key, lambda: contract_text.printed(found, text, signed), text.made_at), f"contract-{contract}-{version}"
    )


def contracts(user: Any, data: QueryDict) -> HttpResponse:
    """What the officers' list shows for these filters, with stages and payments. Raises NotPermitted."""
    check_is_officer(user)
    rows = contract_queries.found(user, **ContractFilterForm(data).asked())
    answer = registry_files.response("xlsx", contract_list.sheets(rows), with_body=True, what="contracts")
    return cast("HttpResponse", answer)


def opening(user: Any, slug: str) -> File:
    """The protocol of an opening; the same protocol always gives the same file. Raises Http404."""
    visible = Opening.objects.filter(tender__in=Tender.objects.visible_to(user))
    found = get_object_or_404(visible.select_related("tender__body"), tender__slug=slug)
    key = f"opening-pdf-{found.sha256}-{language()}"
    return File(_kept(key, lambda: opening_protocol.printed(found), found.opened_at), f"{slug}-protocol")


def sitting(user: Any, slug: str, number: int) -> File:
    """The protocol of a concluded sitting with its signatures. Raises Http404."""
    visible = Sitting.objects.filter(tender__in=Tender.objects.visible_to(user), status=SittingStatus.CONCLUDED)
    found = get_object_or_404(visible.select_related("tender__body"), tender__slug=slug, number=number)
    key = f"sitting-pdf-{found.sha256}-{found.signatures.count()}-{language()}"
    moment = found.concluded_at or found.began_at
    return File(_kept(key, lambda: sitting_protocol.printed(found), moment), f"{slug}-sitting-{number}")


def meeting(user: Any, slug: str, meeting: int) -> File:
    """The protocol of a meeting of a council whose minutes are published; the same file each time. Raises Http404."""
    rows = Meeting.objects.visible_to(user).filter(status=MeetingStatus.PUBLISHED)
    found = get_object_or_404(rows, council__slug=slug, pk=meeting)
    roll = list(found.attendance.select_related("seat"))
    closed = Motion.objects.filter(item__meeting=found, status__in=PUBLIC_VOTES).order_by("item", "pk")
    motions = list(closed.select_related("paper", "item__meeting__council").prefetch_related("paper__counted_by"))
    document = council_protocol.printed(found, roll, motions)
    return _of_council(document, found.published_at or found.held_at, f"protocol-{slug}-{found.number}")


def council_report(user: Any, slug: str, year: int) -> File:
    """The report of a year of a council, as far as the reader may see it. Raises Http404."""
    council = get_object_or_404(Council.objects.visible_to(user), slug=slug)
    report = report_of(council, user, year)
    if report is None:
        raise Http404
    return _of_council(council_year.printed(report), report.published_at or report.made_at, f"report-{slug}-{year}")


def _of_council(document: Printed, moment: dt.datetime, name: str) -> File:
    key = f"council-pdf-{pdf.digest(document)}"
    return File(_kept(key, lambda: document, moment), f"{name}-{language()}")


def _kept(key: str, printed: Callable[[], Printed], moment: dt.datetime) -> bytes:
    """What ``key`` names; printed once an hour."""
    content = cache.get(key)
    if content is None:
        content = pdf.render(printed(), moment=moment)
        cache.set(key, content, KEPT_SECONDS)
    return bytes(content)
