from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "councils"

    def ready(self) -> None:
        # Audit verbs and task names must be known in every process: actions use them by name.
        from councils import tasks, verbs  # noqa: F401, PLC0415
        from councils.forms.saved import LISTS  # noqa: PLC0415
        from councils.queries.references import SOURCES  # noqa: PLC0415
        from councils.queries.seats import seats_of  # noqa: PLC0415
        from councils.rules import files  # noqa: PLC0415
        from foundation.documents import readers  # noqa: PLC0415
        from foundation.searches import lists  # noqa: PLC0415
        from registry.queries import references, seats  # noqa: PLC0415

        seats.register(seats_of)
        readers.register(files.may_read, area="councils")
        for source in SOURCES:
            references.register(source)
        for listed in LISTS:
            lists.register(listed)
