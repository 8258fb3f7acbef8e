"""A body's list of priority directions of one year, from the first proposal to the order (rules R23, R24)."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import ListStatus
from grants.workflow.owners import OFFICER

DIRECTION_LIST = Workflow(
    "list of directions",
    Transition(
        "discuss",
        {ListStatus.COLLECTING},
        ListStatus.DISCUSSING,
        owner=OFFICER,
        verb="grants.direction_list.discussion_opened",
    ),
    Transition(
        "extend",
        {ListStatus.DISCUSSING},
        ListStatus.DISCUSSING,
        owner=OFFICER,
        verb="grants.direction_list.discussion_extended",
        needs_reason=True,
    ),
    Transition(
        "collect_again",
        {ListStatus.DISCUSSING},
        ListStatus.COLLECTING,
        owner=OFFICER,
        verb="grants.direction_list.reopened",
        needs_reason=True,
    ),
    Transition(
        "approve",
        {ListStatus.DISCUSSING},
        ListStatus.APPROVED,
        owner=OFFICER,
        verb="grants.direction_list.approved",
    ),
    Transition(
        "replace",
        {ListStatus.APPROVED},
        ListStatus.REPLACED,
        owner=OFFICER,
        verb="grants.direction_list.replaced",
        needs_reason=True,
    ),
    Transition(
        "cancel",
        {ListStatus.COLLECTING, ListStatus.DISCUSSING},
        ListStatus.CANCELLED,
        owner=OFFICER,
        verb="grants.direction_list.cancelled",
        needs_reason=True,
    ),
    initial=ListStatus.COLLECTING,
)
