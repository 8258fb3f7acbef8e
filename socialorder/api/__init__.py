"""What social orders give and take over HTTP."""
