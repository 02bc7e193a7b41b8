"""Mentors that the portal suggests to a mentee, and the best assignment for HR."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.acts import ServiceFormView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.jobs.models import Job
from asn_portal.listing.bulk import BulkAction, BulkActionView, Preview
from asn_portal.listing.views import PortalListView
from careers.domain.matching import Match, ranked
from careers.enums import MatchWay, PairState
from careers.facts.mentor import mentees_of, mentors_of, offered_by
from careers.filters.mentoring import MatchRunFilter, PairFilter
from careers.forms import AgreementFields, MatchRunForm, initial_goals
from careers.models import MatchRun, Mentorship, ProposedPair
from careers.services.mentor_match import confirm_pairs, goal_of, leave_out_pairs, start_match
from careers.services.mentoring import propose_mentorship
from careers.tables.mentoring import MatchRunTable, PairTable
from careers.words.match import distance_words, gap_reasons, load_words
from employees.dates import today
from employees.domain.service_life.months import add_months
from employees.models import Employee, OrganizationalUnit
from employees.supervision import employee_of
from training.models import Competency

SUGGESTED = 10
# What a pair begins with; the two of them change it as they like.
USUAL_MONTHS = 4


class SuggestionView(PermissionRequiredMixin, TemplateView):
    """Mentors for oneself, the best first, each with the reasons."""

    permission_required = "careers.ask_mentor"
    template_name = "careers/mentor_suggestions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = today()
        gaps, ranking, people = _suggestions(self.request.user, day)
        matches = ranking[:SUGGESTED]
        names = Competency.objects.in_bulk(gaps)
        offers = offered_by([match.mentor for match in matches], day)
        rows = [
            {
                "mentor": people[match.mentor],
                "score": match.score,
                "gaps": gap_reasons(_covered(match), names),
                "others": [distance_words(match.steps), load_words(match.open_mentees)],
                "offers": offers.get(match.mentor, []),
            }
            for match in matches
        ]
        return super().get_context_data(
            rows=rows,
            needs=[(names[pk], achieved, required) for pk, (achieved, required) in sorted(gaps.items())],
            tab="suggestions",
            **kwargs,
        )


def _suggestions(user: Any, day: datetime.date) -> tuple[Mapping[int, Any], list[Match], dict[int, Employee]]:
    """The user's own gaps, the mentors who fit, the best first, and who they are."""
    employee = employee_of(user)
    assert employee is not None  # noqa: S101  the permission asked for it
    found = mentees_of({employee.pk: employee}, day)
    if not found:
        return {}, [], {}
    mentors, people = mentors_of(employee.government_id, day, everybody=True, competencies=found[0].gaps)
    return found[0].gaps, ranked(found[0], mentors), people


def _covered(match: Match) -> list[tuple[int, int, int, int]]:
    return [(one.competency, one.achieved, one.required, one.mentor_level) for one in match.covered]


class MentorAskView(PermissionRequiredMixin, DraftFormMixin, ServiceFormView):
    """Ask a mentor whom the portal suggested."""

    permission_required = "careers.ask_mentor"
    form_class = AgreementFields
    done = gettext_lazy("Asked. You are told when the mentor has answered.")

    @cached_property
    def mentor(self) -> Employee:
        path = scope_of(self.request.user).government_path or "-"
        people = Employee.objects.active().filter(unit__path__startswith=path).with_place()
        return get_object_or_404(people, pk=self.kwargs["mentor"])  # type: ignore[no-any-return]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "government": self.mentor.government_id}

    def get_initial(self) -> dict[str, Any]:
        """The gaps for which the portal suggested this mentor."""
        _gaps, ranking, _people = _suggestions(self.request.user, today())
        gaps = next((_covered(match) for match in ranking if match.mentor == self.mentor.pk), [])
        names = Competency.objects.in_bulk(competency for competency, *_levels in gaps)
        return {**super().get_initial(), **initial_goals([goal_of(gap, names) for gap in gaps])}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        suggestions = reverse("careers:mentor-suggestions")
        return super().get_context_data(
            page_title=_("Ask %(name)s to be your mentor") % {"name": self.mentor},
            crumbs=[(suggestions, _("Mentors for me"))],
            facts=[(_("Unit"), self.mentor.unit), (_("Position"), self.mentor.position or "–")],
            submit_label=_("Ask the mentor"),
            cancel_url=suggestions,
            **kwargs,
        )

    def act(self, form: AgreementFields) -> Mentorship:
        employee = employee_of(self.request.user)
        assert employee is not None  # noqa: S101  the permission asked for it
        return propose_mentorship(
            mentor=self.mentor, mentee=employee, way=MatchWay.SUGGESTED, by=self.request.user, **form.agreement()
        )


