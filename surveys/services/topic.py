"""Topics, and what they are put on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from asn_portal.audit.services import record_event
from surveys.enums import GenericCompetency
from surveys.models import Complaint, SurveyComment, Topic, TopicCompetency, TopicTag


@transaction.atomic
def save_topic(*, topic: Topic, competencies: Iterable[str], by: Any) -> Topic:
    """Store a topic with exactly these competencies; the form has looked at its fields.

    Codes of a larger dictionary, which this form doesn't offer, are left alone.
    """
    is_new = topic.pk is None
    topic.save()
    wanted, known = set(competencies), set(topic.competencies.values_list("competency", flat=True))
    topic.competencies.filter(competency__in=known.intersection(GenericCompetency.values) - wanted).delete()
    TopicCompetency.objects.bulk_create(
        TopicCompetency(topic=topic, competency=competency) for competency in sorted(wanted - known)
    )
    kind = "surveys.topic_created" if is_new else "surveys.topic_changed"
    record_event(kind, by=by, obj=topic, unit_path=topic.government.path, competencies=sorted(wanted))
    return topic


@transaction.atomic
def tag_text(*, text: Complaint | SurveyComment, topics: Iterable[Topic], by: Any) -> None:
    """Make exactly these the active topics of a report or a comment; topics switched off stay where they stand.

    Two officers who tag at once each add what they chose; a topic stands on a text once.
    """
    wanted = {topic.pk for topic in topics}
    standing = set(text.tags.filter(topic__is_active=True).values_list("topic", flat=True))
    text.tags.filter(topic__in=standing - wanted).delete()
    _put(text, wanted - standing, by)
    if wanted != standing:
        unit_path = text.unit.path if isinstance(text, Complaint) else text.survey.unit.path
        record_event("surveys.text_tagged", by=by, obj=text, unit_path=unit_path, topics=sorted(wanted))


@transaction.atomic
def add_topics(*, complaint: Complaint, topics: Iterable[Topic], by: Any) -> None:
    """Add topics to a report; those on it stay."""
    wanted = {topic.pk for topic in topics}
    standing = set(complaint.tags.values_list("topic", flat=True))
    _put(complaint, wanted - standing, by)
    if wanted - standing:
        record_event(
            "surveys.text_tagged",
            by=by,
            obj=complaint,
            unit_path=complaint.unit.path,
            topics=sorted(wanted | standing),
        )


def _put(text: Complaint | SurveyComment, topic_ids: set[int], by: Any) -> None:
    field = "complaint" if isinstance(text, Complaint) else "comment"
    TopicTag.objects.bulk_create(
        (TopicTag(topic_id=pk, by=by, **{field: text}) for pk in sorted(topic_ids)), ignore_conflicts=True
    )
