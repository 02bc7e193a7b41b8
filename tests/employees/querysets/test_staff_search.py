"""Finding people by a text."""

import pytest
from django.db import connection

from employees.models import Employee, NameWord
from employees.registration import search_units
from tests.factories.employees import EmployeeFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def named():
    unit = UnitFactory()

    def make(*names):
        return [EmployeeFactory(unit=unit, name=name) for name in names]

    return make


def found(text):
    return [employee.name for employee in Employee.objects.search(text).most_like_first()]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rahmwati sireggar", "Rahmawati Siregar"),
        ("SIREGAR rahmawati", "Rahmawati Siregar"),
        ("Rahmawati, Siregarr", "Rahmawati Siregar"),
        ("Ir. Rahmawatti Siregar, S.H.", "Rahmawati Siregar"),
        ("rahmawati sire", "Rahmawati Siregar"),
        ("  rahma   wati ", "Rahmawati Siregar"),
        ("maruf hidyat", "Ma'ruf Hidayat"),
        ("ma’ruf hidayatt", "Ma'ruf Hidayat"),
        ("alfarisi", "Umar Al-Farisi"),
        ("suhartno", "Suhartono"),
    ],
)
def test_name_is_found_though_it_is_misspelt(typed, meant, named):
    named("Rahmawati Siregar", "Ma'ruf Hidayat", "Umar Al-Farisi", "Suhartono", "Budi Santoso")

    assert found(typed) == [meant]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ahamd", "Ahmad Nasution"),
        ("ahmd", "Ahmad Nasution"),
        ("rizla", "Rizal Sembiring"),
        ("rzal", "Rizal Sembiring"),
        ("rizzal", "Rizal Sembiring"),
        ("vizal", "Rizal Sembiring"),
        ("ahdi", "Andi Tarigan"),
        ("anid tarigan", "Andi Tarigan"),
        ("ndi tarigan", "Andi Tarigan"),
        ("sebmiring", "Rizal Sembiring"),
    ],
)
def test_short_word_is_found_though_one_letter_is_wrong(typed, meant, named):
    named("Ahmad Nasution", "Rizal Sembiring", "Andi Tarigan", "Yulianti Harahap")

    assert found(typed) == [meant]


def test_short_word_that_somebody_bears_stands_for_itself(named):
    named("Andi Tarigan", "Ardi Lubis", "Hadi Siregar")

    assert found("andi") == ["Andi Tarigan"]


def test_swapped_neighbours_come_before_another_letter(named):
    named("Anis Lubis", "Siti Andi")

    assert found("anid") == ["Siti Andi", "Anis Lubis"]


def test_every_word_must_be_like_one_of_the_name(named):
    named("Rahmawati Siregar", "Rahmawati Lubis", "Budi Siregar")

    assert found("rahmwati sireggar") == ["Rahmawati Siregar"]
    assert found("rahmwati hutapea") == []


def test_best_match_comes_first(named):
    named("Andi Rahmawaty", "Zahra Rahmawati", "Dewi Rahmawati", "Rahmawati Lubis")

    assert found("rahmawati") == ["Rahmawati Lubis", "Dewi Rahmawati", "Zahra Rahmawati", "Andi Rahmawaty"]


@pytest.mark.parametrize(
    "typed", ["rahma | budi", "!budi", "a:*", "\\", "'; --", "& & &", "---- ----", "<-> (", "%_%_", "'''':*"]
)
def test_signs_of_a_query_are_letters_like_others(typed, named):
    named("Rahmawati Siregar")

    assert found(typed) == []


def test_changed_name_is_found_misspelt_at_once(named):
    [employee] = named("Budi Santoso")
    employee.name = "Budi Hutagalung"
    employee.save()

    assert found("hutagalng") == ["Budi Hutagalung"]
    assert found("santosso") == []


def test_words_of_many_new_names_are_known_once():
    unit = UnitFactory()
    known = set(NameWord.objects.values_list("pk", flat=True))
    for name, many in (("Zulkarnaen Al Zulkarnaen", 3), ("Zulkarnaen Poltak", 2)):
        Employee.objects.bulk_create(EmployeeFactory.build_batch(many, unit=unit, position=None, name=name))

    assert list(NameWord.objects.exclude(pk__in=known).order_by("pk").values_list("word", flat=True)) == [
        "zulkarnaen",
        "poltak",
    ]


def test_search_walks_indexes_only(named):
    """Among few people PostgreSQL reads the table; told not to, it finds an index for each part of the question."""
    named("Rahmawati Siregar")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")

    plan = Employee.objects.search("rahmwati sireggar").explain()

    assert "employee_name_words" in plan
    assert "employee_name_trigram" in plan
    assert "Seq Scan" not in plan


def test_units_are_found_by_an_index(world):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    user = world.users["operator"]
    queries = []
    with connection.execute_wrapper(
        lambda run, sql, params, many, context: queries.append((sql, params)) or run(sql, params, many, context)
    ):
        search_units(user, "lurahan", 5)
    [(sql, params)] = [each for each in queries if "organizationalunit" in each[0] and "LIKE" in each[0]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "unit_name_trigram" in plan
