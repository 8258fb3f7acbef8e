"""Append-only events: who did what to what, when and why. Use ``from foundation.audit.record import record``."""
