from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "foundation.core"
    label = "core"

    def ready(self) -> None:
        # Task names must be known in the web process too: actions enqueue by name.
        from foundation.core import tasks  # noqa: F401, PLC0415
