"""Who carries out a step of the transition tables."""

SECRETARY = "secretary"
BODY = "body"
CANDIDATE = "candidate"
GROUP = "working_group"
PROPOSER = "proposer"
PORTAL = "portal"
