"""Needs, plans of people, plans of units."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, Sum
from django.db.models.functions import Coalesce

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from employees.supervision import direct_reports, employee_of
from training.enums import IndividualPlanState, NeedState
from training.querysets.person import personal

MONEY: DecimalField = DecimalField(max_digits=16, decimal_places=2)


class IndividualPlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """To the person, the heads above and who oversees training there; never to colleagues."""
        return self.filter(personal(user))

    def awaiting_agreement_of(self, user: Any) -> Any:
        """Submitted plans of those whose direct supervisor the user is."""
        if not scope_of(user).is_head:
            return self.none()
        return self.filter(
            state=IndividualPlanState.SUBMITTED, employee__in=direct_reports(employee_of(user)).values("pk")
        )

    def with_counts(self) -> Any:
        """Adds `need_count`, without refused ones, and `realised_count`."""
        return self.annotate(
            need_count=Count("needs", filter=~Q(needs__state=NeedState.REFUSED)),
            realised_count=Count("needs", filter=Q(needs__state=NeedState.REALISED)),
        )


class DevelopmentNeedQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """To the person, the heads above and who oversees training there; never to colleagues."""
        return self.filter(personal(user))

    def managed_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_MANAGE, "employee__unit__path"))

    def standing(self) -> Any:
        """Not refused."""
        return self.exclude(state=NeedState.REFUSED)

    def with_people(self) -> Any:
        return self.select_related("employee__unit", "employee__position", "competency", "programme", "plan")


class NeedCommentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of the user's governments; hidden ones only for who manages training there."""
        scope = scope_of(user)
        paths = {path for paths in scope.grants.values() for path in paths if path} | {scope.government_path}
        own = Q(government__path__in={path[: settings.ACCESS_UNIT_STEP] for path in paths if path})
        managed = scope.path_filter(Permission.TRAINING_MANAGE, "author__unit__path")
        return self.filter(own & (Q(is_hidden=False) | managed))


class YearPlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of the units that the user oversees or heads."""
        scope = scope_of(user)
        return self.filter(
            scope.path_filter(Permission.TRAINING_VIEW, "unit__path") | paths_filter(scope.headed_paths, "unit__path")
        )

    def with_sums(self) -> Any:
        """Adds `planned`, `people` and `line_count`."""
        cost = ExpressionWrapper(F("items__people") * F("items__cost_each"), output_field=MONEY)
        return self.annotate(
            planned=Coalesce(Sum(cost), 0, output_field=MONEY),
            people=Coalesce(Sum("items__people"), 0),
            line_count=Count("items"),
        )


class YearPlanItemQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Lines of the plans that the user may see."""
        plans = self.model._meta.get_field("plan").related_model.objects
        return self.filter(plan__in=plans.visible_to(user))
