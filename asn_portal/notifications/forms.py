from __future__ import annotations

from typing import Any

from django import forms

from asn_portal.forms import PortalForm
from asn_portal.notifications.enums import Delivery
from asn_portal.notifications.registry import all_kinds


class DeliveryForm(PortalForm):
    """One choice per kind of notification."""

    def __init__(self, *args: Any, chosen: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {f"kind-{kind.name.replace('.', '-')}": kind for kind in all_kinds()}
        for name, kind in self.kinds.items():
            usual = Delivery.NOW if kind.email else Delivery.NEVER
            self.fields[name] = forms.ChoiceField(
                label=kind.label, choices=Delivery.choices, initial=chosen.get(kind.name, usual)
            )

    def choices(self) -> dict[str, str]:
        """{kind: delivery}"""
        return {kind.name: self.cleaned_data[name] for name, kind in self.kinds.items()}
