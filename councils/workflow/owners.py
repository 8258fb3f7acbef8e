"""Who carries out a step of the transition tables."""

SECRETARY = "secretary"
BODY = "body"
