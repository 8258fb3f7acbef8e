"""For which years an NGO tells the database of NGOs (rule R09)."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault, Invalid

# The base was created at the end of 2015; filing began with 2016.
FIRST_YEAR = 2016


def check_year(year: int, on: dt.date) -> None:
    """A year from 2016 on that is over on the day ``on``; raises Invalid."""
    if not FIRST_YEAR <= year < on.year:
        raise Invalid(Fault(_("Information is filed for a year that is over, from 2016 on."), "year", "R09"))
