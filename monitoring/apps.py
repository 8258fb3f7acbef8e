from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"

    def ready(self) -> None:
        # Audit verbs and task names must be known in every process: actions use them by name.
        from monitoring import tasks, verbs  # noqa: F401, PLC0415
