from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "foundation.audit"
    label = "audit"

    def ready(self) -> None:
        # Task names must be known in every process.
        from foundation.audit import tasks  # noqa: F401, PLC0415
