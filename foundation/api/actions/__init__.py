"""What is done with keys. All of these are steps: whose key it is, and who may, is known to the registry."""
