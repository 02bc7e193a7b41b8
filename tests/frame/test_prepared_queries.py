from __future__ import annotations

import datetime

import pytest

from asn_portal import prepared_queries
from asn_portal.accounts.models import User
from asn_portal.listing.models import ColumnChoice
from asn_portal.prepared_queries import PreparedQuery
from employees.models import OrganizationalUnit
from tests.factories.employees import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_objects_are_those_of_the_query():
    users = [UserFactory() for _ in range(3)]
    prepared = PreparedQuery(lambda pk: User.objects.filter(pk=pk), pk=int)

    found = [prepared.objects(pk=user.pk)[0] for user in users]

    assert found == users
    assert [vars(each) | {"_state": None} for each in found] == [
        vars(User.objects.get(pk=user.pk)) | {"_state": None} for user in users
    ]
    found[0].name = "Changed"
    found[0].save()
    assert User.objects.get(pk=users[0].pk).name == "Changed"
    assert prepared.objects(pk=0) == []


def test_rows_take_several_values_and_ask_once(django_assert_num_queries):
    user = UserFactory()
    ColumnChoice.objects.create(user=user, list_key="one", columns=["a", "b"])
    prepared = PreparedQuery(
        lambda user, list_key: ColumnChoice.objects.filter(list_key=list_key, user=user).values_list("columns"),
        user=int,
        list_key=str,
    )

    with django_assert_num_queries(3):
        found = [prepared.rows(user=user.pk, list_key=key) for key in ("one", "two", "one")]

    assert found == [[(["a", "b"],)], [], [(["a", "b"],)]]


def test_a_value_that_the_query_forgets_is_a_fault():
    prepared = PreparedQuery(lambda pk, name: User.objects.filter(pk=pk), pk=int, name=str)

    with pytest.raises(ValueError, match="name"):
        prepared.rows(pk=1, name="x")


def test_a_beginning_and_a_date_are_values_too():
    asia, asia_minor, other = (UnitFactory(name=name) for name in ("Asia", "Asia_Minor", "AsiaX"))
    prepared = PreparedQuery(
        lambda start, day: OrganizationalUnit.objects.filter(name__startswith=start).open_on(day).values_list("pk"),
        start=str,
        day=datetime.date,
    )
    asia_minor.closed_on = datetime.date(2026, 1, 1)
    asia_minor.save()

    def found(start, day=datetime.date(2025, 12, 31)):
        return {pk for (pk,) in prepared.rows(start=start, day=day)}

    assert found("Asia") == {asia.pk, asia_minor.pk, other.pk}
    # Signs that mean something to LIKE stand for themselves.
    assert found("Asia_") == {asia_minor.pk}
    assert found("Asia%") == set()
    assert found("Asia_", datetime.date(2026, 1, 1)) == set()
    assert len(found("")) == OrganizationalUnit.objects.count()


def test_threads_that_prepare_at_once_do_not_disturb_each_other(monkeypatch):
    """Each ends with the whole list of parameters, whoever was in the middle of preparing when the other began."""
    user = UserFactory()
    prepared = PreparedQuery(
        lambda pk, name: User.objects.filter(pk=pk, email=name).values_list("pk"), pk=int, name=str
    )
    inner, own = prepared_queries._reader, []

    def reader(*args, **kwargs):
        if not own:
            own.append(True)
            prepared._prepare()
        return inner(*args, **kwargs)

    monkeypatch.setattr(prepared_queries, "_reader", reader)

    assert prepared.rows(pk=user.pk, name=user.email) == [(user.pk,)]
    assert len(prepared.parameters) == prepared.sql.count("%s")
