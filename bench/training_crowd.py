"""A crowd at the registration: so many people, ten sessions with quotas, all within a minute.

    python bench/training_crowd.py --people 2000 --sessions 10 --processes 2 --threads 8

Works on the development database (DATABASE_URL), in a government of its own that it leaves behind, named with the time.
Each person registers once, for a session that is theirs by turns. Prints how long it took and whether each session has
exactly its quotas; leaves with 1 otherwise.
"""

from __future__ import annotations

import argparse
import datetime
import multiprocessing
import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")

import django

django.setup()

from django.db import close_old_connections, connection
from django.utils import timezone

from employees.models import Employee, OrganizationalUnit
from tests.factories.employees import EmployeeFactory, UnitFactory, make_employee_user
from tests.factories.training import ProgrammeFactory, SessionFactory
from training.models import Registration, TrainingSession, UnitQuota
from training.services.registration import RegistrationRefused, register

UNITS = 4


def stage(people: int, sessions: int, seats: int) -> tuple[list[int], list[int], list[OrganizationalUnit]]:
    """A government with UNITS units, each with its head; sessions in which every unit has the same quota."""
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d%H%M%S")
    government = UnitFactory(name=f"Bench {stamp}", slug=f"bench-{stamp}")
    units = [UnitFactory(parent=government, name=f"Unit {n} {stamp}", slug=f"bench-{stamp}-{n}") for n in range(UNITS)]
    for unit in units:
        make_employee_user(unit, head=True)
    programme = ProgrammeFactory(unit=government, title=f"Bench {stamp}", code=f"B{stamp[-8:]}")
    made = [SessionFactory(programme=programme, seats=seats, title=f"Bench {stamp} {n}") for n in range(sessions)]
    for session in made:
        UnitQuota.objects.bulk_create(UnitQuota(session=session, unit=unit, seats=seats // UNITS) for unit in units)
    staff = []
    for unit in units:
        position = EmployeeFactory(unit=unit).position
        number = people // UNITS
        staff += EmployeeFactory.create_batch(number, unit=unit, position=position, histories=False)
    return [person.pk for person in staff], [session.pk for session in made], units


def register_some(share: tuple[list[tuple[int, int]], int]) -> tuple[Counter[str], list[float]]:
    """One process: its pairs of person and session, with so many threads."""
    pairs, threads = share
    connection.close()
    outcomes: Counter[str] = Counter()
    times: list[float] = []

    def one(pair: tuple[int, int]) -> None:
        began = time.perf_counter()
        try:
            person = Employee.objects.with_place().get(pk=pair[0])
            registration = register(session=TrainingSession(pk=pair[1]), employee=person, by=None)
            outcomes[registration.state] += 1
        except RegistrationRefused as refusal:
            outcomes[f"refused: {refusal}"] += 1
        except Exception as error:
            outcomes[f"error: {type(error).__name__}"] += 1
        finally:
            times.append(time.perf_counter() - began)
            close_old_connections()

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(one, pairs))
    return outcomes, times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--seats", type=int, default=40)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=8)
    given = parser.parse_args()
    people, sessions, units = stage(given.people, given.sessions, given.seats)
    # By turns, so that every unit stands before every session: unit after unit in `people`.
    pairs = [(person, sessions[number % len(sessions)]) for number, person in enumerate(people)]
    pairs.sort(key=lambda pair: hash((pair[0] * 2654435761) % 2**32))
    shares = [(pairs[number :: given.processes], given.threads) for number in range(given.processes)]
    connection.close()
    began = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(given.processes) as pool:
        answers = pool.map(register_some, shares)
    took = time.perf_counter() - began
    outcomes = sum((counts for counts, _times in answers), Counter())
    times = sorted(seconds for _counts, each in answers for seconds in each)
    wrong = []
    for session in sessions:
        held = Counter(Registration.objects.seated().filter(session=session).values_list("employee__unit", flat=True))
        wrong += [
            f"session {session}, unit {unit.pk}: {held[unit.pk]} of {given.seats // UNITS}"
            for unit in units
            if held[unit.pk] != given.seats // UNITS
        ]
    print(f"{timezone.now():%Y-%m-%d %H:%M} {len(pairs)} registrations in {took:.1f} s, {len(pairs) / took:.0f}/s")
    print(f"half within {times[len(times) // 2]:.2f} s, 99 % within {times[int(len(times) * 0.99)]:.2f} s")
    print(dict(outcomes))
    print("exactly the quotas" if not wrong else "\n".join(wrong))
    return 1 if wrong or any(name.startswith("error") for name in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
