"""Filters of the lists of reviews and obstacles."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from training.enums import Obstacle, ReviewTrigger, TaskState
from training.models import ContentReview, ObstacleTask


class ReviewFilter(PortalFilterSet):
    q = SearchFilter(fields=["programme__title", "session__title"], label=_("Programme or session"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=TaskState.choices, empty_label=_("Any state"))
    trigger = django_filters.ChoiceFilter(label=_("Why"), choices=ReviewTrigger.choices, empty_label=_("Any reason"))

    class Meta:
        model = ContentReview
        fields = ["q", "state", "trigger"]


class ObstacleFilter(PortalFilterSet):
    q = SearchFilter(fields=["unit__name", "check_row__obstacle_text"], label=_("Unit or words"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=TaskState.choices, empty_label=_("Any state"))
    obstacle = django_filters.ChoiceFilter(
        field_name="check_row__obstacle", label=_("Obstacle"), choices=Obstacle.choices, empty_label=_("Any obstacle")
    )

    class Meta:
        model = ObstacleTask
        fields = ["q", "state", "obstacle"]
