"""What the tests of this folder share."""

import datetime
import threading
from decimal import Decimal

import pytest
from django.db import connections
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from careers import proof_log
from careers.domain.scoring_plan import plan_hash
from careers.enums import CandidacyState, StageKind
from careers.models import SelectionStage
from careers.selection_plan import plan_of
from careers.services.candidacy import admit_candidate
from careers.services.stage_publication import publish_stage
from careers.services.stage_result import put_result
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory, make_officer
from tests.factories.selections import CandidacyFactory, SelectionFactory, SelectionStageFactory


@pytest.fixture
def proofs(monkeypatch):
    """What record_proof was told: (kind, data)."""
    told = []

    def tell(_selection, kind, data, *, by):
        told.append((kind, data))

    # Beside the chain: a result that it doesn't hold isn't published.
    monkeypatch.setattr(proof_log, "_writers", [tell, *proof_log._writers])
    return told


@pytest.fixture
def unit(db):
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def officer(unit):
    return make_officer(Role.HR_OFFICER, unit)


@pytest.fixture
def head(unit):
    return make_officer(Role.HEAD_OF_AGENCY, unit)


def person(unit, **fields):
    return EmployeeFactory(unit=unit, user=UserFactory(language="en"), **fields)


def freeze(selection):
    selection.plan = plan_of(selection)
    selection.plan_hash = plan_hash(selection.plan)
    selection.save()
    return selection


@pytest.fixture
def running(unit):
    """Past registration: check, assessment 40 %, interview 60 % with pass mark 60."""
    selection = SelectionFactory(closed=True, position__unit=unit, proposed=2)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    SelectionStageFactory(selection=selection, kind=StageKind.ASSESSMENT, weight=40)
    SelectionStageFactory(selection=selection, kind=StageKind.INTERVIEW, weight=60, pass_mark=60)
    return freeze(selection)


def close_windows(selection):
    selection.stages.filter(published_at__isnull=False).update(published_at=timezone.now() - datetime.timedelta(days=9))


def stages_of(selection):
    return list(SelectionStage.objects.filter(selection=selection).order_by("order"))


def check_all(selection, officer):
    for candidacy in selection.candidacies.filter(state=CandidacyState.SUBMITTED):
        admit_candidate(candidacy=candidacy, by=officer)


def through_the_check(selection, officer, people):
    """Candidates who are admitted, with the check published and its window over."""
    found = [CandidacyFactory(selection=selection, employee=each, state=CandidacyState.SUBMITTED) for each in people]
    check_all(selection, officer)
    publish_stage(stage=stages_of(selection)[0], by=officer)
    close_windows(selection)
    for candidacy in found:
        candidacy.refresh_from_db()
    return found


def score(stage, candidacy, value, officer, se=None):
    detail = {"se": se} if se else {}
    return put_result(stage=stage, candidacy=candidacy, score=Decimal(value), passed=None, detail=detail, by=officer)


def through_all(selection, officer, people, rows):
    """Everything published; `rows` are (assessment, interview) of each person."""
    found = through_the_check(selection, officer, people)
    for number in (0, 1):
        stage = stages_of(selection)[number + 1]
        for candidacy, row in zip(found, rows, strict=True):
            score(stage, candidacy, row[number], officer)
        publish_stage(stage=stage, by=officer)
        close_windows(selection)
    return found


def at_once(*calls):
    """Run each in a thread of its own, all begun together; what each raised or returned."""
    barrier, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        try:
            barrier.wait()
            outcomes[number] = call()
        except DomainError as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
