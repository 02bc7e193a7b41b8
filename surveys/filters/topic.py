"""Filters of topics and ready texts."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from surveys.enums import TemplateUse
from surveys.models import ReplyTemplate, Topic


class TopicFilter(PortalFilterSet):
    q = SearchFilter(fields=["name", "keywords"])
    is_active = django_filters.BooleanFilter(label=_("In use"))

    class Meta:
        model = Topic
        fields = ["q", "is_active"]


class ReplyTemplateFilter(PortalFilterSet):
    q = SearchFilter(fields=["name", "text_id", "text_en"])
    use = django_filters.ChoiceFilter(label=_("Used for"), choices=TemplateUse)
    is_active = django_filters.BooleanFilter(label=_("In use"))

    class Meta:
        model = ReplyTemplate
        fields = ["q", "use", "is_active"]
