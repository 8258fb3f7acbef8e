"""Reads of the engine: who may see which rows. What may be seen inside a row is in ``visibility``."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from django.db import connection, models
from django.db.models import Count, Exists, F, OuterRef, Q

from evaluation.choices import SCORING_SEATS, RoundKind, RoundStatus, RunStatus, SeatKind, SeatStatus, SheetStatus
from foundation.accounts.models import User
from registry.choices import BODY_ROLES, NGO_ROLES, Role
from registry.models import Expert, Membership
from registry.queries.ties import organisations_tied_to

COPY_ROWS = 10_000
# What the text format of COPY gives a meaning of its own.
SPECIAL, ESCAPED = re.compile(r"[\\\t\n\r]"), str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
COMPACT = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
OFFICER_ROLES = (Role.OFFICER,)
SCORED = (RoundStatus.SCORING, RoundStatus.EXTRA, RoundStatus.DISCUSSION, RoundStatus.CLOSED)
NGO_EDITORS = (Role.NGO_HEAD, Role.NGO_EDITOR)


def _holds(user: Any, body: str, roles: Any) -> Exists:
    """Whether ``user`` holds one of ``roles`` in the body that the field ``body`` names.

    The head and the editors of an NGO that re-grants are the officers of its body.
    """
    place = Q(body_id=OuterRef(body), role__in=roles)
    if Role.OFFICER in roles:
        place |= Q(organisation__as_body=OuterRef(body), role__in=NGO_EDITORS)
    return Exists(Membership.objects.in_force().filter(place, user_id=user.pk).order_by())


def _tied(user: Any, round_: str) -> Q:
    """Whether ``user`` has a tie with an applicant of the round that ``round_`` names: known, or declared (R35).

    Declared as an expert of the round, or as one of those who decide on it (``bars``).
    """
    known = organisations_tied_to(user.pk).filter(entries__round=OuterRef(round_))
    declared = Expert.objects.filter(
        user_id=user.pk, seats__round=OuterRef(round_), seats__declarations__isnull=False
    ).order_by()
    return Q(Exists(known.order_by())) | Q(Exists(declared)) | _barred(user, round_)


def _barred(user: Any, round_: str) -> Q:
    """Whether ``user`` is kept out of the round by those who decide on it."""
    return Q(Exists(User.objects.filter(pk=user.pk, bars__round=OuterRef(round_)).order_by()))


def tied_or_seated(user: Any, round_: str) -> Q:
    """Whether ``user`` has such a tie, or a seat that was not given up: counts of the round are not for this person."""
    seats = Expert.objects.filter(
        user_id=user.pk,
        seats__round=OuterRef(round_),
        seats__status__in=(SeatStatus.DRAWN, SeatStatus.ACCEPTED),
    ).order_by()
    return _tied(user, round_) | Q(Exists(seats))


class RubricQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> RubricQuerySet:
        """Rubrics of the person's own bodies and those that belong to nobody; all of them for an auditor."""
        if not user.is_authenticated:
            return self.none()
        if user.is_auditor:
            return self
        own = Q(_holds(user, "body_id", BODY_ROLES))
        anywhere = Membership.objects.in_force().filter(user_id=user.pk, role__in=BODY_ROLES).order_by()
        return self.filter(own | (Q(body=None) & Exists(anywhere)))

    def written_by(self, user: Any) -> RubricQuerySet:
        """Rubrics of bodies in which the person is an officer."""
        return self.filter(_holds(user, "body_id", OFFICER_ROLES)) if user.is_authenticated else self.none()

    def newest_versions(self) -> RubricQuerySet:
        """The last version of each, by title."""
        later = self.model._default_manager.filter(code=OuterRef("code"), version__gt=OuterRef("version"))
        return self.exclude(Exists(later)).order_by("title_kk", "pk")

    def usable_in(self, bodies: Any) -> RubricQuerySet:
        """What a call of one of ``bodies`` may be judged by: their own rubrics and those of nobody, latest versions."""
        return self.filter(Q(body=None) | Q(body__in=bodies)).newest_versions()


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> RoundQuerySet:
        """Rounds that the person runs, decides on, audits or sits in."""
        if not user.is_authenticated:
            return self.none()
        if user.is_auditor:
            return self
        sat_in = Expert.objects.filter(user_id=user.pk).values("seats__round")
        return self.filter(Q(_holds(user, "body_id", BODY_ROLES)) | Q(pk__in=sat_in))

    def compared_by(self, user: Any) -> RoundQuerySet:
        """Rounds whose entries the person may see beside others: auditors all, officers their own without a tie."""
        return self if user.is_authenticated and user.is_auditor else self.run_by(user).open_to(user)

    def read_by(self, user: Any) -> RoundQuerySet:
        """Rounds whose entries the person may read side by side: auditors; people of the body without a tie to an
        applicant, and without a seat among the experts (members of the commission have theirs in the second stage)."""
        if not user.is_authenticated:
            return self.none()
        if user.is_auditor:
            return self
        seats = Expert.objects.filter(
            user_id=user.pk,
            seats__round=OuterRef("pk"),
            seats__status__in=(SeatStatus.DRAWN, SeatStatus.ACCEPTED),
            seats__round__kind=RoundKind.EXPERTS,
        ).order_by()
        return self.filter(_holds(user, "body_id", BODY_ROLES)).exclude(_tied(user, "pk") | Q(Exists(seats)))

    def open_to(self, user: Any) -> RoundQuerySet:
        """Rounds in which the person has no known tie and no seat."""
        return self.exclude(tied_or_seated(user, "pk"))

    def run_by(self, user: Any) -> RoundQuerySet:
        """Rounds in which the person is an officer."""
        return self.filter(_holds(user, "body_id", OFFICER_ROLES)) if user.is_authenticated else self.none()


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> EntryQuerySet:
        """Entries of the person's own rounds; an expert sees those alone of which a score sheet was given and not voided."""
        if not user.is_authenticated:
            return self.none()
        if user.is_auditor:
            return self
        scored = Expert.objects.filter(
            user_id=user.pk,
            seats__status=SeatStatus.ACCEPTED,
            seats__kind__in=SCORING_SEATS,
            seats__round__status__in=SCORED,
            seats__sheets__status__in=(SheetStatus.DRAFT, SheetStatus.SUBMITTED),
        ).values("seats__sheets__entry")
        return self.filter(Q(_holds(user, "round__body_id", BODY_ROLES)) | Q(pk__in=scored))


class SeatQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> SeatQuerySet:
        """One's own seats, and all seats of the rounds that one runs."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(_holds(user, "round__body_id", OFFICER_ROLES)) | Q(expert__user_id=user.pk))

    def of_expert(self, user: Any) -> SeatQuerySet:
        """The person's own seats."""
        return self.filter(expert__user_id=user.pk)

    def sitting(self) -> SeatQuerySet:
        """Seats whose experts score: main or called later, and not recused."""
        return self.filter(kind__in=SCORING_SEATS).exclude(status=SeatStatus.RECUSED)

    def accepted(self) -> SeatQuerySet:
        """Seats whose experts have signed and not left."""
        return self.filter(status=SeatStatus.ACCEPTED)

    def with_progress(self) -> SeatQuerySet:
        """With ``sheet_count`` (void ones left out), ``submitted_count`` and ``started_count`` (drafts with something in)."""
        return self.annotate(
            sheet_count=Count("sheets", filter=~Q(sheets__status=SheetStatus.VOID)),
            submitted_count=Count("sheets", filter=Q(sheets__status=SheetStatus.SUBMITTED)),
            started_count=Count("sheets", filter=Q(sheets__status=SheetStatus.DRAFT, sheets__version__gt=0)),
        )


class SheetQuerySet(models.QuerySet):
    def of_expert(self, user: Any) -> SheetQuerySet:
        """The sheets that this person fills in: never anybody else's, whatever roles the person has."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(seat__expert__user_id=user.pk, seat__status=SeatStatus.ACCEPTED)

    def visible_to(self, user: Any) -> SheetQuerySet:
        """One's own sheets at any time; those of a round that one runs, without a tie in it, from its closing on.

        Who has a seat in the round sees only the own sheets until then, also when being an officer besides.
        """
        if not user.is_authenticated:
            return self.none()
        closed = Q(_holds(user, "entry__round__body_id", OFFICER_ROLES), entry__round__status=RoundStatus.CLOSED)
        free = closed & ~_tied(user, "entry__round_id")
        return self.filter(free | Q(seat__expert__user_id=user.pk))

    def independent(self) -> SheetQuerySet:
        """Without those of experts who were called because the others diverged."""
        return self.exclude(seat__kind=SeatKind.EXTRA)

    def to_give_back(self) -> SheetQuerySet:
        """Submitted ones that an officer may still give back to their experts, who have time to send them again."""
        phase = Q(entry__round__status=RoundStatus.SCORING)
        phase |= Q(entry__round__status=RoundStatus.EXTRA, seat__kind=SeatKind.EXTRA)
        return self.filter(phase, status=SheetStatus.SUBMITTED)

    def counting(self) -> SheetQuerySet:
        """Sheets that enter figures: submitted ones of seats that are not recused. Never drafts, never void ones."""
        return self.filter(status=SheetStatus.SUBMITTED).exclude(seat__status=SeatStatus.RECUSED)


class SheetChangeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> SheetChangeQuerySet:
        """Everybody once a ranking of the round is published. Before that one's own; from the closing on the round's
        experts and its officers without a tie; from the ranking on the others who read it, and auditors."""
        published = Q(sheet__entry__round__runs__published_at__isnull=False)
        if not user.is_authenticated:
            return self.filter(published).distinct()
        sat = Expert.objects.filter(user_id=user.pk, seats__status=SeatStatus.ACCEPTED).values("seats__round")
        runs = Q(_holds(user, "sheet__entry__round__body_id", OFFICER_ROLES)) & ~_tied(user, "sheet__entry__round_id")
        inside = (runs | Q(sheet__entry__round__in=sat)) & Q(sheet__entry__round__status=RoundStatus.CLOSED)
        own = Q(sheet__seat__expert__user_id=user.pk)
        return self.filter(published | own | inside | _ranked_for(user)).distinct()


def _ranked_for(user: Any) -> Q:
    """Changes of sheets in rounds whose computed ranking ``user`` may read."""
    ranked = Q(sheet__entry__round__runs__status=RunStatus.COMPUTED)
    if user.is_auditor:
        return ranked
    of_body = Q(_holds(user, "sheet__entry__round__body_id", BODY_ROLES))
    return ranked & of_body & ~_tied(user, "sheet__entry__round_id")


def _inside(user: Any) -> Q:
    return Q(_holds(user, "round__body_id", BODY_ROLES)) & ~_tied(user, "round_id")


class RunQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> RunQuerySet:
        """Published rankings for everybody; others for auditors and for the body's people without a tie to an entry."""
        published = Q(published_at__isnull=False)
        if not user.is_authenticated:
            return self.filter(published)
        if user.is_auditor:
            return self
        return self.filter(published | _inside(user))

    def inside(self, user: Any) -> RunQuerySet:
        """Rankings whose judging the person may discuss: auditors, and the body's people without a tie to an entry."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_auditor else self.filter(_inside(user))

    def computed(self) -> RunQuerySet:
        return self.filter(status=RunStatus.COMPUTED)

    def light(self) -> RunQuerySet:
        """Without the inputs, which can be many megabytes."""
        return self.defer("inputs")

    def newest_first(self) -> RunQuerySet:
        return self.order_by(F("number").desc())


class LikenessQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> LikenessQuerySet:
        """Of entries in rounds that the person runs as an officer without a tie or a seat; auditors see all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_auditor:
            return self
        own = self.filter(_holds(user, "entry__round__body_id", OFFICER_ROLES))
        return own.exclude(tied_or_seated(user, "entry__round_id"))


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> AnswerQuerySet:
        """The applicant's own people at any time; auditors; and the body's people without a tie to an applicant."""
        if not user.is_authenticated:
            return self.none()
        if user.is_auditor:
            return self
        own = Membership.objects.in_force().filter(
            user_id=user.pk, organisation=OuterRef("entry__organisation"), role__in=NGO_ROLES
        )
        inside = Q(_holds(user, "entry__round__body_id", BODY_ROLES)) & ~_tied(user, "entry__round_id")
        return self.filter(inside | Q(Exists(own.order_by())))


class ResultQuerySet(models.QuerySet):
    def copy_in(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert many results by COPY, several times faster than INSERT; a step of the caller's transaction.

        ``rows`` give every column by its name.
        """
        names = [field.attname for field in self.model._meta.concrete_fields if not field.primary_key]
        json_names = {
            field.attname for field in self.model._meta.concrete_fields if isinstance(field, models.JSONField)
        }
        columns = ", ".join(connection.ops.quote_name(name) for name in names)
        table = connection.ops.quote_name(self.model._meta.db_table)
        remaining = iter(rows)
        with connection.cursor() as cursor:
            while batch := list(islice(remaining, COPY_ROWS)):
                lines = ["\t".join(_copied(row[name], is_json=name in json_names) for name in names) for row in batch]
                cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO("\n".join(lines) + "\n"))


def _copied(value: Any, *, is_json: bool) -> str:
    """``value`` in the text format of COPY."""
    if value is None:
        return r"\N"
    text = COMPACT(value) if is_json else str(value)
    return text.translate(ESCAPED) if SPECIAL.search(text) else text
