"""The current rank, place and status on an employee are those of a valid entry of the histories: checked at the commit.

Whoever writes them another way is refused. And whoever writes an entry that holds now must bring the employee in step
(an entry from yesterday to tomorrow holds now in every time zone). That the values stay those of *today* while time
passes and nobody writes is seen to by `apply_due_histories` and proven by the command `check_histories`.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION employees_agree_with_histories() RETURNS trigger LANGUAGE plpgsql AS $$
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
           OR TG_TABLE_NAME <> 'employees_employee' AND EXISTS (
               SELECT 1 FROM employees_statushistory
               WHERE employee_id = person_id AND NOT is_void AND period @> now_holding AND status <> person.status
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

TRIGGER = """
CREATE CONSTRAINT TRIGGER {table}_agrees AFTER INSERT OR UPDATE {of} ON {table}
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION employees_agree_with_histories();
"""
TABLES = {
    "employees_employee": "OF rank, rank_since, unit_id, position_id, status",
    "employees_rankhistory": "",
    "employees_positionhistory": "",
    "employees_statushistory": "",
}


class Migration(migrations.Migration):
    dependencies = [("employees", "0011_delegated_roles")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION employees_agree_with_histories();"),
        *(
            migrations.RunSQL(TRIGGER.format(table=table, of=of), f"DROP TRIGGER {table}_agrees ON {table};")
            for table, of in TABLES.items()
        ),
    ]
