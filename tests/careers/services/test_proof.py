"""The chain in the database: appended by many at once, changed by nobody."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.notifications.models import Notification
from careers import proof_verifier
from careers.domain.proof import NotCanonical, Tree, first_broken
from careers.models import ProofCheckpoint, ProofEvent
from careers.proof_log import record_proof
from careers.reports.proof_bundle import bundle_files, last_checkpoint
from careers.services.proof import (
    append_proof,
    publish_checkpoint,
    publish_due_checkpoints,
    subscribe,
    unsubscribe,
    write_proof,
)
from tests.factories.employees import UserFactory, make_officer
from tests.factories.selections import SelectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def selection():
    return SelectionFactory(closed=True)


def lines(selection):
    rows = ProofEvent.objects.of_chain(selection)
    return [{**row.entry(selection.code).body(), "hash": row.hash} for row in rows]


def test_entries_follow_each_other(selection):
    for number in range(5):
        append_proof(selection, "note", {"n": number}, by=None)

    assert [row["sequence"] for row in lines(selection)] == [1, 2, 3, 4, 5]
    assert first_broken(lines(selection)) is None
    leaves = [bytes.fromhex(row["hash"]) for row in lines(selection)]
    assert publish_checkpoint(selection=selection).root == Tree(leaves).root.hex()


def test_the_log_of_the_other_rooms_reaches_the_chain(selection):
    record_proof(selection, "note", {"pseudonym": "ANGGREKA"}, by=None)

    assert [(row["kind"], row["payload"]) for row in lines(selection)] == [("note", {"pseudonym": "ANGGREKA"})]


def test_two_selections_have_two_chains(selection):
    other = SelectionFactory(closed=True)
    append_proof(selection, "note", {}, by=None)
    append_proof(other, "note", {}, by=None)

    assert [len(lines(selection)), len(lines(other))] == [1, 1]


def test_what_has_no_single_spelling_is_not_written(selection):
    with pytest.raises(NotCanonical):
        append_proof(selection, "note", {"score": 1.5}, by=None)

    assert lines(selection) == []


@pytest.mark.parametrize("model", [ProofEvent, ProofCheckpoint])
def test_the_database_refuses_changes(selection, model):
    append_proof(selection, "note", {}, by=None)
    publish_checkpoint(selection=selection)

    for verb in (lambda: model.objects.update(selection=selection), lambda: model.objects.all().delete()):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            verb()
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")


def test_a_chain_has_no_fork(selection):
    event = append_proof(selection, "note", {}, by=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProofEvent.objects.create(
            selection=selection,
            sequence=2,
            kind="note",
            payload={},
            previous_hash=event.previous_hash,
            hash="1" * 64,
            at=timezone.now(),
        )


def test_a_landmark_brings_a_checkpoint_at_once(selection):
    write_proof(selection, "application_submitted", {"pseudonym": "ANGGREKA"}, by=None)
    assert last_checkpoint(selection) is None

    write_proof(selection, "stage_published", {"stage": 1, "results": []}, by=None)

    assert last_checkpoint(selection).size == 2
    assert [row["kind"] for row in lines(selection)] == ["application_submitted", "stage_published", "checkpoint"]


def test_without_news_there_is_no_checkpoint(selection):
    assert publish_checkpoint(selection=selection) is None
    append_proof(selection, "note", {}, by=None)

    assert publish_checkpoint(selection=selection).size == 1
    assert publish_checkpoint(selection=selection) is None
    assert Event.objects.filter(kind="careers.checkpoint_published").count() == 1


def test_one_checkpoint_a_day(selection, monkeypatch):
    append_proof(selection, "note", {}, by=None)
    assert publish_due_checkpoints() == 1
    append_proof(selection, "note", {}, by=None)
    assert publish_due_checkpoints() == 0

    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)

    assert publish_due_checkpoints() == 1
    assert publish_due_checkpoints() == 0


def test_drafts_publish_nothing():
    append_proof(SelectionFactory(), "note", {}, by=None)

    assert publish_due_checkpoints() == 0


def test_auditors_and_who_asked_get_the_mail(selection):
    auditor = make_officer(Role.AUDITOR, selection.unit)
    elsewhere = make_officer(Role.AUDITOR, SelectionFactory().unit)
    reader, gone = UserFactory(), UserFactory()
    subscribe(selection=selection, by=reader)
    subscribe(selection=selection, by=reader)
    subscribe(selection=selection, by=gone)
    unsubscribe(selection=selection, by=gone)
    append_proof(selection, "note", {}, by=None)

    checkpoint = publish_checkpoint(selection=selection)

    told = Notification.objects.filter(kind="careers.checkpoint")
    assert set(told.values_list("user", flat=True)) == {auditor.pk, reader.pk}
    assert elsewhere.pk not in told.values_list("user", flat=True)
    assert all(f"{checkpoint.size}:{checkpoint.root}" in row.body for row in told)


def test_a_row_changed_behind_our_back_shows_in_the_bundle(selection):
    for number in range(4):
        append_proof(selection, "note", {"n": number}, by=None)
    publish_checkpoint(selection=selection)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE careers_proofevent DISABLE TRIGGER ALL")
        cursor.execute("UPDATE careers_proofevent SET payload = '{\"n\": 9}' WHERE sequence = 3")
        cursor.execute("ALTER TABLE careers_proofevent ENABLE TRIGGER ALL")

    files = bundle_files(selection, last_checkpoint(selection), opens_scores=False)

    with pytest.raises(proof_verifier.Wrong) as caught:
        proof_verifier.check_bundle(files)
    assert (caught.value.file, caught.value.entry, caught.value.code) == ("events.jsonl", 3, "changed")


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_gap():
    selection = SelectionFactory(closed=True)
    gate, errors = threading.Barrier(8), []

    def write(worker):
        try:
            gate.wait(timeout=30)
            for number in range(10):
                # Every third transaction fails: it must not leave a hole.
                try:
                    with transaction.atomic():
                        append_proof(selection, "note", {"worker": worker, "n": number}, by=None)
                        if number % 3 == 2:
                            raise RuntimeError
                        if number % 5 == 0:
                            publish_checkpoint(selection=selection)
                except RuntimeError:
                    pass
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    written = lines(selection)
    assert errors == []
    assert sum(row["kind"] == "note" for row in written) == 8 * 7
    assert first_broken(written) is None
    for checkpoint in ProofCheckpoint.objects.filter(selection=selection):
        leaves = [bytes.fromhex(row["hash"]) for row in written[: checkpoint.size]]
        assert checkpoint.root == Tree(leaves).root.hex()
