from typing import Any

from django.core.management.base import BaseCommand

from grants.actions import ledger
from grants.choices import CallStatus
from grants.models import AwardImport, Call


class Command(BaseCommand):
    help = "Enter the awards of decided calls and of past files into the ledger of public money; a repeat adds nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        calls = Call.objects.filter(status=CallStatus.DECIDED).order_by("pk")
        total = sum(ledger.fill_call(call=call) for call in calls)
        total += sum(ledger.fill_import(batch=batch) for batch in AwardImport.objects.order_by("pk"))
        self.stdout.write(f"{total} awards are in the ledger.")
