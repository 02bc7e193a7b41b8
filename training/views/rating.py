"""Ratings of a person: seen, given, taken back, objected to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.scope import scope_of
from asn_portal.acts import ServiceFormView
from asn_portal.documents.models import Document
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.keys import read_key
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.models import Employee
from employees.supervision import direct_reports, employee_of
from training.enums import ObjectionState, RatingSource
from training.filters.competency import ObjectionFilter
from training.forms.rating import DecisionForm, ObjectionForm, RatingForm, TeamRatingForm, VoidForm
from training.models import Competency, CompetencyRating, RatingObjection
from training.reports.levels import person_levels
from training.rules import is_the_person, rating_sources
from training.services.objection import decide_objection, deciders, object_to, withdraw_objection
from training.services.rating import add_rating, rate_many, void_rating
from training.tables.competency import ObjectionTable
from training.views.base import refusals_told
from training.views.personal import visible_person


class PersonLevelsView(TemplateView):
    """Required, achieved, gap; which rating counts and why; star and history."""

    template_name = "training/person_levels.html"

    @cached_property
    def person(self) -> Employee:
        return visible_person(self.request, self.kwargs["employee"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, person = self.request.user, self.person
        is_own = is_the_person.test(user, person)
        levels = person_levels(person, today())
        voidable = {
            line.rating.pk
            for row in (*levels.lines, *levels.others)
            for line in row.ratings
            if not line.rating.is_void and _may_void(user, line.rating, person)
        }
        return super().get_context_data(
            page_title=_("My competencies") if is_own else person.full_name,
            person=person,
            is_own=is_own,
            levels=levels,
            voidable=voidable,
            may_rate=bool(rating_sources(user, person)),
            **kwargs,
        )


def _may_void(user: Any, rating: CompetencyRating, person: Employee) -> bool:
    rating.employee = person
    return bool(user.has_perm("training.void_rating", rating))


class MyCompetenciesView(PermissionRequiredMixin, PersonLevelsView):
    permission_required = "training.view_own"

    @cached_property
    def person(self) -> Employee:
        return visible_person(self.request, scope_of(self.request.user).employee_id or 0)


class PersonActView(ServiceFormView):
    """A form about one person whose page the user may see."""

    @cached_property
    def person(self) -> Employee:
        return visible_person(self.request, self.kwargs["employee"])

    def address(self) -> str:
        return reverse("training:person-competencies", args=[self.person.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            person=self.person,
            crumbs=[(self.address(), self.person.full_name)],
            cancel_url=self.address(),
            **kwargs,
        )


class RatingCreateView(DraftFormMixin, PersonActView):
    form_class = RatingForm
    draft_key = "training.rating"
    done = gettext_lazy("The rating was stored. What counts was worked out anew.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "training.rate", self.person)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "employee": self.person,
            "sources": rating_sources(self.request.user, self.person),
            "chosen": read_key(self.request.GET.get("competency", "")),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Rate a competency of %(name)s") % {"name": self.person.full_name},
            submit_label=_("Store the rating"),
            intro=_("Ratings are never overwritten: each stands with its source, date and evidence."),
            **kwargs,
        )

    def act(self, form: RatingForm) -> str:
        data = form.cleaned_data
        add_rating(
            employee=self.person,
            competency=data["competency"],
            level=data["level"],
            source=data["source"],
            confidence=data["confidence"],
            rated_on=data.get("rated_on"),
            valid_until=data.get("valid_until"),
            evidence=data["evidence"],
            files=[data["file"]] if data["file"] else [],
            by=self.request.user,
        )
        return self.address()


class TeamRatingView(PermissionRequiredMixin, DraftFormMixin, ServiceFormView):
    """One competency for all one's direct reports on one page."""

    permission_required = "training.rate_team"
    template_name = "training/team_rating.html"
    form_class = TeamRatingForm
    draft_key = "training.team_rating"

    @cached_property
    def people(self) -> list[Employee]:
        reports = direct_reports(employee_of(self.request.user)).with_place().select_related("government", "user")
        return list(reports.order_by("name")[:200])

    @cached_property
    def competency(self) -> Competency | None:
        choices = self.choices
        key = read_key(self.request.GET.get("competency", ""))
        return next((one for one in choices if one.pk == key), choices[0] if choices else None)

    @cached_property
    def choices(self) -> list[Competency]:
        return list(Competency.objects.visible_to(self.request.user).in_use())

    def get_draft_key(self) -> str:
        return f"training.team_rating:{self.competency.pk if self.competency else 0}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": self.people}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        levels = {}
        if self.competency is not None:
            rows = self.competency.current_levels.filter(employee__in=self.people)
            levels = {row.employee_id: row for row in rows}
        form = kwargs.get("form") or self.get_form()
        return super().get_context_data(
            page_title=_("Rate my direct reports"),
            competency=self.competency,
            choices=self.choices,
            levels=self.competency.levels.all() if self.competency else (),
            rows=[(person, levels.get(person.pk), level, sure) for person, level, sure in form.rows()],
            submit_label=_("Store the ratings"),
            **{**kwargs, "form": form},
        )

    def act(self, form: TeamRatingForm) -> str:
        ratings = form.ratings()
        count = rate_many(
            levels={(person, self.competency): (level, confidence) for person, level, confidence in ratings},
            source=RatingSource.SUPERVISOR,
            evidence=form.cleaned_data["evidence"],
            by=self.request.user,
        )
        if count:
            text = ngettext("%(count)s person rated.", "%(count)s people rated.", count)
            messages.success(self.request, text % {"count": count})
        else:
            messages.info(self.request, _("Nobody was rated. Choose a level for at least one person."))
        return f"{reverse('training:team-rating')}?competency={self.competency.pk if self.competency else ''}"


