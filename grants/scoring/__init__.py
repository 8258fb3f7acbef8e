"""Arithmetic of decisions. Pure functions: no clock, no database, no request."""
