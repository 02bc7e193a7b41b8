"""A questionnaire in two versions with a branch, and what people answered to it."""

from __future__ import annotations

import datetime
from typing import Any

from asn_portal.operation.demo import DemoWorld
from surveys.demo.officers import moment
from surveys.domain.questionnaire import Wording
from surveys.domain.questions import Condition, Option, Question, Questions, dump, fingerprint
from surveys.enums import QuestionKind, QuestionnaireState
from surveys.models import Questionnaire, QuestionnaireVersion

# Offices whose present survey asks it.
ASKED_AT = ("belawan-i", "medan-belawan")
WAYS = (("1", "Datang sendiri", "In person"), ("2", "Lewat telepon atau WhatsApp", "By telephone or WhatsApp"))
ONLINE = ("3", "Lewat situs web", "On the web site")
WAIT = (
    ("1", "Lebih dari satu jam", "More than an hour"),
    ("2", "Setengah jam sampai satu jam", "Half an hour to an hour"),
    ("3", "Kurang dari setengah jam", "Less than half an hour"),
    ("4", "Langsung dilayani", "Served at once"),
)


def add_questionnaire(world: DemoWorld) -> QuestionnaireVersion:
    """The newest published version."""
    government = world.units["kota-medan"]
    questionnaire = Questionnaire.objects.create(government=government, name="Pengalaman di loket")
    published = [world.date_before(400), world.date_before(200)]
    versions = [
        QuestionnaireVersion(
            questionnaire=questionnaire,
            number=number,
            state=QuestionnaireState.PUBLISHED,
            content=dump(questions),
            sha256=fingerprint(questions),
            published_at=_morning(day, government),
            published_by=world.users["service@medan.demo"],
        )
        for number, (questions, day) in enumerate(zip((_first(), _second()), published, strict=True), start=1)
    ]
    return QuestionnaireVersion.objects.bulk_create(versions)[-1]


def further_answers(rng: Any) -> dict[str, Any]:
    """What one respondent answered: choice, scale, and visits where they came in person."""
    way = rng.choices(("1", "2", "3"), (70, 20, 10))[0]
    answers: dict[str, Any] = {"way": way}
    if way == "1":
        answers["wait"] = rng.choices((1, 2, 3, 4), (10, 25, 45, 20))[0]
        answers["visits"] = str(rng.choices((1, 2, 3, 4), (60, 25, 10, 5))[0])
    return answers


def _morning(day: datetime.date, government: Any) -> datetime.datetime:
    return moment(day, 9, government)


def _options(*rows: tuple[str, str, str]) -> tuple[Option, ...]:
    return tuple(Option(value, Wording(indonesian, english)) for value, indonesian, english in rows)


def _way(*rows: tuple[str, str, str]) -> Question:
    return Question(
        "way",
        QuestionKind.CHOICE,
        Wording("Bagaimana Saudara menghubungi kami?", "How did you get in touch with us?"),
        is_required=True,
        options=_options(*rows),
    )


def _first() -> Questions:
    return Questions((_way(*WAYS),))


def _second() -> Questions:
    in_person = Condition("way", ("1",))
    return Questions(
        (
            _way(*WAYS, ONLINE),
            Question(
                "wait",
                QuestionKind.SCALE,
                Wording("Berapa lama Saudara menunggu?", "How long did you wait?"),
                is_required=True,
                options=_options(*WAIT),
                show_if=in_person,
            ),
            Question(
                "visits",
                QuestionKind.NUMBER,
                Wording("Berapa kali Saudara datang untuk urusan ini?", "How often did you come for this matter?"),
                show_if=in_person,
            ),
            Question(
                "hard",
                QuestionKind.TEXT,
                Wording("Apa yang sulit pada situs web kami?", "What was hard on our web site?"),
                show_if=Condition("way", ("3",)),
            ),
        )
    )