class MatchRunListView(PermissionRequiredMixin, PortalListView):
    permission_required = "careers.manage_mentoring"
    model = MatchRun
    table_class = MatchRunTable
    filterset_class = MatchRunFilter
    template_name = "careers/match_list.html"
    page_title = gettext_lazy("Best assignment of mentors")
    empty_title = gettext_lazy("Nothing worked out yet")
    empty_text = gettext_lazy("The portal pairs many people at once, by their gaps, how near they work, and load.")
    empty_action_label = gettext_lazy("Work out pairs")
    empty_action_url = reverse_lazy("careers:match-create")
    empty_icon = "people"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().with_counts().select_related("unit", "made_by")


class MatchRunCreateView(PermissionRequiredMixin, ServiceFormView):
    permission_required = "careers.manage_mentoring"
    form_class = MatchRunForm

    def get_form_kwargs(self) -> dict[str, Any]:
        units = OrganizationalUnit.objects.on_which(self.request.user, Permission.MENTORING_MANAGE).open_on(today())
        return {**super().get_form_kwargs(), "units": units.order_by("path")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = reverse("careers:match-list")
        return super().get_context_data(
            page_title=_("Work out pairs"),
            crumbs=[(runs, _("Best assignment of mentors"))],
            consequences=[
                _("Nobody is told yet: you see the pairs with the reasons, and confirm all or some."),
                _("Each mentor gets at most as many as the rule of your government allows."),
            ],
            submit_label=_("Work out pairs"),
            cancel_url=runs,
            **kwargs,
        )

    def act(self, form: MatchRunForm) -> Job:
        data = form.cleaned_data
        return start_match(unit=data["unit"], everybody=data["everybody"], weights=form.weights(), by=self.request.user)


class MatchDetailView(PortalListView):
    """The pairs of one assignment."""

    model = ProposedPair
    table_class = PairTable
    filterset_class = PairFilter
    template_name = "careers/match_detail.html"
    list_key = "careers.pairs"
    export_name = "mentor-pairs"
    fixed_columns = ("mentee", "mentor")
    # The reasons need room; the units stand among them as a distance.
    default_columns = ("mentee", "mentor", "score", "why", "state")
    bulk_actions = (
        BulkAction(gettext_lazy("Confirm the pairs"), "careers:match-confirm"),
        BulkAction(gettext_lazy("Leave out"), "careers:match-leave-out"),
    )
    empty_title = gettext_lazy("Nobody fits anybody")
    empty_text = gettext_lazy("No mentor is ahead in what these people lack. Try also people without an offer.")
    empty_icon = "people"

    @cached_property
    def run(self) -> MatchRun:
        runs = MatchRun.objects.visible_to(self.request.user).select_related("unit")
        return get_object_or_404(runs, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "careers.manage_match", self.run)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Pairs for %(unit)s") % {"unit": self.run.unit}

    def get_queryset(self) -> QuerySet[Any]:
        return self.run.pairs.select_related("mentee__unit", "mentor__unit")

    @cached_property
    def names(self) -> dict[int, Any]:
        return dict(Competency.objects.in_bulk())

    def build_table(self, data: Any) -> Any:
        table = super().build_table(data)
        table.names = self.names
        return table

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s pair", "%(number)s pairs", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(run=self.run, **kwargs)


class _PairBulkView(PermissionRequiredMixin, BulkActionView):
    permission_required = "careers.manage_mentoring"
    list_view = MatchDetailView

    def check(self, obj: ProposedPair) -> str | None:
        return None if obj.state == PairState.PROPOSED else _("Decided already.")


class PairConfirmView(_PairBulkView):
    title = gettext_lazy("Confirm the pairs")
    confirm_label = gettext_lazy("Confirm and ask the mentors")
    consequence = gettext_lazy(
        "Each mentor is asked, each mentee is told. They begin with four months from today and the gap as goal, and "
        "change both as they like."
    )

    def perform(self, objs: list[ProposedPair]) -> Preview:
        day = today()
        chosen = [pair.pk for pair in objs]
        confirm_pairs(
            run=self.list.run,  # type: ignore[attr-defined]
            chosen=chosen,
            starts_on=day,
            ends_on=add_months(day, USUAL_MONTHS),
            by=self.request.user,
        )
        outcome = Preview()
        for pair in ProposedPair.objects.filter(pk__in=chosen).select_related("mentee", "mentor"):
            if pair.state == PairState.CONFIRMED:
                outcome.touched.append(pair)
            else:
                outcome.skip(pair, pair.refusal or _("Decided already."))
        return outcome


class PairLeaveOutView(_PairBulkView):
    title = gettext_lazy("Leave the pairs out")
    confirm_label = gettext_lazy("Leave out")
    consequence = gettext_lazy("Nobody is told.")

    def perform(self, objs: list[ProposedPair]) -> Preview:
        leave_out_pairs(run=self.list.run, chosen=[pair.pk for pair in objs], by=self.request.user)  # type: ignore[attr-defined]
        messages.info(self.request, _("They can be paired another way."))
        return Preview(touched=objs)
