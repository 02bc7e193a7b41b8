"""Pages of calls for further education."""

import pytest

from employees.dates import today
from employees.enums import Predicate
from employees.models import RatingHistory
from tests.factories.employees import EmployeeFactory
from tests.factories.study import (
    DAY,
    ApplicationFactory,
    CallFactory,
    StudyFactory,
)
from tests.training.views.study.conftest import url
from training.enums import ApplicationState, CallState
from training.forms.study import StudyCallForm
from training.models import StudyCall

pytestmark = pytest.mark.django_db


def test_list_shows_announced_calls_and_ones_own_state(client_for, call, clerk, world):
    ApplicationFactory(call=call, employee=clerk)
    CallFactory(unit=world.district, state=CallState.DRAFT, title="Masih rancangan")

    page = client_for("employee").get(url("study-call-list")).text

    assert call.title in page
    assert "tone-attention" in page
    assert "Masih rancangan" not in page
    assert "Masih rancangan" in client_for("training_coordinator").get(url("study-call-list")).text
    assert call.title not in client_for("stranger").get(url("study-call-list")).text


@pytest.mark.parametrize("name", ["study-call-list", "study-assignment-list", "certification-list"])
def test_lists_ask_the_same_number_of_queries(client_for, world, name, django_assert_max_num_queries):
    from employees.models import CredentialHistory

    client = client_for("training_coordinator")
    counts = []
    for number in (1, 2):
        for _each in range(number):
            CallFactory(unit=world.district)
            person = StudyFactory(employee=EmployeeFactory(unit=world.village)).employee
            CredentialHistory.objects.create(employee=person, kind="STR", name="STR", date=today())
        client.get(url(name))
        with django_assert_max_num_queries(20) as found:
            client.get(url(name))
        counts.append([each["sql"][:90] for each in found.captured_queries])

    assert counts[0] == counts[1]


def test_call_names_the_failing_condition(client_for, call, clerk):
    assert "Anda memenuhi" in client_for("employee").get(call.get_absolute_url()).text or (
        url("study-apply", call.pk) in client_for("employee").get(call.get_absolute_url()).text
    )
    RatingHistory.objects.filter(employee=clerk, year=today().year - 1).update(predicate=Predicate.POOR)

    page = client_for("employee").get(call.get_absolute_url()).text

    assert str(today().year - 1) in page
    assert "tone-bad" in page
    assert url("study-apply", call.pk) not in page


def test_call_from_draft_to_open_through_its_pages(client_for, world):
    client = client_for("training_coordinator")
    colleague = world.users["colleague"].employee
    form = {
        "unit": world.district.pk,
        "title": "Beasiswa baru",
        "degree": "S2",
        "funding": "state",
        "is_released": "on",
        "places": 3,
        "opens_on": today().isoformat(),
        "closes_on": (today() + 20 * DAY).isoformat(),
        "studies_from": (today() + 100 * DAY).isoformat(),
        "documents_asked": "Ijazah",
    }
    wrong = client.post(url("study-call-create"), {**form, "closes_on": (today() - DAY).isoformat()})
    assert wrong.status_code == 200
    assert "Beasiswa baru" in wrong.text

    client.post(url("study-call-create"), form)
    call = StudyCall.objects.get()
    criteria = {"name_1": "Rencana", "weight_1": 70, "name_2": "Manfaat", "weight_2": 20}
    client.post(url("study-call-criteria", call.pk), criteria)
    assert "90" in client.get(call.get_absolute_url()).text
    client.post(url("study-call-criteria", call.pk), {**criteria, "weight_2": 30})
    client.post(url("study-reviewer-add", call.pk), {"nip": colleague.nip})
    client.post(url("study-call-open", call.pk), {})

    call.refresh_from_db()
    assert (call.state, call.criteria.count(), call.reviewers.count()) == (CallState.OPEN, 2, 1)


def test_profession_needs_its_months(client_for, world):
    answer = client_for("training_coordinator").post(url("study-call-create"), {"degree": "PR"})

    assert "months" in answer.context["form"].errors


@pytest.mark.parametrize(("name", "value"), [("opens_on", "0001-01-01"), ("studies_from", "9999-12-31")])
def test_call_form_takes_no_impossible_year(world, name, value):
    form = StudyCallForm({name: value}, user=world.users["training_coordinator"])

    assert form.has_error(name)


def test_pages_that_ask_show_the_lists_above(client_for, call, clerk):
    application = ApplicationFactory(call=call, employee=clerk, state=ApplicationState.DRAFT)
    study = StudyFactory(employee=clerk)
    calls, studies = url("study-call-list"), url("study-assignment-list")

    def crumbs(user, name, *args):
        return [str(address) for address, _text in client_for(user).get(url(name, *args)).context["crumbs"]]

    assert {
        "withdraw": crumbs("employee", "study-application-withdraw", application.pk),
        "cancel": crumbs("training_coordinator", "study-call-cancel", call.pk),
        "end": crumbs("training_coordinator", "study-end", study.pk),
        # Whoever studies opens no list of the office.
        "ask": crumbs("employee", "study-change-ask", study.pk),
    } == {
        "withdraw": [calls, call.get_absolute_url(), application.get_absolute_url()],
        "cancel": [calls, call.get_absolute_url()],
        "end": [studies, study.get_absolute_url()],
        "ask": [calls, study.get_absolute_url()],
    }
