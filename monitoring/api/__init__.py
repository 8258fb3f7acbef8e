"""What monitoring gives and takes over HTTP."""
