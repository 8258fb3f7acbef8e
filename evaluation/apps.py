from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "evaluation"

    def ready(self) -> None:
        # Audit verbs and task names must be known in every process: actions use them by name.
        from evaluation import tasks, verbs  # noqa: F401, PLC0415
