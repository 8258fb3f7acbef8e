"""What waits for a person in grants."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.choices import RoundStatus
from evaluation.models import Entry
from evaluation.queries import latest_run
from foundation.core import clock
from foundation.core.desk import Task
from grants.choices import (
    AppealStatus,
    ApplicationStatus,
    AwardStatus,
    CallStatus,
    CheckStage,
    EnquiryStatus,
    MeetingStatus,
    NominationStatus,
)
from grants.models import (
    Appeal,
    Application,
    Attendee,
    Award,
    Ballot,
    Call,
    FormalCheck,
    Nomination,
    Proposal,
    ProtocolSignature,
)
from grants.queries.agreement_desk import agreement_tasks
from grants.queries.case_tasks import case_tasks
from grants.queries.direction_desk import direction_tasks
from grants.queries.effect_desk import effect_tasks
from grants.queries.partnership_desk import partnership_tasks
from grants.queries.phase_terms import running_term
from grants.querysets import memberships, offices
from registry.choices import Role

OFFICER_STATUSES = (CallStatus.ANNOUNCED, CallStatus.CHECKING, CallStatus.SCORING)


def desk_tasks(user: Any) -> list[Task]:
    """Everything that waits for ``user`` in grants: as applicant, officer, secretary and member of a commission."""
    return [
        *nomination_tasks(user),
        *applicant_tasks(user),
        *award_tasks(user),
        *appeal_tasks(user),
        *officer_tasks(user),
        *case_tasks(user),
        *enquiry_tasks(user),
        *secretary_tasks(user),
        *commission_tasks(user),
        *direction_tasks(user),
        *agreement_tasks(user),
        *effect_tasks(user),
        *partnership_tasks(user),
    ]


def nomination_tasks(user: Any) -> list[Task]:
    """Proposals for a premium that wait for the answer of an NGO where ``user`` writes, while the call is open."""
    writes = memberships(user).filter(role__in=(Role.NGO_HEAD, Role.NGO_EDITOR)).values("organisation")
    waiting = Nomination.objects.filter(
        organisation__in=writes,
        status=NominationStatus.PROPOSED,
        call__status=CallStatus.ANNOUNCED,
        call__closes_at__gte=clock.now(),
    )
    title = _("Answer a proposal for a premium: %(name)s")
    return [
        Task(
            title % {"name": one.organisation},
            one.get_absolute_url(),
            one.status,
            one.get_status_display(),
            one.call.closes_at,
        )
        for one in waiting.select_related("call", "organisation").order_by("pk")
    ]


def enquiry_tasks(user: Any) -> list[Task]:
    """Questions about calls that wait for an answer of ``user`` as an officer, one line for each call."""
    waiting = Q(enquiries__status=EnquiryStatus.ASKED)
    running = Call.objects.run_by(user, Role.OFFICER).exclude(status__in=(CallStatus.DECIDED, CallStatus.CANCELLED))
    calls = running.annotate(asked=Count("enquiries", filter=waiting)).filter(asked__gt=0)
    title = _("Answer questions about the call: %(name)s")
    return [_call_task(call, title, reverse("grants:enquiry-list", args=[call.slug])) for call in calls.order_by("pk")]


def applicant_tasks(user: Any) -> list[Task]:
    """Drafts that can still be sent and applications returned for correction, of NGOs where ``user`` writes."""
    writes = memberships(user).filter(role__in=(Role.NGO_HEAD, Role.NGO_EDITOR)).values("organisation")
    now = clock.now()
    is_draft = Q(status=ApplicationStatus.DRAFT, call__status=CallStatus.ANNOUNCED, call__closes_at__gte=now)
    waiting = (
        Application.objects.filter(is_draft | Q(status=ApplicationStatus.RETURNED), organisation__in=writes)
        .select_related("call")
        .order_by(F("call__closes_at").asc(), "pk")
    )
    return [*(_task(application) for application in waiting), *_answer_tasks(writes, now)]


def _answer_tasks(writes: Any, now: dt.datetime) -> list[Task]:
    """Applications whose marks may be answered still."""
    unanswered = Entry.objects.filter(round=OuterRef("call__round"), reference=OuterRef("number"), answer=None)
    asked = Application.objects.filter(Exists(unanswered), call__round__answers_until__gte=now, organisation__in=writes)
    return [
        Task(
            title=_("Answer the marks before the decision: %(name)s")
            % {"name": application.title or application.number},
            url=reverse("grants:application-answer", args=[application.number]),
            status="due",
            status_label=_("Not answered"),
            due_at=application.call.round.answers_until if application.call.round else None,
        )
        for application in asked.select_related("call__round").order_by("call__round__answers_until", "pk")
    ]


def _task(application: Application) -> Task:
    is_returned = application.status == ApplicationStatus.RETURNED
    title = _("Correct and send: %(name)s") if is_returned else _("Finish and send: %(name)s")
    return Task(
        title=title % {"name": application.title or application.number},
        url=application.get_absolute_url(),
        status=application.status,
        status_label=application.get_status_display(),
        due_at=None if is_returned else application.call.closes_at,
    )


def award_tasks(user: Any) -> list[Task]:
    """Grants that wait for the answer of the head, and for officers those that nobody answered in time."""
    held, now = memberships(user), clock.now()
    own = held.filter(role=Role.NGO_HEAD).values("organisation")
    heads = Q(application__organisation__in=own, answer_until__gte=now)
    operators = offices(user)
    late = Q(application__call__operator__in=operators, answer_until__lt=now)
    waiting = Award.objects.filter(heads | late, status=AwardStatus.OFFERED).select_related("application__call")
    return [_award_task(award) for award in waiting.order_by("answer_until", "pk")]


def _award_task(award: Award) -> Task:
    application, is_late = award.application, award.answer_until < clock.now()
    title = _("Not answered in time: %(name)s") if is_late else _("Accept or decline the grant: %(name)s")
    return Task(
        title=title % {"name": application.title or application.number},
        url=reverse("grants:award-list", args=[application.call.slug]) if is_late else application.get_absolute_url(),
        status=award.status,
        status_label=award.get_status_display(),
        due_at=award.answer_until,
    )


def appeal_tasks(user: Any) -> list[Task]:
    """Appeals that the person reviews, and for officers and secretaries those that nobody has taken."""
    calls = Call.objects.run_by(user, Role.OFFICER, Role.SECRETARY).values("pk")
    free = Q(status=AppealStatus.SUBMITTED, application__call__in=calls)
    own = Q(status=AppealStatus.IN_REVIEW, reviewer=user.pk)
    waiting = Appeal.objects.filter(free | own).select_related("application").order_by("due_at", "pk")
    return [
        Task(
            _("Answer the appeal: %(name)s") % {"name": appeal.application.title or appeal.application.number},
            appeal.get_absolute_url(),
            appeal.status,
            appeal.get_status_display(),
            appeal.due_at,
        )
        for appeal in waiting
    ]


def officer_tasks(user: Any) -> list[Task]:
    """Calls that an officer moves on: whose window has closed, whose checks wait, whose ranking is there."""
    calls = Call.objects.run_by(user, Role.OFFICER).filter(status__in=OFFICER_STATUSES).select_related("round")
    applications = Application.objects.filter(call=OuterRef("pk"))
    concluded = FormalCheck.objects.filter(application=OuterRef("pk"), stage=CheckStage.PROPOSED)
    waiting = calls.annotate(
        unchecked=_number_of(applications.filter(status=ApplicationStatus.SUBMITTED).exclude(Exists(concluded))),
        returned=_number_of(applications.filter(status=ApplicationStatus.RETURNED)),
        concluded=_number_of(applications.filter(Exists(concluded))),
        to_confirm=_number_of(applications.filter(Exists(concluded.exclude(checked_by=user.pk)))),
    )
    found = [_officer_task(call) for call in waiting.order_by("closes_at", "pk")]
    return [task for task in found if task]


def _number_of(rows: Any) -> Coalesce:
    """Count of ``rows`` as a column, without joining them."""
    counted = rows.order_by().values("call").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _officer_task(call: Any) -> Task | None:
    phases = reverse("grants:phase-detail", args=[call.slug])
    if call.status == CallStatus.ANNOUNCED:
        is_over = call.closes_at < clock.now()
        return _term_task(call, _("Start the formal check: %(name)s"), phases) if is_over else None
    if call.status == CallStatus.SCORING:
        is_ranked = call.round.status == RoundStatus.CLOSED and latest_run(call.round) is not None
        return _term_task(call, _scoring_title(call), phases) if is_ranked else None
    if call.to_confirm:
        title = ngettext("Confirm %(count)d check: %(name)s", "Confirm %(count)d checks: %(name)s", call.to_confirm)
        title = title.replace("%(count)d", str(call.to_confirm))
        address = reverse("grants:check-list", args=[call.slug]) + f"?status={CheckStage.PROPOSED}"
        return _term_task(call, title, address)
    if call.unchecked:
        title = ngettext(
            "Check %(count)d application: %(name)s", "Check %(count)d applications: %(name)s", call.unchecked
        )
        title = title.replace("%(count)d", str(call.unchecked))
        return _term_task(call, title, reverse("grants:check-list", args=[call.slug]))
    if call.returned or call.concluded:
        return None
    return _term_task(call, _("Hand the admitted applications to the experts: %(name)s"), phases)


def secretary_tasks(user: Any) -> list[Task]:
    """Sittings to be prepared, opened or concluded."""
    calls = Call.objects.run_by(user, Role.SECRETARY).filter(status=CallStatus.DECIDING).select_related("meeting")
    titles = {
        None: _("Prepare the meeting of the commission: %(name)s"),
        MeetingStatus.PREPARING: _("Open the vote of the commission: %(name)s"),
        MeetingStatus.VOTING: _("Conclude the meeting of the commission: %(name)s"),
    }
    found = []
    for call in calls.order_by("pk"):
        meeting = getattr(call, "meeting", None)
        title = titles[MeetingStatus(meeting.status) if meeting else None]
        due_at = meeting.held_at if meeting else None
        found.append(_call_task(call, title, reverse("grants:meeting-detail", args=[call.slug]), due_at))
    return found


def commission_tasks(user: Any) -> list[Task]:
    """Meetings before which the member has not declared conflicts, open votes that the member has not given, and
    protocols to be signed.
    """
    ballots = Ballot.objects.filter(attendee=OuterRef("pk")).order_by().values("attendee")
    listed = Proposal.objects.filter(meeting=OuterRef("meeting")).order_by().values("meeting")
    seats = Attendee.objects.filter(member=user.pk).annotate(
        said=Coalesce(Subquery(ballots.annotate(count=Count("pk")).values("count")), 0),
        listed=Coalesce(Subquery(listed.annotate(count=Count("pk")).values("count")), 0),
        is_signed=Exists(ProtocolSignature.objects.filter(meeting=OuterRef("meeting"), signer=user.pk)),
    )
    declares = Q(declared_at=None) & ~Q(meeting__status=MeetingStatus.CONCLUDED)
    votes = Q(meeting__status=MeetingStatus.VOTING, is_present=True, said__lt=F("listed"))
    signs = Q(meeting__status=MeetingStatus.CONCLUDED, is_present=True, is_signed=False)
    rows = seats.filter(declares | votes | signs).select_related("meeting__call")
    return [_seat_task(seat) for seat in rows.order_by("meeting__held_at", "pk")]


def _seat_task(seat: Attendee) -> Task:
    """What a member does next about a sitting."""
    meeting = seat.meeting
    if meeting.status == MeetingStatus.CONCLUDED:
        return _call_task(
            meeting.call, _("Sign the protocol: %(name)s"), reverse("grants:meeting-sign", args=[meeting.call.slug])
        )
    if seat.declared_at is None:
        url = reverse("grants:meeting-declare", args=[meeting.call.slug])
        return _call_task(meeting.call, _("Say which applications are not for you: %(name)s"), url, meeting.held_at)
    return _call_task(
        meeting.call, _("Vote on the list: %(name)s"), reverse("grants:meeting-detail", args=[meeting.call.slug])
    )


def _scoring_title(call: Call) -> str:
    """What the officer does next with a ranking."""
    until = call.round.answers_until if call.round else None
    if call.answer_days and until is None:
        return _("Ask the applicants for their answers: %(name)s")
    if until and clock.now() <= until:
        return _("Applicants answer their marks: %(name)s")
    return _("Hand the ranking to the commission: %(name)s")


def _term_task(call: Call, title: str, url: str) -> Task:
    """A task with the term that the call has set itself for this phase; a late one says so."""
    term = running_term(call)
    if term is None:
        return _call_task(call, title, url)
    status = ("overdue", _("Late")) if term.is_late else (call.status, call.get_status_display())
    return Task(title % {"name": str(call)}, url, *status, term.due_at, term.left)


def _call_task(call: Call, title: str, url: str, due_at: dt.datetime | None = None) -> Task:
    return Task(title % {"name": str(call)}, url, call.status, call.get_status_display(), due_at)
