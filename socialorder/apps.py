from django.apps import AppConfig


class SocialOrderConfig(AppConfig):
    name = "socialorder"

    def ready(self) -> None:
        # Audit verbs must be known in every process: actions use them by name.
        from socialorder import tasks, verbs  # noqa: F401, PLC0415
