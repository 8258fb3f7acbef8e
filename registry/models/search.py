"""What search reads instead of the organisations themselves: narrow rows, a lexicon, counted facets.

All four tables are derived: ``actions.search`` writes them in the transaction of the change that they follow.

A *trait* is a bit of ``SearchEntry.traits``; a *topic* is a sphere or a trait by one number: what an organisation may
have several of, so that the counts of a facet do not add up to the whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from registry.models.names import SORT_KEY_LENGTH
from registry.models.organisations import Organisation

# Bits of ``SearchEntry.traits``: sustainable development goal n is bit n, then these, then one for each filed year.
SDGS = range(1, 18)
CHARITY, VOLUNTEERS, MONEY = 18, 19, 20
FIRST_YEAR, FIRST_YEAR_BIT, LAST_BIT = 2016, 21, 62
# Topics: sphere n is topic n, trait n is topic 30 + n.
SPHERES = range(1, 20)
TRAIT_TOPIC = 30
YEAR_TOPIC = TRAIT_TOPIC + FIRST_YEAR_BIT


def year_bit(year: int) -> int:
    """The bit of a year whose annual information is filed; 0, which nobody has, for years that have none."""
    bit = year - FIRST_YEAR + FIRST_YEAR_BIT
    return bit if FIRST_YEAR_BIT <= bit <= LAST_BIT else 0


def topics_of(spheres: int, traits: int) -> list[int]:
    """Every topic of an entry, from its two masks."""
    return [*_bits(spheres), *(TRAIT_TOPIC + bit for bit in _bits(traits))]


def _bits(mask: int) -> Iterator[int]:
    while mask > 0:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


class SearchEntry(models.Model):
    """One organisation as search sees it; a record that was merged into another has none.

    ``words`` holds the skeleton words of the names, those of the description as «~word», and each whole name
    proper as one lexeme «=wordsofthename», so that an exact name is one look-up. ``spheres`` and ``traits`` are bit
    masks: bit n is sphere n, trait n. ``registered_day`` counts from 1 January of year 1, 0 is unknown; ``received`` is
    all public money in tiyn.
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
    traits = models.BigIntegerField(default=0, db_default=0)
    registered_day = models.IntegerField(default=0, db_default=0)
    received = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="registry_search_words"),
            GinIndex(OpClass(F("names"), name="gin_trgm_ops"), name="registry_search_names"),
            models.Index(fields=["sort_kk", "organisation"], name="registry_search_kk"),
            models.Index(fields=["sort_ru", "organisation"], name="registry_search_ru"),
            models.Index(fields=["sort_en", "organisation"], name="registry_search_en"),
            models.Index(fields=["registered_day", "organisation"], name="registry_search_newest"),
            models.Index(fields=["received", "organisation"], name="registry_search_received"),
            models.Index(fields=["region_code", "status"], name="registry_search_region"),
            # The newest of a small region are far apart along the order of all.
            models.Index(fields=["region_code", "registered_day", "organisation"], name="registry_search_nearby"),
        ]

    def __str__(self) -> str:
        return self.names


class Word(models.Model):
    """A word that some name has, and in how many entries: the lexicon against typing errors.

    ``is_counted``: so many names have it that its facets are kept counted too.
    """

    word = models.CharField(primary_key=True, max_length=40, db_collation="C")
    entries = models.PositiveIntegerField(default=1)
    is_counted = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [models.Index(fields=["word"], condition=Q(is_counted=True), name="registry_word_counted")]

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
    """How many entries there are for a choice of facets; '' and 0 stand for «any».

    ``by_topic[n]`` is how many of them have topic n too. ``word`` is '' for all entries, else a frequent word: then
    the entries that a search for it finds, and ``topic`` is always 0.
    """

    word = models.CharField(max_length=40, db_collation="C")
    region_code = models.CharField(max_length=9, db_collation="C")
    legal_form = models.CharField(max_length=30, db_collation="C")
    status = models.CharField(max_length=20, db_collation="C")
    topic = models.PositiveSmallIntegerField()
    entries = models.PositiveIntegerField()
    by_topic = ArrayField(models.IntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["word", "region_code", "legal_form", "status", "topic"], name="registry_facet_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.word} {self.region_code} {self.legal_form} {self.status} {self.topic}: {self.entries}"
