"""The page between "do this with 45 rows" and doing it: how many are touched, how many are skipped and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from django.views.generic.base import TemplateResponseMixin

from asn_portal.errors import DomainError
from asn_portal.listing.actions import BulkAction
from asn_portal.listing.views import SELECTION, PortalListView, list_view_at

__all__ = ["BulkAction", "BulkActionView", "Preview"]


@dataclass
class Preview:
    """What the action would do: the objects it touches, and those it skips, by reason."""

    touched: list[Any] = field(default_factory=list)
    skipped: dict[str, list[Any]] = field(default_factory=dict)

    def skip(self, obj: Any, reason: str) -> None:
        self.skipped.setdefault(reason, []).append(obj)

    @property
    def skipped_count(self) -> int:
        return sum(map(len, self.skipped.values()))


class BulkActionView(TemplateResponseMixin, View):
    """First POST (from the list): the preview. Second POST (`confirmed`): the act, on exactly the rows previewed.

    Subclasses name `list_view`, `title`, `confirm_label`, and write `check` and `perform_one` (or `perform`).
    The rows come from the list's own queryset, so nobody can act on what they do not see; whether they may act is for
    `check` and the services to say.
    """

    http_method_names = ["post"]
    template_name = "listing/bulk_preview.html"
    list_view: type[PortalListView]
    title: Any = ""
    confirm_label: Any = ""
    # What happens, who is told, whether it can be undone.
    consequence: Any = ""
    tone = "primary"
    # More at once would outlast a request; the list can be narrowed.
    maximum = 2000

    # --- hooks ------------------------------------------------------------------------------------------------------

    def check(self, obj: Any) -> str | None:
        """Why this object has to be skipped, in a sentence; None when it can be done."""
        return None

    def perform_one(self, obj: Any) -> None:
        """Call the service. A DomainError skips this object and is told."""
        raise NotImplementedError

    def perform(self, objs: list[Any]) -> Preview:
        """Do all, each in its own transaction; returns what was done and what was not."""
        outcome = Preview()
        for obj in objs:
            try:
                with transaction.atomic():
                    self.perform_one(obj)
            except DomainError as error:
                outcome.skip(obj, str(error))
            else:
                outcome.touched.append(obj)
        return outcome

    def prepare(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Add what `check` and the service read (select_related)."""
        return queryset

    def done_text(self, count: int) -> str:
        return ngettext("Done for %(number)s row.", "Done for %(number)s rows.", count) % {
            "number": formats.number_format(count)
        }

    # --- the two steps ----------------------------------------------------------------------------------------------

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.list = self._list()
        back = self.list.request.get_full_path()
        if request.POST.get("confirmed"):
            chosen = request.POST.get("pks", "").split(",")
        elif request.POST.get("all_matching"):
            chosen = None
        else:
            chosen = request.POST.getlist(SELECTION)
        preview = self._preview(self._rows(chosen))
        if preview is None:
            messages.error(
                request,
                _("This can be done for at most %(number)s rows at once. Narrow the filter first.")
                % {"number": formats.number_format(self.maximum)},
            )
            return redirect(back)
        if not preview.touched and not preview.skipped:
            messages.warning(request, _("Select at least one row first."))
            return redirect(back)
        if not request.POST.get("confirmed"):
            return self.render_to_response(self._preview_context(preview, back))
        self._act(preview)
        return redirect(back)

    def _list(self) -> PortalListView:
        view = list_view_at(self.request.GET.get("list", ""), self.request.user)
        if not isinstance(view, self.list_view):
            raise BadRequest("The address belongs to another list.")
        return view

    def _rows(self, chosen: Iterable[str] | None) -> QuerySet[Any]:
        if chosen is None:
            return self.list.filtered()
        key = self.list.model._meta.pk
        keys = []
        for text in chosen:
            try:
                keys.append(key.to_python(text))
            except ValidationError:
                continue
        return self.list.get_queryset().filter(pk__in=[each for each in keys if each not in (None, "")])

    def _preview(self, rows: QuerySet[Any]) -> Preview | None:
        """None when there are too many rows."""
        objs = list(self.prepare(rows.order_by("pk"))[: self.maximum + 1])
        if len(objs) > self.maximum:
            return None
        preview = Preview()
        for obj in objs:
            reason = self.check(obj)
            if reason is None:
                preview.touched.append(obj)
            else:
                preview.skip(obj, str(reason))
        return preview

    def _preview_context(self, preview: Preview, back: str) -> dict[str, Any]:
        return {
            "page_title": self.title,
            "preview": preview,
            "touched_sample": preview.touched[:10],
            "touched_more": max(len(preview.touched) - 10, 0),
            "skipped": [(reason, len(objs), objs[:5]) for reason, objs in preview.skipped.items()],
            "pks": ",".join(str(obj.pk) for obj in preview.touched),
            "consequence": self.consequence,
            "submit_label": self.confirm_label or self.title,
            "submit_tone": self.tone,
            "cancel_url": back,
            "form_action": self.request.get_full_path(),
            **self.extra_context(),
        }

    def extra_context(self) -> dict[str, Any]:
        """More for the preview page, for subclasses."""
        return {}

    def _act(self, preview: Preview) -> None:
        """Do it and say how it went. Rows that changed since the preview are skipped like the others."""
        try:
            outcome = self.perform(preview.touched)
        except DomainError as error:
            messages.error(self.request, str(error))
            return
        if outcome is None:
            outcome = Preview(touched=preview.touched)
        for reason, objs in preview.skipped.items():
            outcome.skipped.setdefault(reason, []).extend(objs)
        if outcome.touched:
            messages.success(self.request, self.done_text(len(outcome.touched)))
        for reason, objs in outcome.skipped.items():
            messages.warning(
                self.request,
                ngettext("%(number)s row skipped: %(reason)s", "%(number)s rows skipped: %(reason)s", len(objs))
                % {"number": formats.number_format(len(objs)), "reason": reason},
            )
