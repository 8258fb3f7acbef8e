"""Who carries out a step of the transition tables."""

OFFICER = "officer"
APPLICANT = "applicant"
PARTNER_HEAD = "head of the partner"
SECRETARY = "secretary"
COMMISSION = "commission"
REVIEWER = "reviewer"
AUTHOR = "author"
