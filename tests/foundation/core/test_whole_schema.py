"""A first migration whose models are pictured once makes the same tables, also where two point at each other."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import Q

from foundation.core.whole_schema import WholeSchema

LABEL = "whole"


class Two(WholeSchema):
    operations = [
        migrations.CreateModel(
            "Egg",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("number", models.IntegerField()),
                ("hen", models.ForeignKey(f"{LABEL}.hen", models.CASCADE, related_name="+")),
            ],
            options={"constraints": [models.CheckConstraint(condition=Q(number__gt=0), name="whole_egg_number")]},
        ),
        migrations.CreateModel(
            "Hen",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("first", models.ForeignKey(f"{LABEL}.egg", models.SET_NULL, null=True, related_name="+")),
            ],
        ),
        migrations.RunSQL("CREATE VIEW whole_view AS SELECT hen_id FROM whole_egg", "DROP VIEW whole_view"),
    ]


def constraints(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass", [table])
        return {text for (text,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_tables_that_point_at_each_other_are_made() -> None:
    before = ProjectState()
    with connection.schema_editor() as editor:
        after = Two("0001_initial", LABEL).apply(before, editor)
    assert {"FOREIGN KEY (hen_id) REFERENCES whole_hen(id) DEFERRABLE INITIALLY DEFERRED", "CHECK ((number > 0))"} < (
        constraints("whole_egg")
    )
    assert "FOREIGN KEY (first_id) REFERENCES whole_egg(id) DEFERRABLE INITIALLY DEFERRED" in constraints("whole_hen")
    assert sorted(name for label, name in after.models if label == LABEL) == ["egg", "hen"]
    assert before.models == {}
    with connection.cursor() as cursor:
        cursor.execute("DROP VIEW whole_view; DROP TABLE whole_egg, whole_hen CASCADE")


def test_migrations_of_that_kind_only_make_what_was_not_there() -> None:
    loader = MigrationLoader(None, replace_migrations=False)
    found = {key: one for key, one in loader.disk_migrations.items() if isinstance(one, WholeSchema)}
    rooms = {"councils", "evaluation", "grants", "monitoring", "registry", "socialorder"}
    assert {label for label, _name in found} == rooms
    for (_label, name), migration in found.items():
        kinds = {type(operation).__name__ for operation in migration.operations}
        assert kinds <= {"CreateModel", "RunSQL", "TrigramExtension", "UnaccentExtension"}, name
        made = [one.name_lower for one in migration.operations if isinstance(one, migrations.CreateModel)]
        assert len(made) == len(set(made)), name
