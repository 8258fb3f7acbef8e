"""Pages of the evaluation: a panel at its states, both stages, the example."""

from __future__ import annotations

from evaluation.actions import conflicts
from evaluation.choices import ConflictKind, TieScope
from evaluation.models import PanelTerms
from registry.choices import AffiliationKind
from registry.models import Affiliation
from tests.builders import evaluation, grants
from tests.evaluation.actions.test_calibration import write as write_example
from tests.evaluation.actions.test_stages import commission, convene, scored
from tests.journeys.shown import Shown, address


def panels() -> dict[str, Shown]:
    """A round whose entries are assigned, with a sign of a tie to look at; a proposal that is short; one by direction."""
    panel = evaluation.assigned(2, main=3, entries=4, experts=5, ties_bar=TieScope.ENTRY)
    short = evaluation.proposed(2, main=2, entries=3, max_load=2)
    apart = evaluation.prepared(main=2)
    apart_marks = evaluation.called([[[1000, 1000], [200, 300]]])
    PanelTerms.objects.create(round=apart.round, by_direction=True, public_source="Official rate of the day")
    seat, whose = panel.seats[0], panel.entries[0].organisation
    seat.expert.user.full_name, whose.head_name = "Ойданова Айгүл", "Ойданов Ерлан"
    seat.expert.user.save()
    whose.save()
    kind, other = ConflictKind.RELATIVE, panel.entries[1].organisation
    conflicts.declare(seat=seat, organisation=other, kind=kind, text="My sister works there.", by=seat.expert.user)
    Affiliation.objects.create(
        expert=panel.seats[1].expert, organisation=panel.entries[2].organisation, kind=AffiliationKind.MEMBER
    )
    sheet = seat.sheets.exclude(status="void").earliest("pk")
    round_id, officer, expert = panel.round.pk, panel.officer, seat.expert.user
    return {
        "marks that diverge": Shown(address("evaluation:divergence-list", apart_marks.round.pk), apart_marks.officer),
        "entries side by side": Shown(address("evaluation:entry-compare", round_id) + "?entry=1&entry=2", officer),
        "terms of a panel": Shown(address("evaluation:panel-terms", short.round.pk), short.officer),
        "assignment": Shown(address("evaluation:assignment-detail", round_id), officer),
        "short proposal": Shown(address("evaluation:assignment-detail", short.round.pk), short.officer),
        "conflicts": Shown(address("evaluation:conflict-list", round_id), officer),
        "sign of a conflict": Shown(
            address("evaluation:hint-review", round_id, seat.number, whose.pk, "surname"), officer
        ),
        "workload": Shown(address("evaluation:workload"), officer),
        "own conflicts": Shown(address("evaluation:seat-conflicts", seat.pk), expert),
        "conflict in a sheet": Shown(address("evaluation:sheet-conflict", sheet.pk), expert),
        "draw by direction": Shown(address("evaluation:draw-detail", apart.round.pk)),
    }


QUOTA = {"code": "q1", "bound": "at_least", "unit": "awards", "figure": 1, "of": "region", "values": ["710000000"]}


def stages_of_a_panel() -> dict[str, Shown]:
    """An expert who has to sign, a panel in its discussion, a commission that has scored after the experts, a draft call."""
    signing, talking, (first, _run) = evaluation.drawn(), evaluation.discussing(), evaluation.computed()
    learning = evaluation.signed(main=1, entries=1)
    write_example(learning)
    evaluation.open_scoring(learning)
    scoring, call = evaluation.scoring(), grants.call_at("draft", quotas=[QUOTA])
    waiting, seat = signing.seats[0], talking.seats[0]
    given = evaluation.submit(scoring, scoring.seats[0], scoring.entries[0], [500, 500])
    second = convene(first, commission(first))
    scored(second, first.officer)
    return {
        "quotas of a call": Shown(address("grants:call-quotas", call.slug), grants.officer_for(call)),
        "statement of an expert": Shown(address("evaluation:seat-statement", waiting.pk), waiting.expert.user),
        "stepping back": Shown(address("evaluation:seat-recuse", waiting.pk), waiting.expert.user),
        "sheet to give back": Shown(address("evaluation:sheet-reopen", given.pk), scoring.officer),
        "discussion of marks": Shown(
            address("evaluation:sheet-discuss", talking.sheet(seat, talking.entries[0]).pk), seat.expert.user
        ),
        "changes of sheets": Shown(address("evaluation:change-list", talking.round.pk), talking.officer),
        "example for experts": Shown(address("evaluation:calibration-edit", signing.round.pk), signing.officer),
        "example to score": Shown(
            address("evaluation:calibration-detail", learning.round.pk), learning.seats[0].expert.user
        ),
        "both stages": Shown(address("evaluation:stage-list", second.pk), first.officer),
        "quality of a commission": Shown(address("evaluation:run-quality", second.runs.get().pk), first.officer),
    }
