"""What pages about one mentorship share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from asn_portal.access.guards import require
from asn_portal.acts import ServiceFormView
from careers.models import Mentorship


def visible_mentorship(request: HttpRequest, pk: int) -> Mentorship:
    mentorships = Mentorship.objects.visible_to(request.user).with_people()
    return get_object_or_404(mentorships, pk=pk)  # type: ignore[no-any-return]


class MentorshipPageMixin:
    """For pages about one mentorship; `permission` is asked of it."""

    request: HttpRequest
    kwargs: dict[str, Any]
    permission = ""

    @cached_property
    def mentorship(self) -> Mentorship:
        return visible_mentorship(self.request, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission:
            require(request.user, self.permission, self.mentorship)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(mentorship=self.mentorship, **kwargs)  # type: ignore[misc,no-any-return]


class MentorshipFormView(MentorshipPageMixin, ServiceFormView):
    """A form about one mentorship that ends in one service."""

    page_title: Any = ""
    submit_label: Any = ""
    intro: Any = ""
    consequences: tuple[Any, ...] = ()

    def back(self) -> str:
        return self.mentorship.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = {
            "page_title": self.page_title,
            "crumbs": [(reverse("careers:mentorship-list"), _("Mentoring")), (self.back(), str(self.mentorship))],
            "intro": self.intro,
            "consequences": list(self.consequences),
            "submit_label": self.submit_label or self.page_title,
            "cancel_url": self.back(),
        }
        return super().get_context_data(**{**values, **kwargs})
