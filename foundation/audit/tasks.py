from celery import shared_task

from foundation.audit import sealing


@shared_task(name="audit.seal_events", ignore_result=True)
def seal_events() -> None:
    sealing.seal_all()
