"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "Council": fields(
        public="id slug body level region name_kk name_ru name_en is_invented",
        internal="paper_rule created_at",
    ),
    "Term": fields(
        public="id council number size status starts_on ends_on decision_number decided_on",
    ),
    "Seat": fields(
        public="id term full_name side organisation occupation is_public_servant post started_on ended_on",
        internal="end_reason",
        personal="user",
    ),
    "Meeting": fields(
        public=(
            "id council term number topic held_at place video_url status announced_at opened_at closed_at "
            "published_at cancel_reason minutes_kk minutes_ru"
        ),
        internal="minutes_due_on created_at",
    ),
    "AgendaItem": fields(
        public="id meeting position kind title record",
        personal="speaker proposed_by",
    ),
    "Material": fields(
        internal="id item document title",
    ),
    "Attendance": fields(
        internal="id meeting seat is_present by_video marked_at",
        personal="marked_by",
    ),
    "Motion": fields(
        public=(
            "id item text ballot majority status members present taking_part in_favour against abstained "
            "chair_decided opened_at closed_at"
        ),
    ),
    "Voter": fields(
        public="id motion seat",
        internal="has_voted",
        personal="conflict",
    ),
    "Vote": fields(
        public="id voter choice",
    ),
    "SecretTally": fields(
        public="id motion choice count",
    ),
    "DraftAct": fields(
        internal=(
            "id council number body due_on last_reminder created_at title_kk title_ru kind purpose file status "
            "sent_at opinion_due_on public_until opinion opinion_text motion own_rules decided_at opinion_is_late "
            "answer_due_on answered_at answer_is_late adopted_on act_number withdraw_reason"
        ),
        personal="created_by",
    ),
    "Article": fields(
        internal="id act stage position key text_kk text_ru",
    ),
    "ActRemark": fields(
        internal=(
            "id kato latitude longitude act number kind article seat made_at hidden_at hidden_reason same_as "
            "verdict answered_at"
        ),
        personal="text author answer answered_by",
    ),
    "Recommendation": fields(
        public="id council number motion addressee text status sent_at reply_due_on do_until done_at result",
        internal="last_reminder",
        personal="created_by",
    ),
    "Reply": fields(
        public="id recommendation kind text do_until made_at is_late",
        internal="returned_reason",
        personal="made_by",
    ),
    "Control": fields(
        internal=(
            "id council number body due_on last_reminder created_at form title task programme place starts_at "
            "status announced_at ended_at document_due_on cancel_reason"
        ),
        personal="created_by",
    ),
    "Participant": fields(
        internal="id control part seat organisation has_declared",
        personal="full_name user conflict dismissed_reason compliance",
    ),
    "CheckQuestion": fields(
        internal="id control position text answer note answered_at",
    ),
    "ControlFact": fields(
        internal="id kato latitude longitude control position text evidence is_public recorded_at",
        personal="recorded_by",
    ),
    "FinalDocument": fields(
        internal=(
            "id control kind held_on held_time place task subjects form proposals sent_at is_late recommendations"
        ),
        personal="facts",
    ),
    "Formation": fields(
        internal=(
            "id council term number kind places state_places about_kk about_ru status started_on due_on "
            "nominations_until announced_at listed_at voted_at group_size group_voted approved_at order_number "
            "decided_on extension cancel_reason created_at"
        ),
    ),
    "GroupMember": fields(
        internal="id formation side organisation is_head",
        personal="user full_name",
    ),
    "Candidate": fields(
        internal=(
            "id formation number side organisation is_public_servant consented_at status in_favour against "
            "abstained barred seat created_at"
        ),
        personal="email user nominated_by full_name occupation programme statements withdrawal",
    ),
    "CandidatePaper": fields(
        internal="id candidate kind document",
    ),
    "CandidateCheck": fields(
        internal="id candidate criterion is_met reason by_portal made_at",
        personal="made_by",
    ),
    "GroupVote": fields(
        internal="id candidate choice",
        personal="member",
    ),
    "Commission": fields(
        public="id term name_kk name_ru name_en chair formed_on dissolved_on members",
    ),
    "Proposal": fields(
        internal="id council number side organisation seat status created_at answered_at answer is_hidden item",
        personal="title text author",
    ),
    "WorkPlan": fields(
        internal="id council year status approved_at",
    ),
    "PlanPoint": fields(
        internal="id plan position month title responsible outcome",
    ),
    "YearReport": fields(
        internal="id council year version status figures words_kk words_ru reason made_at published_at",
    ),
    "Follow": fields(
        internal="id council since",
        personal="user",
    ),
    "HeadReport": fields(
        internal=(
            "id council number body due_on last_reminder created_at topic head_post held_at place questions_until "
            "file status heard_at answers_due_on closed_at is_late cancel_reason"
        ),
        personal="created_by head_name",
    ),
    "HeadQuestion": fields(
        internal="id kato latitude longitude report number asked_at status reason answered_at",
        personal="author text answer",
    ),
    "Appeal": fields(
        internal=(
            "id council number body due_on last_reminder created_at may_publish status sent_at answered_at "
            "is_late published_at"
        ),
        personal="created_by author topic text answer public_topic public_text public_answer",
    ),
    "PaperCount": fields(
        internal="id motion given_out in_box invalid in_favour against abstained protocol entered_at counted_by",
        personal="entered_by",
    ),
    "TypedForm": fields(
        internal="id key version saved_at",
        personal="author data",
    ),
}
