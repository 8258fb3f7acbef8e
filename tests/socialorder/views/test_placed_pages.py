"""Pages of files with orders, walked by an officer; what others see of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.core import jobs
from registry.actions import funding
from registry.choices import BodyKind, FundingKind
from socialorder.choices.placed import Twin
from socialorder.models import OrderLoad, PlacedOrder
from tests.builders.placed import as_csv, contract, row
from tests.builders.socialorder import at, officer_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)


def url(name: str, *args: object) -> str:
    return reverse(f"socialorder:{name}", args=args)


@pytest.fixture
def officer():
    RegionFactory(code="750000000", name_en="Almaty")
    return officer_of(BodyFactory(kind=BodyKind.CENTRAL, region=None))


def test_an_officer_sends_a_file_looks_at_it_and_loads_it(client, officer):
    ngo = OrganisationFactory(name_en="Kind Hands")
    values = {"title": "Home help for old people", "payer_name": "Department", "amount": Decimal("9500000.00")}
    values |= {"decided_on": dt.date(2026, 1, 20)}
    funding.enter(organisation=ngo, kind=FundingKind.ORDER, reference="own:1", values=values, by=officer)
    client.force_login(officer)
    page = client.get(url("load-create")).content.decode()
    assert "lot_number" in page
    sample = client.get(url("load-sample")).content.decode("utf-8-sig")
    assert sample.startswith("lot_number,specification,year")

    rows = [contract("1-OK1", ngo.bin), row(lot_number="2-OK1", sphere="99")]
    upload = SimpleUploadedFile("lots.csv", as_csv(rows))
    with at(NOW):
        response = client.post(url("load-create"), {"file": upload})
        load = OrderLoad.objects.get()
        assert response.url == reverse("jobs:job-detail", args=[load.job_id])
        assert "not checked yet" in client.get(load.get_absolute_url()).content.decode()
        jobs.run(str(load.job_id))
        checked = client.get(load.get_absolute_url()).content.decode()
        assert "Nothing has been changed" in checked
        assert "May be known already" in checked
        assert "Write the number of a sphere, 1 to 19." in checked
        assert b"sphere" in b"".join(client.get(url("load-errors", load.pk)))
        assert PlacedOrder.objects.count() == 0
        client.post(url("load-want", load.pk))
        load.refresh_from_db()
        assert "being loaded" in client.get(load.get_absolute_url()).content.decode()
        jobs.run(str(load.job_id))

    _is_loaded(client, load)


def _is_loaded(client, load):
    assert "1 new" in client.get(load.get_absolute_url()).content.decode()
    assert client.post(url("load-want", load.pk)).status_code == 409
    order = PlacedOrder.objects.get()
    detail = client.get(order.get_absolute_url()).content.decode()
    assert "Is it known already?" in detail
    assert client.post(url("placed-compare", order.pk), {"answer": "same", "reason": ""}).status_code == 422
    client.post(url("placed-compare", order.pk), {"answer": "same", "reason": "One contract"})
    order.refresh_from_db()
    assert order.twin == Twin.SAME
    assert "One contract" in client.get(order.get_absolute_url()).content.decode()


def test_a_wrong_file_is_refused_at_the_field(client, officer):
    client.force_login(officer)

    page = client.post(url("load-create"), {"file": SimpleUploadedFile("lots.pdf", b"%PDF-1.4")}).content.decode()

    assert "There is a problem" in page
    assert OrderLoad.objects.count() == 0


def test_visitors_read_orders_and_nothing_of_the_files(client, officer):
    ngo = OrganisationFactory(name_en="Kind Hands")
    client.force_login(officer)
    with at(NOW):
        client.post(url("load-create"), {"file": SimpleUploadedFile("lots.csv", as_csv([contract("1-OK1", ngo.bin)]))})
        load = OrderLoad.objects.get()
        jobs.run(str(load.job_id))
        client.post(url("load-want", load.pk))
        load.refresh_from_db()
        jobs.run(str(load.job_id))
    client.logout()

    listed = client.get(url("placed-list"), {"q": "home help", "year": "2026", "region": "750000000"}).content.decode()
    assert "Kind Hands" in listed
    assert "No order fits" in client.get(url("placed-list"), {"is_asked": "on"}).content.decode()
    order = PlacedOrder.objects.get()
    assert "goszakup.gov.kz" in client.get(order.get_absolute_url()).content.decode()
    money = client.get(reverse("registry:ngo-money", args=[ngo.bin])).content.decode()
    assert order.get_absolute_url() in money
    for name, args in (("load-create", ()), ("load-detail", (load.pk,)), ("load-errors", (load.pk,))):
        assert client.get(url(name, *args)).status_code == 302
    stranger = UserFactory()
    client.force_login(stranger)
    for name, args in (("load-create", ()), ("load-detail", (load.pk,)), ("load-sample", ()), ("load-errors", (1,))):
        assert client.get(url(name, *args)).status_code == 403
    assert client.post(url("load-want", load.pk)).status_code == 403
    assert client.get(url("placed-compare", order.pk)).status_code == 403
    akimat = officer_of(BodyFactory(kind=BodyKind.AKIMAT, region=RegionFactory(code="350000000")))
    client.force_login(akimat)
    assert client.get(url("load-detail", load.pk)).status_code == 404
    assert client.get(url("placed-compare", order.pk)).status_code == 403
