"""Shapes of a session and of calling it off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm, PortalModelForm
from training.domain.attendance import session_days
from training.forms.registration import ReasonForm
from training.models import Partner, TrainingProgramme, TrainingSession, Venue, YearPlanItem
from training.services.session import proposed_hours
from training.services.session_bounds import session_faults


class PlanForm(PortalForm):
    """Of which programme the new session is."""

    programme = forms.ModelChoiceField(TrainingProgramme.objects.none(), label=gettext_lazy("Programme"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = TrainingProgramme.objects.managed_by(user).filter(is_active=True)
        self.fields["programme"].queryset = mine.order_by("title")


class SessionForm(PortalModelForm):
    online_url = forms.URLField(
        label=gettext_lazy("Address of the online meeting"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Only participants see it."),
    )

    class Meta:
        model = TrainingSession
        fields = (
            "title",
            "starts_at",
            "ends_at",
            "venue",
            "place",
            "online_url",
            "seats",
            "is_international",
            "learning_hours",
            "registration_opens_at",
            "registration_closes_at",
            "by_nomination",
            "allocation",
            "partner",
            "plan_item",
        )

    def __init__(self, *args: Any, programme: TrainingProgramme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        path, session = programme.unit.government_path, self.instance
        for name, rows, chosen in (
            ("venue", Venue.objects.of_government(path), session.venue_id),
            ("partner", Partner.objects.of_government(path), session.partner_id),
        ):
            self.fields[name].queryset = rows.filter(Q(is_active=True) | Q(pk=chosen))
        items = YearPlanItem.objects.filter(plan__unit__path__startswith=path).filter(
            Q(programme=programme) | Q(programme=None) | Q(pk=session.plan_item_id)
        )
        self.fields["plan_item"].queryset = items.select_related("plan").order_by("-plan__year", "pk")
        self.fields["venue"].label = _("Venue from the list")
        self.fields["place"].label = _("Place in your own words")
        self.fields["place"].required = False
        self.fields["place"].help_text = _("Empty: the name of the venue.")
        # Whoever sends the form without it means what holds.
        self.fields["allocation"].required = False
        self.fields["learning_hours"].required = False
        self.fields["learning_hours"].help_text = _("Empty: what the rule of hours makes of form, days and programme.")

    def clean(self) -> dict[str, Any]:
        """The database holds the same rules; here each says at which field to mend it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for earlier, later, message in (
            ("starts_at", "ends_at", _("The session must end after it begins.")),
            ("registration_opens_at", "registration_closes_at", _("Registration must close after it opens.")),
        ):
            if data.get(earlier) and data.get(later) and data[later] <= data[earlier]:
                self.add_error(later, message)
        closes, starts = data.get("registration_closes_at"), data.get("starts_at")
        if closes and starts and closes > starts:
            self.add_error("registration_closes_at", _("Registration must close before the session begins."))
        data["allocation"] = data.get("allocation") or self.instance.allocation
        if not data.get("place") and "place" not in self.errors:
            if data.get("venue"):
                data["place"] = data["venue"].name
            else:
                self.add_error("place", _("Choose a venue or enter the place."))
        # Before the days are counted: nobody lists those of eight thousand years.
        self._add_faults(session_faults(self.programme, data))
        if data.get("learning_hours") is None and "learning_hours" not in self.errors:
            self._propose_hours(data)
            self._add_faults(session_faults(self.programme, data))
        return data

    def _add_faults(self, faults: dict[str, str]) -> None:
        for name, fault in faults.items():
            if name not in self.errors:
                self.add_error(name, fault)

    def _propose_hours(self, data: dict[str, Any]) -> None:
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if not starts or not ends:
            return
        zone = self.programme.unit.tz
        first, last = starts.astimezone(zone).date(), ends.astimezone(zone).date()
        data["learning_hours"] = proposed_hours(
            self.programme,
            days=len(session_days(first, last)),
            is_international=bool(data.get("is_international")),
            on=first,
        )
        if data["learning_hours"] is None:
            self.add_error("learning_hours", _("This form of training has no rule for its hours. Enter them."))

    def validate_constraints(self) -> None:
        """`clean` already said these, at their fields."""
        if not self.errors:
            super().validate_constraints()


class CancelForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Everybody who is registered or waits reads it.")
