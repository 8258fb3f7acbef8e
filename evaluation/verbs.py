"""What the audit says about the engine, and what its messages are about."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import verbs
from foundation.notifications import topics

ROUNDS = "evaluation.rounds"
topics.register({ROUNDS: _("Scoring by experts")})

verbs.register(
    {
        "evaluation.rubric.created": _("Rubric written"),
        "evaluation.rubric.edited": _("Rubric changed"),
        "evaluation.rubric.frozen": _("Rubric frozen"),
        "evaluation.round.prepared": _("Scoring prepared"),
        "evaluation.round.adjusted": _("Round of evaluation follows its changed contest"),
        "evaluation.round.announced": _("Digest of the seed published"),
        "evaluation.round.drawn": _("Experts drawn"),
        "evaluation.round.convened": _("Commission seated for the second stage"),
        "evaluation.round.opened": _("Scoring opened"),
        "evaluation.round.term_set": _("Term of the experts set"),
        "evaluation.round.marks_compared": _("Independent marks ended and compared"),
        "evaluation.extra.called": _("One more expert called where marks diverged"),
        "evaluation.round.discussion_opened": _("Discussion of the experts opened"),
        "evaluation.round.closed": _("Scoring closed"),
        "evaluation.entry.added": _("Entry added"),
        "evaluation.seat.accepted": _("No-conflict statement signed"),
        "evaluation.seat.recused": _("Expert recused"),
        "evaluation.seat.promoted": _("Reserve expert took a seat"),
        "evaluation.sheet.saved": _("Marks saved"),
        "evaluation.sheet.submitted": _("Score sheet submitted"),
        "evaluation.sheet.revised": _("Score sheet changed in the discussion"),
        "evaluation.sheet.reopened": _("Score sheet reopened"),
        "evaluation.calibration.written": _("Calibration example written"),
        "evaluation.calibration.answered": _("Calibration example scored"),
        "evaluation.sheet.voided": _("Score sheet made void"),
        "evaluation.terms.changed": _("Terms of the panel changed"),
        "evaluation.conflict.declared": _("Conflict of interest declared"),
        "evaluation.hint.reviewed": _("Sign of a conflict reviewed"),
        "evaluation.assignment.proposed": _("Assignment proposed"),
        "evaluation.assignment.accepted": _("Assignment accepted"),
        "evaluation.assignment.mended": _("Assignment mended after a replacement"),
        "evaluation.answers.asked": _("Applicants asked for their answers"),
        "evaluation.answer.sent": _("Applicant answered its marks"),
        "evaluation.run.requested": _("Ranking requested"),
        "evaluation.run.computed": _("Ranking computed"),
        "evaluation.run.published": _("Ranking published"),
        "evaluation.bundle.made": _("Files of a contest bundled"),
        "evaluation.likeness.dismissed": _("Likeness of two entries dismissed"),
        "evaluation.likeness.confirmed": _("Likeness of two entries confirmed"),
    }
)
