from django.urls import path

from evaluation.views import assignments, conflicts, experts, load, results, rounds

app_name = "evaluation"
urlpatterns = [
    # Officers
    path("rounds/<int:pk>/", rounds.round_detail, name="round-detail"),
    path("rounds/<int:pk>/draw-now/", rounds.round_draw, name="round-draw"),
    path("rounds/<int:pk>/open/", rounds.round_open, name="round-open"),
    path("rounds/<int:pk>/close/", rounds.round_close, name="round-close"),
    path("rounds/<int:pk>/compute/", rounds.round_compute, name="round-compute"),
    path("sheets/<int:pk>/reopen/", rounds.sheet_reopen, name="sheet-reopen"),
    path("experts/", load.expert_load, name="expert-load"),
    path("rounds/<int:pk>/terms/", assignments.panel_terms, name="panel-terms"),
    path("rounds/<int:pk>/assignment/", assignments.assignment_detail, name="assignment-detail"),
    path("rounds/<int:pk>/assignment/propose/", assignments.assignment_propose, name="assignment-propose"),
    path("rounds/<int:pk>/assignment/accept/", assignments.assignment_accept, name="assignment-accept"),
    path("rounds/<int:pk>/conflicts/", conflicts.conflict_list, name="conflict-list"),
    path(
        "rounds/<int:pk>/conflicts/<int:seat>/<int:organisation>/<slug:kind>/",
        conflicts.hint_review,
        name="hint-review",
    ),
    path("workload/", assignments.workload, name="workload"),
    # Experts
    path("rounds/<int:pk>/scoring/", experts.sheet_list, name="sheet-list"),
    path("seats/<int:pk>/statement/", experts.seat_statement, name="seat-statement"),
    path("seats/<int:pk>/step-back/", experts.seat_recuse, name="seat-recuse"),
    path("seats/<int:pk>/conflicts/", conflicts.seat_conflicts, name="seat-conflicts"),
    path("sheets/<int:pk>/conflict/", conflicts.sheet_conflict, name="sheet-conflict"),
    path("sheets/<int:pk>/", experts.sheet_edit, name="sheet-edit"),
    path("sheets/<int:pk>/autosave/", experts.sheet_autosave, name="sheet-autosave"),
    # Everybody
    path("rounds/<int:pk>/draw/", results.draw_detail, name="draw-detail"),
    path("rounds/<int:pk>/draw.json", results.draw_data, name="draw-data"),
    path("runs/<int:pk>/", results.run_detail, name="run-detail"),
    path("runs/<int:pk>/quality/", results.run_quality, name="run-quality"),
    path("runs/<int:pk>/inputs.json", results.run_inputs, name="run-inputs"),
    path("runs/<int:pk>/results.json", results.run_results, name="run-results"),
    path("runs/<int:pk>/entries/<int:number>/", results.result_detail, name="result-detail"),
]
