"""What no browser of ours would send breaks no list: every filter of every list, with values that fit nothing."""

import pytest
from django.urls import reverse

from tests.addresses import list_views
from tests.factories.employees import make_employee_user

pytestmark = pytest.mark.django_db

VALUES = ["9" * 40, "-1", "\x00", "9999-12-31"]


LISTS = dict(list_views())


@pytest.mark.parametrize("name", sorted(LISTS))
def test_filters_take_any_value(world, client_of, name):
    people = [*world.users.values(), make_employee_user(world.other_village, head=True)]
    clients = [client_of(person) for person in people]
    client = next(client for client in clients if client.get(reverse(name), follow=True).status_code == 200)

    filters = [*LISTS[name].filterset_class.base_filters, "unit", "sort", "page"]
    for key in filters:
        for value in VALUES:
            assert client.get(reverse(name), {key: value}).status_code == 200, (key, value)
