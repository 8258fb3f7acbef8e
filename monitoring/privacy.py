"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "Subject": fields(
        public="id kind key title_kk title_ru title_en organisation body",
        internal="route created_at",
    ),
    "Template": fields(
        internal="id kind code version title_kk title_ru title_en body created_at",
    ),
    "Question": fields(
        internal=(
            "id template position code kind text_kk text_ru text_en options is_required is_satisfaction takes_photo"
        ),
    ),
    "Survey": fields(
        internal=(
            "id subject template token access status opens_at closes_at shown_from reached per_address per_hour "
            "cancel_reason closed_at created_at"
        ),
        personal="created_by",
    ),
    "Ticket": fields(
        internal="id survey number is_used",
    ),
    "Batch": fields(
        internal="id survey number size released_on excluded_at exclusion_reason",
        personal="excluded_by",
    ),
    "Answer": fields(
        internal="id survey batch",
        personal="chosen",
    ),
    "Remark": fields(
        internal="id survey batch question status reason",
        personal="text",
    ),
    "Arrival": fields(
        internal="id survey hour taken refused",
    ),
    "DailySalt": fields(
        internal="day",
        personal="salt",
    ),
    "AddressMark": fields(
        internal="id survey day taken",
        personal="digest",
    ),
    "Visit": fields(
        internal=(
            "id subject template status planned_on place purpose is_announced done_on conclusion reported_at "
            "cancel_reason created_at"
        ),
        personal="visitor summary answers created_by",
    ),
    "VisitReport": fields(
        internal="id visit number key digest reason sent_at",
        personal="content sent_by",
    ),
    "VisitPhoto": fields(
        internal="id report question document",
    ),
    "Finding": fields(
        internal="id visit position text due_on status",
    ),
    "FindingMove": fields(
        internal="id finding step text made_at",
        personal="made_by",
    ),
}
