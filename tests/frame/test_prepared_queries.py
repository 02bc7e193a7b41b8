from __future__ import annotations

import pytest

from asn_portal.accounts.models import User
from asn_portal.listing.models import ColumnChoice
from asn_portal.prepared_queries import PreparedQuery
from tests.factories.employees import UserFactory

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
