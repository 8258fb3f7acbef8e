"""What the reading room gives over HTTP."""
