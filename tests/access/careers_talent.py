"""Talent: who reads careers sees the map; each person their own box; heads of units only with a grant."""

from __future__ import annotations

from tests.access.policy import STAFF, Place, Row, page, thing
from tests.factories.employees import EmployeeFactory
from tests.factories.talent import (
    KeyPostFactory,
    PoolMemberFactory,
    SuccessorFactory,
    TalentObjectionFactory,
    TalentPlacementFactory,
    TalentReviewFactory,
)
from training.models import Competency

READERS = frozenset({"hr_officer", "head_of_agency", "auditor"})
KEEPERS = frozenset({"hr_officer"})
DECIDERS = frozenset({"hr_officer", "head_of_agency"})
CONCERNED = READERS | {"employee"}


def build_talent(place: Place) -> dict[str, object]:
    review = TalentReviewFactory(unit=place.unit)
    placement = TalentPlacementFactory(review=review, employee=place.clerk, decided=True)
    member = PoolMemberFactory(
        placement=TalentPlacementFactory(review=review, employee=EmployeeFactory(unit=place.unit), decided=True)
    )
    post = KeyPostFactory(position__unit=place.unit)
    competency, _new = Competency.objects.get_or_create(
        government=place.unit.government, code="arsip", defaults={"name": "Arsip", "definition": "Mengelola arsip."}
    )
    return {
        "review": review,
        "placement": placement,
        "talent_objection": TalentObjectionFactory(
            placement=TalentPlacementFactory(review=review, employee=EmployeeFactory(unit=place.unit))
        ),
        "member": member,
        "key_post": post,
        "successor": SuccessorFactory(key_post=post),
        "known_competency": competency,
    }


TALENT_ROWS: dict[str, Row] = {
    "careers:talent-map": page(READERS),
    "careers:talent-mine": page(STAFF),
    "careers:talent-review-open": page(KEEPERS),
    "careers:talent-review": thing("review", READERS),
    "careers:talent-review-recount": thing("review", KEEPERS),
    "careers:talent-review-close": thing("review", KEEPERS),
    "careers:talent-list": page(READERS),
    "careers:talent-person": thing("placement", CONCERNED),
    "careers:talent-decide": thing("placement", DECIDERS),
    "careers:talent-object": thing("placement", {"employee"}),
    "careers:pool-add": thing("placement", KEEPERS),
    "careers:talent-objection-list": page(READERS),
    "careers:talent-objection-decide": thing("talent_objection", KEEPERS),
    "careers:pool-list": page(READERS),
    "careers:pool-renew": thing("member", KEEPERS),
    "careers:pool-end": thing("member", KEEPERS),
    "careers:key-post-list": page(READERS),
    "careers:key-post-create": page(KEEPERS),
    "careers:key-post-detail": thing("key_post", READERS),
    "careers:key-post-end": thing("key_post", KEEPERS),
    "careers:successor-create": thing("key_post", KEEPERS),
    "careers:successor-change": thing("successor", KEEPERS),
    "careers:successor-remove": thing("successor", KEEPERS),
    "careers:losses": page(READERS),
    # A competency belongs to the government; whose people are shown is said by the reader's units.
    "careers:loss-people": thing("known_competency", READERS, other_unit=READERS),
}
