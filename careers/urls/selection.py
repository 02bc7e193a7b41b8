"""Addresses of selections, within the namespace of careers."""

from django.urls import path

from careers.views import selection, selection_decision, selection_stage, stage_objection, vacancy

urlpatterns = [
    # --- The office
    path("selections/", selection.SelectionListView.as_view(), name="selection-list"),
    path("selections/new/", selection.SelectionCreateView.as_view(), name="selection-create"),
    path("selections/<int:pk>/", selection.SelectionDetailView.as_view(), name="selection-detail"),
    path("selections/<int:pk>/edit/", selection.SelectionWriteView.as_view(), name="selection-write"),
    path("selections/<int:pk>/announce/", selection.SelectionAnnounceView.as_view(), name="selection-announce"),
    path("selections/<int:pk>/cancel/", selection.SelectionCancelView.as_view(), name="selection-cancel"),
    path(
        "selections/<int:pk>/requirements/new/<str:kind>/",
        selection.RequirementCreateView.as_view(),
        name="requirement-create",
    ),
    path(
        "selections/<int:pk>/requirements/<int:requirement_pk>/remove/",
        selection.requirement_remove,
        name="requirement-remove",
    ),
    path("selections/<int:pk>/stages/new/", selection.StageFormView.as_view(), name="stage-create"),
    path("selections/<int:pk>/stages/<int:stage_pk>/edit/", selection.StageFormView.as_view(), name="stage-write"),
    path("selections/<int:pk>/stages/<int:stage_pk>/remove/", selection.stage_remove, name="stage-remove"),
    path("selections/<int:pk>/candidates/", selection_stage.CandidacyListView.as_view(), name="selection-candidates"),
    path(
        "selections/<int:pk>/stages/<int:stage_pk>/", selection_stage.StageDetailView.as_view(), name="selection-stage"
    ),
    path(
        "selections/<int:pk>/stages/<int:stage_pk>/results/",
        selection_stage.StageResultsView.as_view(),
        name="stage-results",
    ),
    path(
        "selections/<int:pk>/stages/<int:stage_pk>/publish/",
        selection_stage.StagePublishView.as_view(),
        name="stage-publish",
    ),
    path("candidates/<int:pk>/", selection_stage.CandidacyDetailView.as_view(), name="candidacy-detail"),
    path("candidates/<int:pk>/admit/", selection_stage.CandidacyAdmitView.as_view(), name="candidacy-admit"),
    path("candidates/<int:pk>/refuse/", selection_stage.CandidacyRefuseView.as_view(), name="candidacy-refuse"),
    path("stage-objections/<int:pk>/", stage_objection.ObjectionDetailView.as_view(), name="objection-detail"),
    path("stage-objections/<int:pk>/answer/", stage_objection.ObjectionAnswerView.as_view(), name="objection-answer"),
    path("stage-objections/<int:pk>/sign/", stage_objection.ObjectionSignView.as_view(), name="objection-sign"),
    path("selections/<int:pk>/ranking/", selection_decision.SelectionRankingView.as_view(), name="selection-ranking"),
    path("selections/<int:pk>/plan/", selection_decision.SelectionPlanView.as_view(), name="selection-plan"),
    path("selections/<int:pk>/plan/amend/", selection_decision.AmendmentCreateView.as_view(), name="amendment-create"),
    path(
        "selections/<int:pk>/plan/<int:amendment_pk>/sign/",
        selection_decision.AmendmentSignView.as_view(),
        name="amendment-sign",
    ),
    path(
        "selections/<int:pk>/plan/<int:amendment_pk>/withdraw/",
        selection_decision.amendment_withdraw,
        name="amendment-withdraw",
    ),
    path("selections/<int:pk>/propose/", selection_decision.SelectionProposeView.as_view(), name="selection-propose"),
    path("selections/<int:pk>/decide/", selection_decision.SelectionDecideView.as_view(), name="selection-decide"),
    path("selections/<int:pk>/appoint/", selection_decision.SelectionAppointView.as_view(), name="selection-appoint"),
    # --- Staff
    path("vacancies/", vacancy.VacancyListView.as_view(), name="vacancy-list"),
    path("vacancies/<int:pk>/", vacancy.VacancyDetailView.as_view(), name="vacancy-detail"),
    path("vacancies/<int:pk>/apply/", vacancy.ApplicationWriteView.as_view(), name="application-write"),
    path("vacancies/<int:pk>/send/", vacancy.ApplicationSubmitView.as_view(), name="application-submit"),
    path("vacancies/<int:pk>/withdraw/", vacancy.ApplicationWithdrawView.as_view(), name="application-withdraw"),
    path(
        "vacancies/<int:pk>/documents/<uuid:document>/remove/",
        vacancy.application_document_remove,
        name="application-document-remove",
    ),
    path(
        "vacancies/<int:pk>/stages/<int:stage_pk>/paper/",
        vacancy.PaperView.as_view(),
        name="paper-hand-in",
    ),
    path(
        "vacancies/<int:pk>/stages/<int:stage_pk>/object/",
        vacancy.ObjectionCreateView.as_view(),
        name="objection-create",
    ),
]