class RatingActView(ServiceFormView):
    """A form about one rating."""

    permission = ""

    @cached_property
    def rating(self) -> CompetencyRating:
        ratings = CompetencyRating.objects.visible_to(self.request.user)
        related = ("employee__unit", "employee__user", "employee__government", "competency", "rated_by")
        rating = get_object_or_404(ratings.select_related(*related), pk=self.kwargs["pk"])
        require(self.request.user, self.permission, rating)
        return rating  # type: ignore[no-any-return]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.rating  # noqa: B018  asks for the permission before anything else
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rating = self.rating
        return super().get_context_data(
            rating=rating,
            crumbs=[(rating.get_absolute_url(), rating.employee.full_name)],
            cancel_url=rating.get_absolute_url(),
            facts=[
                (_("Competency"), rating.competency),
                (_("Level"), f"{rating.level} {rating.get_level_display()}"),
                (_("Source"), rating.get_source_display()),
                (_("Evidence"), rating.evidence or "–"),
            ],
            **kwargs,
        )


class RatingVoidView(RatingActView):
    permission = "training.void_rating"
    form_class = VoidForm
    done = gettext_lazy("The rating is void. What counts was worked out anew.")
    extra_context = {
        "page_title": gettext_lazy("Make a rating void"),
        "submit_label": gettext_lazy("Make it void"),
        "submit_tone": "bad",
        "consequences": [
            gettext_lazy("It stays on record, struck out with your reason, and counts no more."),
            gettext_lazy("The person is told. It can't be taken back; enter a new rating instead."),
        ],
    }

    def act(self, form: VoidForm) -> str:
        void_rating(rating=self.rating, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.rating.get_absolute_url()


class ObjectionCreateView(DraftFormMixin, RatingActView):
    permission = "training.object"
    form_class = ObjectionForm
    draft_key = "training.objection"
    done = gettext_lazy("Your objection was passed on; you are told of the answer.")
    extra_context = {
        "page_title": gettext_lazy("Object to a rating"),
        "submit_label": gettext_lazy("Send the objection"),
        "consequences": [
            gettext_lazy(
                "The training office decides, never who gave the rating; where nobody else is there, the HR officer or "
                "the head of agency."
            ),
            gettext_lazy("Until then the rating counts on, marked as disputed and less sure."),
        ],
    }

    def act(self, form: ObjectionForm) -> str:
        data = form.cleaned_data
        object_to(
            rating=self.rating,
            text=data["text"],
            claimed_level=data["claimed_level"],
            files=[data["file"]] if data["file"] else [],
            by=self.request.user,
        )
        return reverse("training:my-competencies")


class ObjectionListView(PermissionRequiredMixin, PortalListView):
    permission_required = "training.list_objections"
    model = RatingObjection
    table_class = ObjectionTable
    filterset_class = ObjectionFilter
    template_name = "training/objection_list.html"
    page_title = gettext_lazy("Objections to ratings")
    export_name = "rating-objections"
    fixed_columns = ("employee",)
    empty_title = gettext_lazy("No objections")
    empty_text = gettext_lazy("Who disagrees with a rating of their competencies objects on “My competencies”.")

    def get_queryset(self) -> QuerySet[Any]:
        visible = RatingObjection.objects.visible_to(self.request.user)
        return visible.select_related("rating__employee", "rating__competency")


class ObjectionDetailView(ServiceFormView):
    """What is said, and the decision for who may decide."""

    template_name = "training/objection_detail.html"
    form_class = DecisionForm
    done = gettext_lazy("Decided. The person is told.")

    @cached_property
    def objection(self) -> RatingObjection:
        related = ("rating__employee__unit", "rating__employee__position", "rating__competency", "decided_by")
        visible = RatingObjection.objects.visible_to(self.request.user).select_related(*related, "rating__rated_by")
        return get_object_or_404(visible, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "training.decide_objection", self.objection)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        objection, user = self.objection, self.request.user
        is_open = objection.state == ObjectionState.OPEN
        return super().get_context_data(
            page_title=_("Objection: %(competency)s") % {"competency": objection.rating.competency},
            objection=objection,
            rating=objection.rating,
            files=Document.objects.of(objection),
            rating_files=Document.objects.of(objection.rating),
            deciders=deciders(objection) if is_open else [],
            may_decide=is_open and user.has_perm("training.decide_objection", objection),
            may_withdraw=is_open and user.has_perm("training.object", objection),
            submit_label=_("Decide"),
            **kwargs,
        )

    def act(self, form: DecisionForm) -> str:
        data = form.cleaned_data
        decide_objection(
            objection=self.objection,
            is_upheld=data["verdict"] != "refused",
            new_level=data["new_level"] if data["verdict"] == "new" else None,
            answer=data["answer"],
            by=self.request.user,
        )
        return self.objection.get_absolute_url()


@require_POST
def objection_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    objections = RatingObjection.objects.visible_to(request.user).select_related("rating__employee__unit")
    objection = get_object_or_404(objections, pk=pk)
    require(request.user, "training.object", objection)
    with refusals_told(request):
        withdraw_objection(objection=objection, by=request.user)
        messages.success(request, _("The objection was withdrawn."))
    return redirect(objection)
