"""Invented governments with every process at every stage, for trying the portal.

Each app fills its part in `<app>/demo.py`. Deterministic: the same day and seed give the same people and numbers.
"""

from __future__ import annotations

import datetime
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from asn_portal.accounts.models import User

# Known to everyone who reads this; production refuses to start with DEMO=1 settings, and the command refuses there too.
PASSWORD = "asn-demo-2026"
SEED = 2026
# In the order in which they build on each other, with their usual share of the time.
PARTS = (
    ("employees", 25),
    ("surveys", 20),
    ("training", 15),
    ("evaluations", 35),
    ("careers", 2),
    ("participation", 3),
)


@dataclass
class DemoWorld:
    """What the parts share. Keys of `units` are unit slugs, keys of `accounts` e-mail addresses."""

    today: datetime.date
    rng: random.Random
    password_hash: str
    report: Callable[[float], None]
    units: dict[str, Any] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def progress(self, done: int, total: int) -> None:
        """How far the part has come."""
        self.report(done / max(total, 1))

    def date_before(self, days: int) -> datetime.date:
        return self.today - datetime.timedelta(days=days)


def load_all(*, show: bool) -> None:
    """Load every part in one transaction: either the whole demo is there or none of it."""
    total = sum(weight for _name, weight in PARTS)
    done = 0
    world = DemoWorld(
        today=timezone.localdate(),
        rng=random.Random(SEED),
        password_hash=make_password(PASSWORD),
        report=lambda _f: None,
    )
    with transaction.atomic():
        for name, weight in PARTS:
            world.report = _bar(name, done, weight, total) if show else lambda _fraction: None
            world.report(0)
            if find_spec(f"{name}.demo"):
                import_module(f"{name}.demo").load(world)
            done += weight
    if show:
        _bar("", done, 0, total)(1)
        sys.stdout.write("\n")


def _bar(name: str, done: int, weight: int, total: int) -> Callable[[float], None]:
    def draw(fraction: float) -> None:
        share = (done + weight * fraction) / total
        filled = round(share * 40)
        sys.stdout.write(f"\rDemo data [{'#' * filled}{'.' * (40 - filled)}] {share:4.0%} {name:<14}")
        sys.stdout.flush()

    return draw
