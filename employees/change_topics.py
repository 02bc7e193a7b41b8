"""What an employee may ask to have changed: few topics that people recognise, each with its fields."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from asn_portal.crypto import decrypt, encrypt
from employees.enums import HistoryKind
from employees.histories import HISTORIES, History
from employees.models import ChangeRequest, Employee
from employees.models.sensitive import Sensitive


@dataclass(frozen=True)
class Topic:
    """`fields` are main data; with `kind` an entry is added to that history instead.

    `needs_evidence`: names, identity numbers, birth data and education are believed on paper only.
    """

    key: str
    label: Any
    hint: Any
    icon: str
    fields: tuple[str, ...] = ()
    kind: HistoryKind | None = None
    needs_evidence: bool = False
    evidence: Any = ""

    @property
    def history(self) -> History | None:
        return HISTORIES[self.kind] if self.kind else None


# Identity numbers: encrypted in a request as on the record.
NUMBERS = tuple(name for name, value in vars(Employee).items() if isinstance(value, Sensitive))

TOPICS: dict[str, Topic] = {
    topic.key: topic
    for topic in (
        Topic(
            "contact",
            _("Telephone and e-mail"),
            _("How the office reaches you"),
            "phone",
            ("phone", "email", "official_email"),
        ),
        Topic("address", _("Address"), _("Where you live"), "home", ("address", "postal_code")),
        Topic(
            "family",
            _("Marital status and religion"),
            _("After a wedding, for instance"),
            "people",
            ("marital_status", "religion"),
            evidence=_("Marriage certificate, divorce deed or family card."),
        ),
        Topic(
            "name",
            _("Name, titles and birth"),
            _("As on your identity card and diploma"),
            "user",
            ("name", "front_title", "back_title", "birth_place", "birth_date"),
            needs_evidence=True,
            evidence=_("Identity card, birth certificate, or the diploma with the title."),
        ),
        Topic(
            "numbers",
            _("Identity numbers"),
            "NIK, NPWP, BPJS",
            "key",
            ("nik", "npwp", "bpjs"),
            needs_evidence=True,
            evidence=_("The card that bears the number."),
        ),
        Topic(
            "education",
            _("Education"),
            _("A diploma that is missing"),
            "bookmark",
            kind=HistoryKind.EDUCATION,
            needs_evidence=True,
            evidence=_("The diploma."),
        ),
        Topic(
            "training",
            _("Training"),
            _("A course or training outside the portal"),
            "training",
            kind=HistoryKind.TRAINING,
            evidence=_("The certificate of the training."),
        ),
        Topic(
            "credential",
            _("Licence or certificate"),
            _("STR, SIP, professional certificate"),
            "certificate",
            kind=HistoryKind.CREDENTIAL,
            evidence=_("The licence or certificate."),
        ),
        Topic(
            "award",
            _("Award"),
            _("A medal or an award received"),
            "star",
            kind=HistoryKind.AWARD,
            evidence=_("The charter or decree of the award."),
        ),
    )
}


def requested_values(request: ChangeRequest) -> dict[str, Any]:
    """What is asked, as the services take it."""
    history = TOPICS[request.topic].history
    model = history.model if history else Employee
    return {name: _as_value(model, name, text) for name, text in request.changes.items()}


def value_before(request: ChangeRequest, name: str) -> Any:
    """What stood on record when it was asked."""
    return _as_value(Employee, name, request.before.get(name, ""))


def as_text(name: str, value: Any) -> Any:
    """As JSON holds it; identity numbers encrypted."""
    if name in NUMBERS:
        return encrypt(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool) else str(value)


def _as_value(model: Any, name: str, text: Any) -> Any:
    if name in NUMBERS:
        return decrypt(text)
    return model._meta.get_field(name).to_python(text)
