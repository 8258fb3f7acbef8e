"""How each rule of eligibility finds its answer in what the registry knows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from foundation.core import presentation
from foundation.core.calendar import local_date
from foundation.core.text import localized
from registry.choices import ANNUAL_FILED, FundingKind, FundingStage, MatchStatus
from registry.models import (
    AnnualInformation,
    CalendarDay,
    Funding,
    Membership,
    MonthlyIndex,
    Organisation,
    Region,
    RuleParameters,
    Sphere,
    SupplierMatch,
)
from registry.models.annual import last_due_year
from registry.rules.eligibility_kinds import CANNOT_TELL, FAIL, PASS, Asked, Finding


def card(organisation: Organisation) -> str:
    return organisation.get_absolute_url()


def has_bin(asked: Asked) -> Finding:
    number = asked.organisation.bin
    if number:
        return Finding(PASS, gettext("Its BIN is %(bin)s.") % {"bin": number})
    remedy = gettext("Ask an officer to enter the BIN after the state registration.")
    return Finding(FAIL, gettext("The registry has no BIN of this organisation."), remedy, card(asked.organisation))


def is_ngo(asked: Asked) -> Finding:
    form = asked.organisation.get_legal_form_display()
    if asked.organisation.legal_form not in asked.parameters["excluded"]:
        return Finding(PASS, gettext("Its legal form is: %(form)s.") % {"form": form})
    fact = gettext("Its legal form is: %(form)s. Organisations of this form cannot apply.") % {"form": form}
    return Finding(FAIL, fact, gettext("If the form is wrong, correct it on the card."), card(asked.organisation))


def annual_information(asked: Asked) -> Finding:
    year = asked.parameters.get("year") or last_due_year(asked.on, CalendarDay.objects.overrides())
    row = AnnualInformation.objects.filter(organisation=asked.organisation, year=year).first()
    if row and row.status in ANNUAL_FILED:
        fact = gettext("Its information for %(year)s is in the database of NGOs.") % {"year": year}
        return Finding(PASS, fact, known_on=local_date(row.submitted_at) if row.submitted_at else None)
    if asked.facts.get("if_filed"):
        return Finding(
            PASS, gettext("If its information for %(year)s were filed today.") % {"year": year}, known_on=asked.on
        )
    fact = gettext("Its information for %(year)s, the last year that was due, is not in the database of NGOs.")
    if row:
        fact = gettext("Its information for %(year)s has been begun or returned, but is not submitted.")
    url = reverse("registry:annual-edit", args=[asked.organisation.bin, year]) if asked.organisation.bin else ""
    return Finding(FAIL, fact % {"year": year}, gettext("File the information for %(year)s.") % {"year": year}, url)


def good_standing(asked: Asked) -> Finding:
    status = asked.organisation.get_status_display()
    if asked.organisation.status not in asked.parameters["excluded"]:
        return Finding(PASS, gettext("Its status in the registry is: %(status)s.") % {"status": status})
    fact = gettext("Its status in the registry is: %(status)s. With it an organisation cannot apply.")
    remedy = gettext("If the status is out of date, ask an officer of the registry to correct it.")
    return Finding(FAIL, fact % {"status": status}, remedy, card(asked.organisation))


def spheres_meet(asked: Asked) -> Finding:
    own = {sphere.number: localized(sphere, "name") for sphere in asked.organisation.spheres.all()}
    wanted = asked.parameters["spheres"]
    shared = [own[number] for number in sorted(own) if not wanted or number in wanted]
    if shared:
        return Finding(PASS, gettext("Spheres of its charter that fit: %(spheres)s.") % {"spheres": "; ".join(shared)})
    if not own:
        fact = gettext("The registry knows no sphere of activity of this organisation.")
    else:
        named = Sphere.objects.filter(number__in=wanted) if wanted else []
        fact = gettext("None of its spheres is among those of the contest: %(spheres)s.") % {
            "spheres": "; ".join(localized(sphere, "name") for sphere in named)
        }
    remedy = gettext("If the charter names such a sphere, enter it on the organisation's page.")
    return Finding(FAIL, fact, remedy, edit(asked.organisation))


def edit(organisation: Organisation) -> str:
    return reverse("registry:ngo-edit", args=[organisation.bin]) if organisation.bin else ""


def region(asked: Asked) -> Finding:
    region = asked.organisation.region
    fact = gettext("It is registered in: %(region)s.") % {"region": localized(region, "name")}
    if region.code in asked.parameters["regions"]:
        return Finding(PASS, fact)
    names = [localized(one, "name") for one in Region.objects.filter(code__in=asked.parameters["regions"])]
    remedy = gettext("Only organisations of these regions can apply: %(regions)s.") % {"regions": ", ".join(names)}
    return Finding(FAIL, fact, remedy, card(asked.organisation))


def age(asked: Asked) -> Finding:
    registered_on, months = asked.organisation.registered_on, int(asked.parameters["months"])
    remedy = gettext("If the date is wrong, ask an officer of the registry to correct it.")
    if registered_on is None:
        fact = gettext("The registry does not know when it was registered.")
        return Finding(CANNOT_TELL, fact, remedy, card(asked.organisation))
    fact = gettext("It was registered on %(day)s.") % {"day": presentation.day(registered_on)}
    if months_between(registered_on, asked.on) >= months:
        return Finding(PASS, fact, known_on=registered_on)
    needed = ngettext("At least %(months)s month is needed.", "At least %(months)s months are needed.", months)
    said = f"{fact} {needed % {'months': months}}"
    return Finding(FAIL, said, remedy, card(asked.organisation), known_on=registered_on)


def months_between(start: dt.date, end: dt.date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def not_unreliable(asked: Asked) -> Finding:
    rows = SupplierMatch.objects.filter(organisation=asked.organisation).exclude(status=MatchStatus.DISMISSED)
    found = [match for match in rows.select_related("supplier") if match.supplier.is_in_force(asked.on)]
    confirmed = [match for match in found if match.status == MatchStatus.CONFIRMED]
    url = reverse("registry:ngo-diligence", args=[asked.organisation.bin]) if asked.organisation.bin else ""
    if confirmed:
        fact = gettext("It is on the list of unreliable suppliers since %(day)s: %(source)s.")
        supplier = confirmed[0].supplier
        values = {"day": presentation.day(supplier.listed_on), "source": supplier.source}
        return Finding(
            FAIL, fact % values, gettext("If it is another organisation, ask an officer to look again."), url
        )
    if found:
        fact = gettext("The list of unreliable suppliers has a nearly equal name; an officer has not decided yet.")
        return Finding(CANNOT_TELL, fact, gettext("Ask an officer to decide."), url)
    return Finding(PASS, gettext("It is not known to be on the list of unreliable suppliers."))


# Months and MRP of the grant types (rule R21); exactly 12 or 24 months and 3,000 or 10,000 MRP fit two types.
GRANT_TYPES: dict[str, tuple[int, int, int, int | None]] = {
    "short": (3, 12, 500, 3_000),
    "medium": (12, 24, 3_000, 10_000),
    "long": (24, 36, 10_000, None),
}


def request_fits_type(asked: Asked) -> Finding:
    amount, months = asked.facts.get("amount"), asked.facts.get("months")
    index = MonthlyIndex.objects.on(asked.on)
    if amount is None or months is None or index is None:
        return Finding(CANNOT_TELL, gettext("The sum and the term are not filled in yet."))
    from_month, to_month, low, high = GRANT_TYPES[asked.parameters["type"]]
    values = {
        "amount": presentation.tenge(amount),
        "low": presentation.tenge(low * index.amount),
        "high": presentation.tenge(high * index.amount) if high else "∞",
        "months": months,
        "from_month": from_month,
        "to_month": to_month,
    }
    fact = gettext(
        "%(amount)s for %(months)s months are asked for; this type of grant is %(low)s to %(high)s for %(from_month)s "
        "to %(to_month)s months."
    )
    in_money = low * index.amount <= Decimal(amount) and (high is None or Decimal(amount) <= high * index.amount)
    if in_money and from_month <= months <= to_month:
        return Finding(PASS, fact % values)
    return Finding(FAIL, fact % values, gettext("Change the sum or the term, or choose another type of grant."))


def term(asked: Asked) -> Finding:
    """A project takes 36 months at most (rule R15)."""
    months, most = asked.facts.get("months"), int(asked.parameters["months"])
    if months is None:
        return Finding(CANNOT_TELL, gettext("The term is not filled in yet."), known_on=asked.on)
    fact = ngettext("%(months)s month is asked for.", "%(months)s months are asked for.", months) % {"months": months}
    if 1 <= months <= most:
        return Finding(PASS, fact, known_on=asked.on)
    remedy = ngettext("Shorten the project to %(most)s month.", "Shorten the project to %(most)s months.", most)
    return Finding(FAIL, fact, remedy % {"most": most}, known_on=asked.on)


def premium_wait(asked: Asked) -> Finding:
    """Some years lie between two premiums; none by the parameters until an act is known."""
    known = RuleParameters.objects.on(asked.on).get("grants.premium_wait")
    years = int(asked.parameters.get("years") or (known.values["years"] if known else 0))
    premiums = Funding.objects.filter(organisation=asked.organisation, kind=FundingKind.PREMIUM, annulled_at=None)
    last = premiums.order_by("-decided_on").values_list("decided_on", flat=True).first()
    if last is None:
        return Finding(PASS, gettext("The portal knows no premium of this organisation."), known_on=asked.on)
    fact = gettext("Its last premium is of %(day)s.") % {"day": presentation.day(last)}
    if years == 0 or months_between(last, asked.on) >= years * 12:
        return Finding(PASS, fact, known_on=last)
    remedy = ngettext("%(years)s year must pass after a premium.", "%(years)s years must pass after a premium.", years)
    return Finding(FAIL, fact, remedy % {"years": years}, known_on=last)


def record(asked: Asked) -> Finding:
    """What came of its awards of the last years: one that was terminated refuses, lateness is told."""
    years = int(asked.parameters["years"])
    rows = Funding.objects.filter(organisation=asked.organisation, annulled_at=None).exclude(stage="")
    recent = [
        row for row in rows.order_by("-decided_on", "-pk") if months_between(row.decided_on, asked.on) < years * 12
    ]
    ended = [row for row in recent if row.stage == FundingStage.TERMINATED]
    url = reverse("registry:ngo-money", args=[asked.organisation.bin]) if asked.organisation.bin else ""
    if ended:
        fact = gettext("The agreement on «%(title)s» of %(day)s was terminated.")
        values = {"title": ended[0].title, "day": presentation.day(ended[0].decided_on)}
        remedy = ngettext(
            "%(years)s year must pass since that award. If this is wrong, ask the body that gave it.",
            "%(years)s years must pass since that award. If this is wrong, ask the body that gave it.",
            years,
        )
        return Finding(FAIL, fact % values, remedy % {"years": years}, url, known_on=ended[0].decided_on)
    if not recent:
        return Finding(PASS, gettext("The portal knows no agreement of these years."), known_on=asked.on)
    late = sum(row.was_late for row in recent)
    fact = ngettext("None of %(count)d award was terminated", "None of %(count)d awards was terminated", len(recent))
    said = gettext("%(fact)s; with a late report: %(late)d.") % {"fact": fact % {"count": len(recent)}, "late": late}
    return Finding(PASS, said, known_on=recent[0].decided_on)


def operator_tie(asked: Asked) -> Finding:
    """Who runs the contest does not take part, nor does an NGO that shares people with it (rule R35)."""
    operator = asked.parameters.get("organisation")
    if operator is None:
        return Finding(PASS, gettext("A state body runs the contest."), known_on=asked.on)
    if asked.organisation.pk == operator:
        return Finding(FAIL, gettext("It runs the contest itself."), gettext("Apply to another contest."))
    of_operator = Membership.objects.tying().filter(organisation=operator).values("user")
    shared = Membership.objects.tying().filter(organisation=asked.organisation, user__in=of_operator)
    if shared.exists():
        fact = gettext("Somebody has or had within a year a role both in it and in the NGO that runs the contest.")
        return Finding(FAIL, fact, gettext("Apply to another contest."), card(asked.organisation))
    return Finding(PASS, gettext("It shares no people with the NGO that runs the contest."), known_on=asked.on)
