"""Lists of reviews and obstacles."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from training.enums import TaskState
from training.models import ContentReview, ObstacleTask
from training.tables.columns import TITLE

TASK_TONES = {TaskState.OPEN: "attention", TaskState.DONE: "good", TaskState.DROPPED: "neutral"}


class ReviewTable(PortalTable):
    programme = tables.Column(
        linkify=lambda record: record.get_absolute_url(), order_by="programme__title", attrs=TITLE
    )
    session = tables.Column(order_by="session__title")
    answers = NumberColumn(verbose_name=gettext_lazy("Answers"))
    opened_at = tables.DateTimeColumn(verbose_name=gettext_lazy("Opened"))
    state = BadgeColumn(tones=TASK_TONES)

    class Meta(PortalTable.Meta):
        model = ContentReview
        fields = ("programme", "session", "trigger", "answers", "opened_at", "state")
        order_by = "-opened_at"


class ObstacleTable(PortalTable):
    obstacle = tables.Column(
        accessor="check_row__get_obstacle_display",
        verbose_name=gettext_lazy("Obstacle"),
        order_by="check_row__obstacle",
        linkify=lambda record: (
            reverse("training:obstacle-close", args=[record.pk]) if record.state == TaskState.OPEN else None
        ),
        attrs=TITLE,
    )
    words = tables.Column(accessor="check_row__obstacle_text", verbose_name=gettext_lazy("In their words"))
    session = tables.Column(
        accessor="check_row__promise__registration__session", verbose_name=gettext_lazy("Training"), orderable=False
    )
    created_at = tables.DateTimeColumn(verbose_name=gettext_lazy("Reported"))
    state = BadgeColumn(tones=TASK_TONES)

    class Meta(PortalTable.Meta):
        model = ObstacleTask
        fields = ("obstacle", "words", "unit", "session", "created_at", "state", "note")
        order_by = "-created_at"
