"""What the evaluation engine gives over HTTP."""
