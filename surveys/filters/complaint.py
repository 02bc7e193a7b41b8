"""Filters of reports."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.dates import today
from surveys.domain.tracking import parse_code
from surveys.enums import COMPLAINT_ENDED, ComplaintKind, ComplaintState
from surveys.filters.unit import units_in_reach
from surveys.models import Complaint, Topic, TopicTag

HANDLERS = [("me", _("Me")), ("nobody", _("Nobody yet")), ("others", _("Colleagues"))]


def _topics(request: Any) -> Any:
    return Topic.objects.none() if request is None else Topic.objects.visible_to(request.user)


class ComplaintFilter(PortalFilterSet):
    q = SearchFilter(method="search")
    state = django_filters.ChoiceFilter(label=_("State"), choices=ComplaintState)
    is_overdue = django_filters.BooleanFilter(label=_("Overdue"), method="overdue")
    unit = django_filters.ModelChoiceFilter(label=_("Unit"), queryset=units_in_reach)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ComplaintKind)
    is_open = django_filters.BooleanFilter(label=_("Under way"), method="under_way")
    mine = django_filters.ChoiceFilter(label=_("Handled by"), choices=HANDLERS, method="handled_by")
    topic = django_filters.ModelChoiceFilter(label=_("Topic"), queryset=_topics, method="on_topic")

    class Meta:
        model = Complaint
        fields = ["q", "state", "is_overdue", "unit", "kind", "is_open", "mine", "topic"]

    def handled_by(self, queryset: Any, _name: str, value: str) -> Any:
        me = self.request.user.pk
        if value == "nobody":
            return queryset.filter(assignee__isnull=True)
        if value == "others":
            return queryset.filter(assignee__isnull=False).exclude(assignee=me)
        return queryset.filter(assignee=me)

    def on_topic(self, queryset: Any, _name: str, value: Topic) -> Any:
        return queryset.filter(Exists(TopicTag.objects.filter(complaint=OuterRef("pk"), topic=value)))

    def search(self, queryset: Any, _name: str, value: str) -> Any:
        """By code as people type it, else words of the subject and the text."""
        code = parse_code(value)
        condition = Q(code=code) if code else Q(pk__in=())
        words = Q()
        for word in value.split():
            words &= Q(subject__icontains=word) | Q(text__icontains=word)
        return queryset.filter(condition | words)

    def overdue(self, queryset: Any, _name: str, value: bool) -> Any:
        if value:
            return queryset.filter(due__lt=today())
        return queryset.filter(Q(due__gte=today()) | Q(due__isnull=True))

    def under_way(self, queryset: Any, _name: str, value: bool) -> Any:
        ended = Q(state__in=COMPLAINT_ENDED)
        return queryset.filter(~ended if value else ended)


class DeskFilter(ComplaintFilter):
    """What the queue beside a report has room for."""

    unit = None
    topic = None
    is_open = None

    class Meta:
        model = Complaint
        fields = ["q", "mine", "is_overdue", "state", "kind"]
