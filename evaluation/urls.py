from django.urls import path

from evaluation.views import (
    calibration,
    discussion,
    experts,
    likenesses,
    load,
    quality,
    results,
    rounds,
    rubrics,
    stages,
)

app_name = "evaluation"
urlpatterns = [
    # Officers
    path("rubrics/", rubrics.rubric_list, name="rubric-list"),
    path("rubrics/new/", rubrics.rubric_create, name="rubric-create"),
    path("rubrics/<int:pk>/", rubrics.rubric_detail, name="rubric-detail"),
    path("rubrics/<int:pk>/edit/", rubrics.rubric_edit, name="rubric-edit"),
    path("rubrics/<int:pk>/new-version/", rubrics.rubric_revise, name="rubric-revise"),
    path("rounds/<int:pk>/", rounds.round_detail, name="round-detail"),
    path("rounds/<int:pk>/draw-now/", rounds.round_draw, name="round-draw"),
    path("rounds/<int:pk>/open/", rounds.round_open, name="round-open"),
    path("rounds/<int:pk>/close/", rounds.round_close, name="round-close"),
    path("rounds/<int:pk>/discuss/", rounds.round_discuss, name="round-discuss"),
    path("rounds/<int:pk>/calibration/edit/", calibration.calibration_edit, name="calibration-edit"),
    path("rounds/<int:pk>/compute/", rounds.round_compute, name="round-compute"),
    path("sheets/<int:pk>/reopen/", rounds.sheet_reopen, name="sheet-reopen"),
    path("experts/", load.expert_load, name="expert-load"),
    path("rounds/<int:pk>/likenesses/", likenesses.likeness_list, name="likeness-list"),
    path("rounds/<int:pk>/likenesses/search/", likenesses.likeness_search, name="likeness-search"),
    path("likenesses/<int:pk>/", likenesses.likeness_detail, name="likeness-detail"),
    # Experts
    path("rounds/<int:pk>/scoring/", experts.sheet_list, name="sheet-list"),
    path("seats/<int:pk>/statement/", experts.seat_statement, name="seat-statement"),
    path("seats/<int:pk>/step-back/", experts.seat_recuse, name="seat-recuse"),
    path("sheets/<int:pk>/", experts.sheet_edit, name="sheet-edit"),
    path("sheets/<int:pk>/files/<uuid:document>/", experts.sheet_file, name="sheet-file"),
    path("sheets/<int:pk>/autosave/", experts.sheet_autosave, name="sheet-autosave"),
    path("sheets/<int:pk>/discussion/", discussion.sheet_discuss, name="sheet-discuss"),
    path("rounds/<int:pk>/calibration/", calibration.calibration_detail, name="calibration-detail"),
    # Everybody
    path("rounds/<int:pk>/stages/", stages.stage_list, name="stage-list"),
    path("rounds/<int:pk>/changes/", discussion.change_list, name="change-list"),
    path("rounds/<int:pk>/draw/", results.draw_detail, name="draw-detail"),
    path("rounds/<int:pk>/draw.json", results.draw_data, name="draw-data"),
    path("runs/<int:pk>/", results.run_detail, name="run-detail"),
    path("runs/<int:pk>/quality/", quality.run_quality, name="run-quality"),
    path("runs/<int:pk>/what-if/", quality.run_what_if, name="run-what-if"),
    path("runs/<int:pk>/contest.zip", results.run_bundle, name="run-bundle"),
    path("runs/<int:pk>/inputs.json", results.run_inputs, name="run-inputs"),
    path("runs/<int:pk>/results.json", results.run_results, name="run-results"),
    path("runs/<int:pk>/entries/<int:number>/", results.result_detail, name="result-detail"),
    path("runs/<int:pk>/entries/<int:number>/inputs.json", results.result_inputs, name="result-inputs"),
]
