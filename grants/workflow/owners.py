"""Who carries out a step of the transition tables."""

OFFICER = "officer"
APPLICANT = "applicant"
SECRETARY = "secretary"
COMMISSION = "commission"
REVIEWER = "reviewer"
AUTHOR = "author"
