from __future__ import annotations

import os

from celery import Celery

from civilportal.schedule import SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civilportal.settings")

app = Celery("civilportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = SCHEDULE
