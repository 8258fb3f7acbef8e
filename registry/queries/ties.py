"""Ties of people with organisations, from every source that the registry has (rule R35)."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery

from registry.models import Affiliation, Employment, Membership, Organisation

Pair = tuple[int, int]


def tied_pairs(organisations: QuerySet[Organisation]) -> set[Pair]:
    """(user id, organisation id) of everybody with a tie to one of ``organisations``, now or within the last twelve
    months: entered ties of experts, roles in the organisation's own account, and work of experts by the employer's BIN.

    Two queries, whatever the number. This module is the one place that knows the sources: a conflict check asks here.
    """
    within = {"organisation__in": organisations}
    entered = Affiliation.objects.tying().filter(**within).order_by().values_list("expert__user_id", "organisation_id")
    held = Membership.objects.tying().filter(**within).order_by().values_list("user_id", "organisation_id")
    return {*entered.union(held), *employed_pairs(organisations)}


def organisations_tied_to(user_id: int) -> QuerySet[Organisation]:
    """Organisations to which this person has a tie, from the same sources; lazy, to be part of another query."""
    ties = Affiliation.objects.tying().filter(expert__user_id=user_id)
    roles = Membership.objects.tying().filter(user_id=user_id, organisation__isnull=False)
    work = Employment.objects.tying().filter(expert__user_id=user_id)
    return Organisation.objects.filter(
        Q(pk__in=ties.order_by().values("organisation"))
        | Q(pk__in=roles.order_by().values("organisation"))
        | Q(bin__in=work.order_by().values("employer_bin"))
    )


def employed_pairs(organisations: QuerySet[Organisation]) -> set[Pair]:
    """(user id, organisation id) of experts who work or worked in one of ``organisations``, by BIN."""
    employer = organisations.order_by().filter(bin=OuterRef("employer_bin")).values("pk")[:1]
    work = Employment.objects.tying().annotate(employer=Subquery(employer)).exclude(employer=None)
    return set(work.order_by().values_list("expert__user_id", "employer"))
