"""Scans of signed agreements through the API: two officers, as on the page."""

from __future__ import annotations

import base64

import pytest

from grants.choices import Side
from grants.models import AgreementSignature
from tests.builders import agreements, api
from tests.builders.api_walk import done, read, refused
from tests.grants.api.test_commission import bytes_of, sent, signed_in

pytestmark = pytest.mark.django_db


def test_a_scan_is_sent_by_a_system_and_confirmed_by_an_officer() -> None:
    deal = agreements.signing_()
    system, officer = api.system_of(deal.operator), signed_in(deal.officer)
    foreign = api.system_of(api.akimat("other-akimat", "100000000"))
    address = f"agreement-texts/{deal.version.pk}/"

    assert read(system, address)["digest"] == deal.version.digest
    assert foreign.get(f"/api/v1/{address}").status_code == 404
    assert refused(system, f"{address}add-scan/", {"side": "nobody", "scan": sent(system)}) == (422, "invalid")
    shown = done(system, f"{address}add-scan/", {"side": Side.NGO.value, "scan": sent(system)})
    assert [(one["side"], one["way"], one["confirmed_at"]) for one in shown["signatures"]] == [("ngo", "paper", None)]
    assert refused(system, f"{address}add-scan/", {"side": "ngo", "scan": sent(system)}) == (409, "conflict")
    scan = shown["signatures"][0]
    assert bytes_of(officer, scan["scan"]) == (200, b"%PDF-")
    assert bytes_of(foreign, scan["scan"])[0] == 404
    # Who has sent it does not confirm it.
    assert refused(system, f"agreement-signatures/{scan['id']}/confirm/") == (403, "not_permitted")
    assert done(officer, f"agreement-signatures/{scan['id']}/confirm/")["confirmed_at"] is not None
    assert read(system, address)["effective_at"] is None  # the body has not signed
    assert read(system, f"agreement-signatures/{scan['id']}/")["cms"] == ""


def test_a_system_refuses_a_scan_that_somebody_else_has_sent() -> None:
    deal = agreements.signing_()
    system, officer = api.system_of(deal.operator), signed_in(deal.officer)
    address = f"agreement-texts/{deal.version.pk}/"
    scan = done(officer, f"{address}add-scan/", {"side": "ngo", "scan": sent(officer)})["signatures"][0]

    assert refused(system, f"agreement-signatures/{scan['id']}/refuse/", {"reason": ""}) == (422, "invalid")
    assert done(system, f"agreement-signatures/{scan['id']}/refuse/", {"reason": "A page is missing"}) == {}
    assert not AgreementSignature.objects.exists()
    again = done(officer, f"{address}add-scan/", {"side": "ngo", "scan": sent(officer)})["signatures"][0]
    assert done(system, f"agreement-signatures/{again['id']}/confirm/")["confirmed_at"] is not None
    assert AgreementSignature.objects.get().confirmed_by.is_service


def test_an_electronic_signature_is_shown_with_what_proves_it() -> None:
    deal = agreements.active()
    signature = deal.version.signatures.get(side=Side.NGO)

    shown = read(api.system_of(deal.operator), f"agreement-signatures/{signature.pk}/")
    assert base64.b64decode(shown["cms"]) == bytes(signature.signature.cms)
    assert base64.b64decode(shown["content"]) == signature.signature.request.content
