import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("main", "Main record"),
    ("rank", "Rank"),
    ("position", "Position"),
    ("status", "Status"),
    ("contract", "Contract"),
    ("salary-step", "Salary step"),
    ("unpaid-leave", "Unpaid leave"),
    ("education", "Education"),
    ("training", "Training and courses"),
    ("credential", "Licences and certificates"),
    ("rating", "Performance rating"),
    ("credit-point", "Credit points"),
    ("award", "Award"),
    ("discipline", "Discipline"),
]
# Each import of before had one sheet, with the main record. Written out at once, or the table could not be altered.
MOVE = """
    INSERT INTO employees_staffimportsheet
        (staff_import_id, place, name, kind, header_row, header_end, headers, samples, fingerprint, mapping, counts,
         ignored_rows, has_formulas)
    SELECT id, 0, sheet_name, 'main', header_row, header_end, headers, samples, fingerprint, mapping, counts,
           ignored_rows, true
    FROM employees_staffimport WHERE state <> 'READING';
    UPDATE employees_staffimportrow AS stored SET sheet_id = sheet.id
    FROM employees_staffimportsheet sheet WHERE sheet.staff_import_id = stored.staff_import_id;
    SET CONSTRAINTS ALL IMMEDIATE;
"""
# The rule of 0012 in one look at each history: an import asks it three times per person.
AGREE = """
CREATE OR REPLACE FUNCTION employees_agree_with_histories() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person record;
    person_id bigint;
    entries record;
    is_entry boolean := TG_TABLE_NAME <> 'employees_employee';
    now_holding daterange := daterange(
        (now() AT TIME ZONE 'UTC')::date - 1, (now() AT TIME ZONE 'UTC')::date + 1, '[]'
    );
    what text;
BEGIN
    IF is_entry THEN
        person_id := NEW.employee_id;
    ELSE
        person_id := NEW.id;
    END IF;
    SELECT rank, rank_since, unit_id, position_id, status INTO person FROM employees_employee WHERE id = person_id;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    IF TG_TABLE_NAME IN ('employees_employee', 'employees_rankhistory') THEN
        SELECT count(*) AS known,
            count(*) FILTER (WHERE rank = person.rank AND lower(period) = person.rank_since) AS agreeing,
            count(*) FILTER (
                WHERE period @> now_holding
                    AND (rank <> person.rank OR lower(period) IS DISTINCT FROM person.rank_since)
            ) AS contradicting
        INTO entries FROM employees_rankhistory WHERE employee_id = person_id AND NOT is_void;
        IF entries.known > 0 AND person.rank <> '' AND entries.agreeing = 0
            OR is_entry AND entries.contradicting > 0
        THEN what := 'rank'; END IF;
    END IF;
    IF TG_TABLE_NAME IN ('employees_employee', 'employees_positionhistory') THEN
        SELECT count(*) AS known,
            count(*) FILTER (WHERE position_id = person.position_id) AS agreeing,
            count(*) FILTER (
                WHERE period @> now_holding AND position_id IS DISTINCT FROM person.position_id
            ) AS contradicting
        INTO entries FROM employees_positionhistory WHERE employee_id = person_id AND NOT is_void AND kind = 'D';
        IF entries.known > 0 AND (
                entries.agreeing = 0
                OR NOT EXISTS (
                    SELECT 1 FROM employees_position WHERE id = person.position_id AND unit_id = person.unit_id
                )
            )
            OR is_entry AND entries.contradicting > 0
        THEN what := 'position'; END IF;
    END IF;
    IF TG_TABLE_NAME IN ('employees_employee', 'employees_statushistory') THEN
        SELECT count(*) AS known,
            count(*) FILTER (WHERE status = person.status) AS agreeing,
            count(*) FILTER (WHERE period @> now_holding AND status <> person.status) AS contradicting
        INTO entries FROM employees_statushistory WHERE employee_id = person_id AND NOT is_void;
        IF entries.known > 0 AND entries.agreeing = 0 OR is_entry AND entries.contradicting > 0
        THEN what := 'status'; END IF;
    END IF;

    IF what IS NOT NULL THEN
        RAISE EXCEPTION 'The % on employee % is not that of the histories.', what, person_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'employee_agrees_with_histories';
    END IF;
    RETURN NULL;
END $$;
"""
MOVED = ("sheet_name", "sheet_names", "header_row", "header_end", "headers", "samples", "fingerprint", "mapping")


class Migration(migrations.Migration):
    dependencies = [("employees", "0012_current_values_agree")]

    operations = [
        migrations.CreateModel(
            name="StaffImportSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("name", models.CharField(blank=True, max_length=250, verbose_name="sheet")),
                ("kind", models.CharField(blank=True, choices=KINDS, max_length=20, verbose_name="what it holds")),
                ("header_row", models.PositiveIntegerField(default=1, verbose_name="row of the column titles")),
                ("header_end", models.PositiveIntegerField(default=1)),
                ("headers", models.JSONField(blank=True, default=list)),
                ("samples", models.JSONField(blank=True, default=list)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("mapping", models.JSONField(blank=True, default=dict)),
                ("counts", models.JSONField(blank=True, default=dict)),
                ("ignored_rows", models.JSONField(blank=True, default=list)),
                ("has_formulas", models.BooleanField(default=True)),
                (
                    "staff_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="employees.staffimport",
                    ),
                ),
            ],
            options={
                "verbose_name": "sheet of a staff import",
                "verbose_name_plural": "sheets of staff imports",
                "ordering": ["staff_import", "place"],
                "constraints": [
                    models.UniqueConstraint(fields=("staff_import", "place"), name="staffimportsheet_place_unique")
                ],
            },
        ),
        migrations.AddField(
            "staffimportmapping",
            "kind",
            models.CharField(choices=KINDS, db_default="main", default="main", max_length=20),
        ),
        migrations.AddField(
            "staffimportrow",
            "sheet",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="employees.staffimportsheet",
            ),
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.AlterField(
            "staffimportrow",
            "sheet",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="employees.staffimportsheet",
            ),
        ),
        migrations.AlterModelOptions(
            "staffimportrow",
            {
                "ordering": ["staff_import", "sheet", "number"],
                "verbose_name": "row of a staff import",
                "verbose_name_plural": "rows of staff imports",
            },
        ),
        migrations.RemoveConstraint("staffimportrow", "staffimportrow_number_unique"),
        migrations.RemoveIndex("staffimportrow", "staffimportrow_problem"),
        migrations.RemoveIndex("staffimportrow", "staffimportrow_action"),
        migrations.AddIndex(
            "staffimportrow",
            models.Index(
                condition=models.Q(("level", ""), _negated=True),
                fields=["staff_import", "sheet", "number"],
                name="staffimportrow_problem",
            ),
        ),
        migrations.AddIndex(
            "staffimportrow",
            models.Index(fields=["staff_import", "action", "sheet", "number"], name="staffimportrow_action"),
        ),
        migrations.AddConstraint(
            "staffimportrow",
            models.UniqueConstraint(fields=("sheet", "number"), name="staffimportrow_number_unique"),
        ),
        *(migrations.RemoveField("staffimport", name) for name in (*MOVED, "ignored_rows")),
        migrations.RunSQL(AGREE, migrations.RunSQL.noop),
    ]
