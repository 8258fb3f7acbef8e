from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "grants"

    def ready(self) -> None:
        # Audit verbs and task names must be known in every process: actions use them by name.
        from foundation.documents import readers  # noqa: PLC0415
        from foundation.searches import lists  # noqa: PLC0415
        from grants import tasks, verbs  # noqa: F401, PLC0415
        from grants.forms.saved import CALLS  # noqa: PLC0415
        from grants.queries import case_files, files  # noqa: PLC0415
        from grants.queries.references import SOURCES  # noqa: PLC0415
        from registry.queries import references  # noqa: PLC0415

        for source in SOURCES:
            references.register(source)
        lists.register(CALLS)
        readers.register(files.may_read, area="grants")
        readers.register(case_files.may_read, area="grants")
