"""Conventions, held by tests (see CONTRIBUTING.md)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.template.loader import get_template

ROOT = settings.BASE_DIR
APPS = ["asn_portal", "employees", "surveys", "training", "evaluations", "careers", "participation"]
SOURCES = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
DRAWERS = {"utils.py", "helpers.py", "common.py", "misc.py"}
OWN_MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_no_module_is_a_drawer():
    assert [name for name in names(SOURCES) if Path(name).name in DRAWERS] == []


def test_no_module_is_empty_for_later():
    assert [
        str(path.relative_to(ROOT)) for path in SOURCES if path.name != "__init__.py" and not path.read_text().strip()
    ] == []


def test_modules_stay_small():
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in SOURCES}

    assert {name: lines for name, lines in long.items() if lines > 450 and name not in LONG} == {}


LONG = {
    "careers/proof_verifier.py": "a program in one file, downloaded and read by people outside",
    "asn_portal/settings.py": "one settings module, each variable read once",
    "asn_portal/embedded.py": "stands alone: make run and the tests use it before anything else works",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_template_compiles(path):
    get_template(str(path.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_template_writes_keys_without_thousand_separators(path):
    """Past the thousandth row `{{ unit.pk }}` would read 1.000, which no address and no form takes back."""
    found = re.findall(r"\{\{\s*[\w.]*(?:\.pk|_id|page_number)\s*\}\}", path.read_text())

    assert [each for each in found if not re.search(r"auto_id|checkbox_id|button_id|request_id", each)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_template_lists_the_faults_of_a_form_once(path):
    """What crispy draws has its list of faults (bootstrap5/errors.html), unless `summary_shown` is set."""
    text = path.read_text()
    listed = set(re.findall(r'<c-error-summary :form="(\w+)"', text))
    drawn = set(re.findall(r"\{\{ (\w+)\|crispy \}\}|\{% crispy (\w+) %\}", text))

    assert "summary_shown" in text or not listed & {name for pair in drawn for name in pair}


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_template_has_nothing_inline(path):
    text = path.read_text()

    if path.parts[len(ROOT.parts) + 1] not in {"pdf", "email"}:
        assert re.findall(r"<style[\s>]|\sstyle=|\son[a-z]+=\"|javascript:", text) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", text) == []


@pytest.mark.parametrize("model", [m for m in OWN_MODELS if not m._meta.proxy], ids=lambda model: model._meta.label)
def test_browsable_model_knows_who_may_see_it(model):
    """A model with an address of its own answers `visible_to(user)`."""
    if hasattr(model, "get_absolute_url") and model._meta.label not in DECIDED_BY_OTHERS:
        assert hasattr(model._default_manager.all(), "visible_to")


DECIDED_BY_OTHERS = {"documents.Document": "each kind of file has a rule of its own (asn_portal.documents.access)"}


def test_every_migration_has_a_meaningful_name():
    auto = [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("migrations/*.py")
        if re.search(r"_auto_\d|_alter_.*_and_more|_and_more", path.name)
    ]

    assert auto == []


def test_services_name_their_actor():
    """Every public function of a services module takes keyword-only arguments; those that record an event take `by`."""
    wrong = []
    for app in APPS[1:]:
        for path in [*(ROOT / app).glob("services.py"), *(ROOT / app / "services").glob("*.py")]:
            for node in ast.parse(path.read_text()).body:
                if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                    continue
                # `by=None` in so many words: a citizen whom nobody knows, or the machine itself.
                events = [
                    n for n in ast.walk(node) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "record_event"
                ]
                actors = [word.value for event in events for word in event.keywords if word.arg == "by"]
                records = any(not (isinstance(actor, ast.Constant) and actor.value is None) for actor in actors)
                if records and "by" not in {argument.arg for argument in node.args.kwonlyargs}:
                    wrong.append(f"{path.relative_to(ROOT)}: {node.name}")

    assert wrong == []


def test_own_tables_keep_history_or_say_why_not():
    """Domain models are tracked by database triggers. What is not tracked stands here with its reason."""
    untracked = {
        model._meta.label
        for model in OWN_MODELS
        if not model._meta.proxy
        and not hasattr(model, "pgh_event_model")
        and not hasattr(model, "pgh_tracked_model")
        and not model._meta.auto_created
    }

    assert untracked == UNTRACKED.keys()


# Rows that are only added, belong to the machine, or must not be remembered.
UNTRACKED: dict[str, str] = {
    "careers.ProofCheckpoint": "the database refuses to change it",
    "careers.ProofEvent": "is itself the history; the database refuses to change it",
    "careers.ProofHead": "follows from the entries of its chain",
    "careers.ProofSubscription": "a wish for mail, not a record",
    "audit.Event": "is itself the trail; rows are only added",
    "audit.RecordView": "is itself the trail; rows are only added",
    "careers.Answer": "each change is counted; a history would double the writes of a thousand candidates",
    "careers.ItemStatistic": "worked out anew from the answers",
    "careers.Paper": "written once",
    "careers.PaperItem": "written once, then scored; dropping an item is a business event",
    "drafts.Draft": "unsent words are nobody's business but the writer's; a history would keep what was discarded",
    "drafts.DraftFile": "as its draft",
    "drafts.Submission": "a key that was used; it never changes and is forgotten after a month",
    "employees.EarlyWarning": "worked out anew every night; handling it is a business event",
    "employees.NameWord": "follows from the names of employees, which are tracked",
    "employees.StaffImport": "working material; its steps are business events",
    "employees.StaffImportSheet": "working material of an import, whose steps are events",
    "employees.StaffImportRow": "working material, removed after a week; the records it changes are tracked",
    "employees.StaffImportMapping": "a remembered suggestion",
    "evaluations.FeedbackTicket": "a history of used tickets would be the link that must not exist",
    "evaluations.FeedbackVoice": "never changed; a history would note moments, and so point at who spoke",
    "evaluations.ReportDelivery": "rows are only added",
    "jobs.Job": "its state is the machine's; cancelling and repeating are business events",
    "jobs.JobProblem": "output of a job, kept as long as its result",
    "listing.ColumnChoice": "how a person likes their lists",
    "listing.SavedFilter": "how a person likes their lists",
    "notifications.MailPreference": "how a person likes their mail",
    "notifications.Notification": "a message to one person; only whether it was read changes",
    "notifications.OutboxMail": "a mail on its way; a history would keep reset links",
    "participation.AnnouncementReading": "rows are only added",
    "surveys.ComplaintContact": "must be gone without a trace when its time is over",
    "surveys.ComplaintEntry": "rows are only added",
    "surveys.ComplaintSupport": "rows are only added",
    "surveys.TopicTag": "put on and taken off by a business event; the history of a topic is its own",
    "surveys.SurveyResponse": "a history would note moments, and so point at the person who answered",
    "surveys.SlipBatch": "rows are only added; making void is a business event",
    "surveys.SlipCode": "a history of used codes would be the link that must not exist",
    "surveys.SurveyInterim": "follows from the answers, made anew by the calendar",
    "surveys.SurveyTally": "sums of answers, compared with them every night",
    "surveys.SurveyResult": "never changed, only superseded by a later row",
    "training.BehaviourRating": "rows are only added",
    "training.CertificateSeries": "a counter; the certificates themselves are tracked",
    "training.ClassMessage": "was sent; rows are only added",
    "training.CurrentLevel": "follows from ratings and standards, which are tracked; compared with them every night",
    "training.EvaluationResponse": "never changed; a history would note moments, and so point at who answered",
    "training.EvaluationText": "as the answers: a history would note moments, and so point at who wrote",
    "training.EvaluationTicket": "a history of used tickets would be the link that must not exist",
    "training.Invitation": "rows are only added",
    "training.OfflineBatch": "the key of a list that arrived; the attendance itself is tracked",
    "careers.BatchSignature": "rows are only added",
    "training.PlanSignature": "rows are only added",
    "training.SessionSeries": "written once when planned; its sessions are tracked",
    "training.TestAttempt": "filled while it runs, then scored; scores entered by hand are business events",
    "training.UnitGap": "sums of levels, made again with them",
}


def test_translations_keep_their_placeholders():
    """A lost %(name)s hides a fact, an invented one breaks the page. That every text is translated is tested in
    tests/operation/test_translations.py."""
    broken = []
    for entry in polib.pofile(str(ROOT / "locale/id/LC_MESSAGES/django.po")):
        allowed = [set(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
        texts = [text for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]
        # Indonesian has one form for one and many.
        broken += [text for text in texts if set(PLACEHOLDER.findall(text)) not in allowed]

    assert broken == []


PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")


@pytest.mark.parametrize("path", SOURCES, ids=names(SOURCES))
def test_texts_stand_where_makemessages_finds_them(path):
    """xgettext doesn't look inside f-strings: what stands there is never translated."""
    calls = [
        call
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    ]

    assert [call.lineno for call in calls if re.fullmatch(r"_|n?p?gettext(_lazy|_noop)?", call.func.id)] == []


