"""Searches that a person keeps, and what was found since."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Stopped(models.TextChoices):
    """Why a search is not run any more."""

    TOO_MANY = "too_many", _("It finds too much")
    FILTER_GONE = "filter_gone", _("One of its filters is not known any more")


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def visible_to(self, user: settings.AUTH_USER_MODEL) -> SavedSearchQuerySet:  # type: ignore[name-defined]
        """A person's own searches, by name; nobody else sees them."""
        return self.filter(owner=user).order_by("name", "pk")

    def running(self) -> SavedSearchQuerySet:
        """Those that are still run, of people who can sign in."""
        return self.filter(stopped_for="", owner__is_active=True)


class SavedSearch(models.Model):
    """Filters of a public list under a name. ``query`` holds only filters that the list understood when it was saved.

    ``known`` are the keys that the search had found on that day: nobody is told of them.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    listed = models.CharField(max_length=60, help_text="Code of the list.")
    query = models.TextField(blank=True)
    name = models.CharField(max_length=100)
    known = ArrayField(models.BigIntegerField(), default=list)
    saved_at = models.DateTimeField()
    run_at = models.DateTimeField(help_text="When it was last run.")
    stopped_for = models.CharField(max_length=20, choices=Stopped, blank=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "listed", "query"], name="searches_savedsearch_once"),
            models.UniqueConstraint(fields=["owner", "name"], name="searches_savedsearch_name"),
            models.CheckConstraint(condition=~Q(name=""), name="searches_savedsearch_named"),
            models.CheckConstraint(
                condition=Q(stopped_for__in=["", *Stopped.values]), name="searches_savedsearch_stop"
            ),
        ]
        indexes = [
            models.Index(fields=["run_at", "id"], condition=Q(stopped_for=""), name="searches_savedsearch_due"),
        ]

    def __str__(self) -> str:
        return f"{self.listed} {self.pk}"  # never the name: what somebody looks for is nobody else's business

    def get_absolute_url(self) -> str:
        return reverse("searches:search-detail", args=[self.pk])


class SavedHit(models.Model):
    """Something that a search has found since it was saved, and of which its owner was told: once."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="hits")
    key = models.BigIntegerField(help_text="Primary key of what was found.")
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "key"], name="searches_savedhit_once")]
        indexes = [models.Index(fields=["search", "-id"], name="searches_savedhit_newest")]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.key}"
