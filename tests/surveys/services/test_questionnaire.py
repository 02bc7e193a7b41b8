"""Drafts, published versions, and two people who edit at once."""

import pytest
from django.db import InternalError, transaction

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from surveys.domain.questions import FaultCode, Questions, fingerprint
from surveys.enums import QuestionnairePurpose
from surveys.models import Questionnaire, QuestionnaireVersion
from surveys.services.questionnaire import (
    ChangedMeanwhile,
    archive_questionnaire,
    change_draft,
    create_questionnaire,
    discard_draft,
    fault_sentence,
    publish_version,
    start_draft,
)
from tests.factories.surveys import QuestionnaireFactory, VersionFactory, counter_questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(world):
    return world.users["service_officer"]


@pytest.fixture
def draft(world):
    return VersionFactory(questionnaire__government=world.government)


def test_from_the_first_draft_to_the_second_version(world, by):
    first = create_questionnaire(
        government=world.government, name=" Loket ", purpose=QuestionnairePurpose.SURVEY, by=by
    )
    first = change_draft(version=first, questions=counter_questions(), edit=1, by=by)
    first = publish_version(version=first, edit=2, by=by)
    second = start_draft(version=first, by=by)

    assert (first.questionnaire.name, first.sha256) == ("Loket", fingerprint(counter_questions()))
    assert (second.number, second.state, second.questions) == (2, "draft", counter_questions())
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == [
        f"surveys.questionnaire_{verb}" for verb in ("created", "changed", "published", "draft_started")
    ]


def test_a_second_editor_overwrites_nothing(draft, by):
    mine = Questions(counter_questions().items[:1])
    change_draft(version=draft, questions=mine, edit=1, by=by)

    with pytest.raises(ChangedMeanwhile):
        change_draft(version=draft, questions=Questions(), edit=1, by=by)
    with pytest.raises(ChangedMeanwhile):
        publish_version(version=draft, edit=1, by=by)

    draft.refresh_from_db()
    assert (draft.questions, draft.edit, draft.state) == (mine, 2, "draft")


def test_what_is_at_fault_is_not_published(world, by):
    draft = VersionFactory(questionnaire__government=world.government, questions=Questions())

    with pytest.raises(DomainError):
        publish_version(version=draft, edit=1, by=by)

    assert QuestionnaireVersion.objects.get().is_draft
    assert not Event.objects.exists()


def test_a_published_version_never_changes(world, by):
    version = VersionFactory(questionnaire__government=world.government, published=True)

    with pytest.raises(DomainError):
        change_draft(version=version, questions=Questions(), edit=1, by=by)
    with pytest.raises(InternalError), transaction.atomic():
        QuestionnaireVersion.objects.update(content={})
    with pytest.raises(InternalError), transaction.atomic():
        version.delete()


def test_one_draft_at_a_time_and_none_of_what_is_no_longer_offered(world, by):
    version = VersionFactory(questionnaire=QuestionnaireFactory(government=world.government), published=True)
    start_draft(version=version, by=by)
    with pytest.raises(DomainError):
        start_draft(version=version, by=by)

    discard_draft(version=version.questionnaire.versions.drafts().get(), by=by)
    archive_questionnaire(questionnaire=version.questionnaire, by=by)

    with pytest.raises(DomainError):
        start_draft(version=version, by=by)


def test_the_only_draft_takes_its_questionnaire_along(draft, by):
    discard_draft(version=draft, by=by)

    assert not Questionnaire.objects.exists()


def test_every_fault_has_a_sentence():
    from surveys.domain.questions import Fault

    assert all(len(fault_sentence(Fault(code, 1))) > 20 for code in FaultCode)