def test_models_use_protect_or_say_why():
    """Deleting is rare: a cascade between our own tables is a decision, and stands here with its reason."""
    cascades = {
        f"{model._meta.label}.{field.name}"
        for model in OWN_MODELS
        for field in model._meta.concrete_fields
        if not hasattr(model, "pgh_tracked_model")
        and getattr(field.remote_field, "on_delete", None) is models.CASCADE
        and field.remote_field.parent_link is False
    }

    assert cascades == CASCADES.keys()


CASCADES: dict[str, str] = {
    "careers.Answer.paper_item": "part of its paper; once an exam is opened, no paper is made anew",
    "careers.BlueprintLine.blueprint": "part of a blueprint that no sitting uses yet",
    "careers.ItemStatistic.sitting": "worked out anew from the answers",
    "careers.Paper.candidate": "part of the candidate; who has a paper is not taken off",
    "careers.PaperItem.paper": "part of its paper",
    "careers.SittingRoom.sitting": "part of a sitting that is still planned",
    "surveys.QuestionnaireVersion.questionnaire": "a draft is part of its questionnaire; published ones are kept",
    "surveys.SlipCode.batch": "an unused code is nothing without its batch",
    "surveys.SurveyInterim.survey": "follows from answers that are kept themselves",
    "surveys.SurveyTally.survey": "sums of answers that are kept themselves",
    "surveys.SurveyAlarm.survey": "a remark about this survey only",
    "surveys.TopicCompetency.topic": "part of its topic",
    "surveys.TopicTag.comment": "says nothing without its text",
    "surveys.TopicTag.complaint": "says nothing without its text",
    "surveys.ComplaintSupport.complaint": "says nothing without its report",
    "employees.FormerNeed.position": "a former number of a position is part of it",
    "careers.ProofSubscription.selection": "a wish for mail, not a record",
    "careers.ProofSubscription.user": "a wish for mail, not a record",
    "careers.RubricCriterion.rubric": "part of a rubric that isn't open yet; scores keep the rubric",
    "careers.SelectionRequirement.selection": "part of its draft; an announced selection is kept",
    "careers.SelectionStage.selection": "part of its draft; an announced selection is kept",
    "drafts.Draft.user": "a draft has no meaning without its writer",
    "drafts.DraftFile.draft": "part of its draft",
    "drafts.Submission.user": "only stops that person's second sending",
    "employees.EarlyWarning.employee": "worked out anew from the record; it says nothing without it",
    "employees.StaffImportMapping.government": "a suggestion means nothing without its government",
    "employees.StaffImportRow.sheet": "rows are working material of their import",
    "employees.StaffImportRow.staff_import": "rows are working material of their import",
    "employees.StaffImportSheet.staff_import": "sheets are working material of their import",
    "employees.UnitName.unit": "how a unit was called says nothing without the unit",
    "evaluations.FeedbackTicket.feedback_round": "a right to speak once is nothing without the round",
    "evaluations.ScheduleRecipient.schedule": "part of its schedule; its history stays",
    "jobs.JobProblem.job": "part of its job",
    "listing.ColumnChoice.user": "a convenience of the account",
    "listing.SavedFilter.user": "a convenience of the account",
    "notifications.MailPreference.user": "a convenience of the account",
    "notifications.Notification.user": "speaks to this account only",
    "participation.AnnouncementReading.announcement": "a receipt without its announcement says nothing",
    "surveys.ComplaintContact.complaint": "must not outlive its report",
    "surveys.ComplaintEntry.complaint": "the timeline is part of its report",
    "training.CurrentLevel.competency": "worked out from ratings, which keep their competency",
    "training.CurrentLevel.employee": "worked out anew from the record; it says nothing without it",
    "training.EvaluationTicket.registration": "a right to answer once is nothing without the registration",
    "training.LevelDescription.competency": "part of its competency",
    "training.Material.programme": "part of its programme",
    "training.Material.session": "part of its session",
    "training.Meeting.session": "part of the plan of its session; attendance, once recorded, keeps it",
    "training.NeedComment.competency": "a remark about this competency only",
    "training.NeedComment.programme": "a remark about this programme only",
    "training.OfflineBatch.session": "only stops the same list arriving twice",
    "training.PositionStandard.position": "part of its position",
    "training.ProgrammeCompetency.programme": "part of its programme",
    "training.RequiredLevel.position": "part of the standard of its position",
    "training.SessionCost.session": "part of the plan of its session",
    "training.SessionTrainer.session": "part of the plan of its session",
    "training.StudyCriterion.call": "part of its call; scores keep it",
    "training.StudyReviewer.call": "named for this call only; scores keep the reviewer",
    "training.UnitGap.competency": "sums that are made again every night",
    "training.UnitGap.unit": "sums that are made again every night",
    "training.UnitQuota.session": "part of the plan of its session",
    "training.YearPlanItem.plan": "part of its plan",
}
