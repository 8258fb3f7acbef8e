"""Files of payments and of past awards through the API: sent, looked at, and taken in once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from foundation.core.calendar import local_date
from foundation.core.models import Job
from grants.actions import payment_imports, tranches
from grants.api.resources import RESOURCES
from grants.models import AwardImport, PastAward, Payment, PaymentImport
from registry.models import Body
from tests.builders import agreements as build
from tests.builders import api
from tests.builders.api_walk import Eyes, done, read, refused, walk
from tests.factories.registry import RegionFactory

pytestmark = pytest.mark.django_db
NAMES = ("payment-files", "payment-imports", "past-awards", "award-files")
PAYMENTS = "reference,agreement,tranche,paid_on,amount\n"
AWARDS = "organisation_name,bin,programme,amount,decided_on,source\n"


def eyes_of(body: Body) -> Eyes:
    Body.objects.filter(pk=body.pk).update(region=RegionFactory(code="710000000"))
    body.refresh_from_db()
    other = api.akimat("other-akimat", "100000000")
    return Eyes(api.system_of(body), api.system_of(other), api.system_of(body, ["registry:read"]), Client())


def sent(client: Client, address: str, text: str, status: int = 201) -> Any:
    file = client.post("/api/v1/documents/", {"file": SimpleUploadedFile("rows.csv", text.encode())}).json()["id"]
    return done(client, f"{address}/", {"file": file}, status=status)


def paid(deal: build.Deal, *rows: tuple[str, str]) -> str:
    day = local_date(timezone.now())
    return PAYMENTS + "".join(f"{name},{deal.agreement.number},1,{day},{amount}\n" for name, amount in rows)


def awards(*numbers: int, amount: str = "500000") -> str:
    return AWARDS + "".join(f"Fund {n},,Grants,{amount},2022-07-0{n},Protocol {n}\n" for n in numbers)


def payments_of(deal: build.Deal) -> QuerySet[Payment]:
    return Payment.objects.filter(tranche__agreement=deal.agreement).order_by("reference")


def test_a_system_enters_payments_from_a_file_once() -> None:
    deal = build.active()
    tranches.order(tranche=deal.tranche(1), by=deal.officer)
    eyes = eyes_of(deal.operator)
    text = paid(deal, ("A-1", "200000"), ("A-2", "150000.01"), ("A-3", "1"))

    found = sent(eyes.own, "payment-files", text)
    assert (found["new"], found["total"], [(one["line"], one["column"]) for one in found["faults"]]) == (
        2, "200001.00", [(3, "amount")],
    )  # fmt: skip
    assert [(one["reference"], one["amount"], one["state"]) for one in found["rows"]] == [
        ("A-1", "200000.00", "new"), ("A-3", "1.00", "new"),
    ]  # fmt: skip
    assert not payments_of(deal).exists()
    address = f"payment-files/{found['id']}"
    assert refused(eyes.foreign, f"{address}/load/") == (404, "not_found")
    loaded = done(eyes.own, f"{address}/load/")
    assert {name: loaded["outcome"][name] for name in ("entered", "refused", "total")} == {
        "entered": 2, "refused": 1, "total": "200001.00",
    }  # fmt: skip
    assert list(payments_of(deal).values_list("reference", "amount")) == [("A-1", 200_000), ("A-3", 1)]
    assert done(eyes.own, f"{address}/load/")["id"] == loaded["id"]  # the same bytes
    assert (payments_of(deal).count(), read(eyes.own, f"{address}/")["new"]) == (2, 0)
    # To another body the agreements of this one are unknown, and the import is not shown.
    assert [one["column"] for one in sent(eyes.foreign, "payment-files", text)["faults"]] == ["agreement"] * 3
    assert read(eyes.foreign, "payment-imports/")["results"] == []
    assert eyes.foreign.get(f"/api/v1/payment-imports/{loaded['id']}/").status_code == 404
    ngo = Client()
    ngo.force_login(deal.head)
    assert refused(ngo, "payment-files/", {}) == (403, "not_permitted")


def test_a_long_file_is_entered_by_a_worker() -> None:
    deal = build.active()
    tranches.order(tranche=deal.tranche(1), by=deal.officer)
    own = eyes_of(deal.operator).own
    rows = [(f"B-{n:02}", "1000") for n in range(payment_imports.AT_ONCE + 1)]

    found = sent(own, "payment-files", paid(deal, *rows))
    load = done(own, f"payment-files/{found['id']}/load/")
    assert (load["finished_at"], load["outcome"], payments_of(deal).count()) == (None, {}, 0)
    job = Job.objects.get(name="grants.import_payments")
    assert job.arguments["import_id"] == load["id"]
    payment_imports.run(load=PaymentImport.objects.get(pk=load["id"]), report=lambda _done, _total: None)
    assert read(own, f"payment-imports/{load['id']}/")["outcome"]["entered"] == len(rows)
    assert sum(payments_of(deal).values_list("amount", flat=True)) == Decimal(21_000)


def test_a_system_takes_past_awards_in_once() -> None:
    eyes = eyes_of(api.akimat())
    broken = sent(eyes.own, "award-files", awards(1) + "Fund 9,,Grants,many,2022-07-01,Protocol\n")
    assert [(one["line"], one["column"]) for one in broken["faults"]] == [(3, "amount")]
    wrong = done(eyes.own, f"award-files/{broken['id']}/load/", status=422)
    assert ([one["field"] for one in wrong["errors"]], PastAward.objects.count()) == (["3-amount"], 0)

    found = sent(eyes.own, "award-files", awards(1, 2))
    assert (found["count"], found["new"], found["faults"], found["rows"][0]["source"]) == (2, 2, [], "Protocol 1")
    assert refused(eyes.foreign, f"award-files/{found['id']}/load/") == (404, "not_found")
    made = done(eyes.own, f"award-files/{found['id']}/load/")
    assert done(eyes.own, f"award-files/{found['id']}/load/") == made  # the same bytes
    assert (made["row_count"], AwardImport.objects.get().row_count, PastAward.objects.count()) == (2, 2, 2)
    other = sent(eyes.own, "award-files", awards(2, amount="1"))
    assert [one["column"] for one in other["faults"]] == ["amount"]  # contradicts what is known
    assert [one["programme"] for one in read(eyes.visitor, "past-awards/?q=fund+2")["results"]] == ["Grants"]


def test_everything_is_read_as_on_the_pages() -> None:
    deal = build.active()
    tranches.order(tranche=deal.tranche(1), by=deal.officer)
    eyes = eyes_of(deal.operator)
    files = [sent(eyes.own, "payment-files", paid(deal, (f"C-{n}", "1000"))) for n in range(3)]
    loads = [done(eyes.own, f"payment-files/{one['id']}/load/") for one in files]
    history = sent(eyes.own, "award-files", awards(1, 2, 3))
    done(eyes.own, f"award-files/{history['id']}/load/")

    walk([one for one in RESOURCES if one[0] in NAMES], {
        "payment-files": [one["id"] for one in files],
        "payment-imports": [one["id"] for one in loads],
        "past-awards": PastAward.objects.values_list("pk", flat=True),
        "award-files": [history["id"]],
    }, eyes)  # fmt: skip
