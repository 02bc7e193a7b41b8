"""A page that asks before a verb on ratings: what will happen, a short form, one call of a service."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView

from asn_portal.access.guards import require
from asn_portal.errors import DomainError
from asn_portal.forms import PortalForm


class RatingActView(FormView):
    """Subclasses name the permission asked of the subject, the words of the page, and `act`."""

    template_name = "evaluations/rating_act.html"
    form_class: type[BaseForm] = PortalForm
    permission = ""
    page_title: Any = ""
    submit_label: Any = ""
    submit_tone = ""
    intro: Any = ""
    # Sentences: what will happen, who is told, whether it can be undone.
    consequences: tuple[Any, ...] = ()
    done: Any = ""

    request: HttpRequest

    def get_subject(self) -> Any:
        """What the page is about, or 404; it needs `get_absolute_url`."""
        raise NotImplementedError

    def act(self, form: Any) -> Any:
        """Call the service. A returned object or address is where to go next; None: back to the subject."""
        raise NotImplementedError

    @cached_property
    def subject(self) -> Any:
        return self.get_subject()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission:
            require(request.user, self.permission, self.subject)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        return str(self.subject.get_absolute_url())

    def get_consequences(self) -> list[Any]:
        return list(self.consequences)

    def get_title(self) -> Any:
        return self.page_title

    def get_intro(self) -> Any:
        return self.intro

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=self.get_title(),
            crumb_url=self.back(),
            crumb=str(self.subject),
            intro=self.get_intro(),
            consequences=self.get_consequences(),
            submit_label=self.submit_label,
            submit_tone=self.submit_tone,
            cancel_url=self.back(),
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            target = self.act(form)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        if self.done:
            messages.success(self.request, self.done)
        return redirect(target or self.back())

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
