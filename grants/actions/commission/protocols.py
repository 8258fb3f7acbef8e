"""The signed protocol of a sitting."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from foundation.accounts.esignature.requests import Examined, accept
from foundation.audit.record import record
from foundation.core.db import lock
from grants.models import Meeting, ProtocolSignature
from grants.queries.commission.protocol import PURPOSE, signing_subject
from grants.rules.commission.protocol import check_can_sign


@transaction.atomic(durable=True)
def sign(*, meeting: Meeting, examined: Examined, by: Any) -> ProtocolSignature:
    """The e-signature of somebody who was there. Raises NotPermitted, Conflict, Invalid or SignatureRefused."""
    meeting = lock(Meeting, meeting.pk)
    check_can_sign(by, meeting)
    signature = accept(examined=examined, purpose=PURPOSE, subject=signing_subject(meeting), by=by)
    signed = ProtocolSignature.objects.create(meeting=meeting, signer=by, signature=signature)
    record("grants.meeting.protocol_signed", meeting, by=by, changes={"sha256": ["", signature.sha256]})
    return signed
