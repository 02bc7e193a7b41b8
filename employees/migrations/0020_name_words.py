"""The words of names, for searches with typing errors: known ones are filled in, new ones added by triggers."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models
from django.db.models import F, Func, Value
from django.db.models.functions import Upper

# Words of one or two letters are not looked up.
LEARN = """
INSERT INTO employees_nameword (word)
SELECT DISTINCT words.word
FROM {people} AS person
    CROSS JOIN LATERAL unnest(
        tsvector_to_array(to_tsvector('simple', translate(person.search_name, '''’ʼ`', '')))
    ) AS words (word)
WHERE length(words.word) > 2
    AND NOT EXISTS (SELECT FROM employees_nameword AS known WHERE known.word = words.word);
"""
FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {learn}
    RETURN NULL;
END $$;
"""
FUNCTIONS = (
    FUNCTION.format(name="employees_learn_new_names", learn=LEARN.format(people="new_people")),
    FUNCTION.format(name="employees_learn_changed_name", learn=LEARN.format(people="(SELECT NEW.search_name)")),
)
TRIGGERS = """
CREATE TRIGGER employees_employee_new_names AFTER INSERT ON employees_employee
    REFERENCING NEW TABLE AS new_people
    FOR EACH STATEMENT EXECUTE FUNCTION employees_learn_new_names();
CREATE TRIGGER employees_employee_changed_name AFTER UPDATE OF name ON employees_employee
    FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION employees_learn_changed_name();
"""
# The operator % reads its threshold from a setting; with the standard of 0.3 it looks at ten times as many words.
# `similarity` loads the extension, so that its setting is known.
ALIKE = """
SELECT similarity('a', 'b');
CREATE FUNCTION employees_words_alike(typed text[], most integer)
    RETURNS TABLE (typed_word text, alike_word text) LANGUAGE plpgsql STABLE
    SET pg_trgm.similarity_threshold = 0.4
AS $$
BEGIN
    RETURN QUERY
    SELECT given.word, near.word::text
    FROM unnest(typed) WITH ORDINALITY AS given (word, place)
        CROSS JOIN LATERAL (
            SELECT known.word, similarity(known.word, given.word) AS likeness
            FROM employees_nameword AS known
            WHERE known.word % given.word
            GROUP BY known.word
            ORDER BY likeness DESC, known.word
            LIMIT most
        ) AS near
    ORDER BY given.place, near.likeness DESC, near.word;
END $$;
"""
NO_ALIKE = "DROP FUNCTION employees_words_alike(text[], integer);"
NO_TRIGGERS = """
DROP TRIGGER employees_employee_changed_name ON employees_employee;
DROP TRIGGER employees_employee_new_names ON employees_employee;
DROP FUNCTION employees_learn_changed_name();
DROP FUNCTION employees_learn_new_names();
"""


class Migration(migrations.Migration):
    dependencies = [("employees", "0019_lean_position_indexes")]

    operations = [
        migrations.CreateModel(
            name="NameWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=200)),
            ],
        ),
        migrations.AddIndex(
            model_name="employee",
            index=GinIndex(
                SearchVector(
                    Func(
                        F("search_name"),
                        Value("'’ʼ`"),
                        Value(""),
                        function="translate",
                        output_field=models.TextField(),
                    ),
                    config="simple",
                ),
                name="employee_name_words",
            ),
        ),
        migrations.AddIndex(
            model_name="nameword",
            index=models.Index(fields=["word"], name="nameword_known"),
        ),
        migrations.AddIndex(
            model_name="nameword",
            index=GinIndex(OpClass("word", "gin_trgm_ops"), name="nameword_trigram"),
        ),
        migrations.RunSQL(LEARN.format(people="employees_employee"), migrations.RunSQL.noop),
        migrations.RunSQL(ALIKE, NO_ALIKE),
        migrations.AddIndex(
            model_name="organizationalunit",
            index=GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="unit_name_trigram"),
        ),
        migrations.RunSQL("".join(FUNCTIONS) + TRIGGERS, NO_TRIGGERS),
    ]
