"""The map of talent boxes, people behind a box, and one's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.scope import scope_of
from asn_portal.acts import ActView
from asn_portal.documents.models import Document
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.jobs.models import Job
from asn_portal.listing.views import PortalListView
from careers.career_office import answerers_of
from careers.enums import POOL_BOXES
from careers.filters.talent import PlacementFilter
from careers.forms.talent import DecisionForm, PoolForm, TalentObjectionForm
from careers.models import PoolMember, TalentPlacement, TalentReview
from careers.reports.talent import explain, talent_map
from careers.services.succession import add_to_pool, refuse_box
from careers.services.talent_decision import box_stamp, decide_box, file_objection
from careers.services.talent_review import JOB
from careers.tables.talent import PlacementTable
from careers.views.talent_base import TalentTabMixin, UnitAskedMixin, visible_placement
from employees.dates import today
from employees.models import DisciplineHistory


class TalentMapView(PermissionRequiredMixin, TalentTabMixin, UnitAskedMixin, TemplateView):
    """The newest review, or the one that the address names."""

    tab = "talent-map"
    permission_required = "careers.view_talent"
    template_name = "careers/talent_map.html"

    @cached_property
    def reviews(self) -> list[TalentReview]:
        return list(TalentReview.objects.visible_to(self.request.user).select_related("unit", "opened_by"))

    def review(self) -> TalentReview | None:
        if "pk" not in self.kwargs:
            return next((review for review in self.reviews if review.computed_at), None) or (
                self.reviews[0] if self.reviews else None
            )
        pk = self.kwargs["pk"]
        found = next((review for review in self.reviews if review.pk == pk), None)
        return found or get_object_or_404(TalentReview.objects.none(), pk=pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, review, form = self.request.user, self.review(), self.unit_form()
        unit = self.asked_unit(form)
        manages = review is not None and user.has_perm("careers.manage_talent_review", review)
        job = Job.objects.active().filter(unique_key=f"{JOB}:{review.pk}").first() if review and manages else None
        return super().get_context_data(
            review=review,
            reviews=self.reviews,
            unit=unit,
            form=form,
            map=talent_map(review, user, unit) if review and review.computed_at else None,
            job=job,
            may_open=user.has_perm("careers.open_talent_review"),
            may_recount=manages and job is None and review is not None and review.closed_at is None,
            may_close=manages and review is not None and review.is_open and not review.waits_for_objections(today()),
            today=today(),
            **kwargs,
        )


class PlacementListView(PermissionRequiredMixin, TalentTabMixin, PortalListView):
    tab = "talent-list"
    permission_required = "careers.view_talent"
    model = TalentPlacement
    table_class = PlacementTable
    filterset_class = PlacementFilter
    template_name = "careers/talent_list.html"
    page_title = gettext_lazy("Talent boxes of people")
    export_name = "talent-boxes"
    fixed_columns = ("employee",)
    default_columns = (
        "employee",
        "review",
        "position_title",
        "unit",
        "performance",
        "potential",
        "match",
        "standing",
        "final_box",
        "missing",
    )
    empty_title = gettext_lazy("No talent boxes")
    empty_text = gettext_lazy("When a review is opened, everybody of its unit stands here with a box, or why not.")
    empty_icon = "star"

    def get_queryset(self) -> QuerySet[Any]:
        return TalentPlacement.objects.read_by(self.request.user).with_people().with_standing_box()

    def count_text(self, count: int) -> str:
        # One for each review in which somebody stands.
        return ngettext("%(number)s talent box", "%(number)s talent boxes", count) % {
            "number": formats.number_format(count)
        }


def _person_context(request: HttpRequest, placement: TalentPlacement) -> dict[str, Any]:
    user, employee = request.user, placement.employee
    review = placement.review
    objections = list(placement.objections.select_related("decided_by").order_by("-filed_at"))
    for objection in objections:
        objection.files = list(Document.objects.of(objection))
    member = PoolMember.objects.not_ended(today()).filter(employee=employee).first()
    waits = any(objection.decided_at is None for objection in objections)
    may_answer = waits and user.has_perm("careers.decide_talent_objection", objections[0])
    may_decide = review.is_open and not waits and user.has_perm("careers.decide_placement", placement)
    may_keep_pool = user.has_perm("careers.add_to_pool", placement)
    sees_discipline = user.has_perm("employees.view_discipline", employee)
    return {
        "placement": placement,
        "review": review,
        "explanation": explain(placement),
        "objections": objections,
        "is_own": scope_of(user).employee_id == employee.pk,
        "member": member,
        "has_fallen": member is not None and PoolMember.objects.filter(pk=member.pk).fallen().exists(),
        "sees_discipline": sees_discipline,
        "sanctions": list(DisciplineHistory.objects.visible_to(user).in_force(today()).filter(employee=employee))
        if sees_discipline
        else [],
        "may_object": placement.accepts_objections(today())
        and not waits
        and user.has_perm("careers.object_to_placement", placement),
        "may_decide": may_decide,
        "may_answer": may_answer,
        "answerers": [each.name for each in answerers_of(placement)]
        if waits and not may_answer and user.has_perm("careers.read_placement", placement)
        else [],
        "may_add": may_keep_pool and member is None and placement.final_box in POOL_BOXES,
        "may_keep_member": member is not None and user.has_perm("careers.keep_pool_member", member),
        "today": today(),
    }


class PlacementDetailView(TemplateView):
    """One box with the data behind it, for the person and for who reads careers there."""

    template_name = "careers/talent_person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        placement = visible_placement(self.request, self.kwargs["pk"])
        context = _person_context(self.request, placement)
        if context["is_own"]:
            self.request.place = reverse("careers:talent-mine")  # type: ignore[attr-defined]
        return super().get_context_data(**context, **kwargs)


class MyTalentView(PermissionRequiredMixin, TemplateView):
    """One's own newest box, and those of earlier years."""

    permission_required = "careers.view_own_talent"
    template_name = "careers/talent_mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = TalentPlacement.objects.visible_to(self.request.user).filter(
            employee=scope_of(self.request.user).employee_id
        )
        return super().get_context_data(
            placements=list(own.with_people().order_by("-review__year", "-pk")), today=today(), **kwargs
        )


