"""Staff records, units, imports, roles, accounts."""

import datetime

from tests.access.policy import SIGNED_IN, STAFF, Place, Row, page, thing

HR = {"hr_officer"}
OPERATOR = {"operator"}
SEES_STAFF = {"hr_officer", "training_coordinator", "head_of_agency", "auditor", "supervisor"}
SEES_PERSONAL_DATA = {"hr_officer", "auditor", "employee"}
DELEGATES = {"hr_officer", "training_coordinator", "head_of_agency", "service_officer"}
# The structure of a government is no secret to those who belong to it; operators keep all of them.
BELONGS = SIGNED_IN - {"nobody", "partner"}

ROWS: dict[str, Row] = {
    "employees:employee-list": page(SEES_STAFF),
    "employees:employee-create": page(HR),
    "employees:employee-me": page(STAFF),
    "employees:employee-detail": thing("clerk", SEES_STAFF | {"employee"}),
    "employees:employee-changes": thing("clerk", SEES_PERSONAL_DATA),
    "employees:employee-looks": thing("clerk", SEES_PERSONAL_DATA),
    "employees:employee-numbers": thing("clerk", HR, method="post", data={"reason": "Pengusulan kartu ASN"}),
    "employees:employee-correct": thing("clerk", HR),
    "employees:employee-transfer": thing("clerk", HR),
    "employees:acting-create": thing("clerk", HR),
    "employees:history-create": thing("clerk", HR, kind="education"),
    "employees:history-correct": thing("rank", HR, kind="rank"),
    "employees:history-withdraw": thing("rank", HR, kind="rank"),
    "employees:position-correct": thing("held", HR),
    "employees:my-requests": page(STAFF),
    "employees:my-request-create": Row(own=STAFF, kwargs=lambda objects: {"topic": "contact"}),
    "employees:change-request-list": page({"hr_officer", "auditor"}),
    "employees:change-request-detail": thing("change_request", {"hr_officer", "auditor", "employee"}),
    "employees:change-request-apply": thing("change_request", HR, method="post"),
    "employees:change-request-refuse": thing("change_request", HR, method="post", data={"reason": "Tidak terbaca"}),
    "employees:change-request-withdraw": thing("change_request", {"employee"}, method="post"),
    "employees:change-request-numbers": thing(
        "change_request", HR, method="post", data={"reason": "Bandingkan dengan KTP"}
    ),
    "employees:delegation-list": page(DELEGATES),
    "employees:delegation-create": page(DELEGATES),
    "employees:delegation-end": thing("delegation", {"supervisor"}),
    "employees:structure-change-list": page({"hr_officer", "auditor"}),
    "employees:structure-change-create": thing("unit", HR, kind="merge"),
    "employees:structure-change-confirm": thing("unit", HR, kind="rename", method="post"),
    "employees:structure-change-detail": thing("structure_change", {"hr_officer", "auditor"}),
    "employees:structure-change-cancel": thing("structure_change", HR, method="post"),
    "employees:structure-change-apply": thing("structure_change", HR, method="post"),
    "employees:employee-profile": thing("clerk", SEES_PERSONAL_DATA),
    "employees:report-list": page(SEES_STAFF),
    "employees:seniority-list": page(SEES_STAFF),
    "employees:headcount": page(SEES_STAFF),
    "employees:org-chart": page(SEES_STAFF),
    "employees:staff-figures": page(SEES_STAFF),
    "employees:unit-list": page(SIGNED_IN),
    "employees:unit-create": page(HR),
    "employees:unit-detail": thing("unit", BELONGS, other_unit=BELONGS, other_government=OPERATOR),
    "employees:unit-edit": thing("unit", HR),
    "employees:position-create": thing("unit", HR),
    "employees:position-edit": thing("position", HR),
    "employees:employee-export": page(HR),
    "employees:import-list": page(HR),
    "employees:import-create": page(HR),
    "employees:import-template": page(HR),
    "employees:import-detail": thing("staff_import", HR),
    "employees:import-columns": thing("staff_import", HR),
    "employees:import-sheet": thing("staff_import", HR, method="post"),
    "employees:import-confirm": thing("staff_import", HR, method="post"),
    "employees:import-discard": thing("staff_import", HR, method="post"),
    "employees:import-bad-rows": thing("staff_import", HR),
    "employees:import-undo": thing("staff_import", HR),
    "employees:role-list": page(OPERATOR),
    "employees:role-create": page(OPERATOR),
    "employees:role-end": thing("grant", OPERATOR, other_unit=OPERATOR, other_government=OPERATOR),
    "employees:account-list": page(OPERATOR),
    "employees:account-create": page(OPERATOR),
    "employees:account-close": thing("account", OPERATOR, other_unit=OPERATOR, other_government=OPERATOR),
    "employees:account-open": thing("account", OPERATOR, other_unit=OPERATOR, other_government=OPERATOR),
}

WARNED = {"hr_officer", "head_of_agency", "auditor"}
ROWS |= {
    "employees:warning-list": page(WARNED),
    "employees:warning-calendar": page(WARNED),
    "employees:warning-find": page(HR, method="post"),
    "employees:warning-bulk-handle": page(HR, method="post"),
    "employees:warning-detail": thing("warning", WARNED | {"employee"}),
    "employees:warning-handle": thing("warning", HR),
    "employees:warning-reopen": thing("warning", HR, method="post"),
    "employees:rule-list": page(WARNED),
    "employees:rule-detail": Row(own=frozenset(WARNED), kwargs=lambda objects: {"key": "promotion-years"}),
    # A grant on a district is too small for these; tests/employees/views/test_service_rule.py has those on the whole.
    "employees:rule-create": Row(kwargs=lambda objects: {"key": "promotion-years"}),
    "employees:rule-take-back": thing("rule", set(), method="post"),
}


def build(place: Place) -> dict[str, object]:
    from employees.models import RuleSetting, StaffImport
    from tests.factories.employees import (
        ChangeRequestFactory,
        EarlyWarningFactory,
        RoleGrantFactory,
        StructureChangeFactory,
    )

    ended = ("2025-01-01", "2025-03-01")
    given = RoleGrantFactory(user=place.head.user, unit=place.unit, period=ended)
    return {
        "change_request": ChangeRequestFactory(employee=place.clerk),
        "warning": EarlyWarningFactory(employee=place.clerk),
        "rule": RuleSetting.objects.create(
            government=place.unit.government,
            key="promotion-years",
            value=4,
            valid_from=datetime.date(2020, 1, 1) + datetime.timedelta(days=place.unit.pk),
            basis="PP 99/2000",
        ),
        # Over, so that it gives nobody a right; its giver still finds it.
        "delegation": RoleGrantFactory(unit=place.unit, period=ended, delegated_from=given),
        "structure_change": StructureChangeFactory(unit=place.unit),
        "unit": place.unit,
        "clerk": place.clerk,
        "account": place.clerk.user,
        "rank": place.clerk.rankhistory_set.get(),
        "held": place.clerk.positionhistory_set.get(),
        "position": place.clerk.position,
        "grant": RoleGrantFactory(unit=place.unit),
        "staff_import": StaffImport.objects.create(
            government=place.unit.government,
            unit_path=place.unit.path,
            created_by=place.head.user,
            file_name="pegawai.xlsx",
        ),
    }
