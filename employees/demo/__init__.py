"""Staff of the demo: Kota Medan with Belawan and Marelan, Kota Pekanbaru with Senapelan."""

from __future__ import annotations

from asn_portal.operation.demo import DemoWorld
from employees.demo.accounts import add_accounts, add_acting_official
from employees.demo.histories import add_histories
from employees.demo.people import add_staff
from employees.demo.requests import add_requests
from employees.demo.trail import add_trail


def load(world: DemoWorld) -> None:
    """Units, positions, about 1,200 people with two years and more of history, accounts and roles."""
    add_staff(world)
    add_accounts(world)
    add_acting_official(world)
    add_trail(world)
    add_histories(world)
    add_requests(world)
