"""Announcement pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, FormView, TemplateView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.models import Employee
from participation.enums import AnnouncementState
from participation.filters import AnnouncementFilter
from participation.forms import AnnouncementForm, WithdrawalForm
from participation.markdown import render_markdown
from participation.models import Announcement
from participation.rules import is_addressed, publishes_there
from participation.services import (
    change_announcement,
    create_announcement,
    mark_as_read,
    publish_announcement,
    withdraw_announcement,
)
from participation.tables import AnnouncementTable


class AnnouncementListView(PermissionRequiredMixin, PortalListView):
    permission_required = "participation.view_announcements"
    model = Announcement
    table_class = AnnouncementTable
    filterset_class = AnnouncementFilter
    template_name = "participation/announcement_list.html"
    page_title = gettext_lazy("Announcements")
    fixed_columns = ("title",)
    empty_title = gettext_lazy("No announcements")
    empty_text = gettext_lazy("What your office announces to you appears here and in your inbox.")
    empty_icon = "announce"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("unit").with_reading_of(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_write = self.request.user.has_perm("participation.write_announcement")
        return super().get_context_data(may_write=may_write, **kwargs)


def visible_announcement(request: HttpRequest, pk: int) -> Announcement:
    announcements = Announcement.objects.visible_to(request.user).select_related("unit", "author")
    return get_object_or_404(announcements.with_reading_of(request.user), pk=pk)  # type: ignore[no-any-return]


class AnnouncementDetailView(TemplateView):
    template_name = "participation/announcement_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        announcement = visible_announcement(self.request, self.kwargs["pk"])
        may_change = publishes_there.test(self.request.user, announcement)
        figures: dict[str, int] = {}
        if may_change and announcement.state != AnnouncementState.DRAFT:
            figures = {
                "addressed": Employee.objects.active()
                .filter(unit__path__startswith=announcement.unit.path, user__is_active=True)
                .count(),
                **announcement.readings.aggregate(read=Count("pk")),
            }
        return super().get_context_data(
            announcement=announcement,
            body=render_markdown(announcement.body),
            may_change=may_change,
            may_mark=is_addressed.test(self.request.user, announcement) and not announcement.is_read,
            figures=figures,
            **kwargs,
        )


class _AnnouncementFormMixin(DraftFormMixin):
    model = Announcement
    form_class = AnnouncementForm
    template_name = "participation/announcement_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cancel_url=reverse("participation:announcement-list"), submit_label=_("Save the draft"), **kwargs
        )

    def form_valid(self, form: AnnouncementForm) -> HttpResponse:
        try:
            announcement = self.perform(form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved as a draft. Publish it when it is ready."))
        return redirect(announcement)


class AnnouncementCreateView(PermissionRequiredMixin, _AnnouncementFormMixin, CreateView):
    permission_required = "participation.write_announcement"
    draft_key = "participation.announcement"

    def perform(self, data: dict[str, Any]) -> Announcement:
        return create_announcement(**data, by=self.request.user)


class AnnouncementUpdateView(_AnnouncementFormMixin, UpdateView):
    def get_draft_key(self) -> str:
        return f"participation.announcement:{self.kwargs['pk']}"

    def get_object(self, queryset: Any = None) -> Announcement:
        announcement = visible_announcement(self.request, self.kwargs["pk"])
        require(self.request.user, "participation.change_announcement", announcement)
        return announcement

    def perform(self, data: dict[str, Any]) -> Announcement:
        return change_announcement(announcement=self.object, **data, by=self.request.user)


@require_POST
def announcement_publish(request: HttpRequest, pk: int) -> HttpResponse:
    announcement = visible_announcement(request, pk)
    require(request.user, "participation.change_announcement", announcement)
    try:
        publish_announcement(announcement=announcement, by=request.user)
        messages.success(request, _("Published. Everybody addressed finds it in the inbox."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(announcement)


class AnnouncementWithdrawView(FormView):
    template_name = "participation/announcement_withdraw.html"
    form_class = WithdrawalForm

    @cached_property
    def announcement(self) -> Announcement:
        announcement = visible_announcement(self.request, self.kwargs["pk"])
        require(self.request.user, "participation.change_announcement", announcement)
        return announcement

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            announcement=self.announcement,
            cancel_url=self.announcement.get_absolute_url(),
            submit_label=_("Withdraw"),
            submit_tone="bad",
            **kwargs,
        )

    def form_valid(self, form: WithdrawalForm) -> HttpResponse:
        try:
            withdraw_announcement(
                announcement=self.announcement, reason=form.cleaned_data["reason"], by=self.request.user
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Withdrawn. Readers no longer see it."))
        return redirect(self.announcement)


@require_POST
def announcement_read(request: HttpRequest, pk: int) -> HttpResponse:
    announcement = visible_announcement(request, pk)
    require(request.user, "participation.read_announcement", announcement)
    mark_as_read(announcement=announcement, by=request.user)
    messages.success(request, _("Thank you. Marked as read."))
    return redirect(announcement)
