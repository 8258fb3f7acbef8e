"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "Call": fields(
        public=(
            "id slug operator kind title_kk title_ru title_en summary_kk summary_ru summary_en status opens_at "
            "closes_at budget amount_min amount_max months_min months_max languages eligibility questions quotas "
            "enquiries_until applications_max window_reason is_shared repeats requires_signature allows_return "
            "direction is_blind is_invented note_kk note_ru note_en announced_at decided_at cancel_reason spheres"
        ),
        internal=(
            "number_prefix last_number regranting announce_at correction_days acceptance_days check_appeal_days "
            "appeal_days review_days reserve_size rubric round main_seats reserve_seats experts_per_entry "
            "has_discussion extra_over answer_days check_days scoring_days commission_rubric names_experts "
            "scoring_since deciding_since created_at"
        ),
        personal="announce_by",
    ),
    "Application": fields(
        public="id call organisation number status language title awarded decision_reason",
        internal="place requested created_at submitted_at",
        personal="created_by submitted_by",
    ),
    "Section": fields(
        internal="id application name version saved_at saved_from copied_from",
        personal="data saved_by",
        # Of the project alone: which goals it serves and the codes of its places.
        parts={"data": "sdgs region rows.kato"},
    ),
    "SectionVersion": fields(
        internal="id section number saved_at",
        personal="data saved_by",
    ),
    "SectionVisit": fields(
        internal="id section seen_at",
        personal="user",
    ),
    "Attachment": fields(
        internal="id application document kind added_at removed_at",
        personal="title",
    ),
    "SubmittedVersion": fields(
        internal="id application number digest signature submitted_at attachments",
        personal="document submitted_by",
    ),
    "Agreement": fields(
        public=(
            "id application number status amount title sphere region starts_on months ends_on concluded_at ended_at"
        ),
        internal="gates_tranches signs_reports line_deviation indicator_deviation created_at approved_at end_reason",
        personal="content created_by prepared_by approved_by",
    ),
    "AgreementLine": fields(
        internal="id agreement number name kind amount own",
    ),
    "AgreementIndicator": fields(
        public="id agreement number name unit catalogue baseline target is_dropped",
        internal="evidence",
    ),
    "AgreementVersion": fields(
        internal="id agreement number digest made_at effective_at void_at",
        personal="document made_by",
    ),
    "AgreementSignature": fields(
        internal="id version side way signature scan signed_at confirmed_at",
        personal="signed_by confirmed_by",
    ),
    "Amendment": fields(
        internal=(
            "id agreement number kind side status reason started_at proposed_at decided_at decision_reason version"
        ),
        personal="started_by proposed_by decided_by",
    ),
    "AmendmentSection": fields(
        internal="id amendment name version saved_from saved_at",
        personal="data saved_by",
    ),
    "Appeal": fields(
        internal=(
            "id application number subject ground status submitted_at due_at ended_at reason corrected_total "
            "effect documents"
        ),
        personal="text claim submitted_by reviewer",
    ),
    "Award": fields(
        public="id application amount origin status",
        internal="offered_at answer_until accepted_at ended_at reason offers",
        personal="offered_by accepted_by ended_by",
    ),
    "CallVersion": fields(
        public="id call number facts reason made_at",
        personal="made_by",
    ),
    "FormalCheck": fields(
        internal="id application version number conclusion reason correct_until checked_at stage reviewed_at remark",
        personal="checked_by reviewed_by",
    ),
    "FormalCheckItem": fields(
        internal="id check_of item is_met reason",
    ),
    "Meeting": fields(
        internal=(
            "id call run protocol_number held_at place video_url chair_decides version invited_at status concluded_at"
        ),
        personal="chair prepared_by concluded_by",
    ),
    "Attendee": fields(
        internal="id meeting is_present declared_at",
        personal="member",
    ),
    "Proposal": fields(
        internal="id meeting application outcome amount reason departure departure_reason",
    ),
    "Ballot": fields(
        internal="id application source choice voted_at",
        personal="attendee conflict remark",
    ),
    "AgendaItem": fields(
        internal="id meeting position application title",
    ),
    "MeetingMaterial": fields(
        internal="id meeting application document title added_at",
        personal="added_by",
    ),
    "ProtocolSignature": fields(
        internal="id meeting signature",
        personal="signer",
    ),
    "CaseMessage": fields(
        internal="id application side wants_answer sent_at",
        personal="author text",
    ),
    "CaseFile": fields(
        internal="id message document",
    ),
    "Direction": fields(
        public="id code body number",
        internal="created_at",
    ),
    "DirectionList": fields(
        public="id body year status order_number order_on approved_at is_invented",
        internal=(
            "proposals_until discussed_from discussed_until replaces replacement_reason cancel_reason "
            "order_document created_at"
        ),
        personal="approved_by",
    ),
    "ListedDirection": fields(
        public="id list direction position title_kk title_ru title_en goal_kk goal_ru goal_en sphere region",
    ),
    "DirectionProposal": fields(
        internal=(
            "id hidden_at hidden_reason list organisation language sphere region fingerprint status sent_at "
            "taken_into answer answered_at"
        ),
        personal="hidden_by author title problem people effect folded answered_by",
    ),
    "DirectionSupport": fields(
        internal="id direction given_at taken_back_at",
        personal="person",
    ),
    "DirectionComment": fields(
        internal="id hidden_at hidden_reason list direction organisation made_at answered_at",
        personal="hidden_by author text answer answered_by",
    ),
    "Effect": fields(
        internal="id agreement call listed status conclusion reasons figures digest written_at approved_at",
        personal="written_by approved_by",
    ),
    "EligibilitySnapshot": fields(
        internal="id application stage made_at answers",
    ),
    "Enquiry": fields(
        internal="id call number status text asked_at withheld_reason",
        personal="asked_by",
    ),
    "EnquiryAnswer": fields(
        internal="id enquiry number text reason answered_at",
        personal="answered_by",
    ),
    "AwardImport": fields(
        internal="id digest file_name row_count imported_at",
        personal="imported_by",
    ),
    "PastAward": fields(
        public="id organisation organisation_name bin programme amount decided_on source",
        internal="batch",
    ),
    "Nomination": fields(
        internal="id call organisation sphere status reason made_at made_for answered_at",
        personal="made_by answered_by",
    ),
    "Partner": fields(
        internal="id application kind organisation name may_edit letter status asked_at answered_at reason",
        personal="contribution asked_by answered_by",
    ),
    "PartnerCall": fields(
        internal=(
            "id body title_kk title_ru title_en terms_kk terms_ru terms_en eligibility months opens_at closes_at "
            "status announced_at decided_at cancel_reason is_invented created_at spheres"
        ),
    ),
    "PartnerApplication": fields(
        internal="id call organisation status sent_at verdict reason",
        personal="motivation experience facts answers sent_by decided_by",
    ),
    "PartnerAgreement": fields(
        internal=(
            "id application number text starts_on ends_on status ngo_signature body_signature effective_at "
            "ended_on end_reason created_at"
        ),
    ),
    "PartnerReport": fields(
        internal="id agreement year done results plans status remark sent_at decided_at",
        personal="sent_by decided_by",
    ),
    "ProposalEndorsement": fields(
        internal="id proposal organisation text made_at",
        personal="author",
    ),
    "YearPlan": fields(
        internal="id list status total index_amount budget_approved_on approved_at created_at",
        personal="approved_by",
    ),
    "PlanLine": fields(
        internal="id plan direction multiple amount",
    ),
    "Regranting": fields(
        public="id application body amount",
        internal="set_at",
        personal="set_by",
    ),
    "ProjectReport": fields(
        internal=(
            "id agreement number kind starts_on ends_on due_on status remarks correct_until spent accepted "
            "beneficiaries first_sent_on submitted_at decided_at flagged_at"
        ),
        personal="submitted_by decided_by",
    ),
    "ReportSection": fields(
        internal="id report name version saved_from saved_at",
        personal="data saved_by",
    ),
    "Expense": fields(
        internal="id report line spent_on amount document added_at removed_at accepted refusal",
        personal="supplier purpose paper_number added_by",
    ),
    "Photo": fields(
        internal="id report document has_people has_consent added_at removed_at",
        personal="title",
    ),
    "ReportVersion": fields(
        internal="id report number digest submitted_at signature",
        personal="document submitted_by",
    ),
    "ReportRemark": fields(
        internal="id version section control text",
    ),
    "IndicatorFact": fields(
        internal="id report indicator value evidence reason",
    ),
    "Tranche": fields(
        public="id agreement number amount due_on status",
        internal="condition ordered_at",
        personal="ordered_by",
    ),
    "PaymentImport": fields(
        internal="id operator digest document wanted_at finished_at outcome",
        personal="wanted_by",
    ),
    "Payment": fields(
        public="id tranche reference paid_on amount",
        internal="operator batch recorded_at",
        personal="recorded_by",
    ),
    "Refund": fields(
        public="id agreement reference returned_on amount",
        internal="operator recorded_at",
        personal="recorded_by",
    ),
}
