from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "foundation.notifications"
    label = "notifications"

    def ready(self) -> None:
        # Audit verbs and task names must be known in every process: actions use them by name.
        from foundation.notifications import tasks, verbs  # noqa: F401, PLC0415
