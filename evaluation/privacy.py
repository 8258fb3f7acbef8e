"""What each field of this room may be known by (foundation.core.privacy)."""

from foundation.core.privacy import fields

FIELDS = {
    "Rubric": fields(
        public="id code version title_kk title_ru title_en aggregation weighting tie_rule maximum_total pass_mark",
        internal="body shows_comments frozen_at",
    ),
    "Criterion": fields(
        public="id rubric position code title_kk title_ru title_en weight minimum maximum step pass_mark",
        internal=(
            "guidance_kk guidance_ru guidance_en mark_texts_kk mark_texts_ru mark_texts_en comment_rule comment_below"
        ),
    ),
    "Round": fields(
        internal=(
            "id body rubric subject_type subject_id title_kk title_ru title_en kind first_stage status is_blind "
            "main_seats reserve_seats experts_per_entry has_discussion extra_over answer_days budget quotas "
            "scoring_until extra_until discussion_until answers_until due_on seed_digest seed drawn_at draw_pool "
            "spheres"
        ),
    ),
    "Entry": fields(
        internal="id round number reference title organisation language sphere amount groups files",
        personal="content",
    ),
    "Seat": fields(
        internal="id round expert number place direction kind status signed_at recused_at",
        personal="statement recusal_reason",
    ),
    "ScoreSheet": fields(
        internal=(
            "id entry seat status marks total version saved_at saved_from submitted_at void_reason filed position"
        ),
        personal="comments",
    ),
    "SeedHolder": fields(
        internal="id round seed",
        personal="created_by",
    ),
    "Answer": fields(
        internal="id entry sent_at",
        personal="text sent_by",
    ),
    "PanelTerms": fields(
        internal=(
            "round by_direction draw_at public_source public_value ties_bar max_load bars_own_region allows_translator"
        ),
    ),
    "Declaration": fields(
        internal="id seat entry kind declared_at",
        personal="text",
    ),
    "HintReview": fields(
        internal="id expert organisation kind outcome reason reviewed_at",
        personal="reviewed_by",
    ),
    "Assignment": fields(
        internal="id round number document digest is_extra reason created_at accepted_at",
        personal="created_by",
    ),
    "Bar": fields(
        internal="id round made_at",
        personal="user",
    ),
    "CalibrationExample": fields(
        internal="id round title_kk title_ru title_en text_kk text_ru text_en marks reasons written_at",
    ),
    "CalibrationAnswer": fields(
        internal="id example seat marks given_at",
        personal="comments",
    ),
    "SheetChange": fields(
        internal="id sheet number kind reason marks_before marks_after total_before total_after made_at",
        personal="comments_before comments_after",
    ),
    "Sketch": fields(
        internal="id entry version",
        personal="sections signatures people",
    ),
    "Likeness": fields(
        internal="id entry other share passages people status reason found_at judged_at",
        personal="judged_by",
    ),
    "Run": fields(
        internal=(
            "id round number status reason engine_version inputs inputs_digest summary outcome_digest created_at "
            "computed_at published_at admission"
        ),
        personal="requested_by",
    ),
    "Result": fields(
        internal="id run entry sheets total spread rank rank_best rank_worst is_passing criterion_means steps",
    ),
    "Verdict": fields(
        internal="id run entry is_awarded amount reason",
    ),
    "Bundle": fields(
        internal="id run document created_at",
    ),
}
