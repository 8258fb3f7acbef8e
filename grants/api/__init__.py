"""What grants give and take over HTTP."""
