"""A page that asks before a verb: what will happen, a short form, one call of a service."""

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
from asn_portal.keys import read_token
from asn_portal.shown import SHOWN_FIELD, ChangedError


class ServiceFormView(FormView):
    """A form that ends in one service. A refusal (DomainError) is shown in the form, which keeps what was typed; where
    it could only be refused (`ensure`), the page leads back and says why. Where others may change what the page shows,
    `get_stamp` says what was read."""

    template_name = "layouts/act.html"
    # What is said on the next page.
    done: Any = ""

    # What `get_stamp` covers stands on the page; else a page that was refused stays refused until it is opened anew.
    shows_what_changed = True

    # Set when the service found something else than the page had shown.
    is_changed = False

    request: HttpRequest

    def get_stamp(self) -> str:
        """Stamp of what the page shows and somebody else may change meanwhile; `act` hands `seen` to the service."""
        return ""

    @property
    def seen(self) -> str:
        """The stamp of the page that was sent."""
        return read_token(self.request.POST.get(SHOWN_FIELD, ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # A form that comes back for another fault keeps its stamp: its reader was told of no change.
        is_kept = self.request.method == "POST" and not self.is_changed
        stamp = self.get_stamp()
        return super().get_context_data(shown_stamp=self.seen if stamp and is_kept else stamp, **kwargs)

    def act(self, form: Any) -> Any:
        """Call the service. A returned object or address is where to go next; None: to `back()`."""
        raise NotImplementedError

    def back(self) -> str:
        raise NotImplementedError

    def ensure(self) -> None:
        """DomainError while the service can't be called any more, or not yet. Faults that can be mended elsewhere
        belong on the page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.ensure()
        except DomainError as error:
            messages.info(request, str(error))
            return redirect(self.back())
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            target = self.act(form)
        except ChangedError as error:
            if self.shows_what_changed:
                self.show_anew()
            form.add_error(None, str(error))
            return self.form_invalid(form)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        if self.done:
            messages.success(self.request, self.done)
        return redirect(target or self.back())

    def show_anew(self) -> None:
        """Forget what was read before the service refused, so that the page shows what stands now."""
        self.is_changed = True
        for name in [name for name in vars(self) if isinstance(getattr(type(self), name, None), cached_property)]:
            delattr(self, name)


class ActView(ServiceFormView):
    """An act on one subject. Subclasses name the permission asked of it, the words of the page, and `act`."""

    form_class: type[BaseForm] = PortalForm
    permission = ""
    page_title: Any = ""
    submit_label: Any = ""
    submit_tone = ""
    intro: Any = ""
    # Sentences: what will happen, who is told, whether it can be undone.
    consequences: tuple[Any, ...] = ()
    crumbs_above: tuple[tuple[Any, Any], ...] = ()

    def get_subject(self) -> Any:
        """What the page is about, or 404; it needs `get_absolute_url`."""
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

    def get_crumb(self) -> str:
        return str(self.subject)

    def get_crumbs_above(self) -> list[tuple[Any, Any]]:
        """(address, text) of what stands above the subject, such as its list."""
        return list(self.crumbs_above)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=self.get_title(),
            crumbs=[*self.get_crumbs_above(), (self.back(), self.get_crumb())],
            intro=self.get_intro(),
            consequences=self.get_consequences(),
            submit_label=self.submit_label,
            submit_tone=self.submit_tone,
            cancel_url=self.back(),
            **kwargs,
        )
