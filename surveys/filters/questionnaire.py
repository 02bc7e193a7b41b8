"""Filters of questionnaires."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from surveys.enums import QuestionnairePurpose
from surveys.models import Questionnaire


class QuestionnaireFilter(PortalFilterSet):
    q = SearchFilter(fields=["name"])
    purpose = django_filters.ChoiceFilter(label=_("Purpose"), choices=QuestionnairePurpose)
    is_archived = django_filters.BooleanFilter(label=_("No longer offered"))

    class Meta:
        model = Questionnaire
        fields = ["q", "purpose", "is_archived"]
