"""Addresses of panels and proofs, inside /careers/."""

from django.urls import path

from careers.views import panel, panel_objection, panel_scoring, proof

urlpatterns = [
    path("selections/<int:pk>/panel/", panel.PanelDetailView.as_view(), name="panel-detail"),
    path("selections/<int:pk>/panel/members/new/", panel.MemberCreateView.as_view(), name="panel-member-create"),
    path(
        "selections/<int:pk>/panel/members/<int:member>/remove/",
        panel.MemberRemoveView.as_view(),
        name="panel-member-remove",
    ),
    path("selections/<int:pk>/panel/appoint/", panel.PanelAppointView.as_view(), name="panel-appoint"),
    path("selections/<int:pk>/panel/stages/<int:stage>/rubric/", panel.RubricEditView.as_view(), name="rubric-edit"),
    path("selections/<int:pk>/proof/", proof.proof_detail, name="proof-detail"),
    path("selections/<int:pk>/proof/bundle/", proof.proof_bundle, name="proof-bundle"),
    path("selections/<int:pk>/proof/subscribe/", proof.proof_subscribe, name="proof-subscribe"),
    path("selections/<int:pk>/proof/unsubscribe/", proof.proof_unsubscribe, name="proof-unsubscribe"),
    path("candidacies/<int:pk>/slip/", proof.candidacy_slip, name="candidacy-slip"),
    path("panels/", panel_scoring.SeatListView.as_view(), name="panel-seats"),
    path("panels/<int:pk>/", panel_scoring.PanelBoardView.as_view(), name="panel-board"),
    path("panels/<int:pk>/conflicts/", panel_scoring.ConflictView.as_view(), name="panel-conflicts"),
    path("panels/<int:pk>/conflicts/late/", panel_scoring.LateConflictView.as_view(), name="panel-conflict-late"),
    path("scoring/<int:pk>/", panel_scoring.ScoringDetailView.as_view(), name="scoring-detail"),
    path("scoring/<int:pk>/open/", panel.ScoringOpenView.as_view(), name="scoring-open"),
    path("scoring/<int:pk>/finish/", panel_scoring.ScoringFinishView.as_view(), name="scoring-finish"),
    path("scoring/<int:pk>/<int:candidacy>/", panel_scoring.ScoreView.as_view(), name="score-give"),
    path(
        "scoring/<int:pk>/<int:candidacy>/discuss/", panel_scoring.DiscussionOpenView.as_view(), name="discussion-open"
    ),
    path("scoring/<int:pk>/<int:candidacy>/settle/", panel_scoring.discussion_close, name="discussion-close"),
    path(
        "scoring/<int:pk>/<int:candidacy>/objection/",
        panel_objection.ObjectionScoreView.as_view(),
        name="objection-score",
    ),
    path(
        "scoring/<int:pk>/<int:candidacy>/objection/answer/",
        panel_objection.PanelAnswerView.as_view(),
        name="objection-panel-answer",
    ),
    path("scoring/<int:pk>/minutes/", panel_scoring.MinutesDetailView.as_view(), name="minutes-detail"),
    path("scoring/<int:pk>/minutes/sign/", panel_scoring.minutes_sign, name="minutes-sign"),
    path("scoring/<int:pk>/minutes/pdf/", panel_scoring.minutes_file, name="minutes-pdf"),
]
