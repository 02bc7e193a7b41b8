"""Adding and removing triggers in migrations tells the state about them and draws no model up anew."""

from django.db.migrations.loader import MigrationLoader
from pgtrigger.migrations import AddTrigger, RemoveTrigger


def test_state_knows_the_trigger_and_keeps_its_models(db):
    state = MigrationLoader(None).project_state()
    model = state.apps.get_model("surveys", "topic")
    trigger = state.models["surveys", "topic"].options["triggers"][0]
    others = [each.name for each in state.models["surveys", "topic"].options["triggers"][1:]]

    RemoveTrigger("topic", trigger.name).state_forwards("surveys", state)
    without = [each.name for each in state.models["surveys", "topic"].options["triggers"]]
    AddTrigger("topic", trigger).state_forwards("surveys", state)

    assert without == others
    assert state.models["surveys", "topic"].options["triggers"][-1] is trigger
    assert state.apps.get_model("surveys", "topic") is model
