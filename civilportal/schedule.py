"""What happens by the clock. Each task looks for what is due, so a missed tick heals itself."""

from celery.schedules import crontab

SCHEDULE = {
    "sweep lost jobs": {"task": "core.sweep_jobs", "schedule": 10.0},
    "send waiting mail again": {"task": "notifications.sweep_mail", "schedule": 600.0},
    "send the daily mail": {"task": "notifications.send_digests", "schedule": crontab(hour="3", minute="0")},
    # Before the daily mail, and twice more: what is new stands on the portal on the same day.
    "run saved searches": {"task": "searches.want_runs", "schedule": crontab(hour="2,7,12", minute="30")},
    "remove reports whose time is over": {"task": "publishing.expire_reports", "schedule": 3600.0},
    # Two in the morning in Astana.
    "make the files of open data": {"task": "publishing.refresh_dumps", "schedule": crontab(hour="21", minute="5")},
    "remove files that belong to nobody": {
        "task": "documents.sweep_orphans",
        "schedule": crontab(hour="21", minute="0"),
    },
    "look for duplicate records": {
        "task": "registry.look_for_duplicates",
        "schedule": crontab(hour="20", minute="30"),
    },
    "look for unreliable suppliers": {
        "task": "registry.search_unreliable",
        "schedule": crontab(hour="21", minute="15"),
    },
    "compute signals in public money": {
        "task": "registry.compute_signals",
        "schedule": crontab(hour="21", minute="30"),
    },
    "remind of documents that run out": {
        "task": "registry.remind_papers",
        "schedule": crontab(hour="4", minute="0"),
    },
    # Nine in the morning and three in the afternoon in Almaty: the second makes up for a first that was missed.
    "remind of annual information that is due": {
        "task": "registry.remind_of_annual",
        "schedule": crontab(hour="4,10", minute="0"),
    },
    "remind of terms of calls": {"task": "grants.remind_of_terms", "schedule": crontab(hour="4,10", minute="10")},
    "remind experts of unsent score sheets": {
        "task": "evaluation.remind_experts",
        "schedule": crontab(hour="4,10", minute="20"),
    },
    "remind bodies of replies to councils": {
        "task": "councils.remind_of_replies",
        "schedule": crontab(hour="4", minute="20"),
    },
    "remind secretariats of the next composition": {
        "task": "councils.remind_of_renewals",
        "schedule": crontab(hour="4", minute="25"),
    },
    "remind of terms before councils": {"task": "councils.remind_of_work", "schedule": crontab(hour="4", minute="25")},
    # Nine in the morning and three in the afternoon, like the annual information.
    "remind of reports on grants": {"task": "grants.remind_of_reports", "schedule": crontab(hour="4,10", minute="10")},
    "remind of meetings of commissions": {"task": "grants.remind_of_meetings", "schedule": 3600.0},
    "announce calls whose moment has come": {"task": "grants.announce_due", "schedule": 10.0},
    "look for new ties of experts": {"task": "evaluation.sweep_ties", "schedule": 900.0},
    "close surveys whose window is over": {"task": "monitoring.close_surveys", "schedule": 300.0},
    "forget hashed addresses of past days": {
        "task": "monitoring.forget_addresses",
        "schedule": crontab(hour="19", minute="5"),
    },
    "remind of findings of visits": {
        "task": "monitoring.remind_of_findings",
        "schedule": crontab(hour="4", minute="30"),
    },
    "forget kept answers of the API": {"task": "api.sweep_answers", "schedule": 3600.0},
    "remind of contracts of social orders": {
        "task": "socialorder.remind_of_contracts",
        "schedule": crontab(hour="4,10", minute="35"),
    },
    "remind of terms of social orders": {
        "task": "socialorder.remind_of_terms",
        "schedule": crontab(hour="4", minute="35"),
    },
    "tell other systems what has changed": {"task": "api.collect_changes", "schedule": 10.0},
    "seal audit events": {"task": "audit.seal_events", "schedule": 300.0},
}
