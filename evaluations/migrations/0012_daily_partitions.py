"""Daily reports and their lines lie in one table per month, so that a year of a large government stays quick to read
and old months can be moved away. A default table takes every day that has no month yet.

The database key is (id, day); Django goes on knowing `id` alone. Lines carry the day of their report, held equal by the
foreign key. Postgres before 17 has no exclusion constraint over several tables, so each month has its own, which is as
good: all lines of a report lie in one month. `evaluations_add_daily_month` makes a month, see evaluations/partitions.py.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import evaluations.models.daily

ADD_MONTH = """
CREATE FUNCTION evaluations_add_daily_month(wanted date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    first date := date_trunc('month', wanted);
    following date := first + interval '1 month';
    reports text := 'evaluations_dailyworkreport_' || to_char(first, 'YYYY_MM');
    entries text := 'evaluations_dailyworkentry_' || to_char(first, 'YYYY_MM');
    has_rows boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('evaluations_add_daily_month'));
    IF to_regclass(quote_ident(reports)) IS NOT NULL THEN
        RETURN false;
    END IF;
    SELECT EXISTS (SELECT 1 FROM evaluations_dailyworkreport_default WHERE date >= first AND date < following)
        INTO has_rows;
    IF has_rows THEN
        -- What was written before its month was made moves there: lines go first and come last, because of their key.
        LOCK TABLE evaluations_dailyworkreport, evaluations_dailyworkentry IN SHARE ROW EXCLUSIVE MODE;
        SET CONSTRAINTS ALL IMMEDIATE;
        CREATE TEMPORARY TABLE moved_entries ON COMMIT DROP AS
            SELECT * FROM evaluations_dailyworkentry_default WHERE report_date >= first AND report_date < following;
        CREATE TEMPORARY TABLE moved_reports ON COMMIT DROP AS
            SELECT * FROM evaluations_dailyworkreport_default WHERE date >= first AND date < following;
        DELETE FROM evaluations_dailyworkentry_default WHERE report_date >= first AND report_date < following;
        DELETE FROM evaluations_dailyworkreport_default WHERE date >= first AND date < following;
    END IF;
    EXECUTE format(
        'CREATE TABLE %I PARTITION OF evaluations_dailyworkreport FOR VALUES FROM (%L) TO (%L)',
        reports, first, following
    );
    EXECUTE format(
        'CREATE TABLE %I PARTITION OF evaluations_dailyworkentry FOR VALUES FROM (%L) TO (%L)',
        entries, first, following
    );
    PERFORM evaluations_forbid_overlaps(entries);
    IF has_rows THEN
        -- Moving is no change that history should tell of.
        EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', reports);
        EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', entries);
        EXECUTE format('INSERT INTO %I SELECT * FROM moved_reports', reports);
        EXECUTE format('INSERT INTO %I SELECT * FROM moved_entries', entries);
        SET CONSTRAINTS ALL IMMEDIATE;
        EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', reports);
        EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', entries);
        DROP TABLE moved_entries, moved_reports;
        SET CONSTRAINTS ALL DEFERRED;
    END IF;
    RETURN true;
END
$$;

CREATE FUNCTION evaluations_forbid_overlaps(entries text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'ALTER TABLE %I ADD CONSTRAINT %I EXCLUDE USING gist (report_id WITH =, '
        'tsrange(%L::date + start, %L::date + "end") WITH &&) '
        'WHERE (start IS NOT NULL AND "end" IS NOT NULL) DEFERRABLE INITIALLY DEFERRED',
        entries,
        replace(entries, 'evaluations_dailyworkentry', 'dailyentry_no_overlap'),
        '2000-01-01', '2000-01-01'
    );
