"""What the pages about the quality of judging say of those who judged: experts in the first stage, members in the second."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evaluation.choices import RoundKind
from evaluation.models import Round
from evaluation.scoring import quality as codes


def words(round_: Round) -> dict[str, str]:
    """The sentences by their keys, in the reader's language."""
    return _of_members() if round_.kind == RoundKind.COMMISSION else _of_experts()


def _of_experts() -> dict[str, str]:
    return {
        "agree": _("Do the experts agree?"),
        "agreement": _("Agreement between the experts"),
        "low_alpha": _(
            "1 is perfect agreement, 0 is what chance would give. From 0.8 the marks can be relied on, from 0.667 conclusions are tentative. Where all entries are of nearly the same quality alpha is low even for good experts."
        ),
        "each": _("How does each expert judge?"),
        "all": _("The experts"),
        "one": _("Expert"),
        "no_fault": _(
            "None of this is a fault by itself: an expert who differs from the others may be the one who has read most closely."
        ),
        "nobody": _("No expert has submitted a score sheet."),
        "differ": _("Entries on which the experts differ most"),
        "close": _("No two experts are further apart than a fifth of the highest total."),
        "model": _(
            "A model takes the leniency of each expert out of the totals. The official rank stands first; the other one is only for comparison."
        ),
        "formula": _(
            "Total of a sheet = worth of the entry + leniency of the expert + chance. Worth and leniency are chosen so that the squares of chance add up to the least sum; leniencies add up to zero. The formula stands in evaluation/scoring/severity.py of the portal's source."
        ),
        "not_adjusted": _(
            "There is no adjusted ranking: it needs two experts or more, connected by entries that they have both scored."
        ),
        "again": _(
            "The ranking is computed again without each expert in turn, and with the weight of each criterion 20% lower and 20% higher."
        ),
        "ranks_without": _("Ranks without one expert"),
        "what_ranks_without": _("What “ranks without one expert” says"),
        "how_ranks_without": _(
            "The ranking is computed again without each expert of the panel in turn. These are the best and the worst rank that the entry has in any of these rankings and in the official one. A narrow range means that no single expert decides about the place."
        ),
        "quality_link": _("How well the experts agree and how firm the ranking is"),
        "well": _("The experts agree well"),
        "roughly": _("The experts agree roughly: conclusions are tentative"),
        "hardly": _("The experts hardly agree: look at the entries with a large difference"),
        codes.ONE_EXPERT: _(
            "One expert alone gave all marks. Agreement and severity cannot be told: there is nobody to compare with."
        ),
        codes.SINGLE_SHEETS: _("No entry was scored by two experts, so nobody can say whether they agree."),
        codes.TWO_SHEETS: _(
            "No entry has more than two score sheets. When two experts differ, nothing says which of them is right; "
            "alpha is unsteady, and a third expert would tell more than any figure here."
        ),
        codes.NOT_CONNECTED: _(
            "The panel falls into groups that have no entry in common. A group of severe experts looks just like a group of "
            "weak entries, so ranks cannot be adjusted, and totals of different groups should be compared with care."
        ),
    }


def _of_members() -> dict[str, str]:
    return {
        "agree": _("Do the members of the commission agree?"),
        "agreement": _("Agreement between the members of the commission"),
        "low_alpha": _(
            "1 is perfect agreement, 0 is what chance would give. From 0.8 the marks can be relied on, from 0.667 conclusions are tentative. Where all entries are of nearly the same quality, as after a first stage, alpha is low even for good members."
        ),
        "each": _("How does each member of the commission judge?"),
        "all": _("The members of the commission"),
        "one": _("Member"),
        "no_fault": _(
            "None of this is a fault by itself: a member who differs from the others may be the one who has read most closely."
        ),
        "nobody": _("No member of the commission has submitted a score sheet."),
        "differ": _("Entries on which the members differ most"),
        "close": _("No two members are further apart than a fifth of the highest total."),
        "model": _(
            "A model takes the leniency of each member out of the totals. The official rank stands first; the other one is only for comparison."
        ),
        "formula": _(
            "Total of a sheet = worth of the entry + leniency of the member + chance. Worth and leniency are chosen so that the squares of chance add up to the least sum; leniencies add up to zero. The formula stands in evaluation/scoring/severity.py of the portal's source."
        ),
        "not_adjusted": _(
            "There is no adjusted ranking: it needs two members or more, connected by entries that they have both scored."
        ),
        "again": _(
            "The ranking is computed again without each member in turn, and with the weight of each criterion 20% lower and 20% higher."
        ),
        "ranks_without": _("Ranks without one member"),
        "what_ranks_without": _("What “ranks without one member” says"),
        "how_ranks_without": _(
            "The ranking is computed again without each member of the commission in turn. These are the best and the worst rank that the entry has in any of these rankings and in the official one. A narrow range means that no single member decides about the place."
        ),
        "quality_link": _("How well the members agree and how firm the ranking is"),
        "well": _("The members agree well"),
        "roughly": _("The members agree roughly: conclusions are tentative"),
        "hardly": _("The members hardly agree: look at the entries with a large difference"),
        codes.ONE_EXPERT: _(
            "One member alone gave all marks. Agreement and severity cannot be told: there is nobody to compare with."
        ),
        codes.SINGLE_SHEETS: _("No entry was scored by two members, so nobody can say whether they agree."),
        codes.TWO_SHEETS: _(
            "No entry has more than two score sheets. When two members differ, nothing says which of them is right; "
            "alpha is unsteady, and a third member would tell more than any figure here."
        ),
        codes.NOT_CONNECTED: _(
            "The commission falls into groups that have no entry in common. A group of severe members looks just like a "
            "group of weak entries, so ranks cannot be adjusted, and totals of different groups should be compared with care."
        ),
    }
