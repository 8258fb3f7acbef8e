from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"

    def ready(self) -> None:
        # Audit verbs and task names must be known in every process: actions use them by name.
        from registry import tasks, verbs  # noqa: F401, PLC0415
