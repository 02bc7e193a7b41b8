"""Staff records, units, imports, roles, accounts."""

from tests.access.policy import SIGNED_IN, STAFF, Place, Row, page, thing

HR = {"hr_officer"}
OPERATOR = {"operator"}
SEES_STAFF = {"hr_officer", "training_coordinator", "head_of_agency", "auditor", "supervisor"}
SEES_PERSONAL_DATA = {"hr_officer", "auditor", "employee"}
# The structure of a government is no secret to those who belong to it; operators keep all of them.
BELONGS = SIGNED_IN - {"nobody"}

ROWS: dict[str, Row] = {
    "employees:employee-list": page(SEES_STAFF),
    "employees:employee-create": page(HR),
    "employees:employee-me": page(STAFF),
    "employees:employee-detail": thing("clerk", SEES_STAFF | {"employee"}),
    "employees:employee-changes": thing("clerk", SEES_PERSONAL_DATA),
    "employees:employee-looks": thing("clerk", SEES_PERSONAL_DATA),
    "employees:employee-nik": thing("clerk", HR, method="post", data={"reason": "Pengusulan kartu ASN"}),
    "employees:employee-correct": thing("clerk", HR),
    "employees:employee-transfer": thing("clerk", HR),
    "employees:rank-create": thing("clerk", HR),
    "employees:acting-create": thing("clerk", HR),
    "employees:rank-correct": thing("rank", HR),
    "employees:position-correct": thing("held", HR),
    "employees:unit-list": page(SIGNED_IN),
    "employees:unit-create": page(HR),
    "employees:unit-detail": thing("unit", BELONGS, other_unit=BELONGS, other_government=OPERATOR),
    "employees:unit-edit": thing("unit", HR),
    "employees:position-create": thing("unit", HR),
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


def build(place: Place) -> dict[str, object]:
    from employees.models import StaffImport
    from tests.factories.employees import RoleGrantFactory

    return {
        "unit": place.unit,
        "clerk": place.clerk,
        "account": place.clerk.user,
        "rank": place.clerk.rankhistory_set.get(),
        "held": place.clerk.positionhistory_set.get(),
        "grant": RoleGrantFactory(unit=place.unit),
        "staff_import": StaffImport.objects.create(
            government=place.unit.government,
            unit_path=place.unit.path,
            created_by=place.head.user,
            file_name="pegawai.xlsx",
        ),
    }
