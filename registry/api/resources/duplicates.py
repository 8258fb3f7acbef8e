"""Records that may be one organisation: found by the portal or named by an officer, dismissed or merged."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.api.authentication import client_of
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.own_resources import JobRead
from foundation.api.page_forms import of_page
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.core.errors import Fault, Invalid
from foundation.core.models import Job
from foundation.core.permissions import allowed
from registry.actions import duplicates
from registry.choices import DuplicateRule, DuplicateStatus
from registry.forms import DismissForm, MergeForm, PairForm
from registry.models import DuplicatePair, Organisation
from registry.rules import roles
from registry.workflow import DUPLICATE


def _check(user: Any, _pair: DuplicatePair | None) -> None:
    roles.check_can_judge_duplicates(user)


class RecordRead(Read):
    """One of the two records. All that is public of it is at `/organisations/`."""

    class Meta:
        model = Organisation
        fields = ("id", "bin", "name_kk", "name_ru", "name_en", "legal_form", "region", "status", "registered_on")


class PairRead(Read):
    """Two records that may be one organisation; a suspicion, never a verdict."""

    first = RecordRead()
    second = RecordRead()

    class Meta:
        model = DuplicatePair
        fields = ("id", "first", "second", "rule", "status", "found_at", "decided_at", "reason")


def _records(_user: Any, pair: DuplicatePair | None) -> dict[str, Any]:
    return {"records": [pair.first, pair.second] if pair else []}


def _merged(sent: dict[str, Any], pair: DuplicatePair) -> dict[str, Any]:
    return {**sent, "keep": next(one for one in (pair.first, pair.second) if one.pk == sent["keep"])}


class Duplicates(Resource):
    """Pairs of records, the newest first. A key of a region names, dismisses and merges pairs of its own region only."""

    area = "registry"
    title = "Suspected duplicates"
    read = PairRead
    followed = DuplicatePair
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(status=DuplicateStatus, rule=DuplicateRule, region="first__region", bin="first__bin")
    region = ("first__region_id", "second__region_id")
    workflow = DUPLICATE
    creates = Act(
        run=duplicates.name_pair, takes=of_form(PairForm, name="NamedPair"), check=_check,
        summary="Put two records beside each other that the portal does not find alike",
    )  # fmt: skip
    acts = {
        "dismiss": Act(
            run=duplicates.dismiss, subject="pair", step="dismiss", check=_check,
            takes=of_form(DismissForm, name="DismissPair"), summary="Say that these are two organisations",
        ),
        "merge": Act(
            run=duplicates.merge, subject="pair", step="merge", check=_check, values=_merged,
            takes=of_page(MergeForm, name="MergePair", made=_records),
            summary="Make one record of the two: what `keep` names stays and takes over everything of the other",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[DuplicatePair]:
        pairs = DuplicatePair.objects.select_related("first", "second")
        return pairs if allowed(roles.check_can_judge_duplicates, reader) else pairs.none()

    def narrowed(self, found: QuerySet[DuplicatePair], asked: dict[str, Any]) -> QuerySet[DuplicatePair]:
        if number := asked.pop("bin", ""):
            found = found.filter(Q(first__bin=number) | Q(second__bin=number))
        return super().narrowed(found, asked)

    def within(self, region: str) -> Q:
        """Both records: a merge changes both."""
        return Q(*((path, region) for path in self.regions()))

    def _is_in(self, region: str, row: DuplicatePair) -> bool:
        return {row.first.region_id, row.second.region_id} == {region}

    def check_creates(self, sent: dict[str, Any]) -> None:
        """Raises Invalid for a record of another region than that of the key."""
        client = client_of(self.request)
        if client and client.region:
            sentence = _("This organisation is of another region than the key of the system.")
            foreign = [name for name in ("one", "other") if sent[name].region_id != client.region]
            if foreign:
                raise Invalid(*(Fault(sentence, name) for name in foreign))


class DuplicateSearches(Resource):
    """Looking through the whole registry for duplicates: work in the background, once at a time."""

    area = "registry"
    title = "Searches for duplicates"
    read = JobRead
    is_listed = False
    is_shown = False
    creates = Act(
        run=duplicates.want_search, check=_check, gives=JobRead,
        summary="Have duplicates looked for now; follow the job at `/jobs/{id}/`",
    )  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Job]:
        return Job.objects.filter(owner_id=reader.pk)
