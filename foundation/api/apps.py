from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "foundation.api"
    label = "api"

    def ready(self) -> None:
        from foundation.api import schema_extensions, tasks, verbs  # noqa: F401, PLC0415
