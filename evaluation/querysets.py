"""Reads of the engine: who may see which rows."""

from __future__ import annotations

from django.db import models


class RoundQuerySet(models.QuerySet):
    pass


class EntryQuerySet(models.QuerySet):
    pass


class SeatQuerySet(models.QuerySet):
    pass


class SheetQuerySet(models.QuerySet):
    pass
