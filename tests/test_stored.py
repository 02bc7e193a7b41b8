"""What is made once comes back as it was made."""

from django.db import connection, transaction

from tests import conftest, template_database


def rows():
    """How many there are in each table."""
    with connection.cursor() as cursor:
        counts = {}
        for table in template_database.filled_tables(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def test_the_rows_are_those_that_the_fixture_makes(stored_places, db):
    before = rows()
    with transaction.atomic():
        conftest._make_places()
        made = rows()
        transaction.set_rollback(True)

    stored_places.restore()

    assert rows() == made != before


def test_one_test_does_not_change_the_objects_of_the_next(stored_places, db):
    with transaction.atomic():
        units, _users = stored_places.restore()
        units["village"].name = "Something else"
        transaction.set_rollback(True)

    units, users = stored_places.restore()

    assert units["village"].name == "Kelurahan Belawan I"
    assert users["employee"].employee.unit == units["village"]
    assert users["employee"].employee.user is users["employee"]


def test_triggers_work_afterwards(stored_places, db):
    _units, users = stored_places.restore()
    before = rows()
    users["employee"].name = "Another Name"

    users["employee"].save()

    assert rows()["accounts_userevent"] == before["accounts_userevent"] + 1
