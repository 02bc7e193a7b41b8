import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from asn_portal.audit.models import Event
from asn_portal.notifications.models import Notification
from tests.factories.employees import UserFactory
from tests.factories.training import (
    AttendanceFactory,
    RegistrationFactory,
    SessionFactory,
    TrainerFactory,
    make_completed,
)
from training.domain.evaluation_form import VERSIONS
from training.enums import Dimension, RegistrationState, TaskState
from training.models import ContentReview, EvaluationResponse, EvaluationText, EvaluationTicket, SessionTrainer
from training.reports.evaluation import of_session, of_sessions, of_trainer
from training.services.equipment import EquipmentRefused, release_trainer
from training.services.evaluation import (
    EvaluationRefused,
    close_review,
    issue_tickets,
    open_due_reviews,
    submit_evaluation,
)

pytestmark = pytest.mark.django_db
ANSWERS = {item.code: 4 for item in VERSIONS["2026"].of_session}


@pytest.fixture
def finished(programme, world):
    return SessionFactory(programme=programme, finished=True, coordinator=world.users["training_coordinator"])


def answer(registration, depth="fits", **fields):
    submit_evaluation(
        registration=registration, answers=ANSWERS, depth=depth, texts={"to_improve": " Lebih lama "}, **fields
    )


def given(session, number, *, days_ago, value, keys=("clear",)):
    """Answers of an earlier day."""
    day = timezone.now().astimezone(session.unit.tz).date() - datetime.timedelta(days=days_ago)
    EvaluationResponse.objects.bulk_create(
        EvaluationResponse(
            session=session, answered_on=day, form_version="2026", answers=dict.fromkeys(keys, value), depth="fits"
        )
        for _number in range(number)
    )
    EvaluationText.objects.bulk_create(
        EvaluationText(session=session, question="to_improve", text=str(value), written_on=day)
        for _number in range(number)
    )


def asked(session, number):
    people = [make_completed(session) for _number in range(number)]
    issue_tickets(session)
    return people


def test_tickets_go_to_who_was_there(finished, programme):
    person = make_completed(finished)
    AttendanceFactory(registration=person)
    RegistrationFactory(session=finished, state=RegistrationState.NOT_COMPLETED)

    assert issue_tickets(finished) == 1
    assert EvaluationTicket.objects.get().registration == person


def test_answer_uses_the_ticket_up_and_names_nobody(finished):
    (person,) = asked(finished, 1)

    answer(person)

    response = EvaluationResponse.objects.get()
    assert (response.session, response.depth, response.answers) == (finished, "fits", ANSWERS)
    assert EvaluationText.objects.get().text == "Lebih lama"
    assert not EvaluationTicket.objects.exists()
    assert not {field.name for field in EvaluationResponse._meta.fields} & {"registration", "employee", "by", "user"}
    assert not Event.objects.filter(kind__contains="evaluat").exists()


def test_nobody_answers_twice(finished):
    (person,) = asked(finished, 1)
    answer(person)

    with pytest.raises(EvaluationRefused):
        answer(person)

    assert EvaluationResponse.objects.count() == 1


@pytest.mark.parametrize("answers", [{"clear": 6}, {"unknown": 3}, {"999:mastery": 3}])
def test_answers_off_the_form_are_refused_and_keep_the_ticket(finished, answers):
    (person,) = asked(finished, 1)

    with pytest.raises(EvaluationRefused):
        submit_evaluation(registration=person, answers=answers, depth="fits", texts={})

    assert EvaluationTicket.objects.count() == 1


def test_figures_appear_from_five_answers_on(finished):
    people = asked(finished, 5)
    for person in people[:4]:
        answer(person)
    hidden = of_session(finished, with_texts=True)
    answer(people[4])

    shown = of_session(finished, with_texts=True)

    assert (hidden.is_shown, hidden.texts, hidden.items) == (False, (), ())
    assert (shown.answers, shown.overall.mean) == (5, 4)
    assert shown.texts[0][1] == ("Lebih lama",) * 5


def test_the_last_of_five_answers_waits_while_somebody_can_still_answer(finished):
    for person in asked(finished, 6)[:5]:
        answer(person)

    waiting = of_session(finished, with_texts=True)

    assert (waiting.is_shown, waiting.texts, waiting.depths, waiting.received) == (False, (), (), 5)


def test_figures_and_texts_move_in_steps_and_close_with_the_last_ticket(finished):
    (last,) = asked(finished, 1)
    given(finished, 6, days_ago=4, value=2)
    given(finished, 4, days_ago=3, value=5)
    none_yet = of_session(finished, with_texts=True)
    given(finished, 1, days_ago=2, value=5)
    step = of_session(finished, with_texts=True)
    given(finished, 3, days_ago=0, value=5)
    still = of_session(finished, with_texts=True)
    answer(last)

    closed = of_session(finished, with_texts=True)

    assert (none_yet.is_shown, none_yet.waiting) == (False, 10)
    assert (step.answers, step.waiting, step.overall.mean, step.texts[0][1]) == (6, 5, 2, ("2",) * 6)
    assert (still.answers, still.waiting, still.overall, still.texts) == (6, 8, step.overall, step.texts)
    assert (closed.answers, closed.waiting, len(closed.texts[0][1])) == (15, 0, 15)


