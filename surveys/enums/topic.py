"""Choices of topics: what citizens write about, and which competency of staff it asks for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GenericCompetency(TextChoices):
    """The nine competencies that every position needs (PermenPANRB 38/2017)."""

    INTEGRITY = "integrity", _("Integrity")
    COOPERATION = "cooperation", _("Cooperation")
    COMMUNICATION = "communication", _("Communication")
    RESULTS = "results_orientation", _("Orientation to results")
    PUBLIC_SERVICE = "public_service", _("Public service")
    DEVELOPMENT = "development", _("Development of oneself and others")
    CHANGE = "managing_change", _("Managing change")
    DECISIONS = "decision_making", _("Decision making")
    UNITY = "national_unity", _("Binding the nation together")
