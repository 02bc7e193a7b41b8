"""Batches of promotions and transfers: list, begin, read, fill."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import formats
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_event
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from careers.enums import CLOSED_BATCH_STATES, BatchKind, BatchState
from careers.filters.batch import CareerBatchFilter
from careers.forms import BatchCreateForm
from careers.models import CareerBatch
from careers.reports.batch import batch_sheet, batch_workbook
from careers.rules.batch import manages_batch, signs_batch
from careers.services.batch import check_batch, create_batch, fill_batch
from careers.services.batch_sign import retry_batch
from careers.tables.batch import CareerBatchTable
from employees.dates import today
from employees.models import OrganizationalUnit

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def visible_batch(request: HttpRequest, pk: int) -> CareerBatch:
    batches = CareerBatch.objects.visible_to(request.user)
    related = ("unit", "government", "created_by", "decree", "fault_line__employee")
    return get_object_or_404(batches.select_related(*related), pk=pk)  # type: ignore[no-any-return]


class BatchListView(PermissionRequiredMixin, PortalListView):
    permission_required = "careers.list_batches"
    model = CareerBatch
    table_class = CareerBatchTable
    filterset_class = CareerBatchFilter
    template_name = "careers/batch_list.html"
    page_title = gettext_lazy("Promotion and transfer batches")
    export_name = "batches"
    fixed_columns = ("kind",)
    empty_title = gettext_lazy("No batches yet")
    empty_text = gettext_lazy(
        "Rank promotions, salary steps, medals and transfers of one day: the portal finds who is due, and the decree "
        "writes the records."
    )
    empty_icon = "trend-up"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().with_counts().select_related("unit", "created_by")

    def get_empty(self) -> dict[str, Any]:
        if not scope_of(self.request.user).has(Permission.CAREER_MANAGE):
            return super().get_empty()
        first_step = {"action_url": reverse_lazy("careers:batch-create"), "action_label": _("Begin a batch")}
        return {**super().get_empty(), **first_step}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_create = scope_of(self.request.user).has(Permission.CAREER_MANAGE)
        return super().get_context_data(may_create=may_create, **kwargs)

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s batch", "%(number)s batches", count) % {"number": formats.number_format(count)}


class BatchCreateView(PermissionRequiredMixin, DraftFormMixin, FormView):
    permission_required = "careers.create_batch"
    template_name = "careers/batch_form.html"
    form_class = BatchCreateForm
    draft_key = "careers.batch"

    def get_form_kwargs(self) -> dict[str, Any]:
        units = OrganizationalUnit.objects.on_which(self.request.user, Permission.CAREER_MANAGE).open_on(today())
        return {**super().get_form_kwargs(), "units": units.order_by("path")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Begin a batch"),
            submit_label=_("Begin"),
            cancel_url=reverse("careers:batch-list"),
            **kwargs,
        )

    def form_valid(self, form: BatchCreateForm) -> HttpResponse:
        try:
            batch = create_batch(by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Begun. Now put people on it."))
        return redirect(batch)


class BatchDetailView(TemplateView):
    template_name = "careers/batch_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, batch = self.request.user, visible_batch(self.request, self.kwargs["pk"])
        only_blocked = self.request.GET.get("show") == "blocked"
        sheet = batch_sheet(batch, user, page=self.request.GET.get("page", ""), only_blocked=only_blocked)
        manages, signs = manages_batch.test(user, batch), signs_batch.test(user, batch)
        stands = batch.stands_on_it(user)
        has_signed = any(each.holds and each.signature.by_id == user.pk for each in sheet.signatures)
        state = BatchState(batch.state)
        is_waiting = state in {BatchState.PREPARED, BatchState.VERIFIED}
        return super().get_context_data(
            page_title=str(batch),
            batch=batch,
            sheet=sheet,
            only_blocked=only_blocked,
            page_links=_page_links(sheet.page, only_blocked),
            is_late=batch.effective_date < today() and not batch.is_signed and state not in CLOSED_BATCH_STATES,
            is_transfer=batch.kind == BatchKind.TRANSFER,
            may_edit=manages and batch.is_editable,
            may_fill=manages and batch.is_editable and batch.kind != BatchKind.TRANSFER,
            may_enter=manages and batch.is_editable and batch.kind in {BatchKind.TRANSFER, BatchKind.SALARY_STEP},
            may_prepare=manages and batch.is_editable and sheet.total > 0 and not stands,
            may_verify=manages and state == BatchState.PREPARED and not has_signed and not stands,
            may_sign=signs and state == BatchState.VERIFIED and not has_signed and not stands,
            stands_on_it=stands and (manages or signs) and (batch.is_editable or is_waiting),
            may_return=(manages or signs) and is_waiting and not stands,
            may_check=manages and state not in CLOSED_BATCH_STATES,
            may_retry=manages and state == BatchState.STOPPED and not stands,
            may_cancel=(manages or signs) and state not in CLOSED_BATCH_STATES and not stands,
            waits_for_another=manages and state == BatchState.PREPARED and has_signed,
            **kwargs,
        )


def _page_links(page: Any, only_blocked: bool) -> dict[str, Any]:
    """What <c-pagination> takes; empty for a single page."""
    if page.paginator.num_pages < 2:
        return {}
    extra = "&show=blocked" if only_blocked else ""

    def address(number: int) -> str:
        return f"?page={number}{extra}"

    return {
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(page.next_page_number()) if page.has_next() else "",
        "pages": [
            {
                "label": str(number),
                "url": address(number) if isinstance(number, int) else "",
                "is_current": number == page.number,
            }
            for number in page.paginator.get_elided_page_range(page.number)
        ],
        "summary": _("%(first)s–%(last)s of %(all)s")
        % {"first": page.start_index(), "last": page.end_index(), "all": page.paginator.count},
    }


@require_POST
def batch_fill(request: HttpRequest, pk: int) -> HttpResponse:
    batch = visible_batch(request, pk)
    require(request.user, "careers.manage_batch", batch)
    try:
        added = fill_batch(batch=batch, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(batch)
    if added:
        text = ngettext("%(count)s person is due and was added.", "%(count)s people are due and were added.", added)
        messages.success(request, text % {"count": formats.number_format(added)})
    else:
        messages.info(request, _("Nobody else is due on this day. People can still be added by hand."))
    return redirect(batch)


@require_POST
def batch_check(request: HttpRequest, pk: int) -> HttpResponse:
    batch = visible_batch(request, pk)
    require(request.user, "careers.manage_batch", batch)
    try:
        blocked = check_batch(batch=batch, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(batch)
    if blocked:
        text = ngettext(
            "Something speaks against %(count)s person.", "Something speaks against %(count)s people.", blocked
        )
        messages.warning(request, text % {"count": blocked})
    else:
        messages.success(request, _("Checked by the records of this moment: nothing speaks against anybody."))
    return redirect(batch)


@require_POST
def batch_retry(request: HttpRequest, pk: int) -> HttpResponse:
    batch = visible_batch(request, pk)
    require(request.user, "careers.manage_batch", batch)
    try:
        retry_batch(batch=batch, by=request.user)
        messages.success(request, _("The portal tries the whole batch again within a minute."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(batch)


@require_safe
def batch_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    batch = visible_batch(request, pk)
    require(request.user, "careers.list_batches")
    record_event("careers.batch_exported", by=request.user, obj=batch, unit_path=batch.unit.path)
    name = slugify(f"{batch.kind}-{batch.effective_date}-{batch.unit.name}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"', "Cache-Control": "private, no-store"}
    return HttpResponse(batch_workbook(batch, request.user), content_type=SPREADSHEET, headers=headers)
