"""Django's backend for PostgreSQL, which asks a connection less often whether it still lives."""
