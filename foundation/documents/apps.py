from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "foundation.documents"
    label = "documents"

    def ready(self) -> None:
        from foundation.documents import tasks, verbs  # noqa: F401, PLC0415
