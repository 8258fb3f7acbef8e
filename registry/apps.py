from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"

    def ready(self) -> None:
        # Audit verbs and task names must be known in every process: actions use them by name.
        from foundation.api import changes  # noqa: PLC0415
        from foundation.documents import readers  # noqa: PLC0415
        from foundation.searches import lists  # noqa: PLC0415
        from registry import tasks, verbs  # noqa: F401, PLC0415
        from registry.forms.saved import REGISTRY  # noqa: PLC0415
        from registry.queries import files, loads  # noqa: PLC0415

        lists.register(REGISTRY)
        readers.register(files.may_read, area="registry")
        changes.expand(
            "registry.organisations.imported",
            event_of="registry.organisationimport",
            into="registry.organisation",
            by=loads.touched,
        )
