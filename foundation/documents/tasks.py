from celery import shared_task

from foundation.documents import sweeping


@shared_task(name="documents.sweep_orphans", ignore_result=True)
def sweep_orphans() -> None:
    sweeping.sweep()
