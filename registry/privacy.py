"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "Region": fields(
        public="valid_from valid_to source certainty code name_kk name_ru name_en",
    ),
    "Sphere": fields(
        public="valid_from valid_to source certainty number name_kk name_ru name_en",
    ),
    "LegalFormRecord": fields(
        public=(
            "valid_from valid_to source certainty code name_kk name_ru name_en abbreviation_kk abbreviation_ru is_ngo"
        ),
    ),
    "DevelopmentGoal": fields(
        public="valid_from valid_to source certainty number name_kk name_ru name_en",
    ),
    "Indicator": fields(
        public="valid_from valid_to source certainty code name_kk name_ru name_en unit_kk unit_ru unit_en",
    ),
    "KatoUnit": fields(
        public="valid_from valid_to source certainty code name_kk name_ru name_en level parent",
    ),
    "MonthlyIndex": fields(
        public="valid_from valid_to amount source certainty",
    ),
    "CalendarDay": fields(
        public="day is_working reason source certainty",
    ),
    "RuleParameters": fields(
        public="key code valid_from values source certainty",
    ),
    "Organisation": fields(
        public=(
            "id bin name_kk name_ru name_en short_name_kk short_name_ru short_name_en legal_form status region "
            "kato parent merged_into registered_on charter_goals description address website is_charity "
            "has_volunteers sdgs languages is_invented updated_at spheres"
        ),
        internal="logo created_at",
        personal="email phone head_name head_iin private_phone private_address",
    ),
    "AnnualInformation": fields(
        internal=(
            "id organisation year status way started_at remarks reason staff volunteers income expenses "
            "submitted_at accepted_at"
        ),
        personal="started_by submitted_by accepted_by",
    ),
    "AnnualSection": fields(
        internal="id information name version prefilled saved_from saved_at",
        personal="data saved_by",
    ),
    "AnnualVersion": fields(
        internal="id information number digest reason submitted_at accepted_at",
        personal="document submitted_by",
    ),
    "AnnualRemark": fields(
        internal="id version section control text made_at",
        personal="made_by",
    ),
    "AnnualImport": fields(
        internal="id document only_region requested_at job_id finished_at outcome errors",
        personal="requested_by",
    ),
    "Claim": fields(
        internal="id organisation way status document signature made_at decided_at reason",
        personal="user explanation decided_by",
    ),
    "DuplicatePair": fields(
        internal="id first second rule status found_at decided_at reason",
        personal="decided_by",
    ),
    "Founder": fields(
        internal="id organisation kind since until",
        personal="name bin iin",
    ),
    "Body": fields(
        public="id code bin name_kk name_ru name_en kind region address website is_invented organisation",
        internal="subordinate_to",
        personal="email phone",
    ),
    "Membership": fields(
        internal="id organisation body role started_at ended_at",
        personal="user",
    ),
    "Expert": fields(
        internal="id is_active",
        personal="user number languages region spheres",
    ),
    "Affiliation": fields(
        internal="id expert entered_at",
        personal="organisation kind since until entered_by",
    ),
    "Employment": fields(
        internal="id expert since until entered_at",
        personal="employer_name employer_bin entered_by",
    ),
    "Funding": fields(
        public=(
            "id organisation kind reference title payer payer_name amount decided_on starts_on ends_on sphere "
            "region source out_of paid stage recorded_at annulled_at annulled_reason"
        ),
        internal="folded_title page page_arguments was_late",
    ),
    "OrganisationImport": fields(
        internal="id document is_dry_run only_region requested_at job_id finished_at outcome errors",
        personal="requested_by",
    ),
    "Invitation": fields(
        internal="id organisation body role terms language status invited_at expires_at mailed_at closed_at",
        personal="email nonce invited_by accepted_by",
    ),
    "TakenFile": fields(
        internal="id what digest document row_count taken_at",
        personal="wanted_by",
    ),
    "UnreliableSupplier": fields(
        internal="id folded_name ground listed_on until source file",
        personal="bin name",
    ),
    "SupplierMatch": fields(
        internal="id organisation supplier basis similarity status found_at reason decided_at",
        personal="decided_by",
    ),
    "Paper": fields(
        internal="id organisation kind document issued_on valid_until status added_at remark decided_at",
        personal="added_by decided_by",
    ),
    "Flag": fields(
        internal="id organisation topic status text source observed_on opened_at",
        personal="opened_by",
    ),
    "FlagEntry": fields(
        internal="id flag before after is_answer made_at",
        personal="text made_by",
    ),
    "DiligenceSnapshot": fields(
        internal="id organisation subject verdict lines digest taken_at",
        personal="taken_by",
    ),
    "Reference": fields(
        internal="id source_kind source_key target_kind target_key note made_at ended_at end_reason",
        personal="made_by",
    ),
    "SearchEntry": fields(
        internal=(
            "organisation words names sort_kk sort_ru sort_en region_code legal_form status spheres traits "
            "registered_day received"
        ),
    ),
    "Word": fields(
        internal="word entries is_counted",
    ),
    "WordDeletion": fields(
        internal="id form word",
    ),
    "FacetCount": fields(
        internal="id word region_code legal_form status topic entries by_topic",
    ),
    "Signal": fields(
        internal=(
            "id organisation rule key status inputs digest context parameters certainty raised_at decision_reason "
            "decided_at rows"
        ),
        personal="decided_by",
    ),
    "SignalAnswer": fields(
        internal="id signal text given_at",
        personal="given_by",
    ),
    "OrganisationVersion": fields(
        internal="id organisation at kind actor_kind body load reason",
        personal="actor_name changes",
    ),
    "ProjectPerson": fields(
        internal="id award key workload",
        personal="name",
    ),
}
