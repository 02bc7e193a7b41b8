"""Batches of promotions and transfers: HR of the unit keeps them, the head signs, auditors read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from careers.enums import BatchKind, BatchState
from employees.dates import today
from tests.access.policy import EVERYONE, STAFF, Place, Row, page, thing
from tests.factories.batches import BatchFactory, BatchLineFactory
from tests.factories.employees import EmployeeFactory

READERS = frozenset({"hr_officer", "head_of_agency", "auditor"})
KEEPERS = frozenset({"hr_officer"})
HEAD = frozenset({"head_of_agency"})


def build_batches(place: Place) -> dict[str, object]:
    draft = BatchFactory(unit=place.unit, kind=BatchKind.SALARY_STEP)
    signed = BatchFactory(
        unit=place.unit,
        state=BatchState.SIGNED,
        decree_number=f"823/{place.unit.pk}/2026",
        decree_date=today(),
        signer={"name": "Pejabat", "nip": "", "rank": "", "position": "Sekretaris Daerah"},
    )
    return {
        "draft_batch": draft,
        "batch_line": BatchLineFactory(batch=draft, employee=EmployeeFactory(unit=place.unit)),
        "prepared_batch": BatchFactory(unit=place.unit, state=BatchState.PREPARED),
        "verified_batch": BatchFactory(unit=place.unit, state=BatchState.VERIFIED),
        "signed_batch": signed,
    }


def _line() -> Row:
    def names(objects: Mapping[str, Any]) -> dict[str, int]:
        return {"pk": objects["draft_batch"].pk, "line": objects["batch_line"].pk}

    return Row(own=KEEPERS, kwargs=names, has_object=True)


BATCH_ROWS: dict[str, Row] = {
    "careers:batch-list": page(READERS),
    "careers:batch-create": page(KEEPERS),
    "careers:batch-detail": thing("draft_batch", READERS),
    "careers:batch-xlsx": thing("draft_batch", READERS),
    "careers:batch-fill": thing("draft_batch", KEEPERS, method="post"),
    "careers:batch-check": thing("draft_batch", KEEPERS, method="post"),
    "careers:batch-retry": thing("signed_batch", KEEPERS, method="post"),
    "careers:batch-change": thing("draft_batch", KEEPERS),
    "careers:batch-prepare": thing("draft_batch", KEEPERS),
    "careers:batch-verify": thing("prepared_batch", KEEPERS),
    "careers:batch-sign": thing("verified_batch", HEAD),
    "careers:batch-return": thing("verified_batch", KEEPERS | HEAD),
    "careers:batch-cancel": thing("signed_batch", KEEPERS | HEAD),
    "careers:batch-drop-blocked": thing("draft_batch", KEEPERS),
    "careers:batch-line-add": thing("draft_batch", KEEPERS),
    "careers:batch-line-change": _line(),
    "careers:batch-line-remove": _line(),
    "careers:batch-line-pass": _line(),
    "careers:my-decrees": page(STAFF),
    "careers:decree-verify": thing("signed_batch", EVERYONE, by="code", other_unit=EVERYONE, other_government=EVERYONE),
}
