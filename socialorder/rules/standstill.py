"""What keeps a contract from being concluded while the outcome of its tender can still change."""

from __future__ import annotations

from django.utils.translation import gettext as _

from foundation.core import clock, presentation
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict
from socialorder.models import Complaint, Lot
from socialorder.rules import complaint_terms as terms


def barring(lot: Lot) -> str:
    """Why no contract may be offered or concluded on ``lot`` now, in the reader's language; empty: nothing bars it.

    A complaint is not decided or not carried out; or the decision can still be complained of.
    """
    if Complaint.objects.holding(lot.tender_id, lot).exists():
        return _("A complaint about this lot is open, so no contract is made yet.")
    decided_at = lot.decided_at or lot.tender.ended_at
    if decided_at is None:
        return _("The lot is not decided.")
    until = terms.last_day(decided_at, "file_days")
    if local_date(clock.now()) > until:
        return ""
    message = _("The decision can be complained of until %(day)s; the contract is made after that.")
    return message % {"day": presentation.day(until)}


def check_nothing_bars(lot: Lot) -> None:
    """Raises Conflict with the reason."""
    reason = barring(lot)
    if reason:
        raise Conflict(reason)
