"""Keys of tenders: who can hold one, who holds a share, and that a share is lost. What needs a passphrase is a person's."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.accounts.models import User
from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from registry.choices import Role
from registry.rules import roles
from socialorder.actions.keys import keys as actions
from socialorder.forms.tenders import known_holders
from socialorder.models import Share, TenderKey
from socialorder.rules.keys import check_can_report_lost


class KeyRead(Read):
    """The public key of a tender, under which bids are sealed. Its secret is nowhere."""

    class Meta:
        model = TenderKey
        fields = ("public_key", "generation", "made_at")


class HolderRead(Read):
    """Somebody who has a key of the own."""

    class Meta:
        model = User
        fields = ("id", "full_name")


class Holders(Resource):
    """People who can be named holders of the key of a tender: they have made a key of their own. For officers."""

    area = "orders"
    title = "Key holders"
    read = HolderRead
    lookup_value_converter = "int"

    def objects(self, reader: Any) -> QuerySet[User]:
        found = known_holders()
        return found if roles.has_role(reader, Role.OFFICER) else found.none()


class ShareRead(Read):
    """A share of the key of a tender, without anything that opens it."""

    tender = of("key.tender.slug")
    public_key = of("key.public_key")
    holder = of("holder.full_name")

    class Meta:
        model = Share
        fields = ("id", "tender", "public_key", "number", "holder", "lost_at")


def _reports(user: Any, share: Share) -> None:
    check_can_report_lost(user, share, share.key.tender)


class Shares(Resource):
    """Shares of the keys of the asker's tenders. A key is made at its tender; holders hand shares over on the page."""

    area = "orders"
    title = "Shares of keys"
    read = ShareRead
    everything = Share.objects.all()
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(tender="key__tender__slug")
    region = "key__tender__body__region_id"
    acts = {
        "report-lost": Act(
            run=actions.report_lost, subject="share", check=_reports,
            summary="Report a share lost; the two other holders replace it",
        ),
    }  # fmt: skip
