from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.tables import EMPTY_CELL, BadgeColumn, NumberColumn, PortalTable
from careers.enums import OFFER_TONES, PAIR_TONES, STATE_TONES
from careers.models import MatchRun, MentorOffer, Mentorship, ProposedPair
from careers.words.match import reasons
from employees.models import Employee, OrganizationalUnit


class MentorshipTable(PortalTable):
    """Goals stand only where the reader takes part: `own` is their employee."""

    mentee = tables.Column(
        verbose_name=_("Mentee"), linkify=lambda record: record.get_absolute_url(), order_by="mentee__name"
    )
    mentor = tables.Column(verbose_name=_("Mentor"), order_by="mentor__name")
    goal = tables.Column(verbose_name=_("Goal"), orderable=False)
    starts_on = tables.DateColumn(verbose_name=_("From"))
    ends_on = tables.DateColumn(verbose_name=_("Until"))
    confirmed_count = NumberColumn(verbose_name=_("Confirmed meetings"))
    achievement = NumberColumn(verbose_name=_("Achieved"))
    way = tables.Column()
    state = BadgeColumn(tones=STATE_TONES)

    own: int | None = None

    class Meta(PortalTable.Meta):
        model = Mentorship
        fields = (
            "mentee",
            "mentor",
            "state",
            "goal",
            "starts_on",
            "ends_on",
            "confirmed_count",
            "achievement",
            "way",
        )
        order_by = "-starts_on"

    def render_goal(self, value: str, record: Mentorship) -> str:
        return value if self.own in {record.mentor_id, record.mentee_id} else "–"

    value_goal = render_goal

    def render_achievement(self, value: int) -> str:
        return f"{value} %"

    def value_achievement(self, value: int) -> int:
        return value


class OfferTable(PortalTable):
    topic = tables.Column(linkify=lambda record: record.get_absolute_url(), attrs={"td": {"class": "cell-title"}})
    mentor = tables.Column(order_by="mentor__name")
    unit = tables.Column(accessor="mentor__unit", verbose_name=_("Unit"), order_by="mentor__unit__path")
    competency = tables.Column(order_by="competency__name")
    times = tables.Column(orderable=False)
    until = tables.DateColumn()
    free = NumberColumn(accessor="places", verbose_name=_("Free places"), orderable=False)
    is_group = tables.Column(orderable=False)
    state = BadgeColumn(tones=OFFER_TONES)

    class Meta(PortalTable.Meta):
        model = MentorOffer
        fields = ("topic", "mentor", "state", "free", "unit", "competency", "times", "until", "is_group")
        order_by = "topic"

    def render_free(self, record: Any) -> str:
        return gettext("%(free)s of %(places)s") % {
            "free": max(record.places - record.taken, 0),
            "places": record.places,
        }

    value_free = render_free

    def render_is_group(self, value: bool) -> str:
        return gettext("Group") if value else gettext("One by one")

    value_is_group = render_is_group


class MatchRunTable(PortalTable):
    unit = tables.Column(linkify=lambda record: record.get_absolute_url(), order_by="unit__path")
    made_at = tables.DateTimeColumn()
    mentee_count = NumberColumn()
    mentor_count = NumberColumn()
    pair_count = NumberColumn(verbose_name=_("Pairs"))
    confirmed_count = NumberColumn(verbose_name=_("Confirmed"))
    made_by = tables.Column(orderable=False)

    class Meta(PortalTable.Meta):
        model = MatchRun
        fields = ("unit", "made_at", "mentee_count", "mentor_count", "pair_count", "confirmed_count", "made_by")
        order_by = "-made_at"


