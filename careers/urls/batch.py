"""Addresses of promotion and transfer batches."""

from django.urls import path

from careers.views import (
    batch,
    batch_act,
    decree,
)

urlpatterns = [
    path("batches/", batch.BatchListView.as_view(), name="batch-list"),
    path("batches/new/", batch.BatchCreateView.as_view(), name="batch-create"),
    path("batches/<int:pk>/", batch.BatchDetailView.as_view(), name="batch-detail"),
    path("batches/<int:pk>/batch.xlsx", batch.batch_xlsx, name="batch-xlsx"),
    path("batches/<int:pk>/fill/", batch.batch_fill, name="batch-fill"),
    path("batches/<int:pk>/check/", batch.batch_check, name="batch-check"),
    path("batches/<int:pk>/retry/", batch.batch_retry, name="batch-retry"),
    path("batches/<int:pk>/details/", batch_act.BatchChangeView.as_view(), name="batch-change"),
    path("batches/<int:pk>/prepare/", batch_act.BatchPrepareView.as_view(), name="batch-prepare"),
    path("batches/<int:pk>/verify/", batch_act.BatchVerifyView.as_view(), name="batch-verify"),
    path("batches/<int:pk>/sign/", batch_act.BatchSignView.as_view(), name="batch-sign"),
    path("batches/<int:pk>/return/", batch_act.BatchReturnView.as_view(), name="batch-return"),
    path("batches/<int:pk>/cancel/", batch_act.BatchCancelView.as_view(), name="batch-cancel"),
    path("batches/<int:pk>/take-off/", batch_act.BatchDropBlockedView.as_view(), name="batch-drop-blocked"),
    path("batches/<int:pk>/people/new/", batch_act.LineAddView.as_view(), name="batch-line-add"),
    path("batches/<int:pk>/people/<int:line>/", batch_act.LineChangeView.as_view(), name="batch-line-change"),
    path("batches/<int:pk>/people/<int:line>/remove/", batch_act.LineRemoveView.as_view(), name="batch-line-remove"),
    path("batches/<int:pk>/people/<int:line>/pass/", batch_act.LineLetPassView.as_view(), name="batch-line-pass"),
    path("decrees/", decree.MyDecreesView.as_view(), name="my-decrees"),
    path("decrees/verify/<str:code>/", decree.decree_verify, name="decree-verify"),
]
