"""Who acts in social orders."""

CITIZEN, OFFICER, BIDDER, HOLDERS = "citizen", "officer of the body", "NGO", "two key holders"
REVIEWER, COMMISSION = "reviewer of another body", "commission of the tender"
SUPPLIER, CUSTOMER, SECOND_OFFICER, OTHER_SIDE = (
    "NGO",
    "officer of the body",
    "second officer of the body",
    "other side",
)
