"""Correcting the people of a list, inside the database: an instance and a CASE per value take ten times as long."""

from __future__ import annotations

from django.db import connection, models

from employees.domain.staff_import.comparison import COMPARED_FIELDS
from employees.enums import ImportOutcome
from employees.models import Employee
from employees.services.staff_import.new_people import ENCRYPTED

MAIN = (*COMPARED_FIELDS, *ENCRYPTED)
FIELDS_OF = """
    SELECT DISTINCT field FROM employees_staffimportrow stored, jsonb_object_keys(stored."values") AS field
    WHERE stored.id = ANY(%s) AND field = ANY(%s)
"""
# What undoing needs, and what the conflicts page goes on to show.
NOTE_BEFORE = """
    UPDATE employees_staffimportrow AS stored
    SET outcome = %s,
        stored_version = employee.version + CASE WHEN stored."values" ?| %s::text[] THEN 1 ELSE 0 END,
        before = (stored.before - 'main') || jsonb_build_object('main', COALESCE(
            (SELECT jsonb_object_agg(field, present.fields->field)
             FROM jsonb_object_keys(stored."values") AS field WHERE field = ANY(%s)),
            '{}'::jsonb
        ))
    FROM employees_employee employee
    CROSS JOIN LATERAL (SELECT to_jsonb(employee) AS fields) present
    WHERE stored.id = ANY(%s) AND employee.id = stored.employee_id
"""
UPDATE_PEOPLE = """
    UPDATE employees_employee AS employee
    SET {assignments}, version = employee.version + 1, updated_at = now()
    FROM employees_staffimportrow stored
    WHERE stored.id = ANY(%s) AND employee.id = stored.employee_id AND stored."values" ?| %s::text[]
"""


def update_main(keys: list[int]) -> None:
    """Store the main data of these rows, which are to be stored, and note what stood on record before. The caller has
    locked the people and has found them unchanged."""
    with connection.cursor() as cursor:
        cursor.execute(FIELDS_OF, [keys, list(MAIN)])
        names = sorted(name for (name,) in cursor.fetchall())
        cursor.execute(NOTE_BEFORE, [ImportOutcome.APPLIED, names, names, keys])
        if names:
            assignments = ", ".join(map(_assignment, names))
            cursor.execute(UPDATE_PEOPLE.format(assignments=assignments), [keys, names])


def _assignment(name: str) -> str:
    """The SQL that sets a field where the row names it. `name` is one of MAIN."""
    is_date = isinstance(Employee._meta.get_field(name), models.DateField)
    value = f"""stored."values"->>'{name}'"""
    value = f"({value})::date" if is_date else value
    return f"""{name} = CASE WHEN jsonb_exists(stored."values", '{name}') THEN {value} ELSE employee.{name} END"""
