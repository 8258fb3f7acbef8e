"""Reads of grants: who may see which rows."""

from __future__ import annotations

from django.db import models


class CallQuerySet(models.QuerySet):
    pass


class ApplicationQuerySet(models.QuerySet):
    pass
