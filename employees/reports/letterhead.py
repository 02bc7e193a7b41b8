"""In whose name a paper is written."""

from __future__ import annotations

from asn_portal.pdf import Letterhead
from employees.models import OrganizationalUnit


def letterhead_of(unit: OrganizationalUnit) -> Letterhead:
    """One query, unless the unit is the government itself."""
    return Letterhead(
        government=unit.government.name,
        unit="" if unit.is_government else unit.name,
        address=unit.address,
        phone=unit.phone,
        email=unit.email,
    )
