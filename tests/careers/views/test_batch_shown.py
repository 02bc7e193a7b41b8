"""Old pages of batches: nobody signs, returns or lets pass what changed after they opened the page."""

import pytest
from django.urls import reverse

from asn_portal.access.roles import Role
from careers.enums import BatchKind, BatchState
from careers.models import BatchLine, CareerBatch
from careers.services.batch import change_batch, change_line, let_pass, line_stamp, remove_line
from careers.services.batch_sign import prepare_batch, return_batch, verify_batch
from tests.factories.batches import BatchFactory, first_of, make_due, make_office, put_on
from tests.factories.employees import make_officer
from tests.shown import post_shown, stamp_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_for(client_for, settings):
    """Of people who read English."""

    def sign_in(role):
        client = client_for(role)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


def body(response):
    return response.content.decode()


@pytest.fixture
def batch(world):
    batch = BatchFactory(unit=world.village)
    for _number in range(2):
        put_on(batch, make_due(world.village))
    return batch


def batch_page(name, batch, *more):
    return reverse(f"careers:batch-{name}", args=[batch.pk, *more])


def another_list(batch, preparer, returner):
    """Returned, changed and prepared again: one person fewer."""
    return_batch(batch=batch, reason="Periksa gaji.", by=returner)
    remove_line(line=batch.lines.standing().last(), reason="Ke daftar lain", by=preparer)
    return prepare_batch(batch=CareerBatch.objects.get(pk=batch.pk), by=preparer)


def test_a_batch_is_verified_and_signed_only_as_it_was_read(world, batch, client_for, client_of):
    preparer, verifier, _head = make_office(world.village)
    prepare_batch(batch=batch, by=preparer)
    officer, head = client_of(verifier), client_for("head_of_agency")
    officer.cookies["django_language"] = "en"
    verify, sign = batch_page("verify", batch), batch_page("sign", batch)
    old = stamp_on(officer, verify)
    another_list(batch, preparer, verifier)

    page = body(officer.post(verify, {"shown": old}))
    assert "The batch changed since you opened this page" in page
    batch.refresh_from_db()
    assert batch.state == BatchState.PREPARED
    assert officer.post(verify, {"shown": stamp_on(officer, verify)}).status_code == 302

    old = stamp_on(head, sign)
    another_round = return_batch(batch=batch, reason="Catatan kurang.", by=verifier)
    change_batch(batch=another_round, changes={"note": "Lengkap"}, by=preparer)
    prepare_batch(batch=batch, by=preparer)
    verify_batch(batch=batch, by=verifier)
    for stamp in (old, ""):
        assert "The batch changed since you opened this page" in body(head.post(sign, {"shown": stamp}))
    batch.refresh_from_db()
    assert (batch.state, batch.decree_number) == (BatchState.VERIFIED, "")
    post_shown(head, sign)
    batch.refresh_from_db()
    assert batch.state == BatchState.SIGNED


@pytest.mark.parametrize("name", ["return", "cancel"])
def test_a_batch_is_returned_and_cancelled_only_as_it_was_read(world, batch, client_for, name):
    preparer, verifier, _head = make_office(world.village)
    prepare_batch(batch=batch, by=preparer)
    head, address = client_for("head_of_agency"), batch_page(name, batch)
    old = stamp_on(head, address)
    another_list(batch, preparer, verifier)

    page = body(head.post(address, {"reason": "Salah", "shown": old}))

    assert "The batch changed since you opened this page" in page
    batch.refresh_from_db()
    assert batch.state == BatchState.PREPARED
    post_shown(head, address, {"reason": "Salah"})
    batch.refresh_from_db()
    assert batch.state != BatchState.PREPARED


def test_a_list_that_a_colleague_changed_is_not_prepared_unread(world, batch, client_for):
    officer, address = client_for("hr_officer"), batch_page("prepare", batch)
    old = stamp_on(officer, address)
    colleague = make_officer(Role.HR_OFFICER, world.village)
    remove_line(line=batch.lines.first(), reason="Ke daftar lain", by=colleague)

    assert "The batch changed since you opened this page" in body(officer.post(address, {"shown": old}))

    batch.refresh_from_db()
    assert batch.state == BatchState.DRAFT


def test_what_came_up_later_is_not_let_pass_unread(world, client_for):
    batch = BatchFactory(unit=world.village)
    line = put_on(batch, make_due(world.village, rank_since=first_of(-30)))
    officer, address = client_for("hr_officer"), batch_page("line-pass", batch, line.pk)
    old = stamp_on(officer, address)
    BatchLine.objects.filter(pk=line.pk).update(
        findings=[*line.findings, {"code": "decree_unknown", "key": "decree_unknown", "weight": "reasoned"}]
    )

    page = body(officer.post(address, {"reason": "Pertek BKN", "shown": old}))

    assert "changed since you opened this page" in page
    line.refresh_from_db()
    assert (line.is_blocked, line.allowed_reason) == (True, "")
    # What the records say only now, between the page and the sending, stays in the way.
    BatchLine.objects.filter(pk=line.pk).update(findings=[])
    let_pass(line=line, reason="Pertek BKN", by=world.users["hr_officer"], seen=line_stamp(fresh_line(line)))
    line.refresh_from_db()
    assert (line.is_blocked, line.allowed) == (True, [])
    post_shown(officer, address, {"reason": "Pertek BKN"})
    line.refresh_from_db()
    assert not line.is_blocked


def fresh_line(line):
    return BatchLine.objects.get(pk=line.pk)


def test_a_salary_that_a_colleague_entered_is_not_replaced_unread(world, client_for):
    batch = BatchFactory(unit=world.village, kind=BatchKind.SALARY_STEP)
    line = put_on(batch, make_due(world.village))
    officer, address = client_for("hr_officer"), batch_page("line-change", batch, line.pk)
    old = stamp_on(officer, address)
    colleague = make_officer(Role.HR_OFFICER, world.village)
    change_line(line=line, changes={"base_salary": 3_287_800}, by=colleague)

    page = body(officer.post(address, {"base_salary": "9,900,000", "shown": old}))

    assert "changed since you opened this page" in page
    assert BatchLine.objects.get().base_salary == 3_287_800
    post_shown(officer, address, {"base_salary": "3,300,000"})
    assert BatchLine.objects.get().base_salary == 3_300_000
