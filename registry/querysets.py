"""Reads of the registry that other rooms and pages build on."""

from __future__ import annotations

from django.db import models


class OrganisationQuerySet(models.QuerySet):
    """The registry is public: every row may be seen by everybody, fields are another matter (visibility)."""
