"""Addresses of talent and succession."""

from django.urls import path

from careers.views import (
    losses,
    succession,
    talent,
    talent_review,
)

urlpatterns = [
    path("talent/", talent.TalentMapView.as_view(), name="talent-map"),
    path("talent/mine/", talent.MyTalentView.as_view(), name="talent-mine"),
    path("talent/reviews/new/", talent_review.ReviewOpenView.as_view(), name="talent-review-open"),
    path("talent/reviews/<int:pk>/", talent.TalentMapView.as_view(), name="talent-review"),
    path("talent/reviews/<int:pk>/recount/", talent_review.ReviewRecountView.as_view(), name="talent-review-recount"),
    path("talent/reviews/<int:pk>/close/", talent_review.ReviewCloseView.as_view(), name="talent-review-close"),
    path("talent/people/", talent.PlacementListView.as_view(), name="talent-list"),
    path("talent/people/<int:pk>/", talent.PlacementDetailView.as_view(), name="talent-person"),
    path("talent/people/<int:pk>/decide/", talent.BoxDecideView.as_view(), name="talent-decide"),
    path("talent/people/<int:pk>/object/", talent.PlacementObjectView.as_view(), name="talent-object"),
    path("talent/people/<int:pk>/pool/", talent.PoolAddView.as_view(), name="pool-add"),
    path("talent/objections/", talent_review.TalentObjectionListView.as_view(), name="talent-objection-list"),
    path(
        "talent/objections/<int:pk>/decide/",
        talent_review.TalentObjectionDecideView.as_view(),
        name="talent-objection-decide",
    ),
    path("talent/pool/", succession.PoolListView.as_view(), name="pool-list"),
    path("talent/pool/<int:pk>/renew/", succession.PoolRenewView.as_view(), name="pool-renew"),
    path("talent/pool/<int:pk>/end/", succession.PoolEndView.as_view(), name="pool-end"),
    path("talent/posts/", succession.KeyPostListView.as_view(), name="key-post-list"),
    path("talent/posts/new/", succession.KeyPostCreateView.as_view(), name="key-post-create"),
    path("talent/posts/<int:pk>/", succession.KeyPostDetailView.as_view(), name="key-post-detail"),
    path("talent/posts/<int:pk>/end/", succession.KeyPostEndView.as_view(), name="key-post-end"),
    path("talent/posts/<int:pk>/successors/new/", succession.SuccessorCreateView.as_view(), name="successor-create"),
    path("talent/successors/<int:pk>/change/", succession.SuccessorChangeView.as_view(), name="successor-change"),
    path("talent/successors/<int:pk>/remove/", succession.SuccessorRemoveView.as_view(), name="successor-remove"),
    path("talent/losses/", losses.LossView.as_view(), name="losses"),
    path("talent/losses/<int:pk>/", losses.LossPeopleView.as_view(), name="loss-people"),
]
