"""What happens by the clock. Each task looks for what is due, so a missed tick heals itself."""

SCHEDULE = {
    "sweep lost jobs": {"task": "core.sweep_jobs", "schedule": 10.0},
    "seal audit events": {"task": "audit.seal_events", "schedule": 300.0},
}
