"""The six answers of the first form become sections of the full one; what was sent becomes a version.

Backwards nothing is done: the column is still there and the tables of sections go with the migration before.
"""

import hashlib
import json

from django.db import migrations

PLACES = {
    "activity": ("activity", "summary"),
    "staff": ("people", "staff"),
    "volunteers": ("people", "volunteers"),
    "income": ("income", "total"),
    "expenses": ("expenses", "total"),
}
WHOLE = ("staff", "volunteers")


def move(apps, schema_editor):
    information = apps.get_model("registry", "AnnualInformation")
    section, version = apps.get_model("registry", "AnnualSection"), apps.get_model("registry", "AnnualVersion")
    rows = information.objects.filter(sections=None, versions=None).exclude(content={}).order_by("pk")
    for row in list(rows):
        sections = _sections(row.content)
        section.objects.bulk_create(
            section(information=row, name=name, data=data, version=1, saved_at=row.submitted_at)
            for name, data in sections.items()
        )
        if row.submitted_at is None:
            continue
        document = {"format": "registry.annual/1", "year": row.year, "version": 1, "sections": _said(sections)}
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        version.objects.create(
            information=row,
            number=1,
            document=document,
            digest=hashlib.sha256(text.encode()).hexdigest(),
            submitted_at=row.submitted_at,
            submitted_by_id=row.submitted_by_id,
            accepted_at=row.accepted_at,
        )
        for name in ("staff", "volunteers", "income", "expenses"):
            setattr(row, name, row.content.get(name) or None)
        row.save(update_fields=["staff", "volunteers", "income", "expenses"])


def _sections(content):
    found = {}
    for name, (part, field) in PLACES.items():
        if content.get(name):
            found.setdefault(part, {})[field] = str(content[name])
    if content.get("projects"):
        summary = found.setdefault("activity", {})
        summary["summary"] = "\n\n".join(filter(None, [summary.get("summary", ""), content["projects"]]))
    return found


def _said(sections):
    return {
        part: {name: int(value) if name in WHOLE else value for name, value in data.items()}
        for part, data in sections.items()
    }


class Migration(migrations.Migration):
    dependencies = [("registry", "0010_full_annual_form")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
