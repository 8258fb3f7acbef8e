"""Who carries out a step of the transition tables."""

OFFICER = "officer"
APPLICANT = "applicant"
SECRETARY = "secretary"
COMMISSION = "commission"
AUTHOR = "author"
