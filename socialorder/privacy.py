"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "Standard": fields(
        public=(
            "id body code version sphere title_kk title_ru title_en content_kk content_ru unit_kk unit_ru "
            "unit_cost cost_grounds status order_number approved_on"
        ),
        personal="created_by",
    ),
    "Criterion": fields(
        public="id standard position text_kk text_ru measure",
    ),
    "Plan": fields(
        public="id body year amount status discussed_from discussed_until approved_at order_number",
    ),
    "Topic": fields(
        public=(
            "id plan number title_kk title_ru title_en goal_kk goal_ru people_kk people_ru result_kk result_ru "
            "sphere region kato standard unit_cost volume amount grounds months dropped_at dropped_reason"
        ),
        internal="continues",
    ),
    "Indicator": fields(
        public="id topic position name_kk name_ru unit baseline target",
    ),
    "PlanChange": fields(
        public="id plan number topic changes reason made_at",
        personal="made_by",
    ),
    "TopicComment": fields(
        internal="id topic made_at answered_at hidden_at hidden_reason",
        personal="author text answer answered_by",
    ),
    "Tender": fields(
        public=(
            "id body slug title_kk title_ru title_en status opens_at closes_at questions_until eligibility "
            "price_points rubric must_sign announced_at ended_at ended_reason"
        ),
        internal="copied_from",
        personal="created_by",
    ),
    "Lot": fields(
        public="id tender number topic unit_cost volume amount months",
        internal="alike_reason status failure decided_at decided_reason repeats round",
    ),
    "SpecPart": fields(
        public="id lot kind text_kk text_ru",
    ),
    "TenderVersion": fields(
        public="id tender number facts reason made_at",
        personal="made_by",
    ),
    "TenderQuestion": fields(
        public="id tender number text status asked_at answer answered_at",
        personal="asked_by",
    ),
    "Bid": fields(
        public="id lot organisation status commitment sealed_at price reason price_points technical_points",
        internal="version saved_at sealed_box signature judged_at",
        personal="draft_box sealed_by content",
    ),
    "BidFile": fields(
        internal="id bid document added_at",
    ),
    "Opening": fields(
        public="id tender opened_at holders protocol sha256",
    ),
    "Flag": fields(
        internal="id bid other rule status reason decided_at",
        personal="inputs decided_by",
    ),
    "HolderKey": fields(
        internal="id made_at",
        personal="holder public_key private_box salt",
    ),
    "TenderKey": fields(
        internal="id tender public_key generation made_at",
        personal="made_by",
    ),
    "Share": fields(
        internal="id key number lost_at",
        personal="holder box",
    ),
    "Handover": fields(
        internal="id share to purpose given_at",
        personal="box",
    ),
    "Need": fields(
        internal=(
            "id region kato sphere title people_count fingerprint status proposed_at due_on topic body answer "
            "answered_at hidden_at hidden_reason people"
        ),
        personal="author problem effect answered_by",
    ),
    "NeedSupport": fields(
        internal="id need given_at taken_back_at",
        personal="person",
    ),
    "Contract": fields(
        public="id bid lot number status amount starts_on months ends_on concluded_at ended_at end_side",
        internal="created_at approved_at sign_until end_reason",
        personal="created_by prepared_by approved_by",
    ),
    "ContractStage": fields(public="id contract number title due_on amount"),
    "ContractLine": fields(internal="id contract number name amount"),
    "ContractIndicator": fields(public="id contract number name_kk name_ru unit baseline target"),
    "ContractVersion": fields(
        public="id contract number digest effective_at", internal="document made_at void_at", personal="made_by"
    ),
    "ContractSignature": fields(internal="id version side signature signed_at", personal="signed_by"),
    "Penalty": fields(
        public="id contract number stage kind clause base rate days amount status imposed_at lifted_at",
        internal="reason lifted_reason",
        personal="imposed_by lifted_by",
    ),
    "ContractAmendment": fields(
        public="id contract number side status decided_at version",
        internal="reason before after proposed_at decision_reason",
        personal="proposed_by decided_by",
    ),
    "Act": fields(
        public="id stage number status first_handed_at decided_at",
        internal="people saves begun_at correct_until",
        personal="done begun_by decided_by",
    ),
    "ActFact": fields(public="id act indicator value", internal="note"),
    "ActSpending": fields(internal="id act line amount"),
    "ActFile": fields(internal="id act document added_at removed_at", personal="title added_by"),
    "ActVersion": fields(
        internal="id act number digest handed_at outcome answered_at",
        personal="document handed_by signature remarks answered_by customer_signature",
    ),
    "StagePayment": fields(
        public="id stage body paid_on amount", internal="reference recorded_at", personal="recorded_by"
    ),
    "CommissionMember": fields(
        internal="id tender is_outside is_chair declared_at",
        personal="person",
    ),
    "MemberConflict": fields(
        internal="id member lot source",
        personal="text",
    ),
    "Sitting": fields(
        internal="id tender number status began_at concluded_at protocol sha256",
        personal="began_by",
    ),
    "SittingSeat": fields(
        internal="id sitting member is_present",
    ),
    "LotProposal": fields(
        internal="id sitting lot winner reserve reason is_departure",
    ),
    "LotVote": fields(
        internal="id proposal member choice voted_at",
        personal="remark",
    ),
    "SittingSignature": fields(
        internal="id sitting signature",
        personal="signer",
    ),
    "ReviewingBody": fields(
        internal="id body region started_on ended_on",
    ),
    "Complaint": fields(
        internal=(
            "id tender lot bid question organisation body reviewer_body subject status submitted_at due_on "
            "answer_due_on admitted_at ended_at is_late reason remedy carried_out_at"
        ),
        personal="text public_text submitted_by reviewer remedy_text",
    ),
    "ComplaintWord": fields(
        internal="id complaint side said_at is_late hidden_at hidden_reason",
        personal="text said_by",
    ),
    "ComplaintFile": fields(
        internal="id complaint side added_at cleared_at document",
        personal="cleared_by",
    ),
    "OrderLoad": fields(
        internal="id requested_at job_id checked_at outcome errors wanted_at line loaded loaded_at document",
        personal="requested_by wanted_by",
    ),
    "PlacedOrder": fields(
        internal=(
            "id lot_number year title customer customer_bin organisation supplier_bin sphere region level state "
            "planned contracted paid signed_on starts_on ends_on source load twin twin_of twin_reason "
            "twin_decided_at customer_name supplier_name"
        ),
    ),
    "Review": fields(
        internal=(
            "id contract stage status round begun_at figures conclusion_kk conclusion_ru digest signature published_at"
        ),
        personal="begun_by",
    ),
}
