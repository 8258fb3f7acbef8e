"""NGOs that others propose for a premium; parts of grants that are given on in small grants, and the money of projects."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api import filters
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from grants.actions import regranting
from grants.choices import NominationStatus
from grants.forms.nominations import SetAsideForm
from grants.models import Agreement, Application, Call, Nomination, Regranting
from grants.queries import totals
from grants.rules.regranting import check_can_set


class NominationRead(Read):
    """Somebody proposes an NGO for a premium. `made_for` is the NGO that proposes; a person who does is not named."""

    call = of("call.slug")
    bin = of("organisation.bin")
    name_kk = of("organisation.name_kk")
    name_ru = of("organisation.name_ru")
    made_for = of("made_for.bin")

    class Meta:
        model = Nomination
        fields = (
            "id", "call", "bin", "name_kk", "name_ru", "sphere", "status", "reason", "made_at", "made_for",
            "answered_at",
        )  # fmt: skip


class Nominations(Resource):
    """Proposals for premiums that their NGOs have accepted. They are made and answered by people, on the page."""

    area = "grants"
    title = "Nominations for premiums"
    followed = Nomination
    read = NominationRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(call="call__slug", bin="organisation__bin", sphere="sphere", status=NominationStatus)
    region = "call__operator__region_id"

    def objects(self, reader: Any) -> QuerySet[Nomination]:
        related = ("call__operator", "organisation", "made_for")
        return Nomination.objects.visible_to(reader).select_related(*related)


class RegrantingRead(Read):
    """How much of a grant its NGO gives on, and the body by which it runs the calls for small grants."""

    application = of("application.number")
    call = of("application.call.slug")
    bin = of("application.organisation.bin")
    body = of("body.code")

    class Meta:
        model = Regranting
        fields = ("id", "application", "call", "bin", "body", "amount", "set_at")


SET_ASIDE = Act(
    run=regranting.set_aside, subject="application", check=check_can_set, gives=RegrantingRead,
    takes=of_form(SetAsideForm, name="SetAside"),
    summary="Set a part of a grant aside that its NGO gives on in small grants, or change how much it is",
)  # fmt: skip


class Regrantings(Resource):
    """Parts of grants that are given on. A part is set aside, and changed, at its application."""

    area = "grants"
    title = "Parts of grants for small grants"
    followed = Regranting
    read = RegrantingRead
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(application="application__number", bin="application__organisation__bin", body="body__code")
    region = "application__call__operator__region_id"

    def objects(self, reader: Any) -> QuerySet[Regranting]:
        seen = Regranting.objects.filter(application__in=Application.objects.visible_to(reader))
        return seen.select_related("application__call__operator", "application__organisation", "body")


class ProjectMoneyRead(serializers.Serializer):
    """Signed agreements of one state. `part` is `state` for money of state bodies, `given_on` for small grants of NGOs."""

    part = serializers.CharField()
    status = serializers.CharField()
    number = serializers.IntegerField()
    agreed = serializers.DecimalField(max_digits=20, decimal_places=2)
    paid = serializers.DecimalField(max_digits=20, decimal_places=2)
    accepted = serializers.DecimalField(max_digits=20, decimal_places=2)
    returned = serializers.DecimalField(max_digits=20, decimal_places=2)
    advance = serializers.DecimalField(max_digits=20, decimal_places=2)


NAMES = ("agreed", "paid", "accepted", "returned", "advance")


def _money(part: str, agreements: QuerySet[Agreement]) -> list[dict[str, Any]]:
    found = totals.statistics(totals.with_sums(agreements))
    return [
        {"part": part, "status": code, "number": number, **{name: getattr(money, name) for name in NAMES}}
        for code, _label, number, money in found.rows
    ]


class ProjectFigures(Resource):
    """Money of projects by state: what NGOs gave on is part of their own grants, so the two parts are never added up."""

    area = "grants"
    title = "Money of projects"
    read = ProjectMoneyRead
    rows_tell_actions = False
    is_public = True
    is_shown = False
    is_paged = False
    filters = by(call="call")

    def listing(self, request: Any, **kwargs: Any) -> Response:
        """All rows at once, of one call or of all; `next` is always null."""
        filters.check_known(request, self.list_parameters(), beside=())
        asked = filters.read(self.filters, request)
        public = self.objects(self.reader)
        if "call" in asked:
            public = public.filter(application__call__in=Call.objects.public().filter(slug=asked["call"]))
        rows = _money("state", totals.of_the_state(public)) + _money("given_on", totals.given_on(public))
        return Response({"results": ProjectMoneyRead(rows, many=True).data, "next": None})

    def objects(self, reader: Any) -> QuerySet[Agreement]:
        return Agreement.objects.public()
