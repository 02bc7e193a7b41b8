import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
        ("employees", "0005_nik_label"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="employee",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="employee",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="position",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="position",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="positionhistory",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="positionhistory",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="rankhistory",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="rankhistory",
            name="update_update",
        ),
        migrations.AddField(
            model_name="employee",
            name="address",
            field=models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="home address"),
        ),
        migrations.AddField(
            model_name="employee",
            name="bpjs_encrypted",
            field=models.TextField(blank=True, default="", db_default="", editable=False, verbose_name="BPJS number"),
        ),
        migrations.AddField(
            model_name="employee",
            name="bpjs_hash",
            field=models.CharField(blank=True, default="", db_default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="employee",
            name="cpns_decree_date",
            field=models.DateField(blank=True, null=True, verbose_name="CPNS decree date"),
        ),
        migrations.AddField(
            model_name="employee",
            name="cpns_decree_number",
            field=models.CharField(
                blank=True, default="", db_default="", max_length=100, verbose_name="CPNS decree number"
            ),
        ),
        migrations.AddField(
            model_name="employee",
            name="cpns_since",
            field=models.DateField(blank=True, null=True, verbose_name="CPNS since (TMT)"),
        ),
        migrations.AddField(
            model_name="employee",
            name="karpeg_number",
            field=models.CharField(blank=True, default="", db_default="", max_length=30, verbose_name="KARPEG number"),
        ),
        migrations.AddField(
            model_name="employee",
            name="marital_status",
            field=models.CharField(
                blank=True,
                choices=[("1", "Married"), ("2", "Divorced"), ("3", "Widowed"), ("4", "Single")],
                default="",
                db_default="",
                max_length=1,
                verbose_name="marital status",
            ),
        ),
        migrations.AddField(
            model_name="employee",
            name="npwp_encrypted",
            field=models.TextField(blank=True, default="", db_default="", editable=False, verbose_name="NPWP"),
        ),
        migrations.AddField(
            model_name="employee",
            name="npwp_hash",
            field=models.CharField(blank=True, default="", db_default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="employee",
            name="official_email",
            field=models.EmailField(
                blank=True, default="", db_default="", max_length=254, verbose_name="official e-mail"
            ),
        ),
        migrations.AddField(
            model_name="employee",
            name="old_nip",
            field=models.CharField(
                blank=True,
                default="",
                db_default="",
                help_text="Nine digits, used until 2008.",
                max_length=9,
                verbose_name="old NIP",
            ),
        ),
        migrations.AddField(
            model_name="employee",
            name="photo",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="employee",
            name="pns_decree_date",
            field=models.DateField(blank=True, null=True, verbose_name="PNS decree date"),
        ),
        migrations.AddField(
            model_name="employee",
            name="pns_decree_number",
            field=models.CharField(
                blank=True, default="", db_default="", max_length=100, verbose_name="PNS decree number"
            ),
        ),
        migrations.AddField(
            model_name="employee",
            name="pns_since",
            field=models.DateField(blank=True, null=True, verbose_name="PNS since (TMT)"),
        ),
        migrations.AddField(
            model_name="employee",
            name="postal_code",
            field=models.CharField(blank=True, default="", db_default="", max_length=5, verbose_name="postal code"),
        ),
        migrations.AddField(
            model_name="employee",
            name="religion",
            field=models.CharField(
                blank=True,
                choices=[
                    ("1", "Islam"),
                    ("2", "Protestant"),
                    ("3", "Catholic"),
                    ("4", "Hindu"),
                    ("5", "Buddhist"),
                    ("6", "Confucian"),
                    ("7", "Other religion"),
                ],
                default="",
                db_default="",
                max_length=1,
                verbose_name="religion",
            ),
        ),
        migrations.AddField(
            model_name="employee",
            name="siasn_id",
            field=models.CharField(blank=True, default="", db_default="", max_length=42, verbose_name="SIASN id"),
        ),
        migrations.AddField(
            model_name="employee",
            name="taspen_number",
            field=models.CharField(blank=True, default="", db_default="", max_length=30, verbose_name="TASPEN number"),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="address",
            field=models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="home address"),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="bpjs_encrypted",
            field=models.TextField(blank=True, default="", db_default="", editable=False, verbose_name="BPJS number"),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="bpjs_hash",
            field=models.CharField(blank=True, default="", db_default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="cpns_decree_date",
            field=models.DateField(blank=True, null=True, verbose_name="CPNS decree date"),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="cpns_decree_number",
            field=models.CharField(
                blank=True, default="", db_default="", max_length=100, verbose_name="CPNS decree number"
            ),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="cpns_since",
            field=models.DateField(blank=True, null=True, verbose_name="CPNS since (TMT)"),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="karpeg_number",
            field=models.CharField(blank=True, default="", db_default="", max_length=30, verbose_name="KARPEG number"),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="marital_status",
            field=models.CharField(
                blank=True,
                choices=[("1", "Married"), ("2", "Divorced"), ("3", "Widowed"), ("4", "Single")],
                default="",
                db_default="",
                max_length=1,
                verbose_name="marital status",
            ),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="npwp_encrypted",
            field=models.TextField(blank=True, default="", db_default="", editable=False, verbose_name="NPWP"),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="npwp_hash",
            field=models.CharField(blank=True, default="", db_default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="official_email",
            field=models.EmailField(
                blank=True, default="", db_default="", max_length=254, verbose_name="official e-mail"
            ),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="old_nip",
            field=models.CharField(
                blank=True,
                default="",
                db_default="",
                help_text="Nine digits, used until 2008.",
                max_length=9,
                verbose_name="old NIP",
            ),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="photo",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="pns_decree_date",
            field=models.DateField(blank=True, null=True, verbose_name="PNS decree date"),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="pns_decree_number",
            field=models.CharField(
                blank=True, default="", db_default="", max_length=100, verbose_name="PNS decree number"
            ),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="pns_since",
            field=models.DateField(blank=True, null=True, verbose_name="PNS since (TMT)"),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="postal_code",
            field=models.CharField(blank=True, default="", db_default="", max_length=5, verbose_name="postal code"),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="religion",
            field=models.CharField(
                blank=True,
                choices=[
                    ("1", "Islam"),
                    ("2", "Protestant"),
                    ("3", "Catholic"),
                    ("4", "Hindu"),
                    ("5", "Buddhist"),
                    ("6", "Confucian"),
                    ("7", "Other religion"),
                ],
                default="",
                db_default="",
                max_length=1,
                verbose_name="religion",
            ),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="siasn_id",
            field=models.CharField(blank=True, default="", db_default="", max_length=42, verbose_name="SIASN id"),
        ),
        migrations.AddField(
            model_name="employeeevent",
            name="taspen_number",
            field=models.CharField(blank=True, default="", db_default="", max_length=30, verbose_name="TASPEN number"),
        ),
        migrations.AddField(
            model_name="position",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="position",
            name="grade",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="position grade"),
        ),
        migrations.AddField(
            model_name="positionevent",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="positionevent",
            name="grade",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="position grade"),
        ),
        migrations.AddField(
            model_name="positionhistory",
            name="installed_on",
            field=models.DateField(blank=True, null=True, verbose_name="installed on"),
        ),
        migrations.AddField(
            model_name="positionhistory",
            name="note",
            field=models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note"),
        ),
        migrations.AddField(
            model_name="positionhistory",
            name="scan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
                verbose_name="scan",
            ),
        ),
        migrations.AddField(
            model_name="positionhistory",
            name="siasn_id",
            field=models.CharField(blank=True, default="", db_default="", editable=False, max_length=42),
        ),
        migrations.AddField(
            model_name="positionhistoryevent",
            name="installed_on",
            field=models.DateField(blank=True, null=True, verbose_name="installed on"),
        ),
        migrations.AddField(
            model_name="positionhistoryevent",
            name="note",
            field=models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note"),
        ),
        migrations.AddField(
            model_name="positionhistoryevent",
            name="scan",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="documents.document",
                verbose_name="scan",
            ),
        ),
        migrations.AddField(
            model_name="positionhistoryevent",
            name="siasn_id",
            field=models.CharField(blank=True, default="", db_default="", editable=False, max_length=42),
        ),
        migrations.AddField(
            model_name="rankhistory",
            name="note",
            field=models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note"),
        ),
        migrations.AddField(
            model_name="rankhistory",
            name="promotion_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("101", "Regular"),
                    ("201", "By choice: structural position"),
                    ("202", "By choice: functional position"),
                    ("203", "Adjustment to a diploma"),
                    ("204", "During a study assignment"),
                    ("205", "After a study assignment"),
                    ("206", "Seconded (DPK)"),
                    ("207", "New invention"),
                    ("208", "Extraordinary achievement"),
                    ("209", "State official"),
                    ("210", "During a secondment (DPK/DPB)"),
                    ("211", "Recruitment as CPNS or PNS"),
                ],
                default="",
                db_default="",
                max_length=3,
                verbose_name="kind of promotion",
            ),
        ),
        migrations.AddField(
            model_name="rankhistory",
            name="scan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
                verbose_name="scan",
            ),
        ),
        migrations.AddField(
            model_name="rankhistory",
            name="service_months",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="and months"),
        ),
        migrations.AddField(
            model_name="rankhistory",
            name="service_years",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="years of service in the decree"
            ),
        ),
        migrations.AddField(
            model_name="rankhistory",
            name="siasn_id",
            field=models.CharField(blank=True, default="", db_default="", editable=False, max_length=42),
        ),
        migrations.AddField(
            model_name="rankhistoryevent",
            name="note",
            field=models.CharField(blank=True, default="", db_default="", max_length=250, verbose_name="note"),
        ),
        migrations.AddField(
            model_name="rankhistoryevent",
            name="promotion_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("101", "Regular"),
                    ("201", "By choice: structural position"),
                    ("202", "By choice: functional position"),
                    ("203", "Adjustment to a diploma"),
                    ("204", "During a study assignment"),
                    ("205", "After a study assignment"),
                    ("206", "Seconded (DPK)"),
                    ("207", "New invention"),
                    ("208", "Extraordinary achievement"),
                    ("209", "State official"),
                    ("210", "During a secondment (DPK/DPB)"),
                    ("211", "Recruitment as CPNS or PNS"),
                ],
                default="",
                db_default="",
                max_length=3,
                verbose_name="kind of promotion",
            ),
        ),
        migrations.AddField(
            model_name="rankhistoryevent",
            name="scan",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="documents.document",
                verbose_name="scan",
            ),
        ),
        migrations.AddField(
            model_name="rankhistoryevent",
            name="service_months",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="and months"),
        ),
        migrations.AddField(
            model_name="rankhistoryevent",
            name="service_years",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="years of service in the decree"
            ),
        ),
        migrations.AddField(
            model_name="rankhistoryevent",
            name="siasn_id",
            field=models.CharField(blank=True, default="", db_default="", editable=False, max_length=42),
        ),
        migrations.AlterField(
            model_name="positionhistory",
            name="decree_number",
            field=models.CharField(blank=True, default="", db_default="", max_length=100, verbose_name="decree number"),
        ),
        migrations.AlterField(
            model_name="positionhistoryevent",
            name="decree_number",
            field=models.CharField(blank=True, default="", db_default="", max_length=100, verbose_name="decree number"),
        ),
        migrations.AlterField(
            model_name="rankhistory",
            name="decree_number",
            field=models.CharField(blank=True, default="", db_default="", max_length=100, verbose_name="decree number"),
        ),
        migrations.AlterField(
            model_name="rankhistoryevent",
            name="decree_number",
            field=models.CharField(blank=True, default="", db_default="", max_length=100, verbose_name="decree number"),
        ),
        migrations.AddIndex(
            model_name="employee",
            index=models.Index(
                condition=models.Q(("npwp_hash", ""), _negated=True), fields=["npwp_hash"], name="employee_npwp"
            ),
        ),
        migrations.AddIndex(
            model_name="employee",
            index=models.Index(
                condition=models.Q(("bpjs_hash", ""), _negated=True), fields=["bpjs_hash"], name="employee_bpjs"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="employee",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_employeeevent" ("address", "back_title", "birth_date", "birth_place", "bpjs_encrypted", "bpjs_hash", "cpns_decree_date", "cpns_decree_number", "cpns_since", "created_at", "education", "email", "employment_type", "front_title", "government_id", "id", "karpeg_number", "marital_status", "name", "nik_encrypted", "nik_hash", "nip", "npwp_encrypted", "npwp_hash", "official_email", "old_nip", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_id", "pns_decree_date", "pns_decree_number", "pns_since", "position_id", "postal_code", "rank", "rank_order", "rank_since", "religion", "sex", "siasn_id", "status", "taspen_number", "unit_id", "updated_at", "user_id", "version") SELECT new_values."address", new_values."back_title", new_values."birth_date", new_values."birth_place", new_values."bpjs_encrypted", new_values."bpjs_hash", new_values."cpns_decree_date", new_values."cpns_decree_number", new_values."cpns_since", new_values."created_at", new_values."education", new_values."email", new_values."employment_type", new_values."front_title", new_values."government_id", new_values."id", new_values."karpeg_number", new_values."marital_status", new_values."name", new_values."nik_encrypted", new_values."nik_hash", new_values."nip", new_values."npwp_encrypted", new_values."npwp_hash", new_values."official_email", new_values."old_nip", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."photo_id", new_values."pns_decree_date", new_values."pns_decree_number", new_values."pns_since", new_values."position_id", new_values."postal_code", new_values."rank", new_values."rank_order", new_values."rank_since", new_values."religion", new_values."sex", new_values."siasn_id", new_values."status", new_values."taspen_number", new_values."unit_id", new_values."updated_at", new_values."user_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1ff251e1cf6ea76aeb0ee772cfa1feb171e8cb37",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4271d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_employee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="employee",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_employeeevent" ("address", "back_title", "birth_date", "birth_place", "bpjs_encrypted", "bpjs_hash", "cpns_decree_date", "cpns_decree_number", "cpns_since", "created_at", "education", "email", "employment_type", "front_title", "government_id", "id", "karpeg_number", "marital_status", "name", "nik_encrypted", "nik_hash", "nip", "npwp_encrypted", "npwp_hash", "official_email", "old_nip", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_id", "pns_decree_date", "pns_decree_number", "pns_since", "position_id", "postal_code", "rank", "rank_order", "rank_since", "religion", "sex", "siasn_id", "status", "taspen_number", "unit_id", "updated_at", "user_id", "version") SELECT new_values."address", new_values."back_title", new_values."birth_date", new_values."birth_place", new_values."bpjs_encrypted", new_values."bpjs_hash", new_values."cpns_decree_date", new_values."cpns_decree_number", new_values."cpns_since", new_values."created_at", new_values."education", new_values."email", new_values."employment_type", new_values."front_title", new_values."government_id", new_values."id", new_values."karpeg_number", new_values."marital_status", new_values."name", new_values."nik_encrypted", new_values."nik_hash", new_values."nip", new_values."npwp_encrypted", new_values."npwp_hash", new_values."official_email", new_values."old_nip", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."phone", new_values."photo_id", new_values."pns_decree_date", new_values."pns_decree_number", new_values."pns_since", new_values."position_id", new_values."postal_code", new_values."rank", new_values."rank_order", new_values."rank_since", new_values."religion", new_values."sex", new_values."siasn_id", new_values."status", new_values."taspen_number", new_values."unit_id", new_values."updated_at", new_values."user_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9952255f662db6f093fdfa110f891a1cf1cc8018",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_38dab",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_employee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="position",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "employees_positionevent" ("closed_on", "echelon", "functional_level", "grade", "id", "is_head", "needed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_type", "title", "unit_id") VALUES (NEW."closed_on", NEW."echelon", NEW."functional_level", NEW."grade", NEW."id", NEW."is_head", NEW."needed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position_type", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="e12ad2f36e0844b2dc540f8d7d2aeca14784b7a3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_51e02",
                    table="employees_position",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="position",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "employees_positionevent" ("closed_on", "echelon", "functional_level", "grade", "id", "is_head", "needed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_type", "title", "unit_id") VALUES (NEW."closed_on", NEW."echelon", NEW."functional_level", NEW."grade", NEW."id", NEW."is_head", NEW."needed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position_type", NEW."title", NEW."unit_id"); RETURN NULL;',
                    hash="32d2e56d886518b3c9aba16d2189a9dffd9d8a05",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6bbdc",
                    table="employees_position",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="positionhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_positionhistoryevent" ("corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "installed_on", "is_void", "kind", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "scan_id", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."installed_on", new_values."is_void", new_values."kind", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."position_id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8a79bf07252754bfb4af60231913dcac10037596",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_69742",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_positionhistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="positionhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_positionhistoryevent" ("corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "installed_on", "is_void", "kind", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "scan_id", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."installed_on", new_values."is_void", new_values."kind", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."position_id", new_values."scan_id", new_values."siasn_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="997404ca9c6c1458951024e969aa93bcff1644af",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9f028",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_positionhistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rankhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_rankhistoryevent" ("corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promotion_kind", "rank", "scan_id", "service_months", "service_years", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."promotion_kind", new_values."rank", new_values."scan_id", new_values."service_months", new_values."service_years", new_values."siasn_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4a67952130884d95c8d88149511c296c9af13ab9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6f8d2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="employees_rankhistory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rankhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "employees_rankhistoryevent" ("corrects_id", "created_at", "decree_date", "decree_number", "employee_id", "id", "is_void", "note", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promotion_kind", "rank", "scan_id", "service_months", "service_years", "siasn_id") SELECT new_values."corrects_id", new_values."created_at", new_values."decree_date", new_values."decree_number", new_values."employee_id", new_values."id", new_values."is_void", new_values."note", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."promotion_kind", new_values."rank", new_values."scan_id", new_values."service_months", new_values."service_years", new_values."siasn_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="918dbcae317fe3529624bfc39d21bdcf0ac11f1a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9b382",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="employees_rankhistory",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="employee",
            constraint=models.CheckConstraint(
                condition=models.Q(("old_nip__regex", "^([0-9]{9})?$")),
                name="employee_old_nip_digits",
                violation_error_message="An old NIP has 9 digits.",
            ),
        ),
        migrations.AddConstraint(
            model_name="employee",
            constraint=models.CheckConstraint(
                condition=models.Q(("postal_code__regex", "^([0-9]{5})?$")),
                name="employee_postal_code_digits",
                violation_error_message="A postal code has 5 digits.",
            ),
        ),
        migrations.AddConstraint(
            model_name="employee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cpns_since__isnull", True),
                    ("pns_since__isnull", True),
                    ("pns_since__gte", models.F("cpns_since")),
                    _connector="OR",
                ),
                name="employee_cpns_before_pns",
                violation_error_message="The appointment as PNS lies before that as CPNS. Correct one of the dates.",
            ),
        ),
        migrations.AddConstraint(
            model_name="employee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cpns_since__isnull", True), ("cpns_since__gt", models.F("birth_date")), _connector="OR"
                ),
                name="employee_born_before_service",
                violation_error_message="The service begins before the birth. Correct one of the dates.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rankhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(("service_months__isnull", True), ("service_months__lte", 11), _connector="OR"),
                name="rankhistory_months_of_a_year",
                violation_error_message="Months of service run from 0 to 11; twelve are a year.",
            ),
        ),
    ]
