"""Slips in short words of names: fewer common trigrams than 0.4 are left of them, so letters are compared."""

from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models
from django.db.models.functions import Length

# A word that nobody bears stands for two neighbours swapped (rated first), in a short word for one letter dropped, wrong
# or added (second), and as before for words with common trigrams.
ALIKE = """
SELECT similarity('a', 'b');
CREATE OR REPLACE FUNCTION employees_words_alike(typed text[], most integer)
    RETURNS TABLE (typed_word text, alike_word text) LANGUAGE plpgsql STABLE
    SET pg_trgm.similarity_threshold = 0.4
AS $$
BEGIN
    RETURN QUERY
    WITH given AS MATERIALIZED (
        SELECT one.word, one.place, EXISTS (SELECT FROM employees_nameword AS same WHERE same.word = one.word) AS is_known
        FROM unnest(typed) WITH ORDINALITY AS one (word, place)
    )
    SELECT given.word, near.word
    FROM given
        CROSS JOIN LATERAL (
            SELECT found.word, max(found.rating) AS rating
            FROM (
                (
                    SELECT known.word::text, similarity(known.word, given.word) AS rating
                    FROM employees_nameword AS known
                    WHERE known.word % given.word
                    GROUP BY known.word
                    ORDER BY rating DESC, known.word
                    LIMIT most
                )
                UNION ALL
                SELECT known.word::text, 3 + similarity(known.word, given.word)
                FROM generate_series(1, length(given.word) - 1) AS at
                    JOIN employees_nameword AS known
                        ON known.word = overlay(given.word PLACING reverse(substr(given.word, at, 2)) FROM at FOR 2)
                WHERE NOT given.is_known AND length(given.word) >= 4
                UNION ALL
                (
                    SELECT known.word::text, 2 + similarity(known.word, given.word) AS rating
                    FROM employees_nameword AS known
                    WHERE NOT given.is_known
                        AND length(given.word) BETWEEN 3 AND 6
                        AND length(known.word) BETWEEN greatest(length(given.word) - 1, 4) AND length(given.word) + 1
                        AND levenshtein_less_equal(known.word, given.word, 1) = 1
                    GROUP BY known.word
                    ORDER BY rating DESC, known.word
                    LIMIT most
                )
            ) AS found (word, rating)
            GROUP BY found.word
        ) AS near
    ORDER BY given.place, near.rating DESC, near.word;
END $$;
"""
TRIGRAMS_ONLY = """
SELECT similarity('a', 'b');
CREATE OR REPLACE FUNCTION employees_words_alike(typed text[], most integer)
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


class Migration(migrations.Migration):
    dependencies = [("employees", "0022_scope_function")]

    operations = [
        CreateExtension("fuzzystrmatch"),
        migrations.AddIndex(
            model_name="nameword",
            index=models.Index(Length("word"), include=["word"], name="nameword_length"),
        ),
        migrations.RunSQL(ALIKE, TRIGRAMS_ONLY),
    ]
