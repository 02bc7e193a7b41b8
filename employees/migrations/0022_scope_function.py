"""What a user holds and where, asked by every page: a function, whose plan each connection keeps."""

from django.db import migrations

# Rows: the staff record and where it belongs, the units headed, the roles granted. An operator's grant has no unit: the
# empty path. A delegated role holds while its origin does. `government_*` are of the government above each path.
CREATE = """
CREATE FUNCTION employees_scope(asked_user bigint, asked_on date, heading text[], step integer)
    RETURNS TABLE (what text, detail text, at_path text, who bigint, government_key bigint, government_name text)
    LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY
    WITH staff AS (
        SELECT employee.id, unit.path
        FROM employees_employee AS employee
            JOIN employees_organizationalunit AS unit ON unit.id = employee.unit_id
        WHERE employee.user_id = asked_user
    ), held AS (
        SELECT 'staff' AS kind, '' AS more, staff.path, staff.id FROM staff
        UNION ALL
        SELECT 'headed', history.kind, unit.path, staff.id
        FROM staff
            JOIN employees_positionhistory AS history ON history.employee_id = staff.id
            JOIN employees_position AS position ON position.id = history.position_id
            JOIN employees_organizationalunit AS unit ON unit.id = position.unit_id
        WHERE position.is_head AND NOT history.is_void
            AND history.period @> asked_on AND history.kind = ANY(heading)
        UNION ALL
        SELECT 'granted', granted.role, coalesce(unit.path, ''), NULL
        FROM employees_rolegrant AS granted
            LEFT JOIN employees_organizationalunit AS unit ON unit.id = granted.unit_id
            LEFT JOIN employees_rolegrant AS original ON original.id = granted.delegated_from_id
        WHERE granted.user_id = asked_user AND granted.period @> asked_on AND granted.revoked_at IS NULL
            AND (original.id IS NULL OR original.period @> asked_on AND original.revoked_at IS NULL)
    )
    SELECT held.kind::text, held.more::text, held.path::text, held.id, government.id, government.name::text
    FROM held
        LEFT JOIN employees_organizationalunit AS government ON government.path = left(held.path, step);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("employees", "0021_rank_index_counts")]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION employees_scope(bigint, date, text[], integer)"),
    ]
