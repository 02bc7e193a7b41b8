"""Credit points that final ratings earn; the office takes many over at once."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.listing.bulk import BulkAction, BulkActionView
from asn_portal.listing.views import PortalListView
from evaluations.filters.assessment import CreditFilter
from evaluations.models import Assessment
from evaluations.services.credit_points import credit_tables, proposal_of, take_credit_points
from evaluations.tables.assessment import CreditTable
from evaluations.views.rating_tabs import RatingTabMixin


class CreditPointListView(PermissionRequiredMixin, RatingTabMixin, PortalListView):
    tab = "credit"
    permission_required = "evaluations.list_credit_points"
    model = Assessment
    table_class = CreditTable
    filterset_class = CreditFilter
    template_name = "evaluations/rating_list.html"
    list_key = "evaluations.credit_points"
    page_title = gettext_lazy("Credit points from ratings")
    export_name = "credit-points"
    fixed_columns = ("employee",)
    default_columns = ("employee", "unit", "level", "assessment_period", "predicate", "months", "points", "span")
    bulk_actions = (
        BulkAction(
            gettext_lazy("Take into the records"),
            "evaluations:credit-point-take",
            visible=lambda scope: scope.has(Permission.EVALUATION_MANAGE),
        ),
    )
    empty_title = gettext_lazy("No credit points to take over")
    empty_text = gettext_lazy("Final ratings of people in functional positions earn credit points.")
    empty_icon = "certificate"

    def get_queryset(self) -> QuerySet[Any]:
        scope = scope_of(self.request.user)
        rows = Assessment.objects.filter(scope.path_filter(Permission.EVALUATION_VIEW, "unit__path"))
        return rows.with_credit().with_people()

    @cached_property
    def credit_tables(self) -> Any:
        """As what is taken over is worked out."""
        return credit_tables()

    def get_table_kwargs(self) -> dict[str, Any]:
        return {**super().get_table_kwargs(), "credit_tables": self.credit_tables}

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s rating", "%(number)s ratings", count) % {"number": formats.number_format(count)}


class CreditPointTakeView(PermissionRequiredMixin, BulkActionView):
    permission_required = "evaluations.take_credit_points"
    list_view = CreditPointListView
    template_name = "evaluations/credit_point_take.html"
    title = gettext_lazy("Take credit points into the records")
    confirm_label = gettext_lazy("Take over")
    consequence = gettext_lazy("An entry is added to the credit points of each person; the record's page corrects it.")

    def check(self, obj: Any) -> str | None:
        if not self.request.user.has_perm("evaluations.take_credit_point", obj):
            return _("It is your own, or you don't keep the ratings of this unit.")
        proposal = proposal_of(obj, self.list.credit_tables(obj.assessment_period))  # type: ignore[attr-defined]
        if proposal is None:
            return _("No finished month is left: its credit points are on record already.")
        obj.stamp = proposal.stamp
        return None

    @cached_property
    def seen(self) -> dict[str, str]:
        """The stamps of the preview by rating."""
        pairs = (each.partition(":") for each in self.request.POST.get("seen", "").split(","))
        return {pk: stamp for pk, _colon, stamp in pairs}

    def perform_one(self, obj: Any) -> None:
        take_credit_points(assessment=obj, by=self.request.user, seen=self.seen.get(str(obj.pk), ""))
