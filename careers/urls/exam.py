"""Addresses of competency exams: /careers/exams/."""

from django.urls import path

from careers.views import exam_bank, exam_desk, exam_items_import, exam_mine, exam_sitting

bank_paths = [
    path("banks/", exam_bank.BankListView.as_view(), name="exam-bank-list"),
    path("banks/new/", exam_bank.BankCreateView.as_view(), name="exam-bank-create"),
    path("banks/template/", exam_items_import.import_template, name="exam-import-template"),
    path("banks/<int:pk>/", exam_bank.BankDetailView.as_view(), name="exam-bank-detail"),
    path("banks/<int:pk>/import/", exam_items_import.items_import, name="exam-items-import"),
    path("banks/<int:pk>/items/new/", exam_bank.ItemCreateView.as_view(), name="exam-item-create"),
    path("items/review/", exam_bank.ReviewListView.as_view(), name="exam-review-list"),
    path("items/<int:pk>/", exam_bank.ItemDetailView.as_view(), name="exam-item-detail"),
    path("items/<int:pk>/change/", exam_bank.ItemChangeView.as_view(), name="exam-item-change"),
    path("items/<int:pk>/propose/", exam_bank.item_propose, name="exam-item-propose"),
    path("items/<int:pk>/review/", exam_bank.ItemReviewView.as_view(), name="exam-item-review"),
    path("items/<int:pk>/retire/", exam_bank.ItemRetireView.as_view(), name="exam-item-retire"),
    path("items/<int:pk>/version/", exam_bank.item_new_version, name="exam-item-version"),
    path("blueprints/", exam_bank.BlueprintListView.as_view(), name="exam-blueprint-list"),
    path("blueprints/new/", exam_bank.BlueprintCreateView.as_view(), name="exam-blueprint-create"),
    path("blueprints/<int:pk>/", exam_bank.BlueprintDetailView.as_view(), name="exam-blueprint-detail"),
    path("blueprints/<int:pk>/change/", exam_bank.BlueprintChangeView.as_view(), name="exam-blueprint-change"),
]

sitting_paths = [
    path("sittings/", exam_sitting.SittingListView.as_view(), name="exam-sitting-list"),
    path("sittings/new/", exam_sitting.SittingCreateView.as_view(), name="exam-sitting-create"),
    path("sittings/<int:pk>/", exam_sitting.SittingDetailView.as_view(), name="exam-sitting-detail"),
    path("sittings/<int:pk>/change/", exam_sitting.SittingChangeView.as_view(), name="exam-sitting-change"),
    path("sittings/<int:pk>/rooms/new/", exam_sitting.RoomAddView.as_view(), name="exam-room-add"),
    path("sittings/<int:pk>/rooms/<int:room_pk>/remove/", exam_sitting.room_remove, name="exam-room-remove"),
    path("sittings/<int:pk>/duties/new/", exam_sitting.DutyGiveView.as_view(), name="exam-duty-give"),
    path("sittings/<int:pk>/duties/<int:duty_pk>/take/", exam_sitting.duty_take, name="exam-duty-take"),
    path("sittings/<int:pk>/candidates/new/", exam_sitting.CandidatesAddView.as_view(), name="exam-candidates-add"),
    path(
        "sittings/<int:pk>/candidates/<int:candidate_pk>/remove/",
        exam_sitting.candidate_remove,
        name="exam-candidate-remove",
    ),
    path("sittings/<int:pk>/papers/", exam_sitting.PapersMakeView.as_view(), name="exam-papers-make"),
    path("sittings/<int:pk>/open/", exam_sitting.SittingOpenView.as_view(), name="exam-sitting-open"),
    path("sittings/<int:pk>/close/", exam_sitting.SittingCloseView.as_view(), name="exam-sitting-close"),
    path("sittings/<int:pk>/publish/", exam_sitting.SittingPublishView.as_view(), name="exam-sitting-publish"),
    path("sittings/<int:pk>/cancel/", exam_sitting.SittingCancelView.as_view(), name="exam-sitting-cancel"),
]

desk_paths = [
    path("sittings/<int:pk>/board/", exam_desk.exam_board, name="exam-board"),
    path("sittings/<int:pk>/typing/", exam_desk.keying_list, name="exam-keying-list"),
    path("sittings/<int:pk>/marking/", exam_desk.marking_list, name="exam-marking-list"),
    path("sittings/<int:pk>/figures/", exam_desk.exam_figures, name="exam-figures"),
    path("sittings/<int:pk>/items/<int:item_pk>/drop/", exam_desk.ItemDropView.as_view(), name="exam-item-drop"),
    path("candidates/<int:pk>/time/", exam_desk.TimeAddView.as_view(), name="exam-time"),
    path("candidates/<int:pk>/end/", exam_desk.ExamEndView.as_view(), name="exam-end"),
    path("candidates/<int:pk>/to-paper/", exam_desk.ToPaperView.as_view(), name="exam-to-paper"),
    path("candidates/<int:pk>/paper/", exam_desk.exam_paper, name="exam-paper"),
    path("candidates/<int:pk>/typing/", exam_desk.KeyingView.as_view(), name="exam-keying"),
    path("candidates/<int:pk>/settle/", exam_desk.SettleView.as_view(), name="exam-settle"),
    path("essays/<int:pk>/mark/", exam_desk.MarkView.as_view(), name="exam-mark"),
]

mine_paths = [
    path("mine/", exam_mine.exam_mine, name="exam-mine"),
    path("mine/<int:pk>/", exam_mine.exam_detail, name="exam-mine-detail"),
    path("mine/<int:pk>/start/", exam_mine.exam_start, name="exam-start"),
    path("mine/<int:pk>/save/", exam_mine.exam_page_save, name="exam-page-save"),
    path("mine/<int:pk>/finish/", exam_mine.ExamFinishView.as_view(), name="exam-finish"),
    path("mine/<int:pk>/slip/", exam_mine.exam_slip, name="exam-slip"),
]

exam_paths = [*bank_paths, *sitting_paths, *desk_paths, *mine_paths]
