"""Lists that leave something out: what cannot be stored is said."""

import pytest

from employees.models import Employee, RankHistory
from tests.employees.services.staff_import.lists import HEADER, check, faults_of, person, sheet, store, upload

pytestmark = pytest.mark.django_db


def test_a_rank_without_its_date_is_told_and_left_out(officer, medan):
    without_date = sheet(HEADER[:-1], person()[:-1])

    staff_import = store(check(upload(officer, "a.xlsx", without_date), officer), officer)

    assert faults_of(staff_import) == {(2, "Gol/Ruang", "warning")}
    assert (Employee.objects.get().rank, RankHistory.objects.count()) == ("", 0)
    again = check(upload(officer, "b.xlsx", without_date), officer)
    assert faults_of(again) == {(2, "Gol/Ruang", "warning")}


def test_a_rank_that_came_later_with_its_date_is_stored(officer, medan):
    store(check(upload(officer, "a.xlsx", sheet(HEADER[:-1], person()[:-1])), officer), officer)

    store(check(upload(officer, "b.xlsx", sheet(HEADER, person())), officer), officer)

    assert (Employee.objects.get().rank, RankHistory.objects.count()) == ("III/c", 1)
