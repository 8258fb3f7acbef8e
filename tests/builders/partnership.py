"""Calls for partners, pools and agreements, reached by the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import time_machine

from foundation.accounts.esignature import requests
from foundation.accounts.models import User
from foundation.core.calendar import ALMATY
from grants.actions import partner_agreements, partner_applications, partner_calls
from grants.models import PartnerAgreement, PartnerApplication, PartnerCall
from grants.queries.partnership import PURPOSE, signed_facts, signing_subject
from registry.choices import Certainty, Role
from registry.models import Body, Membership, RuleParameters
from registry.queries import parameters
from tests.builders import signing
from tests.builders.evaluation import officer_of
from tests.factories.registry import BodyFactory, MembershipFactory

OPENS = dt.datetime(2026, 11, 23, 9, tzinfo=ALMATY)
CLOSES = dt.datetime(2026, 12, 14, 18, 30, tzinfo=ALMATY)
AFTER = dt.datetime(2026, 12, 15, 9, tzinfo=ALMATY)


def officer_for(call: PartnerCall) -> User:
    """The first of its body: a second call brings its own, a key too."""
    return Membership.objects.filter(body=call.body, role=Role.OFFICER).order_by("pk")[0].user


def head_for(application: PartnerApplication) -> User:
    return Membership.objects.get(organisation=application.organisation, role=Role.NGO_HEAD).user


def draft(body: Body | None = None, **changes: Any) -> PartnerCall:
    """A call in preparation, by a new officer of the body."""
    values = {"months": 36, "window_days": 10}
    row = {"key": "partnership-test", "values": values, "source": "A source", "certainty": Certainty.ASSUMED}
    RuleParameters.objects.get_or_create(code=parameters.PARTNERSHIP, valid_from=dt.date(2016, 1, 1), defaults=row)
    body = body or BodyFactory()
    facts = {
        "title_kk": "Серіктестер",
        "title_ru": "Партнёры",
        "title_en": "Partners for clean rivers",
        "terms_kk": "Бірге",
        "terms_ru": "Вместе",
        "terms_en": "Together",
        "months": 24,
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "eligibility": [{"code": "R13", "parameters": {}}],
    }
    return partner_calls.create(body=body, facts=facts | changes, by=officer_of(body))


def announced(body: Body | None = None) -> PartnerCall:
    call = draft(body)
    with time_machine.travel(OPENS, tick=False):
        return partner_calls.announce(call=call, by=officer_for(call))


def applied(call: PartnerCall, **organisation: Any) -> PartnerApplication:
    """Of a new NGO with its own head."""
    head = MembershipFactory(**{f"organisation__{name}": value for name, value in organisation.items()})
    with time_machine.travel(OPENS, tick=False):
        return partner_applications.submit(
            call=call,
            organisation=head.organisation,
            motivation="We know rivers",
            experience="Five years",
            by=head.user,
        )


def chosen(body: Body | None = None) -> PartnerApplication:
    """The one NGO of a published pool."""
    call = announced(body)
    application, officer = applied(call), officer_for(call)
    with time_machine.travel(AFTER, tick=False):
        partner_applications.judge(application=application, verdict="accept", reason="The best", by=officer)
        partner_calls.decide(call=call, by=officer)
    application.refresh_from_db()
    return application


def prepared(application: PartnerApplication, **changes: Any) -> PartnerAgreement:
    facts = {"number": "7", "text": "Clean rivers together", "starts_on": dt.date(2027, 1, 1), "months": 24}
    with time_machine.travel(AFTER, tick=False):
        return partner_agreements.prepare(application=application, by=officer_for(application.call), **facts | changes)


def signature_of(agreement: PartnerAgreement, by: User, **key: Any) -> requests.Examined:
    """What ``by`` sends: the document of the agreement, signed by the trial authority."""
    asked = requests.open_request(
        user=by,
        purpose=PURPOSE,
        subject=signing_subject(agreement),
        facts=signed_facts(agreement),
        bin_=key.get("bin_", ""),
    )
    return requests.examine(request=asked, signature=signing.signed(asked.content, **key))


def signed(agreement: PartnerAgreement, by: User, **key: Any) -> PartnerAgreement:
    return partner_agreements.sign(agreement=agreement, examined=signature_of(agreement, by, **key), by=by)


def effective(application: PartnerApplication, **changes: Any) -> PartnerAgreement:
    """Signed by both."""
    agreement, head = prepared(application, **changes), head_for(application)
    with time_machine.travel(AFTER, tick=False):
        agreement = signed(agreement, head, bin_=application.organisation.bin)
        return signed(agreement, officer_for(application.call))
