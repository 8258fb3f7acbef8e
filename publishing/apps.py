from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"

    def ready(self) -> None:
        # Audit verbs and task names must be known in every process: actions use them by name.
        from publishing import tasks, verbs  # noqa: F401, PLC0415
