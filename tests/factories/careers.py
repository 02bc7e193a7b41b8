"""Mentorships, meetings and what belongs to them."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from careers.enums import AgreementState, MeetingState, MentorshipState, PairRole
from careers.models import (
    AgreementGoal,
    MatchRun,
    MentoringAgreement,
    MentoringMeeting,
    MentoringTask,
    MentorOffer,
    Mentorship,
    MentorshipEvaluation,
    MidwayCheck,
    ProposedPair,
)
from employees.dates import today
from tests.factories.employees import EmployeeFactory, UnitFactory
from training.enums import CompetencyKind
from training.models import Competency, CurrentLevel


class MentorshipFactory(DjangoModelFactory):
    """A proposal; mentor and mentee work in the same unit."""

    class Meta:
        model = Mentorship

    class Params:
        running = factory.Trait(state=MentorshipState.RUNNING)
        # Half of the time is over.
        halfway = factory.Trait(
            state=MentorshipState.RUNNING, ends_on=factory.LazyFunction(lambda: today() + datetime.timedelta(days=10))
        )

    mentor = factory.SubFactory(EmployeeFactory)
    mentee = factory.SubFactory(EmployeeFactory, unit=factory.SelfAttribute("..mentor.unit"))
    goal = "Menyusun anggaran tanpa bantuan"
    starts_on = datetime.date(2026, 1, 1)
    ends_on = datetime.date(2030, 1, 1)


class MeetingFactory(DjangoModelFactory):
    """A meeting of 90 minutes that both confirmed."""

    class Meta:
        model = MentoringMeeting

    class Params:
        planned = factory.Trait(
            state=MeetingState.PLANNED,
            held_on=factory.LazyFunction(lambda: today() + datetime.timedelta(days=3)),
            agreed_action="",
            mentor_confirmed_at=None,
            mentee_confirmed_at=None,
        )

    mentorship = factory.SubFactory(MentorshipFactory)
    held_on = factory.Sequence(lambda n: datetime.date(2026, 1, 5) + datetime.timedelta(days=n))
    start = datetime.time(9)
    end = datetime.time(10, 30)
    topic = "Memetakan alur kerja"
    agreed_action = "Menyelesaikan satu berkas"
    mentor_confirmed_at = factory.LazyFunction(timezone.now)
    mentee_confirmed_at = factory.LazyFunction(timezone.now)


class AgreementFactory(DjangoModelFactory):
    """In force, with one goal without a competency."""

    class Meta:
        model = MentoringAgreement
        skip_postgeneration_save = True

    class Params:
        waiting = factory.Trait(state=AgreementState.PROPOSED, number=2, proposed_role=PairRole.MENTOR)

    mentorship = factory.SubFactory(MentorshipFactory, running=True)
    number = 1
    state = AgreementState.IN_FORCE
    starts_on = factory.SelfAttribute("mentorship.starts_on")
    ends_on = factory.SelfAttribute("mentorship.ends_on")

    @factory.post_generation
    def competency(agreement, create, wanted, **kwargs):  # noqa: N805  factory_boy hands the made object over
        if create:
            AgreementGoal.objects.create(
                agreement=agreement, order=1, text=agreement.mentorship.goal, competency=wanted or None
            )


class OfferFactory(DjangoModelFactory):
    class Meta:
        model = MentorOffer

    mentor = factory.SubFactory(EmployeeFactory)
    government = factory.SelfAttribute("mentor.government")
    topic = factory.Sequence(lambda n: f"Menyusun anggaran {n}")
    description = "Dari usulan sampai laporan."
    times = "Selasa setelah pukul 14.00"
    until = factory.LazyFunction(lambda: today() + datetime.timedelta(days=60))
    places = 3


class TaskFactory(DjangoModelFactory):
    class Meta:
        model = MentoringTask

    mentorship = factory.SubFactory(MentorshipFactory, running=True)
    text = "Menyusun draf"
    due_on = factory.LazyFunction(lambda: today() + datetime.timedelta(days=7))
    given_by = PairRole.MENTOR


class CheckFactory(DjangoModelFactory):
    class Meta:
        model = MidwayCheck

    mentorship = factory.SubFactory(MentorshipFactory, running=True)
    role = PairRole.MENTEE
    meets = on_track = works_well = "yes"


class EvaluationFactory(DjangoModelFactory):
    class Meta:
        model = MentorshipEvaluation

    mentorship = factory.SubFactory(MentorshipFactory, state=MentorshipState.COMPLETED)
    role = PairRole.MENTOR
    achievement = 80
    useful = reliable = 4


class MatchRunFactory(DjangoModelFactory):
    class Meta:
        model = MatchRun

    unit = factory.SubFactory(UnitFactory)
    weights = factory.LazyFunction(lambda: {"fit": 60, "distance": 25, "load": 15})
    mentee_count = mentor_count = 1


class PairFactory(DjangoModelFactory):
    class Meta:
        model = ProposedPair

    run = factory.SubFactory(MatchRunFactory)
    mentor = factory.SubFactory(EmployeeFactory)
    mentee = factory.SubFactory(EmployeeFactory, unit=factory.SelfAttribute("..mentor.unit"))
    score = 700
    fit = 1000
    steps = 0
    open_mentees = 0


class CompetencyFactory(DjangoModelFactory):
    """Technical, of one government."""

    class Meta:
        model = Competency

    government = factory.SubFactory(UnitFactory)
    code = factory.Sequence(lambda n: f"kompetensi_{n}")
    kind = CompetencyKind.TECHNICAL
    name = factory.Sequence(lambda n: f"Kompetensi {n}")
    definition = "-"


def set_level(employee, competency, *, achieved=None, required=None):
    """Where somebody stands, without ratings behind it."""
    return CurrentLevel.objects.update_or_create(
        employee=employee, competency=competency, defaults={"achieved": achieved, "required": required}
    )[0]
