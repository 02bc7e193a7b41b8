"""The desk: what waits, by the day it is due, and beside it one report with everything to be done about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, OuterRef, Q
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from asn_portal.documents.models import Document
from asn_portal.keys import read_key
from employees.dates import today
from surveys.enums import COMPLAINT_TONES, ComplaintState
from surveys.filters import DeskFilter
from surveys.models import Complaint
from surveys.services.complaint import PHOTO_KIND
from surveys.tables import DeskTable
from surveys.views.complaint import ComplaintListView
from surveys.views.complaint_case import case_context

# Parameters of the address that say which report is open, not what stands in the queue.
CASE_PARAMETERS = ("case", "step")


def _photos() -> Any:
    """The photos of each report with the report itself: the page needs few queries."""
    photos = Document.objects.filter(kind=PHOTO_KIND, owner_id=Cast(OuterRef("pk"), CharField()))
    return photos.values(facts=JSONObject(id="pk", name="name", size="size"))


class ComplaintDeskView(ComplaintListView):
    permission_required = "surveys.handle_complaints"
    table_class = DeskTable
    filterset_class = DeskFilter
    template_name = "surveys/complaint_desk.html"
    list_key = "surveys.desk"
    page_title = gettext_lazy("Desk for reports")
    export_name = ""
    fixed_columns = ("subject", "due")
    default_columns = None
    empty_title = gettext_lazy("Nothing waits")
    empty_text = gettext_lazy("Every report to your units is closed.")

    def get_queryset(self) -> Any:
        complaints = Complaint.objects.handled_by(self.request.user).ongoing().with_due().with_weight()
        complaints = complaints.annotate(photo_facts=ArraySubquery(_photos()))
        return complaints.select_related("unit", "contact", "assignee")

    # The desk has its columns.
    chosen_columns = None

    @cached_property
    def state_counts(self) -> dict[str, int]:
        """How many wait in each state, mine and late ones beside; the filter of states left aside. One query."""
        others = self.filterset_class(
            {name: value for name, value in self.request.GET.items() if name not in {"state", "sort", "page"}},
            queryset=self.get_queryset(),
            request=self.request,
        )
        rows = others.qs if others.is_valid() else others.queryset.none()
        asked = {state: Count("pk", filter=Q(state=state)) for state in ComplaintState.values}
        row = rows.order_by().aggregate(
            **asked,
            mine=Count("pk", filter=Q(assignee=self.request.user)),
            late=Count("pk", filter=Q(due__lt=today())),
        )
        return {name: count or 0 for name, count in row.items()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = [row.record for row in context["table"].page.object_list] if context["table"].page else []
        asked = read_key(self.request.GET.get("case", ""))
        complaint = next((row for row in rows if row.pk == asked), None)
        if complaint is None and asked:
            # Opened from elsewhere, or not among the filtered ones any more.
            complaint = self.get_queryset().filter(pk=asked).first()
        is_chosen = complaint is not None
        complaint = complaint or (rows[0] if rows else None)
        context.update(
            counts=self._count_links(),
            is_chosen=is_chosen,
            queue_url=self.address(self._query()),
            case_pk=complaint.pk if complaint else None,
        )
        if complaint is not None:
            context.update(
                case_context(
                    self.request, complaint, chosen=self.request.GET.get("step", ""), desk=self._desk(rows, complaint)
                )
            )
            context.update(queue=self._query(), then=context["desk"]["then"])
        return context

    def get_table(self, **kwargs: Any) -> Any:
        """The counts by state tell how many rows there are; they need not be counted again."""
        table = self.build_table(self.filtered())
        table.data._length = self._row_count()
        table.paginate(self.paginator_class, self.paginate_by, 1)
        table.page = table.paginator.get_page(self.request.GET.get(table.prefixed_page_field))
        query = self._query()
        table.case_address = f"{self.request.path}?{query}&" if query else f"{self.request.path}?"
        table.case_pk = read_key(self.request.GET.get("case", ""))
        return table

    def _row_count(self) -> int:
        if self.filterset.is_bound and not self.filterset.is_valid():
            return 0
        chosen = self.request.GET.get("state", "")
        return self.state_counts[chosen] if chosen else sum(self.state_counts[state] for state in ComplaintState.values)

    def _query(self) -> str:
        left = self.request.GET.copy()
        for name in CASE_PARAMETERS:
            left.pop(name, None)
        return left.urlencode()

    def _case_url(self, pk: int | str) -> str:
        query = self._query()
        return f"{self.request.path}?{query}{'&' if query else ''}{urlencode({'case': pk})}"

    def _desk(self, rows: list[Complaint], complaint: Complaint) -> dict[str, Any]:
        """The address of this report on the desk, and those before and after it in the queue."""
        keys = [row.pk for row in rows]
        place = keys.index(complaint.pk) if complaint.pk in keys else -1
        after = keys[place + 1] if place + 1 < len(keys) else (keys[0] if keys and keys[0] != complaint.pk else "")
        before = keys[place - 1] if place > 0 else ""
        return {
            "case_url": self._case_url(complaint.pk),
            "then": after,
            "next_url": self._case_url(after) + "#case" if after else "",
            "previous_url": self._case_url(before) + "#case" if before else "",
        }

    def _count_links(self) -> list[dict[str, Any]]:
        chosen = self.request.GET.get("state", "")
        counts = self.state_counts
        found = []
        for state in ComplaintState:
            if counts[state] or state == chosen:
                query = self.request.GET.copy()
                for name in (*CASE_PARAMETERS, "page", "state"):
                    query.pop(name, None)
                if state != chosen:
                    query["state"] = state.value
                found.append(
                    {
                        "label": state.label,
                        "count": counts[state],
                        "tone": COMPLAINT_TONES[state],
                        "url": f"{reverse('surveys:complaint-desk')}?{query.urlencode()}",
                        "is_current": state == chosen,
                    }
                )
        return found
