"""Counting people and votes: pure functions."""
