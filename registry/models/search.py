"""What search reads instead of the organisations themselves: narrow rows, a lexicon, counted facets.

All four tables are derived: ``actions.search`` writes them in the transaction of the change that they follow.
"""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F

from registry.models.names import SORT_KEY_LENGTH
from registry.models.organisations import Organisation


class SearchEntry(models.Model):
    """One organisation as search sees it.

    ``words`` holds the skeleton words of the names, those of the description as «~word», and each whole name
    proper as one lexeme «=wordsofthename», so that an exact name is one look-up. ``spheres`` is a bit mask: bit n
    is sphere n.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="search_entry")
    words = SearchVectorField()
    names = models.TextField()
    sort_kk = models.CharField(max_length=SORT_KEY_LENGTH, db_collation="C")
    sort_ru = models.CharField(max_length=SORT_KEY_LENGTH, db_collation="C")
    sort_en = models.CharField(max_length=SORT_KEY_LENGTH, db_collation="C")
    region_code = models.CharField(max_length=9, db_collation="C")
    legal_form = models.CharField(max_length=30, db_collation="C")
    status = models.CharField(max_length=20, db_collation="C")
    spheres = models.BigIntegerField(default=0)

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="registry_search_words"),
            GinIndex(OpClass(F("names"), name="gin_trgm_ops"), name="registry_search_names"),
            models.Index(fields=["sort_kk", "organisation"], name="registry_search_kk"),
            models.Index(fields=["sort_ru", "organisation"], name="registry_search_ru"),
            models.Index(fields=["sort_en", "organisation"], name="registry_search_en"),
            models.Index(fields=["region_code", "status"], name="registry_search_region"),
        ]

    def __str__(self) -> str:
        return self.names


class Word(models.Model):
    """A word that some name has, and in how many entries: the lexicon against typing errors."""

    word = models.CharField(primary_key=True, max_length=40, db_collation="C")
    entries = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.word


class WordDeletion(models.Model):
    """A word of the lexicon with one letter left out: two words one mistake apart share such a form."""

    form = models.CharField(max_length=40, db_collation="C")
    word = models.CharField(max_length=40, db_collation="C")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "word"], name="registry_deletion_once")]

    def __str__(self) -> str:
        return f"{self.form}: {self.word}"


class FacetCount(models.Model):
    """How many entries there are for a choice of facets; '' and 0 stand for «any»."""

    region_code = models.CharField(max_length=9, db_collation="C")
    legal_form = models.CharField(max_length=30, db_collation="C")
    status = models.CharField(max_length=20, db_collation="C")
    sphere = models.PositiveSmallIntegerField()
    entries = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region_code", "legal_form", "status", "sphere"], name="registry_facet_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region_code} {self.legal_form} {self.status} {self.sphere}: {self.entries}"
