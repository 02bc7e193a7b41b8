"""Pages of performance plans."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from asn_portal.audit.models import RecordView
from asn_portal.drafts.models import Draft
from asn_portal.home.registry import actions_for
from employees.dates import today
from evaluations.enums import PlanState
from evaluations.models import PlannedResult, WorkPlan
from evaluations.services.plan import change_plan
from tests.factories.employees import EmployeeFactory
from tests.factories.plans import WorkPlanFactory

YEAR = today().year


@pytest.fixture
def person(world):
    return world.users["employee"].employee


@pytest.fixture
def head(world):
    return world.users["supervisor"].employee


def url(name, *args):
    return reverse(f"evaluations:{name}", args=args)


def typed(plan, **fields):
    """A whole form with one result and one indicator."""
    return {
        "first": f"{YEAR}-01-01",
        "last": f"{YEAR}-12-31",
        "approach": "quantitative",
        "seen": plan.edit,
        "results": "1",
        "indicators-0": "1",
        "title-0": "Surat selesai pada hari yang sama",
        "text-0-0": "Surat selesai",
        "target-0-0": "95 persen",
        "value-0-0": "95",
        **fields,
    }


def test_a_plan_from_the_first_day_to_its_agreement(client_for, person, head):
    own = client_for("employee")
    response = own.post(url("plan-create"), {"first": f"{YEAR}-01-01", "last": f"{YEAR}-12-31"})
    plan = WorkPlan.objects.get()
    assert response.url == url("plan-write", plan.pk)
    assert own.get(response.url).status_code == 200

    own.post(url("plan-submit", plan.pk), typed(plan))

    plan.refresh_from_db()
    assert plan.state == PlanState.PROPOSED
    above = client_for("supervisor")
    page = above.get(url("plan-decide", plan.pk)).content.decode()
    assert "Surat selesai pada hari yang sama" in page
    response = above.post(url("plan-agree", plan.pk), {"seen": plan.edit})
    plan.refresh_from_db()
    assert response.url == f"{url('plan-team')}?year={YEAR}"
    assert (plan.state, plan.agreed_by) == (PlanState.AGREED, head.user)


def test_the_form_opens_with_this_year_and_the_plan_before(client_for, person):
    before = WorkPlanFactory(employee=person, agreed=True, year=YEAR - 1)

    form = client_for("employee").get(url("plan-create")).context["form"]

    assert form["first"].value() == datetime.date(YEAR, 1, 1)
    assert form["copy_of"].value() == before.pk


def test_faults_stand_at_their_field_and_nothing_typed_is_lost(client_for, person):
    plan = WorkPlanFactory(employee=person, results=False)

    response = client_for("employee").post(
        url("plan-submit", plan.pk), typed(plan, **{"title-0": "", "target-0-0": "", "value-0-0": "banyak"})
    )

    form = response.context["form"]
    assert set(form.errors) == {"title-0", "target-0-0", "value-0-0"}
    assert 'value="banyak"' in response.content.decode()
    assert Draft.objects.get(user=person.user).data["text-0-0"]
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


def test_empty_rows_and_removed_ones_are_left_out(client_for, person):
    plan = WorkPlanFactory(employee=person)
    result = plan.results.get()
    fields = {
        "results": "3",
        "result-0": result.pk,
        "drop-0": "on",
        "title-1": "Arsip tertata",
        "text-1-0": "Bulan",
        "target-1-0": "12 bulan",
    }

    client_for("employee").post(url("plan-write", plan.pk), typed(plan, **fields))

    assert list(plan.results.values_list("title", flat=True)) == ["Arsip tertata"]


@pytest.mark.parametrize(
    ("address", "counts"),
    [(("plan-add-result",), {"results": 2}), (("plan-add-indicator", 0), {"indicators-0": 2})],
)
def test_rows_are_added_without_a_script(client_for, person, address, counts):
    plan = WorkPlanFactory(employee=person, results=False)
    name, *row = address

    response = client_for("employee").post(url(name, plan.pk, *row), typed(plan, **{"title-0": "Setengah jadi"}))

    form = response.context["form"]
    assert {field: form[field].value() for field in counts} == {field: str(count) for field, count in counts.items()}
    assert "Setengah jadi" in response.content.decode()
    assert not form.errors
    assert not PlannedResult.objects.exists()


def test_a_new_result_counts_its_indicators(client_for, person):
    """What the page sends for the second indicator must not take the place of the first."""
    plan = WorkPlanFactory(employee=person)

    grown = client_for("employee").post(url("plan-add-result", plan.pk), typed(plan))

    assert grown.context["form"]["indicators-1"].value() == "1"


def test_no_row_is_added_beyond_the_last(client_for, person):
    plan = WorkPlanFactory(employee=person, results=False)

    response = client_for("employee").post(url("plan-add-result", plan.pk), typed(plan, results="20"))

    assert response.headers["HX-Reswap"] == "none"
    assert response.context["form"].row_count == 20


def test_a_form_from_an_older_window_asks_before_it_overwrites(client_for, person):
    plan = WorkPlanFactory(employee=person)
    client, old = client_for("employee"), plan.edit
    client.post(url("plan-write", plan.pk), typed(plan))

    response = client.post(url("plan-write", plan.pk), typed(plan, seen=old, resources="Lain"))

    plan.refresh_from_db()
    assert (plan.resources, response.context["seen"]) == ("", plan.edit)
    client.post(url("plan-write", plan.pk), typed(plan, resources="Lain"))
    plan.refresh_from_db()
    assert plan.resources == "Lain"


def test_a_draft_comes_back(client_for, person):
    plan = WorkPlanFactory(employee=person, results=False)
    client = client_for("employee")
    client.post(url("plan-add-result", plan.pk), typed(plan, results="2", **{"title-1": "Setengah jadi"}))

    response = client.get(url("plan-write", plan.pk))

    assert response.context["form"].row_count == 2
    assert "Setengah jadi" in response.content.decode()


def test_returning_shows_the_comment_to_the_person(client_for, person):
    plan = WorkPlanFactory(employee=person, proposed=True)

    empty = client_for("supervisor").post(url("plan-decide", plan.pk), {"comment": ""})
    assert empty.context["form"].errors
    client_for("supervisor").post(url("plan-decide", plan.pk), {"comment": "Sebutkan targetnya.", "seen": plan.edit})

    assert "Sebutkan targetnya." in client_for("employee").get(url("plan-detail", plan.pk)).content.decode()


@pytest.mark.parametrize("seen", [{"seen": 99}, {"seen": ""}, {"seen": "1e400"}, {}])
def test_an_outdated_agreement_shows_the_plan_again(client_for, person, seen):
    plan = WorkPlanFactory(employee=person, proposed=True)

    response = client_for("supervisor").post(url("plan-agree", plan.pk), seen)

    plan.refresh_from_db()
    assert (response.url, plan.state) == (url("plan-decide", plan.pk), PlanState.PROPOSED)


def test_a_change_begins_a_version_and_shows_what_differs(client_for, person):
    plan = WorkPlanFactory(employee=person, agreed=True)
    client = client_for("employee")

    response = client.post(url("plan-change", plan.pk), {"reason": "Tugas banjir"})

    version = WorkPlan.objects.get(replaces=plan)
    assert response.url == url("plan-write", version.pk)
    client.post(url("plan-submit", version.pk), typed(version, change_reason="Tugas banjir"))
    page = client.get(url("plan-changes", version.pk)).content.decode()
    assert "Tugas banjir" in page
    assert "Surat selesai pada hari yang sama" in page
    assert "Surat selesai pada hari yang sama" in (
        client_for("supervisor").get(url("plan-decide", version.pk)).content.decode()
    )


def test_a_first_version_has_no_page_of_changes(client_for, person):
    plan = WorkPlanFactory(employee=person, agreed=True)

    assert client_for("employee").get(url("plan-changes", plan.pk)).status_code == 404


def test_links_and_progress_after_the_agreement(client_for, person, head):
    plan, above = WorkPlanFactory(employee=person, agreed=True), WorkPlanFactory(employee=head, agreed=True)
    result, parent = plan.results.get(), above.results.get()
    client = client_for("employee")

    client.post(url("result-link", result.pk), {"parent": parent.pk})
    client.post(url("progress-tell", result.indicators.get().pk), {"on": today(), "achieved": "9 surat", "value": "9"})

    page = client.get(url("plan-detail", plan.pk)).content.decode()
    assert parent.title in page
    assert "9 surat" in page
    result.refresh_from_db()
    assert result.parent == parent


def test_the_matrix_shows_each_ones_results(client_for, person, head):
    above = WorkPlanFactory(employee=head, agreed=True)
    plan = WorkPlanFactory(employee=person, agreed=True)
    plan.results.update(parent=above.results.get())

    page = client_for("supervisor").get(url("plan-matrix", above.pk)).content.decode()

    assert plan.results.get().title in page
    assert f'data-label="{above.results.get().title}"' in page


def test_a_draft_is_thrown_away_after_a_question(client_for, person):
    plan = WorkPlanFactory(employee=person)
    client = client_for("employee")
    assert client.get(url("plan-drop", plan.pk)).status_code == 200

    client.post(url("plan-drop", plan.pk))

    assert not WorkPlan.objects.exists()


def test_the_paper_is_a_pdf(client_for, person):
    plan = WorkPlanFactory(employee=person, agreed=True)

    response = client_for("employee").get(url("plan-pdf", plan.pk))

    assert response.headers["Content-Type"] == "application/pdf"
    assert f"skp-{person.nip}-{YEAR}-v1.pdf" in response.headers["Content-Disposition"]


def test_looking_at_anothers_plan_is_noted(client_for, person):
    plan = WorkPlanFactory(employee=person, agreed=True)

    client_for("employee").get(plan.get_absolute_url())
    assert not RecordView.objects.exists()
    client_for("hr_officer").get(plan.get_absolute_url())

    assert RecordView.objects.get().what == "performance_plan"


def test_a_version_that_is_still_a_draft_is_not_named_to_others(client_for, person):
    plan = WorkPlanFactory(employee=person, agreed=True)
    version = change_plan(plan=plan, reason="Tugas baru", by=person.user)

    assert version.get_absolute_url() not in client_for("supervisor").get(plan.get_absolute_url()).content.decode()
    assert version.get_absolute_url() in client_for("employee").get(plan.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("name", "who"), [("plan-list", "hr_officer"), ("plan-team", "supervisor")])
def test_lists_cost_the_same_for_one_and_three(client_for, person, head, name, who):
    client = client_for(who)
    WorkPlanFactory(employee=person, agreed=True)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(name)).status_code == 200
        return len(queries)

    cost()
    one = cost()
    for _each in range(2):
        WorkPlanFactory(employee=EmployeeFactory(unit=head.unit), agreed=True)

    assert cost() == one


def test_the_list_leaves_replaced_versions_out_until_asked(client_for, person):
    plan = WorkPlanFactory(employee=person, agreed=True)
    WorkPlan.objects.filter(pk=plan.pk).update(state=PlanState.REPLACED)
    newer = WorkPlanFactory(
        employee=person, agreed=True, results=False, version=2, replaces=plan, change_reason="Tugas baru"
    )
    client = client_for("hr_officer")

    def shown(query=""):
        return [row.pk for row in client.get(f"{url('plan-list')}{query}").context["table"].page.object_list.data]

    assert shown() == shown("?state=agreed") == shown(f"?year={YEAR}") == [newer.pk]
    assert shown("?state=replaced") == [plan.pk]
    assert shown(f"?year={YEAR - 1}") == []
    assert client.get(f"{url('plan-list')}?export=csv").status_code == 200


def test_home_says_what_waits(world, person, head):
    def about(name):
        return [item.url for item in actions_for(world.users[name]) if "/plans/" in item.url]

    assert about("employee") == [url("plan-create")]
    plan = WorkPlanFactory(employee=person, proposed=True)
    assert about("employee") == []
    assert about("supervisor")[0] == url("plan-decide", plan.pk)

    WorkPlan.objects.filter(pk=plan.pk).update(state=PlanState.RETURNED, comment="Lengkapi.")
    assert about("employee") == [plan.get_absolute_url()]
