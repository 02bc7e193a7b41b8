"""What 0012 and 0017 ask of the current values, asked with one query per history instead of up to ten.

A list of 100,000 people checks 300,000 entries at its commits. A new employee has no entries yet and is checked with the
first of them.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("employees.migrations.0017_ended_status_is_active").FUNCTION
TRIGGERS_BEFORE = """
CREATE CONSTRAINT TRIGGER employees_employee_agrees
    AFTER INSERT OR UPDATE OF rank, rank_since, unit_id, position_id, status ON employees_employee
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION employees_agree_with_histories();
"""

# Each tells whether somebody's current value is no valid entry's and, if `strict`, whether an entry that holds now says
# something else.
RANK = """
CREATE FUNCTION employees_rank_disagrees(person_id bigint, strict boolean, now_holding daterange) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT count(*) > 0 AND (
            bool_and(person.rank <> '')
                AND NOT COALESCE(bool_or(history.rank = person.rank AND lower(period) = person.rank_since), false)
            OR strict AND bool_or(
                period @> now_holding
                AND (history.rank <> person.rank OR lower(period) IS DISTINCT FROM person.rank_since)
            )
        )
        FROM employees_employee person
            JOIN employees_rankhistory history ON history.employee_id = person.id AND NOT history.is_void
        WHERE person.id = person_id
    );
END $$;
"""
POSITION = """
CREATE FUNCTION employees_position_disagrees(person_id bigint, strict boolean, now_holding daterange) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT count(*) > 0 AND (
            NOT COALESCE(bool_or(history.position_id = position.id AND position.unit_id = person.unit_id), false)
            OR strict AND bool_or(period @> now_holding AND history.position_id IS DISTINCT FROM person.position_id)
        )
        FROM employees_employee person
            JOIN employees_positionhistory history
                ON history.employee_id = person.id AND NOT history.is_void AND history.kind = 'D'
            LEFT JOIN employees_position position ON position.id = person.position_id
        WHERE person.id = person_id
    );
END $$;
"""
STATUS = """
CREATE FUNCTION employees_status_disagrees(person_id bigint, strict boolean, now_holding daterange) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT count(*) > 0 AND (
            NOT bool_or(history.status = person.status)
                AND NOT (bool_and(person.status = '01') AND NOT bool_or(period @> now_holding))
            OR strict AND bool_or(period @> now_holding AND history.status <> person.status)
            OR strict AND bool_and(person.status NOT IN ('01', '66', '77', '88', '98', '99'))
                AND NOT bool_or(period && now_holding)
        )
        FROM employees_employee person
            JOIN employees_statushistory history ON history.employee_id = person.id AND NOT history.is_void
        WHERE person.id = person_id
    );
END $$;
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION employees_agree_with_histories() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person_id bigint;
    now_holding daterange := daterange(
        (now() AT TIME ZONE 'UTC')::date - 1, (now() AT TIME ZONE 'UTC')::date + 1, '[]'
    );
    what text;
BEGIN
    IF TG_TABLE_NAME = 'employees_rankhistory' THEN
        person_id := NEW.employee_id;
        IF employees_rank_disagrees(person_id, true, now_holding) THEN what := 'rank'; END IF;
    ELSIF TG_TABLE_NAME = 'employees_positionhistory' THEN
        person_id := NEW.employee_id;
        IF employees_position_disagrees(person_id, true, now_holding) THEN what := 'position'; END IF;
    ELSIF TG_TABLE_NAME = 'employees_statushistory' THEN
        person_id := NEW.employee_id;
        IF employees_status_disagrees(person_id, true, now_holding) THEN what := 'status'; END IF;
    ELSE
        person_id := NEW.id;
        IF employees_rank_disagrees(person_id, false, now_holding) THEN what := 'rank';
        ELSIF employees_position_disagrees(person_id, false, now_holding) THEN what := 'position';
        ELSIF employees_status_disagrees(person_id, false, now_holding) THEN what := 'status';
        END IF;
    END IF;

    IF what IS NOT NULL THEN
        RAISE EXCEPTION 'The % on employee % is not that of the histories.', what, person_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'employee_agrees_with_histories';
    END IF;
    RETURN NULL;
END $$;
"""
TRIGGERS = """
DROP TRIGGER employees_employee_agrees ON employees_employee;
CREATE CONSTRAINT TRIGGER employees_employee_agrees
    AFTER UPDATE OF rank, rank_since, unit_id, position_id, status ON employees_employee
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION employees_agree_with_histories();
"""
DROPPED = """
DROP FUNCTION employees_rank_disagrees(bigint, boolean, daterange);
DROP FUNCTION employees_position_disagrees(bigint, boolean, daterange);
DROP FUNCTION employees_status_disagrees(bigint, boolean, daterange);
"""


class Migration(migrations.Migration):
    dependencies = [("employees", "0017_ended_status_is_active")]

    operations = [
        migrations.RunSQL(
            RANK + POSITION + STATUS + FUNCTION + TRIGGERS,
            "DROP TRIGGER employees_employee_agrees ON employees_employee;" + TRIGGERS_BEFORE + BEFORE + DROPPED,
        )
    ]
