"""A first migration that makes all tables of a room, with the picture of its models drawn once.

Django draws the picture of the models anew after each operation, with every model that is reached from the changed one.
Here nearly all are reached through the account of a person, so that two hundred tables were drawn two hundred times: on two
cores most of the first start of the portal, and of the first test run after a change. A migration that only makes tables
needs the picture of the end alone. See docs/adr/0047-squashed-migrations.md.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.migrations.state import ProjectState


class WholeSchema(migrations.Migration):
    """Operations that make what did not exist: ``CreateModel`` with all of its columns, indexes and constraints, and ``RunSQL``.

    A table may point at one that a later operation makes: foreign keys are added when all tables are there. Operations that
    change a table do not belong here, since ``CreateModel`` would already find the change in the picture.
    """

    initial = True

    def apply(self, project_state: ProjectState, schema_editor: Any, collect_sql: bool = False) -> ProjectState:
        """Make all tables; returns the state with the models of this migration."""
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        after = project_state.clone()
        after.__dict__.pop("apps", None)  # drawn anew when the first table asks for it
        for operation in self.operations:
            operation.state_forwards(self.app_label, after)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, project_state, after)
        return after
