"""What councils give and take over HTTP."""
