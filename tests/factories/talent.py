"""Talent reviews, boxes, objections, the pool, key posts."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from careers.career_rules import default_of
from careers.enums import CareerRuleKey, Readiness, ReviewState
from careers.models import KeyPost, PoolMember, Successor, TalentObjection, TalentPlacement, TalentReview
from employees.dates import today
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, UserFactory


class TalentReviewFactory(DjangoModelFactory):
    """Open, and people may object."""

    class Meta:
        model = TalentReview

    class Params:
        computing = factory.Trait(state=ReviewState.COMPUTING, computed_at=None, object_until=None)
        closed = factory.Trait(
            state=ReviewState.CLOSED,
            closed_at=factory.LazyFunction(timezone.now),
            object_until=datetime.date(2026, 1, 1),
        )

    unit = factory.SubFactory(UnitFactory)
    year = 2025
    levels_on = datetime.date(2025, 12, 31)
    state = ReviewState.OPEN
    rules = factory.LazyFunction(lambda: default_of(CareerRuleKey.TALENT_LEVELS))
    code_version = "0.1.0"
    opened_by = factory.SubFactory(UserFactory)
    computed_at = factory.LazyFunction(timezone.now)
    object_until = factory.LazyFunction(lambda: today() + datetime.timedelta(days=14))


class TalentPlacementFactory(DjangoModelFactory):
    """Box 8."""

    class Meta:
        model = TalentPlacement

    class Params:
        unknown = factory.Trait(performance="", box=None, missing=["rating"])
        decided = factory.Trait(
            final_box=8,
            final_reason="Sesuai data.",
            panel="TPK",
            decided_at=factory.LazyFunction(timezone.now),
            decided_by=factory.SubFactory(UserFactory),
        )

    review = factory.SubFactory(TalentReviewFactory)
    employee = factory.SubFactory(EmployeeFactory, unit=factory.SelfAttribute("..review.unit"))
    unit = factory.SelfAttribute("employee.unit")
    position_title = "Pengadministrasi"
    performance = "AS"
    potential = "HIGH"
    box = 8
    match = "91.00"
    inputs = factory.LazyAttribute(
        lambda row: {
            "year": row.review.year,
            "rating": "BAIK",
            "levels_on": row.review.levels_on.isoformat(),
            "has_position": True,
            "levels": [],
        }
    )
    inputs_sha256 = "0" * 64
    computed_at = factory.LazyFunction(timezone.now)


class TalentObjectionFactory(DjangoModelFactory):
    class Meta:
        model = TalentObjection

    placement = factory.SubFactory(TalentPlacementFactory)
    reason = "Sertifikat asesmen belum dihitung."
    decide_by = factory.LazyFunction(lambda: today() + datetime.timedelta(days=14))
    box_before = factory.SelfAttribute("placement.standing_box")


class PoolMemberFactory(DjangoModelFactory):
    class Meta:
        model = PoolMember

    placement = factory.SubFactory(TalentPlacementFactory, decided=True)
    employee = factory.SelfAttribute("placement.employee")
    reason = "Siap memimpin unit yang lebih besar."
    since = factory.LazyFunction(lambda: today() - datetime.timedelta(days=30))
    until = factory.LazyFunction(lambda: today() + datetime.timedelta(days=300))
    added_by = factory.SubFactory(UserFactory)


class KeyPostFactory(DjangoModelFactory):
    class Meta:
        model = KeyPost

    position = factory.SubFactory(PositionFactory)
    reason = "Pelayanan berhenti bila kosong."
    marked_by = factory.SubFactory(UserFactory)


class SuccessorFactory(DjangoModelFactory):
    class Meta:
        model = Successor

    key_post = factory.SubFactory(KeyPostFactory)
    employee = factory.SubFactory(EmployeeFactory, unit=factory.SelfAttribute("..key_post.position.unit"))
    readiness = Readiness.NOW
    reason = "Sudah menjadi pelaksana harian."
    named_by = factory.SubFactory(UserFactory)
