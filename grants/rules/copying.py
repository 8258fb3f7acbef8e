"""What a new application can begin with: the text of an earlier one, or facts of the NGO's record."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from grants.choices import SectionName
from grants.models import Application
from grants.models.parts import main_part


def sections_of(source: Application) -> dict[str, dict[str, Any]]:
    """What was typed in each section of an application."""
    return {section.name: section.data for section in source.sections.all()}


def from_record(application: Application) -> dict[str, dict[str, Any]]:
    """What the registry knows of the NGO, as it would be typed. Nothing private: no IIN, no private address."""
    organisation = application.organisation
    mine = set(organisation.spheres.values_list("pk", flat=True))
    spheres = [sphere.pk for sphere in application.call.spheres.all() if sphere.pk in mine]
    main = {
        "region": organisation.region_id,
        "sphere": str(spheres[0]) if len(spheres) == 1 else "",
        "charter": organisation.charter_goals[:1000],
        "sdgs": ",".join(str(number) for number in sorted(organisation.sdgs)),
        "language": application.call.languages[0] if len(application.call.languages) == 1 else "",
    }
    return {main_part(application.call): main, SectionName.TEAM: _team(application)}


def _team(application: Application) -> dict[str, Any]:
    name = application.organisation.head_name
    with translation.override(application.language):
        role = _("Head of the project")
    return {"rows": [{"full_name": name, "role": role, "workload": "", "experience": ""}]} if name else {}