class PlacementActView(DraftFormMixin, ActView):
    """An act on one box."""

    def get_subject(self) -> TalentPlacement:
        return visible_placement(self.request, self.kwargs["pk"])

    def get_draft_key(self) -> str:
        return f"{self.draft_key}:{self.kwargs['pk']}"


class BoxDecideView(PlacementActView):
    shows_what_changed = False
    permission = "careers.decide_placement"
    form_class = DecisionForm
    draft_key = "careers.box_decision"
    page_title = gettext_lazy("Decide about the box")
    submit_label = gettext_lazy("Decide")
    done = gettext_lazy("Decided. The person is told.")
    consequences = (
        gettext_lazy("The box that you choose counts from now on; the one that was worked out stays beside it."),
        gettext_lazy("The person is told and reads the reason. Promotion or transfer does not follow by itself."),
        gettext_lazy("A later decision replaces this one; it is kept."),
    )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.subject.review.is_open:
            messages.info(request, _("Boxes are decided while the review is open."))
            return redirect(self.subject)
        if (objection := self.subject.objections.open().first()) is not None:
            messages.info(
                request, _("An objection to this box waits. Answer it first; the answer may set another box.")
            )
            may_answer = request.user.has_perm("careers.decide_talent_objection", objection)
            return redirect("careers:talent-objection-decide", objection.pk) if may_answer else redirect(self.subject)
        return super().get(request, *args, **kwargs)

    def get_stamp(self) -> str:
        return box_stamp(self.subject)

    def get_initial(self) -> dict[str, Any]:
        return {"box": self.subject.standing_box}

    def get_intro(self) -> str:
        box = self.subject.box
        worked_out = _("box %(number)s") % {"number": box} if box else _("unknown")
        return _("%(name)s: worked out as %(box)s.") % {"name": self.subject.employee.full_name, "box": worked_out}

    def act(self, form: DecisionForm) -> None:
        decide_box(placement=self.subject, by=self.request.user, seen=self.seen, **form.cleaned_data)


class PlacementObjectView(PlacementActView):
    permission = "careers.object_to_placement"
    form_class = TalentObjectionForm
    draft_key = "careers.talent_objection"
    page_title = gettext_lazy("Object to my talent box")
    submit_label = gettext_lazy("Send the objection")
    done = gettext_lazy("Your objection was passed on; you are told of the answer.")
    consequences = (
        gettext_lazy("The office that keeps careers reads it with the evidence, and answers with a reason."),
        gettext_lazy("An objection never lowers a box."),
    )

    def ensure(self) -> None:
        if self.subject.objections.open().exists():
            raise DomainError(_("You already objected. Wait for the answer."))

    def act(self, form: TalentObjectionForm) -> None:
        data = form.cleaned_data
        file_objection(
            placement=self.subject,
            reason=data["reason"],
            files=[data["file"]] if data["file"] else [],
            by=self.request.user,
        )


class PoolAddView(PlacementActView):
    permission = "careers.add_to_pool"
    form_class = PoolForm
    draft_key = "careers.pool"
    page_title = gettext_lazy("Take into the succession pool")
    submit_label = gettext_lazy("Take in")
    done = gettext_lazy("Taken in. The person is told, and you are reminded before the end.")
    consequences = (
        gettext_lazy("The membership ends by itself on its day; the office is reminded before."),
        gettext_lazy("The person is told. It is no promise of a post."),
    )

    def ensure(self) -> None:
        refuse_box(self.subject)

    def get_intro(self) -> str:
        return _("%(name)s, decided box %(number)s.") % {
            "name": self.subject.employee.full_name,
            "number": self.subject.final_box or "–",
        }

    def act(self, form: PoolForm) -> None:
        add_to_pool(placement=self.subject, by=self.request.user, **form.cleaned_data)
