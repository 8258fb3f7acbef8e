from django.apps import AppConfig


class SearchesConfig(AppConfig):
    name = "foundation.searches"
    label = "searches"

    def ready(self) -> None:
        # Audit verbs, topics and task names must be known in every process: actions use them by name.
        from foundation.searches import tasks, verbs  # noqa: F401, PLC0415
