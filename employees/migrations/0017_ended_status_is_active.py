"""A status that has ended is not the current one: with none that holds, somebody in service is active ("01").

Beside what 0012 asks, an employee may be active without a row that says so, if no status holds now; and whoever writes
the last day of a status that is over must bring the employee in step. Those who left the service keep the status with
which they left. Employees whose status ended long ago are brought in step here.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("employees.migrations.0012_current_values_agree").FUNCTION.replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)

FUNCTION = """
CREATE OR REPLACE FUNCTION employees_agree_with_histories() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person employees_employee%ROWTYPE;
    person_id bigint;
    now_holding daterange := daterange(
        (now() AT TIME ZONE 'UTC')::date - 1, (now() AT TIME ZONE 'UTC')::date + 1, '[]'
    );
    what text;
BEGIN
    IF TG_TABLE_NAME = 'employees_employee' THEN
        person_id := NEW.id;
    ELSE
        person_id := NEW.employee_id;
    END IF;
    SELECT * INTO person FROM employees_employee WHERE id = person_id;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    IF TG_TABLE_NAME IN ('employees_employee', 'employees_rankhistory') THEN
        IF EXISTS (SELECT 1 FROM employees_rankhistory WHERE employee_id = person_id AND NOT is_void)
           AND person.rank <> ''
           AND NOT EXISTS (
               SELECT 1 FROM employees_rankhistory
               WHERE employee_id = person_id AND NOT is_void
                   AND rank = person.rank AND lower(period) = person.rank_since
           )
           OR TG_TABLE_NAME <> 'employees_employee' AND EXISTS (
               SELECT 1 FROM employees_rankhistory
               WHERE employee_id = person_id AND NOT is_void AND period @> now_holding
                   AND (rank <> person.rank OR lower(period) IS DISTINCT FROM person.rank_since)
           )
        THEN what := 'rank'; END IF;
    END IF;
    IF TG_TABLE_NAME IN ('employees_employee', 'employees_positionhistory') THEN
        IF EXISTS (
               SELECT 1 FROM employees_positionhistory WHERE employee_id = person_id AND NOT is_void AND kind = 'D'
           )
           AND NOT EXISTS (
               SELECT 1 FROM employees_positionhistory history
                   JOIN employees_position position ON position.id = history.position_id
               WHERE history.employee_id = person_id AND NOT history.is_void AND history.kind = 'D'
                   AND position.id = person.position_id AND position.unit_id = person.unit_id
           )
           OR TG_TABLE_NAME <> 'employees_employee' AND EXISTS (
               SELECT 1 FROM employees_positionhistory
               WHERE employee_id = person_id AND NOT is_void AND kind = 'D' AND period @> now_holding
                   AND position_id IS DISTINCT FROM person.position_id
           )
        THEN what := 'position'; END IF;
    END IF;
    IF TG_TABLE_NAME IN ('employees_employee', 'employees_statushistory') THEN
        IF EXISTS (SELECT 1 FROM employees_statushistory WHERE employee_id = person_id AND NOT is_void)
           AND NOT EXISTS (
               SELECT 1 FROM employees_statushistory
               WHERE employee_id = person_id AND NOT is_void AND status = person.status
           )
           AND NOT (
               person.status = '01' AND NOT EXISTS (
                   SELECT 1 FROM employees_statushistory
                   WHERE employee_id = person_id AND NOT is_void AND period @> now_holding
               )
           )
           OR TG_TABLE_NAME <> 'employees_employee' AND EXISTS (
               SELECT 1 FROM employees_statushistory
               WHERE employee_id = person_id AND NOT is_void AND period @> now_holding AND status <> person.status
           )
           OR TG_TABLE_NAME <> 'employees_employee'
              AND person.status NOT IN ('01', '66', '77', '88', '98', '99')
              AND EXISTS (SELECT 1 FROM employees_statushistory WHERE employee_id = person_id AND NOT is_void)
              AND NOT EXISTS (
                  SELECT 1 FROM employees_statushistory
                  WHERE employee_id = person_id AND NOT is_void AND period && now_holding
              )
        THEN what := 'status'; END IF;
    END IF;

    IF what IS NOT NULL THEN
        RAISE EXCEPTION 'The % on employee % is not that of the histories.', what, person_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'employee_agrees_with_histories';
    END IF;
    RETURN NULL;
END $$;
"""

STALE = """
    SELECT id FROM employees_employee person WHERE status NOT IN ('01', '66', '77', '88', '98', '99')
        AND EXISTS (SELECT 1 FROM employees_statushistory WHERE employee_id = person.id AND NOT is_void)
        AND NOT EXISTS (
            SELECT 1 FROM employees_statushistory
            WHERE employee_id = person.id AND NOT is_void AND period && daterange(
                (now() AT TIME ZONE 'UTC')::date - 1, (now() AT TIME ZONE 'UTC')::date + 1, '[]'
            )
        )
"""


def catch_up(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(STALE)
        # Not on an empty database, where the triggers of the trail lack their functions until the last migration.
        if stale := [pk for (pk,) in cursor.fetchall()]:
            cursor.execute(
                "UPDATE employees_employee SET status = '01', version = version + 1 WHERE id = ANY(%s)", [stale]
            )


class Migration(migrations.Migration):
    # Whoever is brought in step is noted by the triggers of histories, whose function must stand.
    dependencies = [("employees", "0016_silent_warnings_dated_needs"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [
        migrations.RunSQL(FUNCTION, BEFORE),
        migrations.RunPython(catch_up, migrations.RunPython.noop),
    ]
