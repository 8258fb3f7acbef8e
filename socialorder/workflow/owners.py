"""Who acts in social orders."""

CITIZEN, OFFICER, BIDDER, HOLDERS = "citizen", "officer of the body", "NGO", "two key holders"
SUPPLIER, CUSTOMER, SECOND_OFFICER, OTHER_SIDE = (
    "NGO",
    "officer of the body",
    "second officer of the body",
    "other side",
)