END
$$;
"""

PARTITION = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE evaluations_dailyworkreport RENAME TO evaluations_dailyworkreport_before;
ALTER TABLE evaluations_dailyworkentry RENAME TO evaluations_dailyworkentry_before;
ALTER SEQUENCE evaluations_dailyworkreport_id_seq RENAME TO evaluations_dailyworkreport_before_id_seq;
ALTER SEQUENCE evaluations_dailyworkentry_id_seq RENAME TO evaluations_dailyworkentry_before_id_seq;

CREATE TABLE evaluations_dailyworkreport (
    LIKE evaluations_dailyworkreport_before INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING CONSTRAINTS
) PARTITION BY RANGE (date);
CREATE TABLE evaluations_dailyworkentry (
    LIKE evaluations_dailyworkentry_before INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING CONSTRAINTS,
    report_date date NOT NULL
) PARTITION BY RANGE (report_date);
CREATE TABLE evaluations_dailyworkreport_default PARTITION OF evaluations_dailyworkreport DEFAULT;
CREATE TABLE evaluations_dailyworkentry_default PARTITION OF evaluations_dailyworkentry DEFAULT;
SELECT evaluations_forbid_overlaps('evaluations_dailyworkentry_default');
SELECT evaluations_add_daily_month(month::date)
FROM generate_series(
    date_trunc('month', least((SELECT min(date) FROM evaluations_dailyworkreport_before), CURRENT_DATE)),
    CURRENT_DATE + interval '3 months',
    '1 month'
) AS month;

INSERT INTO evaluations_dailyworkreport SELECT * FROM evaluations_dailyworkreport_before;
INSERT INTO evaluations_dailyworkentry
SELECT entry.*, report.date
FROM evaluations_dailyworkentry_before entry
JOIN evaluations_dailyworkreport_before report ON report.id = entry.report_id;
SELECT setval('evaluations_dailyworkreport_id_seq', (SELECT max(id) FROM evaluations_dailyworkreport_before))
WHERE EXISTS (SELECT 1 FROM evaluations_dailyworkreport_before);
SELECT setval('evaluations_dailyworkentry_id_seq', (SELECT max(id) FROM evaluations_dailyworkentry_before))
WHERE EXISTS (SELECT 1 FROM evaluations_dailyworkentry_before);

DROP TABLE evaluations_dailyworkentry_before, evaluations_dailyworkreport_before;

ALTER TABLE evaluations_dailyworkreport
    ADD CONSTRAINT evaluations_dailyworkreport_pkey PRIMARY KEY (id, date),
    ADD CONSTRAINT dailyreport_one_a_day UNIQUE (employee_id, date),
    ADD CONSTRAINT evaluations_dailywor_decided_by_id_955fb014_fk_accounts_ FOREIGN KEY (decided_by_id)
        REFERENCES accounts_user (id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT evaluations_dailywor_employee_id_d95f396f_fk_employees FOREIGN KEY (employee_id)
        REFERENCES employees_employee (id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT evaluations_dailywor_unit_id_b44f359a_fk_employees FOREIGN KEY (unit_id)
        REFERENCES employees_organizationalunit (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX dailyreport_unit_date ON evaluations_dailyworkreport (unit_id, date);
CREATE INDEX dailyreport_waiting ON evaluations_dailyworkreport (employee_id) WHERE state = 'submitted';
CREATE INDEX evaluations_dailyworkreport_decided_by_id_955fb014 ON evaluations_dailyworkreport (decided_by_id);
CREATE INDEX evaluations_dailyworkreport_employee_id_d95f396f ON evaluations_dailyworkreport (employee_id);
CREATE INDEX evaluations_dailyworkreport_unit_id_b44f359a ON evaluations_dailyworkreport (unit_id);

ALTER TABLE evaluations_dailyworkentry
    ADD CONSTRAINT evaluations_dailyworkentry_pkey PRIMARY KEY (id, report_date),
    ADD CONSTRAINT evaluations_dailywor_report_id_611e1c43_fk_evaluatio FOREIGN KEY (report_id, report_date)
        REFERENCES evaluations_dailyworkreport (id, date) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT evaluations_dailywor_result_id_a899f3e8_fk_evaluatio FOREIGN KEY (result_id)
        REFERENCES evaluations_plannedresult (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX evaluations_dailyworkentry_report_id_611e1c43 ON evaluations_dailyworkentry (report_id);
CREATE INDEX evaluations_dailyworkentry_result_id_a899f3e8 ON evaluations_dailyworkentry (result_id);
"""


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0005_report_kinds")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="dailyworkentry", name="insert_insert"),
        pgtrigger.migrations.RemoveTrigger(model_name="dailyworkentry", name="update_update"),
        pgtrigger.migrations.RemoveTrigger(model_name="dailyworkreport", name="insert_insert"),
        pgtrigger.migrations.RemoveTrigger(model_name="dailyworkreport", name="update_update"),
        migrations.RunSQL(ADD_MONTH),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(PARTITION)],
            state_operations=[
                migrations.AddField(
                    model_name="dailyworkentry",
                    name="report_date",
                    field=evaluations.models.daily.DayOfReport(editable=False),
                    preserve_default=False,
                ),
                migrations.AlterField(
                    model_name="dailyworkentry",
                    name="report",
                    field=models.ForeignKey(
                        # The database's key is (report, report_date).
                        db_constraint=False,
                        on_delete=models.PROTECT,
                        related_name="entries",
                        to="evaluations.dailyworkreport",
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailyworkentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_dailyworkentryevent" ("activity", "end", "id", "minutes", "order", "output", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "quantity", "report_id", "result_id", "source", "source_key", "start") VALUES (NEW."activity", NEW."end", NEW."id", NEW."minutes", NEW."order", NEW."output", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."quantity", NEW."report_id", NEW."result_id", NEW."source", NEW."source_key", NEW."start"); RETURN NULL;',
                    hash="1b79c368b140c0d555f9c066346014f2a14e0432",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_89fc1",
                    table="evaluations_dailyworkentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailyworkentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."activity" IS DISTINCT FROM (NEW."activity") OR OLD."end" IS DISTINCT FROM (NEW."end") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."order" IS DISTINCT FROM (NEW."order") OR OLD."output" IS DISTINCT FROM (NEW."output") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity") OR OLD."report_id" IS DISTINCT FROM (NEW."report_id") OR OLD."result_id" IS DISTINCT FROM (NEW."result_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."source_key" IS DISTINCT FROM (NEW."source_key") OR OLD."start" IS DISTINCT FROM (NEW."start"))',
                    func='INSERT INTO "evaluations_dailyworkentryevent" ("activity", "end", "id", "minutes", "order", "output", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "quantity", "report_id", "result_id", "source", "source_key", "start") VALUES (NEW."activity", NEW."end", NEW."id", NEW."minutes", NEW."order", NEW."output", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."quantity", NEW."report_id", NEW."result_id", NEW."source", NEW."source_key", NEW."start"); RETURN NULL;',
                    hash="00e64bd8e2032937084b45d530b2ee76d25eb422",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3f774",
                    table="evaluations_dailyworkentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailyworkreport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluations_dailyworkreportevent" ("comment", "created_at", "date", "decided_at", "decided_by_id", "employee_id", "feedback", "id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seconds_spent", "state", "submitted_at", "unit_id") VALUES (NEW."comment", NEW."created_at", NEW."date", NEW."decided_at", NEW."decided_by_id", NEW."employee_id", NEW."feedback", NEW."id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."seconds_spent", NEW."state", NEW."submitted_at", NEW."unit_id"); RETURN NULL;',
                    hash="5cc5d8273a76003af5ef973090e722c913610d36",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c8773",
                    table="evaluations_dailyworkreport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailyworkreport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluations_dailyworkreportevent" ("comment", "created_at", "date", "decided_at", "decided_by_id", "employee_id", "feedback", "id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seconds_spent", "state", "submitted_at", "unit_id") VALUES (NEW."comment", NEW."created_at", NEW."date", NEW."decided_at", NEW."decided_by_id", NEW."employee_id", NEW."feedback", NEW."id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."seconds_spent", NEW."state", NEW."submitted_at", NEW."unit_id"); RETURN NULL;',
                    hash="577901677e892213682eb11ad0ce8d2e3ef4348c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_de568",
                    table="evaluations_dailyworkreport",
                    when="AFTER",
                ),
            ),
        ),
    ]
