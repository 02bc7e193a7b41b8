"""The best assignment of so many mentees and mentors, as HR works it out.

python -m bench.mentor_match MENTEES MENTORS   prints {"solve_s": …, "run_s": …, "pairs": …, "queries": …} as JSON

`solve_s`: the pure function; `run_s`: with reading needs and levels, and storing the pairs. Works on the database of
DATABASE_URL, in one transaction that is rolled back.
"""

from __future__ import annotations

import json
import random
import sys
import time

import django

django.setup()

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from asn_portal.access.roles import Role
from careers.domain.matching import Mentee, Mentor, Weights, best_assignment
from careers.services.mentor_match import work_out_pairs
from employees.models import Employee
from tests.factories.careers import CompetencyFactory
from tests.factories.employees import UnitFactory, make_nip, make_officer
from training.models import CurrentLevel

COMPETENCIES = 60
UNITS = 150
GAPS, LEVELS = 6, 20
PLACES = 5


def solve(mentees: int, mentors: int) -> tuple[float, int]:
    rng = random.Random(mentees)
    paths = [f"0001{district:04d}{village:04d}" for district in range(15) for village in range(10)]
    learners = [
        Mentee(key, rng.choice(paths), {rng.randrange(COMPETENCIES): (rng.randint(0, 2), 3) for _ in range(GAPS)})
        for key in range(mentees)
    ]
    guides = [
        Mentor(
            mentees + key,
            rng.choice(paths),
            {rng.randrange(COMPETENCIES): rng.randint(2, 5) for _ in range(LEVELS)},
            open_mentees=(taken := rng.randint(0, 3)),
            places=PLACES - taken,
        )
        for key in range(mentors)
    ]
    # Loading the solver is part of a process's first time only.
    best_assignment(learners[:1], guides[:1])
    began = time.perf_counter()
    pairs = best_assignment(learners, guides)
    return time.perf_counter() - began, len(pairs)


def whole_run(mentees: int, mentors: int) -> tuple[float, int, int]:
    rng = random.Random(mentees)
    government = UnitFactory(name="Kota Ukur", slug="kota-ukur")
    units = [UnitFactory(parent=government, name=f"Unit {number}") for number in range(UNITS)]
    competencies = [CompetencyFactory(government=government) for _ in range(COMPETENCIES)]
    people = Employee.objects.bulk_create(
        (
            Employee(
                government=government,
                unit=rng.choice(units),
                nip=make_nip(number),
                name=f"Orang {number}",
                employment_type="PNS",
                birth_date="1985-01-15",
                sex="M",
            )
            for number in range(mentees + mentors)
        ),
        batch_size=1000,
    )
    levels = []
    for number, person in enumerate(people):
        is_learner = number < mentees
        for competency in rng.sample(competencies, GAPS if is_learner else LEVELS):
            levels.append(
                CurrentLevel(
                    employee=person,
                    competency=competency,
                    achieved=rng.randint(1, 2) if is_learner else rng.randint(3, 5),
                    required=3 if is_learner else None,
                )
            )
    CurrentLevel.objects.bulk_create(levels, batch_size=5000)
    officer = make_officer(Role.HR_OFFICER, government)
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        run = work_out_pairs(unit=government, everybody=True, weights=Weights(), by=officer)
    return time.perf_counter() - began, run.pairs.count(), len(captured)


def main(mentees: int, mentors: int) -> None:
    solve_s, _pairs = solve(mentees, mentors)
    with transaction.atomic():
        run_s, pairs, queries = whole_run(mentees, mentors)
        transaction.set_rollback(True)
    print(json.dumps({"solve_s": round(solve_s, 2), "run_s": round(run_s, 2), "pairs": pairs, "queries": queries}))


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:3] or (2000, 800)))
