"""Evaluation by participants, its figures, and the reviews that it opens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from surveys.domain.questions import parse
from surveys.forms.question_sheet import QuestionSheet
from training.filters.outcome import ReviewFilter
from training.forms.outcome import CloseTaskForm, EvaluationForm
from training.models import ContentReview, EvaluationTicket, Partner, Registration, Trainer, TrainingProgramme
from training.reports import evaluation as figures
from training.reports.outcome import session_outcome
from training.rules import manages_unit
from training.services.evaluation import EXTRA, close_review, extra_questions, submit_evaluation
from training.tables.outcome import ReviewTable
from training.views.base import SessionPageMixin, visible_session


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Of the session in the address, by the signed-in participant who still has a ticket."""
    session = visible_session(request, pk)
    registration = Registration.objects.of_user(request.user).filter(session=session).seated().first()
    if registration is None:
        require(request.user, "training.take_part", None)
    if not EvaluationTicket.objects.filter(registration=registration).exists():
        return render(request, "training/evaluation_closed.html", {"session": session, "registration": registration})
    trainers = list(session.trainers.select_related("trainer"))
    version = extra_questions(session)
    data = request.POST if request.method == "POST" else None
    form = EvaluationForm(data, trainers=trainers)
    sheet = (
        QuestionSheet(parse(version.content), language=get_language() or "id", data=data, allow_blank=True)
        if version
        else None
    )
    if data is not None and form.is_valid() and (sheet is None or sheet.is_valid):
        try:
            submit_evaluation(
                registration=registration,
                answers=form.answers,
                depth=form.cleaned_data["need"],
                texts=form.texts | {f"{EXTRA}{name}": text for name, text in (sheet.texts if sheet else {}).items()},
                extra=sheet.answers if sheet else {},
                extra_version=version.pk if version else None,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Thank you. Your answers are kept without your name."))
            return redirect(registration)
    context = {"session": session, "registration": registration, "form": form, "sheet": sheet}
    with timezone.override(session.unit.tz):
        return render(request, "training/evaluation_form.html", context, status=422 if data is not None else 200)


class SessionOutcomeView(SessionPageMixin, TemplateView):
    """Evaluation, promises and behaviour of one session, for the office."""

    permission = "training.view_participants"
    template_name = "training/session_outcome.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            figures=figures.of_session(self.session, with_texts=True),
            outcome=session_outcome(self.session),
            reviews=list(self.session.reviews.select_related("programme")),
            waiting=EvaluationTicket.objects.filter(registration__session=self.session).count(),
            may_manage=manages_unit.test(self.request.user, self.session),
            may_see_participants=True,
            **kwargs,
        )


def programme_evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    programmes = TrainingProgramme.objects.visible_to(request.user).select_related("unit")
    programme = get_object_or_404(programmes, pk=pk)
    sessions = programme.sessions.select_related("unit")
    return _page(request, programme.title, programme.get_absolute_url(), figures.of_sessions(sessions))


def trainer_evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    trainer = get_object_or_404(Trainer.objects.visible_to(request.user), pk=pk)
    return _page(request, trainer.name, trainer.get_absolute_url(), figures.of_trainer(trainer))


def partner_evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.visible_to(request.user), pk=pk)
    sessions = partner.sessions.select_related("unit")
    return _page(request, partner.name, partner.get_absolute_url(), figures.of_sessions(sessions))


def _page(request: HttpRequest, name: str, url: str, found: figures.EvaluationFigures) -> HttpResponse:
    return render(request, "training/evaluation_figures.html", {"name": name, "url": url, "figures": found})


class ReviewListView(PermissionRequiredMixin, PortalListView):
    """Programmes whose content somebody has to look at."""

    permission_required = "training.view_office"
    model = ContentReview
    table_class = ReviewTable
    filterset_class = ReviewFilter
    template_name = "training/after_list.html"
    list_key = "training.reviews"
    page_title = gettext_lazy("Reviews of content")
    export_name = "content-reviews"
    fixed_columns = ("programme",)
    empty_title = gettext_lazy("No content has to be reviewed")
    empty_text = gettext_lazy("A review opens when many participants say “not deep enough” or “not what I need”.")
    empty_icon = "check-circle"

    def get_queryset(self) -> QuerySet[Any]:
        return ContentReview.objects.visible_to(self.request.user).select_related("programme", "session__unit")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s review", "%(number)s reviews", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tab="reviews", **kwargs)


class ReviewDetailView(FormView):
    """Why the review was opened; its manager closes it."""

    template_name = "training/review_detail.html"
    form_class = CloseTaskForm

    @cached_property
    def review(self) -> ContentReview:
        visible = ContentReview.objects.visible_to(self.request.user)
        return get_object_or_404(
            visible.select_related("programme__unit", "session__unit", "closed_by"), pk=self.kwargs["pk"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_close = manages_unit.test(self.request.user, self.review.programme) and self.review.state == "open"
        return super().get_context_data(
            review=self.review, may_close=may_close, submit_label=_("Close the review"), **kwargs
        )

    def form_valid(self, form: CloseTaskForm) -> HttpResponse:
        require(self.request.user, "training.manage_programme", self.review.programme)
        try:
            close_review(
                review=self.review,
                state=form.cleaned_data["state"],
                outcome=form.cleaned_data["note"],
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The review is closed."))
        return redirect("training:review-list")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(request.user, "training.manage_programme", self.review.programme)
        return super().post(request, *args, **kwargs)
