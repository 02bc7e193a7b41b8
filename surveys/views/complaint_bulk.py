"""Many reports at once: give, forward, tag, reject as duplicates."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.listing.bulk import BulkActionView
from asn_portal.listing.views import SELECTION
from surveys.enums import ComplaintState, RejectReason
from surveys.forms.complaint_step import BulkDuplicateForm, BulkForm, BulkForwardForm, BulkGiveForm, BulkTagForm
from surveys.models import Complaint
from surveys.services import complaint as services
from surveys.services.topic import add_topics
from surveys.views.complaint import ComplaintListView


class _ComplaintBulkView(PermissionRequiredMixin, BulkActionView):
    """The preview carries a form, which the act needs."""

    permission_required = "surveys.handle_complaints"
    list_view = ComplaintListView
    template_name = "surveys/complaint_bulk.html"
    form_class: type[BulkForm]
    # The move that every report must allow; None: any.
    state: ComplaintState | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_confirmed = bool(request.POST.get("confirmed"))
        scope = scope_of(request.user)
        self.form = self.form_class(
            request.POST if is_confirmed else None,
            government_path=scope.government_path,
            unit_paths=scope.paths(Permission.COMPLAINT_HANDLE),
        )
        if is_confirmed and not self.form.is_valid():
            # Nothing was done; the same rows once more, with the faults.
            request.POST = request.POST.copy()
            request.POST.setlist(SELECTION, request.POST.pop("pks", [""])[0].split(","))
            request.POST.pop("confirmed")
        return super().post(request, *args, **kwargs)

    def prepare(self, queryset: Any) -> Any:
        return queryset.select_related("unit", "assignee")

    def check(self, obj: Complaint) -> Any:
        if not self.request.user.has_perm("surveys.handle_complaint", obj):
            return _("You may read it, but not handle it")
        if self.state is not None and not obj.may_become(self.state):
            return _("It is “%(state)s”") % {"state": obj.get_state_display()}
        return None

    def extra_context(self) -> dict[str, Any]:
        return {"form": self.form}


class ComplaintBulkGiveView(_ComplaintBulkView):
    title = gettext_lazy("Give reports to a colleague")
    confirm_label = gettext_lazy("Give them")
    consequence = gettext_lazy(
        "The colleague finds each of them in the inbox. You can give them to somebody else later."
    )
    form_class = BulkGiveForm

    def check(self, obj: Complaint) -> Any:
        return super().check(obj) or (_("It is closed") if obj.has_ended else None)

    def perform_one(self, obj: Complaint) -> None:
        services.give_complaint(complaint=obj, to=self.form.cleaned_data["to"], by=self.request.user, seen=obj.version)


class ComplaintBulkForwardView(_ComplaintBulkView):
    title = gettext_lazy("Forward reports")
    confirm_label = gettext_lazy("Forward them")
    consequence = gettext_lazy("The officers of the unit are told, and each reporter reads the reason.")
    form_class = BulkForwardForm
    state = ComplaintState.FORWARDED

    def perform_one(self, obj: Complaint) -> None:
        data = self.form.cleaned_data
        services.forward_complaint(
            complaint=obj, unit=data["unit"], text=data["text"], by=self.request.user, seen=obj.version
        )


class ComplaintBulkTagView(_ComplaintBulkView):
    title = gettext_lazy("Tag reports")
    confirm_label = gettext_lazy("Add the topics")
    consequence = gettext_lazy("The topics are added to those that are on them. Reporters see nothing of it.")
    form_class = BulkTagForm

    def perform_one(self, obj: Complaint) -> None:
        add_topics(complaint=obj, topics=self.form.cleaned_data["topics"], by=self.request.user)


class ComplaintBulkDuplicateView(_ComplaintBulkView):
    title = gettext_lazy("Reject duplicates")
    confirm_label = gettext_lazy("Reject them")
    consequence = gettext_lazy("Each reporter reads your explanation. A rejected report can't be taken up again.")
    tone = "bad"
    form_class = BulkDuplicateForm
    state = ComplaintState.REJECTED

    def perform_one(self, obj: Complaint) -> None:
        services.reject_complaint(
            complaint=obj,
            reason=RejectReason.DUPLICATE,
            text=self.form.cleaned_data["text"],
            by=self.request.user,
            seen=obj.version,
        )
