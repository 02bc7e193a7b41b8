"""Filters of the list of programmes."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from training.enums import TrainingForm
from training.models import TrainingProgramme


class ProgrammeFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "code"], label=_("Title or code"))
    form = django_filters.ChoiceFilter(
        label=_("Form of training"), choices=TrainingForm.choices, empty_label=_("Any form")
    )
    is_active = django_filters.BooleanFilter(label=_("In use"))

    class Meta:
        model = TrainingProgramme
        fields = ["q", "form", "is_active"]
