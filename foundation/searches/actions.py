"""Keeping a search, and telling its owner of what is new in it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.errors import Fault, Invalid
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import in_each
from foundation.searches import lists, queries
from foundation.searches.lists import Listed
from foundation.searches.models import SavedHit, SavedSearch, Stopped
from foundation.searches.verbs import FOUND

LIMIT = 20
NAMED = 5
NEW = Letter(FOUND, gettext_noop("New in your search «%(name)s»: %(count)s"), gettext_noop("%(titles)s"))
STOPPED = Letter(
    FOUND,
    gettext_noop("Your search «%(name)s» has stopped"),
    gettext_noop("%(reason)s. Delete it and save it again with filters that fit."),
)
TOO_MANY = _("This search finds more than %(most)s things: nobody can be told of each. Narrow it first.")


@transaction.atomic(durable=True)
def save(*, listed: Listed, query: str, name: str, by: User) -> SavedSearch:
    """Keep the filters ``query`` of a list; what they find today is known, of what comes later ``by`` is told.

    Raises Invalid: too many searches, the name or the filters saved already, a search that finds too much.
    """
    User.objects.select_for_update().get(pk=by.pk)  # so that of two windows at once only one takes the last place
    kept = queries.understood(listed, query).query
    _check(SavedSearch(owner=by, listed=listed.code, query=kept, name=name))
    found = queries.keys(listed, kept, by)
    if len(found) > queries.MOST:
        raise Invalid(Fault(TOO_MANY % {"most": queries.MOST}, "name"))
    now = clock.now()
    search = SavedSearch.objects.create(
        owner=by, listed=listed.code, query=kept, name=name, known=sorted(found), saved_at=now, run_at=now
    )
    record("searches.search.saved", search, by=by, changes={"listed": [None, listed.code]})
    return search


def _check(wanted: SavedSearch) -> None:
    own = list(SavedSearch.objects.visible_to(wanted.owner).defer("known"))
    same = next((one for one in own if (one.listed, one.query) == (wanted.listed, wanted.query)), None)
    if same:
        raise Invalid(Fault(_("You have saved this search already, as «%(name)s».") % {"name": same.name}, "name"))
    if any(one.name == wanted.name for one in own):
        raise Invalid(Fault(_("You have another search of this name: choose a different one."), "name"))
    if len(own) >= LIMIT:
        raise Invalid(Fault(_("You can keep %(limit)s searches: delete one first.") % {"limit": LIMIT}, "name"))


@transaction.atomic(durable=True)
def delete(*, search: SavedSearch, by: User) -> None:
    """Keep it no more. Does nothing for a search of somebody else."""
    own = SavedSearch.objects.visible_to(by).select_for_update().filter(pk=search.pk).first()
    if own:
        record("searches.search.deleted", own, by=by, changes={"listed": [own.listed, None]})
        own.delete()


@transaction.atomic(durable=True)
def run(*, search_id: int) -> int:
    """Tell the owner what is new in one search, as the owner may see it now; returns how much that is.

    What is told is remembered in the same transaction: nothing is told twice, and nothing is missed for a row that was
    hidden, or did not fit, when the search was run before.
    """
    rows = SavedSearch.objects.running().select_for_update(of=("self",)).select_related("owner")
    search = rows.filter(pk=search_id).first()
    if search is None:
        return 0
    with translation.override(search.owner.language):
        new = _new(search)
    search.run_at = clock.now()
    search.save(update_fields=["run_at", "stopped_for"])
    return new


def _new(search: SavedSearch) -> int:
    listed = lists.known(search.listed)
    # A filter that is left out narrows nothing: its owner would be told of everything that there is.
    if listed is None or queries.understood(listed, search.query).query != search.query:
        return _stop(search, Stopped.FILTER_GONE)
    found = queries.keys(listed, search.query, search.owner)
    if len(found) > queries.MOST:
        return _stop(search, Stopped.TOO_MANY)
    told = set(SavedHit.objects.filter(search=search).values_list("key", flat=True))
    new = sorted(found - told - set(search.known))
    if new:
        _tell(search, listed, new)
    return len(new)


def _tell(search: SavedSearch, listed: Listed, new: list[int]) -> None:
    now = clock.now()
    SavedHit.objects.bulk_create(SavedHit(search=search, key=key, found_at=now) for key in new)
    rows = list(listed.visible(search.owner).filter(pk__in=new[-NAMED:]))
    context = {
        "name": search.name,
        "count": len(new),
        "titles": in_each(lambda: "\n".join(f"– {listed.title(row)}" for row in rows)),
    }
    notify(to=search.owner, letter=NEW, context=context, link=search.get_absolute_url())


def _stop(search: SavedSearch, reason: Stopped) -> int:
    search.stopped_for = reason
    context = {"name": search.name, "reason": in_each(lambda: str(reason.label))}
    notify(to=search.owner, letter=STOPPED, context=context, link=search.get_absolute_url())
    return 0


def due(before: dt.datetime, after: int, most: int) -> list[int]:
    """Keys of searches that were last run before a moment, by key and greater than ``after``."""
    rows = SavedSearch.objects.running().filter(run_at__lt=before, pk__gt=after)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])
