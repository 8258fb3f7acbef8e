"""Who holds which role in an NGO or in a state body, and who is invited to one."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.api.inputs import of_form
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core import presentation
from foundation.core.forms import REASON_LENGTH
from registry.actions import invitations, memberships
from registry.api.places import BodyField, OrganisationField, reader_of
from registry.api.regions import check_region
from registry.choices import InvitationStatus, Role
from registry.forms.people import ToldForm
from registry.models import Invitation, Membership, Organisation
from registry.rules import people, roles
from registry.workflow import INVITATION

REGIONS = ("organisation__region_id", "body__region_id")


class PeopleFilterForm(forms.Form):
    """Whose people."""

    organisation = forms.CharField(label=_("BIN"), required=False, max_length=12)
    body = forms.CharField(label=_("Code of the body"), required=False, max_length=50)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("Any")), *Role.choices])
    columns = {"organisation": "organisation__bin", "body": "body__code"}


class PlaceRead(Read):
    """Where a role is: in an NGO, or in a body."""

    organisation = serializers.CharField(source="organisation.bin", allow_null=True, default=None, help_text="BIN.")
    body = serializers.CharField(source="body.code", allow_null=True, default=None)


class MembershipRead(PlaceRead):
    """A role that a person holds or held. The e-mail address is told to those who may invite people there."""

    person = serializers.CharField(source="user.full_name")
    email = serializers.SerializerMethodField()
    is_system = serializers.BooleanField(source="user.is_service", help_text="The account of a key, not of a person.")

    class Meta:
        model = Membership
        fields = ("id", "organisation", "body", "person", "email", "is_system", "role", "started_at", "ended_at")

    def get_email(self, membership: Membership) -> str:
        may_invite = people.roles_to_invite(reader_of(self.context), membership.place)
        return membership.user.email if may_invite and not membership.user.is_service else ""


class RoleInput(Strict):
    """Another role in the same place."""

    role = serializers.ChoiceField(choices=Role.choices)
    reason = serializers.CharField(
        max_length=REASON_LENGTH, required=False, allow_blank=True, help_text="The person reads it."
    )


def _check_changes(user: Any, membership: Membership) -> None:
    """Whether the role may be changed into another at all; into which one the action asks."""
    people.check_held(membership)
    people.check_can_change_role(user, membership, membership.role)


def _check_ends(user: Any, membership: Membership) -> None:
    people.check_held(membership)
    roles.check_can_end_membership(user, membership)


class Memberships(Resource):
    """People with a role. Without a filter those of your own body; officers also read those of each NGO, by its BIN."""

    area = "registry"
    title = "Roles of people"
    read = MembershipRead
    everything = Membership.objects.all()
    region = REGIONS
    order = ("-started_at", "pk")
    lookup_value_converter = "int"
    filters = PeopleFilterForm
    changes = Act(
        run=memberships.change, subject="membership", takes=RoleInput, check=_check_changes, gives=MembershipRead,
        summary="Give a person another role instead of this one; the new one comes back",
    )  # fmt: skip
    acts: ClassVar[dict[str, Act]] = {
        "end": Act(
            run=memberships.end, subject="membership", takes=of_form(ToldForm, name="RoleEndInput", partial=True),
            check=_check_ends, gives=MembershipRead, summary="End a role now; the person is told",
        ),
    }  # fmt: skip

    def narrowed(self, found: QuerySet[Membership], asked: dict[str, Any]) -> QuerySet[Membership]:
        """Nobody leafs through the people of all NGOs: they are asked for one by one."""
        if not asked.keys() & {"organisation", "body"}:
            held = roles.memberships(self.reader)
            found = found.filter(organisation__in=held.values("organisation")) | found.filter(
                body__in=held.values("body")
            )
        return super().narrowed(found, asked)


class InvitationFilterForm(PeopleFilterForm):
    """Invitations to where, and how they stand."""

    status = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Any")), *InvitationStatus.choices])


class InvitationRead(PlaceRead):
    """An invitation to a role, or without a place to the registry of experts. The address is told while it is open."""

    email = serializers.SerializerMethodField()
    role = serializers.CharField(allow_blank=True, help_text="Empty: an expert.")

    class Meta:
        model = Invitation
        fields = (
            "id", "organisation", "body", "role", "email", "language", "status", "invited_at", "expires_at", "mailed_at",
            "closed_at",
        )  # fmt: skip

    def get_email(self, invitation: Invitation) -> str:
        return invitation.email if invitation.status == InvitationStatus.SENT else ""


class InviteInput(Strict):
    """Whom to invite, as what, and where: to an NGO or to a body."""

    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(choices=Role.choices)
    organisation = OrganisationField(required=False)
    body = BodyField(required=False)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        places = [sent.pop(name) for name in ("organisation", "body") if name in sent]
        if len(places) != 1:
            raise serializers.ValidationError(_("Say where: name an NGO or a body, one of them."))
        return sent | {"place": places[0]}


def _invited(sent: dict[str, Any], _none: Any) -> dict[str, Any]:
    return sent | {"language": presentation.language()}


class Invitations(Resource):
    """Invitations by e-mail. Officers are invited by people alone; heads of NGOs and all others also by a system."""

    area = "registry"
    title = "Invitations"
    read = InvitationRead
    everything = Invitation.objects.all()
    region = REGIONS
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = InvitationFilterForm
    workflow = INVITATION
    creates = Act(
        run=invitations.invite, takes=InviteInput, values=_invited,
        summary="Invite a person to a role; a letter or a message goes out, in the language that you ask in",
    )  # fmt: skip
    acts: ClassVar[dict[str, Act]] = {
        "resend": Act(
            run=invitations.resend, subject="invitation", step="revoke", check=people.check_can_manage_invitation,
            summary="Send it again with a new link; the old one opens nothing any more",
        ),
        "revoke": Act(
            run=invitations.revoke, subject="invitation", step="revoke", check=people.check_can_manage_invitation,
            summary="Take it back",
        ),
    }  # fmt: skip

    def check_creates(self, sent: dict[str, Any]) -> None:
        """A key of a region invites to places of that region."""
        place = sent["place"]
        check_region(self.request, place.region_id, "organisation" if isinstance(place, Organisation) else "body")

    def within(self, region: str) -> Q:
        """Also those of experts: their registry is one for the country."""
        return super().within(region) | Q(organisation=None, body=None)

    def _is_in(self, region: str, row: Invitation) -> bool:
        return row.place is None or super()._is_in(region, row)
