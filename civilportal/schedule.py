"""What happens by the clock. Each task looks for what is due, so a missed tick heals itself."""

from celery.schedules import crontab

SCHEDULE = {
    "sweep lost jobs": {"task": "core.sweep_jobs", "schedule": 10.0},
    "send waiting mail again": {"task": "notifications.sweep_mail", "schedule": 600.0},
    "send the daily mail": {"task": "notifications.send_digests", "schedule": crontab(hour="3", minute="0")},
    "remove reports whose time is over": {"task": "publishing.expire_reports", "schedule": 3600.0},
    "remove files that belong to nobody": {
        "task": "documents.sweep_orphans",
        "schedule": crontab(hour="21", minute="0"),
    },
    "look for duplicate records": {
        "task": "registry.look_for_duplicates",
        "schedule": crontab(hour="20", minute="30"),
    },
    "look for new ties of experts": {"task": "evaluation.sweep_ties", "schedule": 900.0},
    "seal audit events": {"task": "audit.seal_events", "schedule": 300.0},
}
