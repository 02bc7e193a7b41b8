"""Batches of promotions and transfers: one of each kind in each state in Medan Belawan, two begun in Senapelan."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from asn_portal.errors import DomainError
from asn_portal.notifications.models import OutboxMail
from asn_portal.operation.demo import DemoWorld
from careers.enums import BatchKind, BatchState
from careers.models import BatchLine, CareerBatch
from careers.services.batch import add_line, cancel_batch, create_batch, due_lines, fill_batch, let_pass, remove_line
from careers.services.batch_effect import apply_due_batches
from careers.services.batch_sign import prepare_batch, return_batch, sign_batch, verify_batch
from employees.domain.service_life.months import add_months
from employees.enums import AwardKind, HistoryKind
from employees.models import Employee, Position
from employees.services.history import add_definitive_position, add_entry, add_rank

UNIT = "medan-belawan"
PREPARER, VERIFIER, HEAD = "hr@belawan.demo", "hr@medan.demo", "head@medan.demo"
# In this order: what ends at once lends nobody to what stays open.
STATES = (
    BatchState.APPLIED,
    BatchState.STOPPED,
    BatchState.SIGNED,
    BatchState.VERIFIED,
    BatchState.PREPARED,
    BatchState.RETURNED,
    BatchState.CANCELLED,
    BatchState.DRAFT,
)
PAST = frozenset({BatchState.APPLIED, BatchState.STOPPED})
WHY = "Usul unit kerja, berkas lengkap."


def add_batches(world: DemoWorld) -> None:
    last_mail = OutboxMail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for kind in BatchKind:
        _Batches(world, kind).add()
    for kind in (BatchKind.RANK_PROMOTION, BatchKind.SALARY_STEP):
        batch = _begin(world, kind, "senapelan", "hr@pekanbaru.demo", is_past=False)
        fill_batch(batch=batch, by=world.users["hr@pekanbaru.demo"])
    # Nobody of the demo waits for mail about what happened before it began.
    OutboxMail.objects.filter(pk__gt=last_mail).delete()


def _begin(world: DemoWorld, kind: str, slug: str, by: str, *, is_past: bool) -> CareerBatch:
    this_month = world.today.replace(day=1)
    batch: CareerBatch = create_batch(
        unit=world.units[slug],
        kind=kind,
        effective_date=this_month if is_past else add_months(this_month, 1),
        late_reason="Pertimbangan teknis terlambat diterima." if is_past else "",
        basis_number=f"89/TK/{world.today.year}" if kind == BatchKind.DECORATION else f"PT-{world.today.year}/1204",
        basis_date=this_month - datetime.timedelta(days=40),
        by=world.users[by],
    )
    return batch


class _Batches:
    """Those of one kind. Services are used throughout, so histories, trail and notices are as in an office."""

    def __init__(self, world: DemoWorld, kind: BatchKind) -> None:
        self.world, self.kind = world, kind
        self.preparer, self.verifier, self.head = (world.users[email] for email in (PREPARER, VERIFIER, HEAD))
        self.known = {user.pk for user in world.users.values()}
        self.people = self._pool()
        self.posts = self._posts()

    def add(self) -> None:
        for state in STATES:
            if state == BatchState.DRAFT:
                self._draft()
            elif self.people:
                self._bring_to(state)

    def _pool(self) -> list[Employee]:
        """Those who were due this month already; nobody whose account stands on the list of the demo."""
        if self.kind == BatchKind.TRANSFER:
            clerks = Employee.objects.active().filter(
                unit__path__startswith=self.world.units[UNIT].path, position__is_head=False
            )
            return list(clerks.exclude(user__in=self.known).select_related("unit").order_by("-pk")[:8])
        now = self._due(is_past=True)
        # Few have their salary step in one month: those of the next one stand where they are taken last.
        soon = self._due(is_past=False) if self.kind == BatchKind.SALARY_STEP else []
        return [person for person in soon if person not in now] + now

    def _due(self, *, is_past: bool) -> list[Employee]:
        probe = _begin(self.world, self.kind, UNIT, PREPARER, is_past=is_past)
        found = [line.employee for line in due_lines(probe) if not line.is_blocked]
        probe.delete()
        return [person for person in found if person.user_id not in self.known]

    def _posts(self) -> list[Position]:
        """Into which people are moved: each needs more than it has."""
        posts = Position.objects.filter(unit__path__startswith=self.world.units[UNIT].path, is_head=False)
        # Operational ones first: into those anybody may be moved.
        return list(posts.select_related("unit").order_by("-position_type", "pk"))

    def _draft(self) -> None:
        batch = _begin(self.world, self.kind, UNIT, PREPARER, is_past=False)
        if self.kind == BatchKind.TRANSFER:
            self._put_on(batch)
        else:
            fill_batch(batch=batch, by=self.preparer)

    def _bring_to(self, state: BatchState) -> None:
        batch = _begin(self.world, self.kind, UNIT, PREPARER, is_past=state in PAST)
        person = self._put_on(batch)
        if person is None:
            cancel_batch(batch=batch, reason="Tidak ada pegawai yang memenuhi syarat.", by=self.preparer)
            return
        if state == BatchState.CANCELLED:
            cancel_batch(batch=batch, reason="Periode diganti.", by=self.preparer)
            return
        prepare_batch(batch=batch, by=self.preparer, note="Berkas sudah diperiksa.")
        if state == BatchState.PREPARED:
            return
        if state == BatchState.RETURNED:
            return_batch(batch=batch, reason="Periksa kembali masa kerja golongan.", by=self.verifier)
            return
        verify_batch(batch=batch, by=self.verifier)
        if state == BatchState.VERIFIED:
            return
        sign_batch(batch=batch, by=self.head)
        if state == BatchState.STOPPED:
            batch.refresh_from_db()
            self._enter_by_hand(batch, person)
        if state in PAST:
            apply_due_batches(on=self.world.today)

    def _put_on(self, batch: CareerBatch) -> Employee | None:
        """The next person against whom nothing speaks, or nothing that a written reason can't pass."""
        while self.people:
            person = self.people.pop()
            line = self._line_of(batch, person)
            if not line.is_blocked:
                return person
            try:
                let_pass(line=line, reason="Dokumen pendukung telah diperiksa.", by=self.preparer)
            except DomainError:
                remove_line(line=line, reason="Belum memenuhi syarat pada tanggal ini.", by=self.preparer)
            else:
                return person
        return None

    def _line_of(self, batch: CareerBatch, person: Employee) -> BatchLine:
        values: dict[str, Any] = {}
        if self.kind == BatchKind.TRANSFER:
            values["position_to"] = self._target(person)
        if self.kind == BatchKind.SALARY_STEP:
            values["base_salary"] = 2_900_000 + 105_000 * person.rank_order
        return add_line(batch=batch, employee=person, reason=WHY, by=self.preparer, **values)

    def _target(self, person: Employee) -> Position:
        """The next post in another office of the district that has room."""
        for post in self.posts:
            if post.unit_id != person.unit_id and post.employees.count() < post.needed:
                self.posts.remove(post)
                return post
        raise LookupError("The demo has no free post.")

    def _enter_by_hand(self, batch: CareerBatch, person: Employee) -> None:
        """What stops a batch most often: somebody was faster, and the entry is on record already."""
        line, day = batch.lines.get(employee=person), batch.effective_date
        enter: dict[str, Callable[[], Any]] = {
            BatchKind.RANK_PROMOTION: lambda: add_rank(
                employee=person, rank=line.to_rank, effective_date=day, by=self.preparer
            ),
            BatchKind.SALARY_STEP: lambda: add_entry(
                employee=person,
                kind=HistoryKind.SALARY_STEP,
                values={"period": (day, None), "base_salary": line.base_salary},
                by=self.preparer,
            ),
            BatchKind.DECORATION: lambda: add_entry(
                employee=person,
                kind=HistoryKind.AWARD,
                values={"date": day, "kind": AwardKind(line.award)},
                by=self.preparer,
            ),
            BatchKind.TRANSFER: lambda: add_definitive_position(
                employee=person, position=self._target(person), effective_date=day, by=self.preparer
            ),
        }
        enter[self.kind]()
