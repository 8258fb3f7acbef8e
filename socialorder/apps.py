from django.apps import AppConfig


class SocialOrderConfig(AppConfig):
    name = "socialorder"

    def ready(self) -> None:
        # Audit verbs and names of jobs must be known in every process: actions use them by name.
        from foundation.documents import readers  # noqa: PLC0415
        from foundation.searches import lists  # noqa: PLC0415
        from registry.queries import references  # noqa: PLC0415
        from socialorder import tasks, verbs  # noqa: F401, PLC0415
        from socialorder.forms.saved import LISTS  # noqa: PLC0415
        from socialorder.queries.references import SOURCES  # noqa: PLC0415
        from socialorder.rules import files  # noqa: PLC0415

        readers.register(files.may_read, area="orders")
        for listed in LISTS:
            lists.register(listed)
        for source in SOURCES:
            references.register(source)