class PairTable(PortalTable):
    """`names`: competency -> its name, for the reasons."""

    mentee = tables.Column(order_by="mentee__name", attrs={"td": {"class": "cell-title"}}, verbose_name=_("Mentee"))
    mentee_unit = tables.Column(accessor="mentee__unit", verbose_name=_("Unit"), order_by="mentee__unit__path")
    mentor = tables.Column(order_by="mentor__name", verbose_name=_("Mentor"))
    mentor_unit = tables.Column(accessor="mentor__unit", verbose_name=_("Mentor's unit"), order_by="mentor__unit__path")
    score = NumberColumn(verbose_name=_("Score of 1,000"))
    why = tables.Column(accessor="covered", verbose_name=_("Why"), orderable=False)
    state = BadgeColumn(tones=PAIR_TONES)
    refusal = tables.Column(orderable=False)

    names: dict[int, Any] = {}

    class Meta(PortalTable.Meta):
        model = ProposedPair
        fields = ("mentee", "mentee_unit", "mentor", "mentor_unit", "score", "why", "state", "refusal")
        order_by = "-score"

    def render_why(self, record: Any) -> str:
        lines = reasons(record.covered, record.steps, record.open_mentees, self.names)
        return format_html('<ul class="plain">{}</ul>', format_html_join("", "<li>{}</li>", ((one,) for one in lines)))

    def value_why(self, record: Any) -> str:
        return "; ".join(reasons(record.covered, record.steps, record.open_mentees, self.names))


class RetiringTable(PortalTable):
    """`facts`: careers.retiring_knowledge.Retiring."""

    name = tables.Column(
        accessor="full_name", verbose_name=_("Name"), order_by="name", attrs={"td": {"class": "cell-title"}}
    )
    unit = tables.Column(verbose_name=_("Unit"), order_by="unit__path")
    position = tables.Column(orderable=False)
    retires_on = tables.Column(accessor="birth_date", verbose_name=_("Retires"), order_by="birth_date")
    rare = tables.Column(accessor="rare_levels", verbose_name=_("Rare competencies"), orderable=False)
    guided = NumberColumn(verbose_name=_("Mentees now"))
    act = tables.Column(accessor="pk", verbose_name="", orderable=False, exclude_from_export=True)

    facts: Any = None

    class Meta(PortalTable.Meta):
        model = Employee
        fields = ("name", "unit", "position", "retires_on", "rare", "guided", "act")
        order_by = "retires_on"

    def render_retires_on(self, record: Any) -> str:
        return str(formats.date_format(self.facts.day_of(record), "DATE_FORMAT"))

    def value_retires_on(self, record: Any) -> Any:
        return self.facts.day_of(record)

    def _rare(self, record: Any) -> list[str]:
        return [
            gettext("%(competency)s (level %(level)s, held by %(count)s)")
            % {
                "competency": one.competency,
                "level": one.achieved,
                "count": self.facts.holders[one.competency_id],
            }
            for one in record.rare_levels
        ]

    def render_rare(self, record: Any) -> str:
        items = format_html_join("", "<li>{}</li>", ((one,) for one in self._rare(record)))
        return format_html('<ul class="plain">{}</ul>', items)

    def value_rare(self, record: Any) -> str:
        return "; ".join(self._rare(record))

    def render_act(self, record: Any) -> str:
        chosen = {"mentor": record.pk, "competency": record.rare_levels[0].competency_id}
        return format_html(
            '<a class="btn btn-secondary btn-sm" href="{}?{}">{}</a>',
            reverse("careers:mentorship-create"),
            urlencode(chosen),
            gettext("Propose a mentee"),
        )


class FigureColumn(NumberColumn):
    """A figure of the row's unit, by the column's name."""

    def __init__(self, label: Any) -> None:
        super().__init__(accessor="pk", verbose_name=label, orderable=False)

    def render(self, record: Any, bound_column: Any, table: Any) -> Any:
        figure = self.value(record, bound_column, table)
        return EMPTY_CELL if figure is None else figure

    def value(self, record: Any, bound_column: Any, table: Any) -> Any:
        return getattr(table.figures[record.pk], bound_column.name)


class FiguresTable(PortalTable):
    """`figures`: unit -> careers.reports.mentoring_figures.UnitFigures."""

    name = tables.Column(attrs={"td": {"class": "cell-title"}}, order_by="path", verbose_name=_("Unit"))
    pairs = FigureColumn(_("Pairs"))
    running = FigureColumn(_("Running"))
    completed = FigureColumn(_("Completed"))
    stopped = FigureColumn(_("Stopped"))
    held = FigureColumn(_("Meetings"))
    confirmed = FigureColumn(_("Confirmed by both"))
    hours = FigureColumn(_("Learning hours"))
    achievement = FigureColumn(_("Mean goal achievement (%)"))

    figures: dict[int, Any] = {}

    class Meta(PortalTable.Meta):
        model = OrganizationalUnit
        fields = ("name", "pairs", "running", "completed", "stopped", "held", "confirmed", "hours", "achievement")
        order_by = "name"
