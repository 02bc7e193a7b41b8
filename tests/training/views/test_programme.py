import pytest

from tests.factories.training import ProgrammeFactory, SessionFactory
from training.models import TrainingProgramme

pytestmark = pytest.mark.django_db

OFFICE = ["training_coordinator", "hr_officer", "head_of_agency", "auditor"]


def form_data(world, **changes):
    return {
        "unit": world.district.pk,
        "title": "Pelatihan Arsip",
        "form": "3",
        "description": "Menata arsip",
        "learning_hours": "10,5",
        "min_attendance": "80",
        "code": "PA",
        "organiser_code": "BKD",
        "classification": "800",
        "is_active": "on",
        **changes,
    }


@pytest.mark.parametrize("role", OFFICE)
def test_the_office_reads_programmes(client_for, programme, role):
    client = client_for(role)

    assert programme.title in client.get("/training/programmes/").text
    assert programme.title in client.get(programme.get_absolute_url()).text


@pytest.mark.parametrize(
    ("role", "listed", "shown"), [("employee", 403, 404), ("stranger", 200, 404), ("anonymous", 302, 302)]
)
def test_others_do_not(client_for, programme, role, listed, shown):
    client = client_for(role)

    assert client.get("/training/programmes/").status_code == listed
    assert client.get(programme.get_absolute_url()).status_code == shown
    assert programme.title not in client.get("/training/programmes/").text


def test_detail_lists_the_sessions(client_for, programme, world):
    SessionFactory(programme=programme, draft=True, title="Angkatan rahasia")

    assert "Angkatan rahasia" in client_for("training_coordinator").get(programme.get_absolute_url()).text


def test_create(client_for, world):
    response = client_for("training_coordinator").post("/training/programmes/new/", form_data(world))

    created = TrainingProgramme.objects.get()
    assert response.url == created.get_absolute_url()
    assert (created.title, str(created.learning_hours), created.unit) == ("Pelatihan Arsip", "10.50", world.district)


def test_create_for_another_unit_is_refused(client_for, world):
    data = form_data(world, unit=world.other_government.pk)

    response = client_for("training_coordinator").post("/training/programmes/new/", data)

    assert "unit" in response.context["form"].errors
    assert TrainingProgramme.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"), [("code", "A/B"), ("min_attendance", "0"), ("learning_hours", "-1"), ("title", "")]
)
def test_create_tells_what_is_wrong(client_for, world, field, value):
    response = client_for("training_coordinator").post("/training/programmes/new/", form_data(world, **{field: value}))

    assert response.context["form"].errors
    assert TrainingProgramme.objects.count() == 0


@pytest.mark.parametrize(("role", "status"), [("hr_officer", 403), ("employee", 403), ("anonymous", 302)])
def test_create_is_for_the_coordinator(client_for, world, role, status):
    response = client_for(role).post("/training/programmes/new/", form_data(world))

    assert (response.status_code, TrainingProgramme.objects.count()) == (status, 0)


def test_change(client_for, programme, world):
    client = client_for("training_coordinator")
    url = f"{programme.get_absolute_url()}edit/"

    page = client.get(url)
    client.post(url, form_data(world, title="Judul baru", unit=world.village.pk))

    assert programme.title in page.text
    changed = TrainingProgramme.objects.get()
    # The organiser stays: certificates name it.
    assert (changed.title, changed.unit) == ("Judul baru", world.district)


@pytest.mark.parametrize(
    ("role", "status"), [("hr_officer", 403), ("employee", 404), ("stranger", 404), ("anonymous", 302)]
)
def test_change_is_for_the_coordinator(client_for, programme, world, role, status):
    response = client_for(role).post(f"{programme.get_absolute_url()}edit/", form_data(world))

    assert (response.status_code, TrainingProgramme.objects.get().title) == (status, programme.title)


def test_list_asks_the_same_number_of_queries_whatever_the_rows(
    client_for, programme, world, django_assert_max_num_queries
):
    client = client_for("training_coordinator")
    client.get("/training/programmes/")
    with django_assert_max_num_queries(12) as one:
        client.get("/training/programmes/")
    ProgrammeFactory.create_batch(2, unit=world.village)
    with django_assert_max_num_queries(12) as three:
        client.get("/training/programmes/")

    assert len(one) == len(three)