def test_no_two_looks_tell_what_a_single_person_answered(finished):
    tickets = asked(finished, 14)
    looks = []
    for number in range(13):
        given(finished, 1, days_ago=30 - number, value=1 + number % 5)
        looks.append(of_session(finished).answers)
    EvaluationTicket.objects.filter(registration__in=tickets).delete()
    looks.append(of_session(finished).answers)

    shown = sorted({0, *looks})
    assert shown == [0, 5, 13]
    assert looks == sorted(looks)


def test_programme_and_trainer_move_in_the_same_steps(finished):
    engagement = SessionTrainer.objects.create(session=finished, trainer=TrainerFactory(government=finished.unit))
    key = f"{engagement.pk}:mastery"
    asked(finished, 1)
    given(finished, 6, days_ago=4, value=2, keys=["clear", key])
    given(finished, 4, days_ago=3, value=5)
    given(finished, 1, days_ago=3, value=5, keys=["clear", key])
    open_figures = [of_sessions([finished]), of_trainer(engagement.trainer)]
    EvaluationTicket.objects.all().delete()

    programme, trainer = of_sessions([finished]), of_trainer(engagement.trainer)

    assert [(each.answers, each.overall and each.overall.mean) for each in open_figures] == [(6, 2), (0, None)]
    assert (programme.answers, trainer.answers) == (11, 7)


def test_sentences_that_few_answered_count_nowhere(finished, programme):
    first, second = (
        SessionTrainer.objects.create(session=finished, trainer=TrainerFactory(government=finished.unit))
        for _number in range(2)
    )
    given(finished, 6, days_ago=4, value=2, keys=["clear", f"{first.pk}:mastery"])
    given(finished, 4, days_ago=3, value=5, keys=["clear", "room", f"{second.pk}:mastery"])
    other = SessionFactory(programme=programme, finished=True)
    given(other, 6, days_ago=3, value=4, keys=["room"])

    found, both = of_session(finished), of_sessions([finished, other])

    assert [(line.name, line.score.mean) for line in found.dimensions if line.score] == [
        (str(Dimension.SPEAKERS.label), 2),
        (str(Dimension.MATERIAL.label), Decimal("3.2")),
    ]
    assert (found.overall.answers, found.overall.mean) == (16, Decimal("2.75"))
    assert [line.name for line in found.trainers if line.score] == [first.trainer.name]
    assert not of_trainer(second.trainer).is_shown
    assert (both.overall.answers, both.overall.mean) == (22, Decimal(68) / 22)


def test_low_mean_of_what_is_shown_opens_the_review(finished):
    given(finished, 5, days_ago=3, value=3)
    given(finished, 4, days_ago=3, value=1, keys=["room"])

    assert open_due_reviews() == 0


def test_trainer_is_released_until_the_session_is_finished(programme):
    running, over = SessionFactory(programme=programme, over=True), SessionFactory(programme=programme, finished=True)
    rows = [
        SessionTrainer.objects.create(session=each, trainer=TrainerFactory(government=each.unit))
        for each in (running, over)
    ]

    release_trainer(row=rows[0], by=None)
    with pytest.raises(EquipmentRefused):
        release_trainer(row=rows[1], by=None)

    assert SessionTrainer.objects.get() == rows[1]
    assert Event.objects.filter(kind="training.trainer_released").count() == 1


def test_small_sessions_are_left_out_of_the_programme(finished, programme):
    for person in asked(finished, 5):
        answer(person)
    small = SessionFactory(programme=programme, finished=True)
    for person in asked(small, 2):
        answer(person)

    found = of_sessions([finished, small])

    assert (found.answers, [line.answers for line in found.sessions]) == (5, [5])


def test_not_deep_enough_opens_one_review_for_the_coordinator(finished, world):
    for number, person in enumerate(asked(finished, 6)):
        answer(person, depth="not_deep" if number < 2 else "fits")
    unopened = ContentReview.objects.count()

    opened = (open_due_reviews(), open_due_reviews())

    review = ContentReview.objects.get()
    assert (unopened, opened) == (0, (1, 0))
    assert (review.trigger, review.answers, review.count) == ("not_deep", 6, 2)
    told = Notification.objects.filter(kind="training.review")
    assert [row.user for row in told] == [world.users["training_coordinator"]]


def test_reviews_wait_for_the_figures_of_a_step(finished):
    for person in asked(finished, 7)[:6]:
        answer(person, depth="not_deep")

    assert open_due_reviews() == 0


def test_review_is_closed_with_what_changes(finished):
    review = ContentReview.objects.create(
        programme=finished.programme, session=finished, trigger="not_deep", answers=6, count=3
    )
    with pytest.raises(EvaluationRefused):
        close_review(review=review, state=TaskState.DONE, outcome=" ", by=UserFactory())

    closed = close_review(review=review, state=TaskState.DONE, outcome="Dua kasus tambahan", by=UserFactory())

    assert (closed.state, closed.outcome) == ("done", "Dua kasus tambahan")
    with pytest.raises(EvaluationRefused):
        close_review(review=review, state=TaskState.DONE, outcome="Lagi", by=UserFactory())
